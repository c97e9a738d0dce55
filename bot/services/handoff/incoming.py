"""Who comes next (REQ A9): whoever has the next shift is there some minutes before it begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.models import AlarmKind, Group, Role, Shift, Staff
from bot.services.handoff import nudges
from bot.services.handoff.staff_alarms import Audience, console_url, raise_alarm
from bot.services.handoff.transfers import GROUP
from bot.services.staff import presence
from bot.services.staff.presence import Presence
from bot.services.staff.shifts import AT_DESK
from bot.services.wording import Wording
from bot.settings import Settings

_ABOUT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Missing:
    """The people of one group whose shift is about to begin, and who are not there."""

    group: Group
    start_at: datetime
    staff_ids: frozenset[int]


def missing(session: Session, *, now: datetime, settings: Settings) -> list[Missing]:
    """Shifts that begin in a few minutes, or have just begun, with those who are offline.

    After that the empty desk has an alarm of its own (unmanned.py).
    """
    soon = now + timedelta(minutes=settings.shift_arrive_minutes)
    late = now - timedelta(minutes=settings.unmanned_minutes)
    found: dict[tuple[Group, datetime], set[int]] = {}
    for shift in _beginning(session, late, soon):
        if presence.of(shift.staff, now=now, settings=settings) == Presence.OFFLINE:
            key = Group(shift.staff.group), shift.start_at
            found.setdefault(key, set()).add(shift.staff_id)
    return [Missing(group, start, frozenset(ids)) for (group, start), ids in found.items()]


def after(session: Session, shift: Shift) -> Sequence[Shift]:
    """Who of the same group is at the desk next, when this shift ends."""
    begin, end = shift.end_at - _ABOUT, shift.end_at + _ABOUT
    group = shift.staff.group
    return [one for one in _beginning(session, begin, end) if one.staff.group == group]


def _beginning(session: Session, after: datetime, until: datetime) -> Sequence[Shift]:
    return session.scalars(
        select(Shift)
        .join(Staff)
        .where(
            Shift.kind.in_(AT_DESK),
            Shift.start_at > after,
            Shift.start_at <= until,
            Staff.active.is_(True),
        )
        .order_by(Shift.start_at, Shift.id)
    ).all()


def tell(
    session: Session, gap: Missing, *, wording: Wording, now: datetime, settings: Settings
) -> int | None:
    """Tell the group's lead and whoever is missing, once for each beginning; see `raise_alarm`."""
    leads = set(nudges.above(session, gap.group, Role.LEAD)) - gap.staff_ids
    if not leads:
        leads = set(nudges.above(session, gap.group, Role.SUPERVISOR))
    start = local(gap.start_at)
    return raise_alarm(
        session,
        AlarmKind.ABSENT,
        Audience(staff_ids=frozenset(leads | gap.staff_ids)),
        f"absent:{gap.group}:{start:%Y%m%d%H%M}",
        {
            "group": GROUP[gap.group],
            "when": f"{start:%H:%M}",
            "count": len(gap.staff_ids),
            "link": console_url(settings, "handover"),
        },
        wording=wording,
        now=now,
    )
