"""Turns as rows: whose turn is due, who is at it, which messages belong to it (REQ G5)."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Mapped, Session

from bot.models import Author, Conversation, Inbox, Message, Turn

LEASE = timedelta(seconds=60)
SET_BACK = timedelta(minutes=5)
_AT_ONCE = 8


def due(
    session: Session, now: datetime, *, only_urgent: bool = False, overdue: timedelta = timedelta(0)
) -> Sequence[int]:
    """The conversations that wait longest and that nobody is at; of those that are not urgent only
    what nobody took for ``overdue``."""
    return session.scalars(
        select(Conversation.id)
        .where(_is_due(now), _is_free(now))
        .where(*([Conversation.is_urgent] if only_urgent else []))
        .where(*([_left_by_others(now - overdue)] if overdue else []))
        .order_by(Conversation.turn_due_at)
        .limit(_AT_ONCE)
    ).all()


def claim(session: Session, conversation_id: int, worker: str, now: datetime) -> bool:
    """Hold a conversation's turn for :data:`LEASE`; False when another worker is at it."""
    claimed = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, _is_free(now))
        .where(_is_due(now))
        .values(lease_until=now + LEASE, lease_by=worker)
    )
    return getattr(claimed, "rowcount", 0) == 1


def let_go(conversation: Conversation, due: datetime | None) -> None:
    """Nobody is at the conversation; its next turn is due then, or not at all."""
    conversation.turn_due_at = due
    conversation.lease_until = conversation.lease_by = None
    if due is None:
        conversation.first_waiting_at = None
        conversation.is_urgent = False


def left_open(session: Session, conversation_id: int) -> Turn | None:
    """The turn that a crash left open."""
    return session.scalar(
        select(Turn).where(Turn.conversation_id == conversation_id, Turn.done_at.is_(None))
    )


def begin(session: Session, conversation_id: int, bound: Sequence[Inbox], now: datetime) -> Turn:
    """A new turn that answers the ``bound`` messages."""
    turn = Turn(conversation_id=conversation_id, sender=_new_name(), started_at=now, tries=0)
    session.add(turn)
    session.flush()
    for row in bound:
        row.turn_id = row.message.turn_id = turn.id
    return turn


def rename(turn: Turn) -> None:
    """Give the engine another name for a turn that is tried again: the old try may be late."""
    turn.sender = _new_name()


def of_engine(session: Session, name: str) -> Turn:
    """The turn that the engine knows by this name."""
    return session.scalars(select(Turn).where(Turn.sender == name)).one()


def _new_name() -> str:
    return secrets.token_hex(16)


def waiting(session: Session, conversation_id: int) -> Sequence[Inbox]:
    """The messages that belong to no turn yet, in order."""
    return session.scalars(
        select(Inbox)
        .where(
            Inbox.conversation_id == conversation_id,
            Inbox.handled_at.is_(None),
            Inbox.turn_id.is_(None),
        )
        .order_by(Inbox.id)
    ).all()


def said_in(session: Session, turn: Turn) -> Sequence[Message]:
    """What the customer said in a turn, bubble by bubble."""
    return session.scalars(
        select(Message)
        .where(Message.turn_id == turn.id, Message.author == Author.CUSTOMER)
        .order_by(Message.id)
    ).all()


def text_of(session: Session, turn: Turn) -> str:
    """The same as one text, a line for each bubble."""
    return "\n".join(message.text for message in said_in(session, turn))


def open_rows(session: Session, turn: Turn) -> Sequence[Inbox]:
    """The messages of a turn that are not handled yet."""
    return session.scalars(select(Inbox).where(*_of(turn)).order_by(Inbox.id)).all()


def intents_before(session: Session, turn: Turn, most: int = 3) -> list[str]:
    """What the customer's last turns came to, the newest first."""
    found = session.scalars(
        select(Turn.intent)
        .where(Turn.conversation_id == turn.conversation_id, Turn.id < turn.id)
        .order_by(Turn.id.desc())
        .limit(most)
    )
    return [intent for intent in found if intent]


def before(session: Session, turn: Turn, *, since: datetime, most: int = 6) -> Sequence[Turn]:
    """The customer's last turns that began after a time, the newest first."""
    return session.scalars(
        select(Turn)
        .where(
            Turn.conversation_id == turn.conversation_id,
            Turn.id < turn.id,
            Turn.started_at > since,
        )
        .order_by(Turn.id.desc())
        .limit(most)
    ).all()


def services_before(session: Session, turn: Turn, most: int = 6) -> list[str]:
    """The services that the customer's last turns named, the newest first."""
    readings = session.scalars(
        select(Turn.reading)
        .where(Turn.conversation_id == turn.conversation_id, Turn.id < turn.id)
        .order_by(Turn.id.desc())
        .limit(most)
    )
    named = [code for reading in readings if reading for code in reading.get("services", [])]
    return list(dict.fromkeys(named))


def text_before(session: Session, turn: Turn) -> str:
    """What the customer said in the turn before."""
    before = session.scalar(
        select(Turn)
        .where(Turn.conversation_id == turn.conversation_id, Turn.id < turn.id)
        .order_by(Turn.id.desc())
        .limit(1)
    )
    return text_of(session, before) if before else ""


def settle(session: Session, turn: Turn, now: datetime) -> None:
    """The turn is done, and its messages are handled."""
    turn.done_at = now
    session.execute(update(Inbox).where(*_of(turn)).values(handled_at=now))
    session.flush()


def _is_due(now: datetime) -> ColumnElement[bool]:
    return _is_past(Conversation.turn_due_at, now)


def _left_by_others(since: datetime) -> ColumnElement[bool]:
    return or_(Conversation.is_urgent, _is_due(since))


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Conversation.lease_until.is_(None), _is_past(Conversation.lease_until, now))


def _is_past(column: Mapped[datetime | None], now: datetime) -> ColumnElement[bool]:
    """Turns and leases are never minutes ahead; one that is was written before the clock was set
    back, and must not wait until that time comes again."""
    return or_(column <= now, column > now + SET_BACK)


def _of(turn: Turn) -> tuple[ColumnElement[bool], ...]:
    """The open inbox rows of a turn, found by the index of its conversation."""
    return (
        Inbox.conversation_id == turn.conversation_id,
        Inbox.handled_at.is_(None),
        Inbox.turn_id == turn.id,
    )
