"""Who is to take a waiting conversation (REQ A4).

A person of its group who is on shift, present and below capacity: first who knows the customer,
then who has least in hand, then who has waited longest for work. The conversation is locked first,
then the people in the order of their ids, so two that assign at once see each other's work.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.models import (
    Attendance,
    Conversation,
    Flag,
    Group,
    Identity,
    NudgeKind,
    Owner,
    Role,
    Staff,
)
from bot.services.handoff import attendances, nudges
from bot.services.history import record
from bot.services.staff import presence
from bot.services.staff.presence import Presence
from bot.services.staff.shifts import on_call, on_shift
from bot.services.thread.conversations import locked, note_event, put_back
from bot.settings import Settings

_ATTEND = (Role.AGENT, Role.LEAD)
"""Who gets conversations by themselves; those above take what they wish."""
_Row = tuple[Conversation, Staff | None, Attendance | None]
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def open_now(session: Session, *, now: datetime, settings: Settings) -> list[int]:
    """Conversations that may have to be given to somebody, the most pressing first; those that
    nobody who is there could get are left out."""
    free = _free_groups(session, now, settings)
    late = now - timedelta(seconds=settings.reassign_seconds)
    rows = session.execute(
        select(Conversation, Staff, Attendance)
        .outerjoin(
            Staff, Staff.id == func.coalesce(Conversation.agent_id, Conversation.assignee_id)
        )
        .outerjoin(
            Attendance,
            and_(Attendance.conversation_id == Conversation.id, Attendance.closed_at.is_(None)),
        )
        .where(Conversation.owner != Owner.BOT)
    ).all()
    found = [
        conversation
        for conversation, holder, attendance in cast(Sequence[_Row], rows)
        if (holder is None and _wanted_groups(conversation) & free)
        or (holder is not None and _has_lost(conversation, holder, now, settings))
        or _is_silent(conversation, attendance, late)
    ]
    found.sort(key=lambda c: (Flag.URGENT not in c.flags, c.flagged_at or now, c.id))
    return [conversation.id for conversation in found]


def _free_groups(session: Session, now: datetime, settings: Settings) -> set[Group]:
    people = session.scalars(select(Staff).where(Staff.active, Staff.role.in_(_ATTEND))).all()
    there = [p for p in people if presence.of(p, now=now, settings=settings) == Presence.PRESENT]
    return {group for person in there for group in person.groups}


def _wanted_groups(conversation: Conversation) -> set[Group]:
    """Danger goes to anybody where its own group is not there (REQ D3)."""
    return set(Group) if Flag.URGENT in conversation.flags else {Group(conversation.group)}


def _has_lost(conversation: Conversation, holder: Staff, now: datetime, settings: Settings) -> bool:
    """Whether its holder is gone, or went away before taking it."""
    if presence.is_gone(holder, now=now, settings=settings):
        return True
    return conversation.owner == Owner.QUEUE and holder.is_away


def _is_silent(conversation: Conversation, attendance: Attendance | None, late: datetime) -> bool:
    """Whether its holder has left it unanswered for the limit."""
    if conversation.owner == Owner.QUEUE:
        return conversation.assigned_at is not None and conversation.assigned_at <= late
    if attendance is None or attendance.first_reply_at is not None:
        return False
    return attendance.taken_at is not None and attendance.taken_at <= late


def assign(
    session: Session, conversation_id: int, *, now: datetime, settings: Settings
) -> Staff | None:
    """Give a conversation to whom it is to go now, if to anybody; the person."""
    conversation = locked(session, conversation_id)
    if conversation.owner == Owner.BOT:
        return None
    holder = session.get(Staff, conversation.agent_id or conversation.assignee_id or 0)
    if holder is None:
        return _give(session, conversation, set(), now, settings)
    if _has_lost(conversation, holder, now, settings):
        put_back(session, conversation, f"{holder.display_name} 已离线或离开", now=now)
        nudges.settle(session, conversation_id, now, staff_id=holder.id)
        return _give(session, conversation, {holder.id}, now, settings)
    late = now - timedelta(seconds=settings.reassign_seconds)
    if _is_silent(conversation, attendances.current(session, conversation_id), late):
        return _reassign(session, conversation, holder, now, settings)
    return None


def _reassign(
    session: Session, conversation: Conversation, holder: Staff, now: datetime, settings: Settings
) -> Staff | None:
    """To a colleague, if there is one; the lead is told in any case, once for each holder."""
    attendance = attendances.keep(session, conversation, now)
    leads = nudges.above(session, Group(conversation.group), Role.LEAD)
    key = f"silent:{attendance.id}:{holder.id}"
    nudges.nudge(session, leads, NudgeKind.REASSIGNED, conversation.id, key=key, now=now)
    if not available(session, conversation, {holder.id}, now, settings):
        return None
    why = f"{holder.display_name} 超过时限没有回复"
    put_back(session, conversation, why, now=now)
    nudges.settle(session, conversation.id, now, staff_id=holder.id)
    return _give(session, conversation, {holder.id}, now, settings)


def _give(
    session: Session,
    conversation: Conversation,
    but: Collection[int],
    now: datetime,
    settings: Settings,
) -> Staff | None:
    people = available(session, conversation, but, now, settings)
    if not people:
        return None
    person = people[0]
    conversation.assignee_id, conversation.assigned_at = person.id, now
    attendance = attendances.keep(session, conversation, now)
    key = f"assigned:{attendance.id}:{now.timestamp():.3f}"
    nudges.nudge(session, [person.id], NudgeKind.ASSIGNED, conversation.id, key=key, now=now)
    note_event(session, conversation, f"分配给 {person.display_name}", now=now)
    record(
        session,
        "conversation",
        conversation.id,
        "assigned",
        actor="job",
        now=now,
        after=f"staff:{person.username}"[:40],
    )
    session.flush()
    return person


def available(
    session: Session,
    conversation: Conversation,
    but: Collection[int],
    now: datetime,
    settings: Settings,
) -> list[Staff]:
    """Who could get it, the best first; their rows are locked until the transaction ends."""
    is_urgent = Flag.URGENT in conversation.flags
    people = _there(session, but, now, settings, with_on_call=is_urgent)
    own = [person for person in people if conversation.group in person.groups]
    if not own and is_urgent:
        own = people
    load = loads(session)
    own = [person for person in own if load.get(person.id, 0) < person.capacity]
    known = _known(session, conversation)
    last = _last_assigned(session)
    return sorted(
        own,
        key=lambda p: (
            p.id != conversation.owner_staff_id,
            p.id not in known,
            load.get(p.id, 0),
            last.get(p.id, _LONG_AGO),
            p.id,
        ),
    )


def _there(
    session: Session,
    but: Collection[int],
    now: datetime,
    settings: Settings,
    *,
    with_on_call: bool,
) -> Sequence[Staff]:
    """Who is on shift and present; for danger whoever is on call, too (REQ A9, D3)."""
    people = session.scalars(
        select(Staff)
        .where(Staff.active, Staff.role.in_(_ATTEND), Staff.id.not_in(but))
        .order_by(Staff.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    roster = on_shift(session, now)
    called = {person.id for person in on_call(session, now)} if with_on_call else set[int]()
    return [
        person
        for person in people
        if (roster.has(person) or person.id in called)
        and presence.of(person, now=now, settings=settings) == Presence.PRESENT
    ]


def loads(session: Session) -> dict[int, int]:
    """How many conversations each has in hand: taken, or given and not yet taken."""
    holder = func.coalesce(Conversation.agent_id, Conversation.assignee_id)
    rows = session.execute(
        select(holder, func.count())
        .where(Conversation.owner != Owner.BOT, holder.is_not(None))
        .group_by(holder)
    )
    return {row[0]: row[1] for row in rows}


def _known(session: Session, conversation: Conversation) -> set[int]:
    """Who has helped this customer before, on any channel."""
    customer_id = conversation.identity.customer_id
    same = session.scalars(
        select(Conversation.id)
        .join(Identity, Identity.id == Conversation.identity_id)
        .where(or_(Identity.customer_id == customer_id, Conversation.id == conversation.id))
    ).all()
    return attendances.helpers(session, same)


def _last_assigned(session: Session) -> dict[int, datetime]:
    rows = session.execute(
        select(Conversation.assignee_id, func.max(Conversation.assigned_at))
        .where(Conversation.assignee_id.is_not(None))
        .group_by(Conversation.assignee_id)
    )
    return {who: when for who, when in rows if who and when}
