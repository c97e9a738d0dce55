"""A desk with nobody at it (REQ A9): a group in whose working time nobody is there is an alarm to
its lead, the supervisors and whoever is on call."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.models import AlarmKind, Conversation, Group, Owner, Role, Staff
from bot.services.handoff import nudges
from bot.services.handoff.service_levels import hours_of
from bot.services.handoff.staff_alarms import Audience, console_url, raise_alarm
from bot.services.handoff.transfers import GROUP
from bot.services.staff.shifts import on_call, on_shift
from bot.services.wording import Wording
from bot.settings import Settings


def unmanned(session: Session, *, now: datetime, settings: Settings) -> list[Group]:
    """Groups that are at work by the clock and have had nobody there for the limit.

    A group whose people never opened a console and are not on the roster now does not work here.
    """
    people = session.scalars(select(Staff).where(Staff.active)).all()
    planned = on_shift(session, now).staff_ids
    late = now - timedelta(minutes=settings.unmanned_minutes)
    return [
        group
        for group in Group
        if _is_working(group, late, now, settings)
        and (own := [person for person in people if group in person.groups])
        and any(person.seen_at is not None or person.id in planned for person in own)
        and not any(_was_there(person, late) for person in own)
    ]


def _is_working(group: Group, since: datetime, now: datetime, settings: Settings) -> bool:
    """Whether the whole time since then was working time, breaks left out."""
    spans = hours_of(group, settings).spans
    day = local(now).date()
    return any(
        begin <= since and now < end
        for which in (day - timedelta(days=1), day)  # a night shift began yesterday
        for begin, end in spans(which)
    )


def _was_there(person: Staff, since: datetime) -> bool:
    return person.seen_at is not None and person.seen_at >= since and not person.is_away


def tell(
    session: Session, group: Group, *, wording: Wording, now: datetime, settings: Settings
) -> int | None:
    """Raise the alarm of an empty group: once an hour."""
    people = {
        who for role in (Role.LEAD, Role.SUPERVISOR) for who in nudges.above(session, group, role)
    }
    people |= {person.id for person in on_call(session, now)}
    waiting = select(func.count(Conversation.id)).where(
        Conversation.owner == Owner.QUEUE, Conversation.group == group
    )
    return raise_alarm(
        session,
        AlarmKind.UNMANNED,
        Audience(staff_ids=frozenset(people)),
        f"unmanned:{group}:{local(now):%Y%m%d%H}",
        {
            "group": GROUP[group],
            "count": session.scalar(waiting) or 0,
            "link": console_url(settings),
        },
        wording=wording,
        now=now,
    )
