"""Follow-ups (REQ C5, C6, E1): scheduled with the visit, moved and withdrawn with it, in the same
transaction. Firing them is jobs/follow_ups.py."""

from datetime import datetime, time, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import (
    Delivery,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Outbox,
    Visit,
    VisitState,
)
from bot.services.sending.quiet_hours import after_quiet, before_quiet
from bot.services.trade.rhythm import Asking
from bot.settings import Settings

_THIRD_DAY = timedelta(hours=72)
K = FollowUpKind
OF_WORKER = {K.OFFER, K.CHANGED, K.REPLACED, K.CONFIRMATION}
"""What is about one worker, and falls with that worker."""
OF_DAY = {K.REMINDER, K.ARRIVAL, K.FINISH, K.OVERDUE}
"""What hangs on the time of a visit, whoever comes."""
BEFORE = OF_WORKER | OF_DAY | {K.RELEASED}
"""What belongs to a visit that is still to come, so that it may happen again after a move."""
_ANSWERS = {
    VisitState.ACCEPTED: {K.OFFER, K.CONFIRMATION},
    VisitState.UNDER_WAY: OF_WORKER | {K.REMINDER, K.ARRIVAL},
    VisitState.COMPLETED: OF_WORKER | OF_DAY,
}


def schedule_visit(session: Session, visit: Visit, *, now: datetime, settings: Settings) -> None:
    """The reminder and the looks at the day itself: arrival, finish, and a person if neither."""
    schedule_reminder(session, visit, now=now, settings=settings)
    for kind, due in (
        (FollowUpKind.ARRIVAL, visit.start_at + timedelta(minutes=settings.arrival_alarm_minutes)),
        (FollowUpKind.FINISH, visit.end_at + timedelta(minutes=settings.finish_ask_minutes)),
        (FollowUpKind.OVERDUE, visit.end_at + timedelta(minutes=settings.finish_alarm_minutes)),
    ):
        _plan(session, visit, kind, due)


def schedule_reminder(session: Session, visit: Visit, *, now: datetime, settings: Settings) -> bool:
    """Remind at 18:00 the day before; False when that is past: the confirmation says it then."""
    due = _on_eve(visit, settings.reminder_at)
    if due <= now:
        return False
    _plan(session, visit, FollowUpKind.REMINDER, due)
    return True


def schedule_offer(session: Session, visit: Visit, *, now: datetime, settings: Settings) -> None:
    """Offer an assigned visit to its worker, and look in time whether there was a yes (REQ C5).

    Booked after that time of the evening, the worker gets an hour, but not beyond the start.
    """
    due = _soon(visit, now, settings)
    _plan(session, visit, FollowUpKind.OFFER, due, visit.worker_id)
    check = _on_eve(visit, settings.confirm_until)
    if check <= due:
        patience = timedelta(minutes=settings.confirm_minutes)
        check = max(now, min(due + patience, visit.start_at - patience / 2))
    _plan(session, visit, FollowUpKind.CONFIRMATION, check, visit.worker_id)


def schedule_replaced(session: Session, visit: Visit, *, now: datetime, settings: Settings) -> None:
    """Tell the customer that somebody else comes."""
    _plan(session, visit, FollowUpKind.REPLACED, _soon(visit, now, settings), visit.worker_id)


def schedule_changed(session: Session, visit: Visit, *, now: datetime, settings: Settings) -> None:
    """Tell a worker who knows of a visit what is other now: phone, door, wishes."""
    worker_id, agreed = visit.worker_id, visit.state == VisitState.ACCEPTED
    if worker_id is not None and (agreed or _was_offered(session, visit, worker_id)):
        _plan(session, visit, FollowUpKind.CHANGED, _soon(visit, now, settings), worker_id)


def release_worker(
    session: Session, visit: Visit, worker_id: int, *, agreed: bool, now: datetime
) -> None:
    """Tell a worker that a visit is gone, where it was offered in the chat or ``agreed``."""
    if agreed or _was_offered(session, visit, worker_id):
        _plan(session, visit, FollowUpKind.RELEASED, now, worker_id)


def _was_offered(session: Session, visit: Visit, worker_id: int) -> bool:
    offers = select(FollowUp.id).where(
        FollowUp.visit_id == visit.id,
        FollowUp.worker_id == worker_id,
        FollowUp.kind == FollowUpKind.OFFER,
        FollowUp.state == FollowUpState.DONE,
    )
    return session.scalar(offers.limit(1)) is not None


def settle(session: Session, visit: Visit, to: VisitState) -> None:
    """Withdraw what a step of the visit has answered."""
    if to in _ANSWERS:
        withdraw(session, visit.id, reason=f"the visit is {to}", kinds=_ANSWERS[to])


