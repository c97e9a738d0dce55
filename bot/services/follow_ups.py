"""Follow-ups (REQ C5, C6, E1): scheduled with the visit, moved and withdrawn with it, in the same
transaction. Firing them is jobs/follow_ups.py."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import FollowUp, FollowUpKind, FollowUpState, Visit
from bot.settings import Settings


def schedule_reminder(session: Session, visit: Visit, *, now: datetime, settings: Settings) -> bool:
    """Remind at 18:00 the day before; False when that is past: the confirmation says it then."""
    eve = local(visit.start_at).date() - timedelta(days=1)
    due = datetime.combine(eve, settings.reminder_at, LOCAL)
    if due <= now:
        return False
    _plan(session, visit, FollowUpKind.REMINDER, due)
    return True


def schedule_after_service(
    session: Session, visit: Visit, *, done_at: datetime, settings: Settings
) -> None:
    """The rating request and the three tries of the callback, all outside the quiet hours."""
    plan = {
        FollowUpKind.RATING: settings.rating_after_hours,
        FollowUpKind.CALLBACK: settings.callback_after_hours,
        FollowUpKind.CALLBACK_AGAIN: settings.callback_again_hours,
        FollowUpKind.CALLBACK_PHONE: settings.callback_phone_hours,
    }
    for kind, hours in plan.items():
        wanted = done_at + timedelta(hours=hours)
        shift = before_quiet if kind == FollowUpKind.CALLBACK_PHONE else after_quiet
        _plan(session, visit, kind, shift(wanted, settings))


def _plan(session: Session, visit: Visit, kind: FollowUpKind, due: datetime) -> None:
    key = f"visit:{visit.id}:{kind}"
    row = session.scalar(select(FollowUp).where(FollowUp.key == key))
    if row is None:
        row = FollowUp(key=key, kind=kind, visit_id=visit.id, due_at=due)
        session.add(row)
    elif row.state != FollowUpState.DONE:
        row.due_at, row.state, row.reason = due, FollowUpState.PENDING, None
    session.flush()


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


def in_quiet_hours(moment: datetime, settings: Settings) -> bool:
    """Whether no care or survey message may go out (REQ E5)."""
    clock = local(moment).time()
    start, end = settings.quiet_from, settings.quiet_until
    return start <= clock or clock < end if start > end else start <= clock < end


def after_quiet(moment: datetime, settings: Settings) -> datetime:
    """The moment, or the end of the quiet hours it falls into."""
    if not in_quiet_hours(moment, settings):
        return moment
    here = local(moment)
    day = here.date() + timedelta(days=1 if here.time() >= settings.quiet_until else 0)
    return datetime.combine(day, settings.quiet_until, LOCAL)


def before_quiet(moment: datetime, settings: Settings) -> datetime:
    """The moment, or a quarter of an hour before the quiet hours it falls into: for what must not
    slip past a deadline."""
    if not in_quiet_hours(moment, settings):
        return moment
    here = local(moment)
    day = here.date() - timedelta(days=1 if here.time() < settings.quiet_until else 0)
    return datetime.combine(day, _earlier(settings.quiet_from), LOCAL)


def _earlier(clock: time) -> time:
    return (datetime.combine(datetime(2000, 1, 2), clock) - timedelta(minutes=15)).time()  # noqa: DTZ001
