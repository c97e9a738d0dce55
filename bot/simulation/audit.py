"""What must hold when the month is over, told from the tables and from what really went out.

Nothing here asks the code that did the work: expectations are made anew from orders, visits and
their history, and held against the messages, the cases and the ledger of the channel.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import (
    Case,
    Conversation,
    Delivery,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    History,
    Outbox,
    Visit,
    VisitState,
)
from bot.services.dispatch.dispatch import TRAVEL
from bot.services.order.machine import ALLOWED
from bot.services.trade import rhythm

_S, _K = VisitState, FollowUpKind
_OVER = (_S.COMPLETED, _S.REVIEWED, _S.CANCELLED)
_SERVED = (_S.COMPLETED, _S.REVIEWED)
_AFTER_CANCELLING = ("released", "late")
_TRIES = (_K.RATING, _K.CALLBACK, _K.CALLBACK_AGAIN, _K.CALLBACK_PHONE)


@dataclass
class Audit:
    """A finding is a line that names its row; ``figures`` are only to read."""

    double_bookings: list[str] = field(default_factory=list)
    illegal_steps: list[str] = field(default_factory=list)
    left_open: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    after_cancelling: list[str] = field(default_factory=list)
    wrong_day: list[str] = field(default_factory=list)
    not_tried: list[str] = field(default_factory=list)
    figures: Counter[str] = field(default_factory=Counter)

    @property
    def promises(self) -> dict[str, list[str]]:
        """What was promised -> where it was broken."""
        return {
            "double bookings": self.double_bookings,
            "illegal steps": self.illegal_steps,
            "visits left in the air": self.left_open,
            "follow-ups lost": self.lost,
            "follow-ups doubled": self.doubled,
            "sent after cancellation": self.after_cancelling,
            "reminders for a day that was moved": self.wrong_day,
            "served customers not tried by the third day": self.not_tried,
        }


def audit(session: Session, ledger: Path, end: datetime) -> Audit:
    """Everything that was promised, held against what happened until ``end``."""
    found = Audit()
    visits = session.scalars(select(Visit).order_by(Visit.id)).all()
    steps = _history(session)
    _double_bookings(found, visits)
    for visit in visits:
        _course(found, visit, steps[visit.id])
    _follow_ups(found, session, end)
    messages = session.scalars(select(Outbox)).all()
    _sending(found, session, messages, _sent(ledger))
    _cancelled(found, messages, steps)
    _reminders(found, visits, messages, steps)
    _tried(found, session, visits, messages, steps)
    return found


type Steps = dict[int, list[History]]


def _history(session: Session) -> Steps:
    rows: Steps = defaultdict(list)
    for row in session.scalars(
        select(History).where(History.subject == "visit").order_by(History.id)
    ):
        rows[row.subject_id].append(row)
    return rows


def _double_bookings(found: Audit, visits: Sequence[Visit]) -> None:
    """REQ C4, travel included; the visits of one worker lie one after the other."""
    taken = [v for v in visits if v.worker_id is not None and v.state != _S.CANCELLED]
    taken.sort(key=lambda visit: (visit.worker_id or 0, visit.start_at))
    for one, two in pairwise(taken):
        if one.worker_id == two.worker_id and two.start_at < one.end_at + TRAVEL:
            found.double_bookings.append(f"worker {one.worker_id}: visits {one.id} and {two.id}")


def _course(found: Audit, visit: Visit, rows: Iterable[History]) -> None:
    """REQ C3: from state to state only by legal steps, to an end."""
    state = _S.CONFIRMED
    for row in rows:
        if row.action != "moved":
            continue
        after = VisitState(str(row.after))
        if row.before != state or after not in ALLOWED[state]:
            found.illegal_steps.append(f"visit {visit.id}: {row.before} to {row.after} at {row.at}")
        state = after
    found.figures[f"visits {visit.state}"] += 1
    if visit.state not in _OVER:
        found.left_open.append(f"visit {visit.id} is {visit.state}")


def _follow_ups(found: Audit, session: Session, end: datetime) -> None:
    """What is due was settled; what was done has its message or its case, once."""
    keys = set(session.scalars(select(Outbox.key))) | set(session.scalars(select(Case.key)))
    seen: Counter[tuple[int, str, int | None, datetime]] = Counter()
    for row in session.scalars(select(FollowUp)):
        found.figures[f"follow-ups {row.state}"] += 1
        if row.state == FollowUpState.PENDING and row.due_at <= end:
            found.lost.append(f"{row.key}, due {row.due_at}, was never settled")
        if row.state == FollowUpState.DONE:
            seen[row.visit_id, row.kind, row.worker_id, row.due_at] += 1
            if not _left_a_trace(row, keys):
                found.lost.append(f"{row.key} is done and nobody was told")
    found.doubled += [f"visit {key[0]}: {key[1]} {n} times" for key, n in seen.items() if n > 1]


def _left_a_trace(row: FollowUp, keys: set[str]) -> bool:
    about_worker = any(key in keys for key in (f"visit:{row.visit_id}:worker:1",))
    mine = {row.key, f"{row.key}:call", f"{row.key}:worker", f"visit:{row.visit_id}:phone"}
    if row.kind in (_K.CONFIRMATION, _K.ARRIVAL, _K.OVERDUE):
        return about_worker
    return row.kind == _K.FINISH or bool(mine & keys)


def _sent(ledger: Path) -> Counter[tuple[int, str, str]]:
    """Account, purpose and text -> how often the channel got it."""
    lines = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
    return Counter((line[0], line[1], line[3]) for line in map(json.loads, lines))


def _sending(
    found: Audit,
    session: Session,
    messages: Sequence[Outbox],
    sent: Counter[tuple[int, str, str]],
) -> None:
    """Each row went out once; one that was being sent at a kill is unknown and not repeated."""
    identity = dict(
        session.execute(select(Conversation.id, Conversation.identity_id)).tuples().all()
    )
    wanted: Counter[tuple[int, str, str]] = Counter()
    certain: Counter[tuple[int, str, str]] = Counter()
    for row in messages:
        found.figures[f"messages {row.state}"] += 1
        place = identity[row.conversation_id], str(row.purpose), row.message.text
        wanted[place] += row.state in (Delivery.SENT, Delivery.UNKNOWN)
        certain[place] += row.state == Delivery.SENT
        if row.state in (Delivery.QUEUED, Delivery.SENDING):
            found.lost.append(f"message {row.key} still waits")
    found.doubled += [f"“{p[2][:40]}” went out too often" for p in sent if sent[p] > wanted[p]]
    found.lost += [f"“{p[2][:40]}” did not go out" for p in certain if certain[p] > sent[p]]


def _cancelled(found: Audit, messages: Sequence[Outbox], steps: Steps) -> None:
    """Nothing about a cancelled visit goes out but the word that it is cancelled (REQ C8)."""
    for row in messages:
        about = row.key.split(":")
        if about[0] != "visit" or about[2] in _AFTER_CANCELLING:
            continue
        at = [s.at for s in steps[int(about[1])] if s.after == _S.CANCELLED]
        if at and (row.created_at > at[0] or (row.sent_at is not None and row.sent_at > at[0])):
            found.after_cancelling.append(f"{row.key} after {at[0]}")


def _reminders(
    found: Audit, visits: Sequence[Visit], messages: Sequence[Outbox], steps: Steps
) -> None:
    """The customer is reminded once, on the eve of where the visit was by then (REQ C5)."""
    sent: dict[int, list[Outbox]] = defaultdict(list)
    for row in messages:
        about = row.key.split(":")
        if about[0] == "visit" and about[2] == "reminder" and about[-1] != "worker":
            sent[int(about[1])].append(row)
    for visit in visits:
        for row in sent[visit.id]:
            start = _start_then(visit, steps[visit.id], row.created_at)
            if local(row.created_at).date() != local(start).date() - timedelta(days=1):
                found.wrong_day.append(f"{row.key} at {row.created_at} for {start}")
        opens = _opens(visit, steps)
        if _was_to_be_reminded(visit, steps[visit.id], opens=opens) and not sent[visit.id]:
            found.lost.append(f"visit {visit.id} of {visit.start_at}: no reminder")


def _start_then(visit: Visit, rows: Sequence[History], moment: datetime) -> datetime:
    moves = [row for row in rows if row.action == "rescheduled" and row.at > moment]
    return datetime.fromisoformat(str(moves[0].before)) if moves else visit.start_at


def _opens(visit: Visit, steps: Steps) -> bool:
    if not rhythm.is_daily(visit.order.service):
        return True
    days = visit.order.visits
    changes = [row for day in days for row in steps[day.id] if row.after == _S.CONFIRMED]
    is_first = visit.start_at == min(day.start_at for day in days)
    return is_first and not changes and len({day.worker_id for day in days}) == 1


def _was_to_be_reminded(visit: Visit, rows: Sequence[History], *, opens: bool) -> bool:
    """Carried out, in a chat, and known before six in the evening of the day before.

    Of days in a row the first is judged, where neither worker nor another day changed: who takes
    over later is told of as any replacement.
    """
    moves = [row.at for row in rows if row.action == "rescheduled"]
    known = moves[-1] if moves else visit.order.created_at
    eve = local(visit.start_at).date() - timedelta(days=1)
    six = datetime.combine(eve, datetime.min.time(), LOCAL) + timedelta(hours=18)
    has_chat = visit.order.conversation_id is not None
    return visit.state in _SERVED and has_chat and known < six and opens


def _tried(
    found: Audit,
    session: Session,
    visits: Sequence[Visit],
    messages: Sequence[Outbox],
    steps: Steps,
) -> None:
    """Every served customer was asked, in the chat or by phone, within three days (REQ E1)."""
    first: dict[int, datetime] = {}
    cases = session.scalars(select(Case)).all()
    for key, at in [(m.key, m.created_at) for m in messages] + [
        (c.key, c.opened_at) for c in cases
    ]:
        about = key.split(":")
        if about[0] == "visit" and (about[2] in _TRIES or about[2] == "phone"):
            first[int(about[1])] = min(at, first.get(int(about[1]), at))
    for visit in visits:
        if visit.state not in _SERVED or not _is_to_be_called(visit) or visit.completed_at is None:
            continue
        found.figures["served, to be asked"] += 1
        over = max(visit.completed_at, *_cancelled_at(visit, steps))
        late = visit.id in first and first[visit.id] > over + timedelta(hours=72)
        if visit.id not in first or late:
            found.not_tried.append(f"visit {visit.id}, completed {visit.completed_at}")
        else:
            found.figures["served, tried by the third day"] += 1


def _cancelled_at(visit: Visit, steps: Steps) -> list[datetime]:
    """When later visits fell away, so that this one became the last."""
    others = [other for other in visit.order.visits if other.start_at > visit.start_at]
    found = [s.at for other in others for s in steps[other.id] if s.after == _S.CANCELLED]
    return [visit.completed_at or visit.end_at, *found]


def _is_to_be_called(visit: Visit) -> bool:
    """Every single visit; of days in a row the last, of a series the first and the last served."""
    served = [other for other in visit.order.visits if other.state in _SERVED]
    moments = sorted(other.completed_at or other.end_at for other in served)
    is_last = visit.start_at == max(other.start_at for other in served)
    return is_last or (
        not rhythm.is_daily(visit.order.service) and visit.completed_at == moments[0]
    )
