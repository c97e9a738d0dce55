"""What must hold when the storm is over; each finding is a line that names its row."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.models import (
    Author,
    Complaint,
    Conversation,
    Delivery,
    FollowUp,
    FollowUpState,
    Identity,
    Inbox,
    Message,
    Order,
    Outbox,
    Turn,
    Visit,
)
from bot.services.thread.messages import only_asks
from tests.faults.crowd import Ledger

_WAITING = (Delivery.QUEUED, Delivery.SENDING)
_GONE = (Delivery.SENT, Delivery.UNKNOWN)

type Heard = Callable[[str, str], list[str]]
"""Channel and external id → every text that the customer got, in order."""


@dataclass
class Audit:
    """``lost``, ``doubled``, ``disordered`` and ``left`` must be empty; ``figures`` are to read."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.disordered, *self.left]


def waiting(session: Session) -> int:
    """How much is still to be done: messages without their turn, replies on their way."""
    unhandled = select(func.count()).select_from(Inbox).where(Inbox.handled_at.is_(None))
    unsent = select(func.count()).select_from(Outbox).where(Outbox.state.in_(_WAITING))
    return (session.scalar(unhandled) or 0) + (session.scalar(unsent) or 0)


def audit(session: Session, ledger: Ledger, heard: Heard) -> Audit:
    """Look at everything."""
    found = Audit()
    _inbox(session, ledger, found)
    _turns(session, found)
    _replies(session, found)
    _sendings(session, heard, found)
    _business(session, found)
    _left(session, found)
    return found


def _inbox(session: Session, ledger: Ledger, found: Audit) -> None:
    """Every message is there once, with its sender, and has one thread entry and one turn."""
    rows = session.execute(
        select(Inbox.external_id, Inbox.channel, Identity.external_id, Inbox.turn_id, Inbox.id)
        .join(Conversation, Conversation.id == Inbox.conversation_id)
        .join(Identity, Identity.id == Conversation.identity_id)
    ).all()
    times = Counter(row[0] for row in rows)
    found.figures["messages written"] = len(ledger.written)
    found.figures["messages stored"] = len(rows)
    found.lost += [f"message {id_} is not stored" for id_ in ledger.written.keys() - times.keys()]
    found.doubled += [f"message {id_} is stored {n} times" for id_, n in times.items() if n > 1]
    for external_id, channel, sender, turn, row_id in rows:
        if ledger.written.get(external_id) != (channel, sender):
            found.doubled.append(f"inbox {row_id} is nobody's message")
        if turn is None:
            found.lost.append(f"inbox {row_id} has no turn")
    said = session.scalar(
        select(func.count()).select_from(Message).where(Message.author == Author.CUSTOMER)
    )
    if said != len(rows):
        found.doubled.append(f"{len(rows)} inbox rows, but {said} entries in the threads")


def _turns(session: Session, found: Audit) -> None:
    """Messages are handled in the order in which they came."""
    last: dict[int, int] = defaultdict(int)
    rows = session.execute(
        select(Inbox.conversation_id, Inbox.turn_id).order_by(Inbox.conversation_id, Inbox.id)
    )
    for conversation, turn in rows:
        if turn is not None and turn < last[conversation]:
            found.disordered.append(f"turn {turn} of conversation {conversation} came too late")
        last[conversation] = max(last[conversation], turn or 0)


def _replies(session: Session, found: Audit) -> None:
    """Every turn has one reply, under its business key; one that would only have asked has none
    when the customer wrote on meanwhile, since the next turn asks anew."""
    turns = session.scalars(select(Turn)).all()
    newest = {turn.conversation_id: turn.id for turn in sorted(turns, key=lambda turn: turn.id)}
    replies = Counter(session.scalars(select(Outbox.turn_id).where(Outbox.turn_id.is_not(None))))
    found.figures["turns"] = len(turns)
    found.lost += [
        f"turn {turn.id} has no reply"
        for turn in turns
        if turn.done_at and not replies[turn.id]
        if turn.id == newest[turn.conversation_id] or not only_asks(turn)
    ]
    found.doubled += [f"turn {id_} has {n} replies" for id_, n in replies.items() if n > 1]