def _on_eve(visit: Visit, clock: time) -> datetime:
    eve = local(visit.start_at).date() - timedelta(days=1)
    return datetime.combine(eve, clock, LOCAL)


def _soon(visit: Visit, now: datetime, settings: Settings) -> datetime:
    """Now, or after the quiet hours where that is early enough before the visit."""
    later = after_quiet(now, settings)
    return later if visit.start_at - later >= timedelta(minutes=settings.confirm_minutes) else now


def schedule_after_service(
    session: Session,
    visit: Visit,
    asking: Asking = Asking.ALL,
    *,
    done_at: datetime,
    settings: Settings,
) -> None:
    """The rating request, the three tries of the callback and the question whether one would
    recommend us, all outside the quiet hours."""
    rating = done_at + timedelta(hours=settings.rating_after_hours)
    first = done_at + timedelta(hours=settings.callback_after_hours)
    again = done_at + timedelta(hours=settings.callback_again_hours)
    _plan(session, visit, FollowUpKind.RATING, after_quiet(rating, settings))
    if asking == Asking.RATING:
        return
    _plan(session, visit, FollowUpKind.CALLBACK, after_quiet(first, settings))
    _plan(session, visit, FollowUpKind.CALLBACK_AGAIN, before_quiet(again, settings))
    _plan(session, visit, FollowUpKind.CALLBACK_PHONE, _phone_due(done_at, settings))
    nps = done_at + timedelta(days=settings.nps_after_days)
    _plan(session, visit, FollowUpKind.NPS, after_quiet(nps, settings))


def _phone_due(done_at: datetime, settings: Settings) -> datetime:
    """In the morning after the last try if the third day allows it, else the evening before."""
    wanted = done_at + timedelta(hours=settings.callback_phone_hours)
    later = after_quiet(wanted, settings)
    return later if later < done_at + _THIRD_DAY else before_quiet(wanted, settings)


def _plan(
    session: Session,
    visit: Visit,
    kind: FollowUpKind,
    due: datetime,
    worker_id: int | None = None,
) -> None:
    """One row per visit, kind and worker; what has fired for another time is due once more."""
    row = _planned(session, visit.id, kind, worker_id)
    if row is not None and row.state != FollowUpState.DONE:
        row.due_at, row.state, row.reason = due, FollowUpState.PENDING, None
    elif row is None or _again(row, kind, due):
        key = f"visit:{visit.id}:{kind}"
        key = f"{key}:w{worker_id}" if worker_id else key
        session.add(
            FollowUp(
                key=f"{key}:{row.id}" if row else key,
                kind=kind,
                visit_id=visit.id,
                worker_id=worker_id,
                due_at=due,
            )
        )
    session.flush()


def _again(row: FollowUp, kind: FollowUpKind, due: datetime) -> bool:
    """Whether what has fired is due once more: a worker is told of each turn of things, a day's
    looks follow only a move to another time, and a customer is asked once."""
    return kind in OF_WORKER | {K.RELEASED} or (kind in OF_DAY and row.due_at != due)


def _planned(
    session: Session, visit_id: int, kind: FollowUpKind, worker_id: int | None
) -> FollowUp | None:
    """The newest row of a kind."""
    same_worker = FollowUp.worker_id == worker_id if worker_id else FollowUp.worker_id.is_(None)
    return session.scalar(
        select(FollowUp)
        .where(FollowUp.visit_id == visit_id, FollowUp.kind == kind, same_worker)
        .order_by(FollowUp.id.desc())
        .limit(1)
    )


def is_reminder_planned(session: Session, visit_id: int) -> bool:
    """Whether the customer is still to be reminded of a visit."""
    row = _planned(session, visit_id, FollowUpKind.REMINDER, None)
    return row is not None and row.state == FollowUpState.PENDING


def withdraw(
    session: Session, visit_id: int, *, reason: str, kinds: set[FollowUpKind] | None = None
) -> None:
    """Take back what is still pending for a visit."""
    rows = session.scalars(
        select(FollowUp).where(
            FollowUp.visit_id == visit_id, FollowUp.state == FollowUpState.PENDING
        )
    )
    for row in rows:
        if kinds is None or row.kind in kinds:
            row.state, row.reason = FollowUpState.WITHDRAWN, reason
    session.flush()
    _drop_unsent(session, visit_id, reason, kinds or set(FollowUpKind))


def _drop_unsent(session: Session, visit_id: int, reason: str, kinds: set[FollowUpKind]) -> None:
    """What fired already but still waits in the outbox goes with it."""
    of_kinds = or_(*(Outbox.key.like(f"visit:{visit_id}:{kind}%") for kind in kinds))
    session.execute(
        update(Outbox)
        .where(of_kinds, Outbox.state == Delivery.QUEUED)
        .values(state=Delivery.DROPPED, channel_result=reason)
    )
