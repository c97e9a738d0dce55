"""Who is at the desk by the roster (REQ A9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Group, Shift, ShiftKind, Staff
from bot.settings import Settings

AT_DESK = (ShiftKind.DAY, ShiftKind.EVENING)
_LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OnShift:
    """Who is on shift at a moment; a group that nobody planned for that day is not restricted."""

    staff_ids: frozenset[int]
    unplanned: frozenset[Group]

    def has(self, staff: Staff) -> bool:
        """Whether somebody may be given work now."""
        return staff.id in self.staff_ids or staff.group in self.unplanned


def on_shift(session: Session, now: datetime) -> OnShift:
    """Who is at the desk by the roster.

    A group without a shift at the desk on that day (Asia/Shanghai) has no roster: all its people
    count as on shift, so that a company that plans nothing still has its conversations given out.
    """
    today = session.scalars(
        select(Shift).where(_of_day(local(now).date()), Shift.kind.in_(AT_DESK))
    ).all()
    planned = {Group(shift.staff.group) for shift in today}
    here = frozenset(shift.staff_id for shift in today if shift.start_at <= now < shift.end_at)
    return OnShift(here, frozenset(Group) - planned)


def on_call(session: Session, now: datetime) -> Sequence[Staff]:
    """Who is to be reached for urgent matters while the desk is closed."""
    return session.scalars(
        select(Staff)
        .join(Shift)
        .where(
            Shift.kind == ShiftKind.ON_CALL,
            Shift.start_at <= now,
            Shift.end_at > now,
            Staff.active.is_(True),
        )
        .order_by(Staff.id)
    ).all()


def times_of(day: date, kind: ShiftKind, settings: Settings) -> tuple[datetime, datetime]:
    """Begin and end of a shift that starts on ``day``; being on call ends on the next morning."""
    from_, change, until = settings.shift_from, settings.shift_change, settings.shift_until
    if kind == ShiftKind.DAY:
        return datetime.combine(day, from_, LOCAL), datetime.combine(day, change, LOCAL)
    if kind == ShiftKind.EVENING:
        return datetime.combine(day, change, LOCAL), datetime.combine(day, until, LOCAL)
    morning = datetime.combine(day + timedelta(days=1), from_, LOCAL)
    return datetime.combine(day, until, LOCAL), morning


def _of_day(day: date) -> ColumnElement[bool]:
    start = datetime.combine(day, datetime.min.time(), LOCAL)
    return (Shift.start_at >= start) & (Shift.start_at < start + _LONGEST)