def _sendings(session: Session, heard: Heard, found: Audit) -> None:
    """What the customers got is what the rows say, in their order."""
    rows: dict[tuple[str, str], list[Outbox]] = defaultdict(list)
    for row, channel, external_id in session.execute(
        select(Outbox, Identity.channel, Identity.external_id)
        .join(Conversation, Conversation.id == Outbox.conversation_id)
        .join(Identity, Identity.id == Conversation.identity_id)
        .order_by(Outbox.id)
    ):
        rows[channel, external_id].append(row)
        found.figures[f"replies {row.state}"] += 1
    for (channel, external_id), sent in rows.items():
        got = heard(channel, external_id)
        found.figures["replies received"] += len(got)
        _compare(f"{channel} {external_id}", sent, got, found)


def _compare(whose: str, rows: Sequence[Outbox], got: Sequence[str], found: Audit) -> None:
    """Walk through both: a sent row must be there, an unknown one may be, nothing else."""
    due = [row for row in rows if row.state in _GONE]
    if _fits(due, got):
        return
    texts = [row.message.text for row in due]
    for row in due:
        wanted = sum(text == row.message.text for text in texts)
        there = sum(_is(text, row) for text in got)
        if there > wanted:
            found.doubled.append(f"{row.key} reached {whose} {there} times, {wanted} were due")
        if there < wanted and row.state == Delivery.SENT:
            found.lost.append(f"{row.key} is sent, but {whose} has it {there} of {wanted} times")
    strangers = [text for text in got if not any(_is(text, row) for row in due)]
    found.doubled += [f"{whose} got a message that no row accounts for" for _ in strangers]
    found.disordered.append(f"{whose} got {len(got)} messages otherwise than the rows stand")


def _fits(due: Sequence[Outbox], got: Sequence[str]) -> bool:
    """Whether ``got`` is ``due`` in order, with some of the unknown ones left out."""
    reachable = {0}
    for row in due:
        taken = {at + 1 for at in reachable if at < len(got) and _is(got[at], row)}
        skipped = reachable if row.state == Delivery.UNKNOWN else set()
        reachable = taken | skipped
    return len(got) in reachable


def _is(text: str, row: Outbox) -> bool:
    """WeChat has the titles of the buttons below the text."""
    return text == row.message.text or text.startswith(f"{row.message.text}\n")


def _business(session: Session, found: Audit) -> None:
    """Nobody's booking or complaint was stored twice, and no worker is in two places."""
    for model, what in ((Order, "orders"), (Complaint, "complaints")):
        numbers = Counter(session.scalars(select(model.conversation_id)))
        found.figures[what] = numbers.total()
        found.doubled += [
            f"conversation {id_} has {n} {what}" for id_, n in numbers.items() if n > 1
        ]
    held = select(Visit.worker_id, Visit.start_at).where(Visit.worker_id.is_not(None))
    times = Counter((worker, start) for worker, start in session.execute(held))
    found.doubled += [
        f"worker {at[0]} has {n} visits at {at[1]}" for at, n in times.items() if n > 1
    ]


def _left(session: Session, found: Audit) -> None:
    """Nothing that is due was left behind."""
    now = datetime.now(UTC)
    found.left += [f"{what} {id_} is left" for what, id_ in _rows_left(session, now)]


def _rows_left(session: Session, now: datetime) -> Iterator[tuple[str, int]]:
    for what, query in (
        ("inbox", select(Inbox.id).where(Inbox.handled_at.is_(None))),
        ("turn", select(Turn.id).where(Turn.done_at.is_(None))),
        ("outbox", select(Outbox.id).where(Outbox.state.in_(_WAITING))),
        (
            "conversation",
            select(Conversation.id).where(
                or_(Conversation.turn_due_at.is_not(None), Conversation.lease_until.is_not(None))
            ),
        ),
        (
            "follow-up",
            select(FollowUp.id).where(
                FollowUp.state == FollowUpState.PENDING, FollowUp.due_at < now
            ),
        ),
    ):
        yield from ((what, id_) for id_ in session.scalars(query))
