"""Follow-ups (REQ C5, C6, E1): scheduled with the visit, moved and withdrawn with it, in the same
transaction. Firing them is jobs/follow_ups.py."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Delivery, FollowUp, FollowUpKind, FollowUpState, Outbox, Visit
from bot.services.quiet_hours import after_quiet, before_quiet
from bot.settings import Settings

_THIRD_DAY = timedelta(hours=72)


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
    first = done_at + timedelta(hours=settings.callback_after_hours)
    again = done_at + timedelta(hours=settings.callback_again_hours)
    for kind, due in (
        (FollowUpKind.RATING, done_at + timedelta(hours=settings.rating_after_hours)),
        (FollowUpKind.CALLBACK, first),
    ):
        _plan(session, visit, kind, after_quiet(due, settings))
    _plan(session, visit, FollowUpKind.CALLBACK_AGAIN, before_quiet(again, settings))
    _plan(session, visit, FollowUpKind.CALLBACK_PHONE, _phone_due(done_at, settings))


def _phone_due(done_at: datetime, settings: Settings) -> datetime:
    """In the morning after the last try if the third day allows it, else the evening before."""
    wanted = done_at + timedelta(hours=settings.callback_phone_hours)
    later = after_quiet(wanted, settings)
    return later if later < done_at + _THIRD_DAY else before_quiet(wanted, settings)


def _plan(session: Session, visit: Visit, kind: FollowUpKind, due: datetime) -> None:
    row = _planned(session, visit.id, kind)
    if row is None:
        key = f"visit:{visit.id}:{kind}"
        session.add(FollowUp(key=key, kind=kind, visit_id=visit.id, due_at=due))
    elif row.state != FollowUpState.DONE:
        row.due_at, row.state, row.reason = due, FollowUpState.PENDING, None
    elif kind == FollowUpKind.REMINDER and row.due_at != due:
        # it went out for a day on which the visit no longer is: another one is due
        key = f"visit:{visit.id}:{kind}:{row.id}"
        session.add(FollowUp(key=key, kind=kind, visit_id=visit.id, due_at=due))
    session.flush()


def _planned(session: Session, visit_id: int, kind: FollowUpKind) -> FollowUp | None:
    """The newest row of a kind."""
    return session.scalar(
        select(FollowUp)
        .where(FollowUp.visit_id == visit_id, FollowUp.kind == kind)
        .order_by(FollowUp.id.desc())
    )


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
