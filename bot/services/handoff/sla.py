"""Clocks of the desk (REQ A2, A7, A8): first reply, next reply, resolution.

The clocks follow from what is stored (flag, messages, closing), whichever way it came about: a look
compares the two, starts what is missing and stops what is done with the time at which it was done.
Alarms are raised with the clock's stage in one transaction, so each happens exactly once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from bot.models import (
    AlarmKind,
    Attendance,
    Author,
    ClockKind,
    Conversation,
    Flag,
    Group,
    Message,
    NudgeKind,
    Outbox,
    Owner,
    Purpose,
    Role,
    SlaClock,
)
from bot.services.handoff import attendances, nudges, staff_alarms
from bot.services.handoff.service_levels import Hours, after, hours_of, promise_of
from bot.services.handoff.staff_alarms import Audience, console_url
from bot.services.thread.conversations import locked
from bot.services.wording import Wording
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Facts:
    """What the clocks of one conversation follow from."""

    conversation_id: int
    group: Group
    attendance_id: int | None
    is_first: bool
    unanswered: int | None

    def keys(self) -> set[str]:
        """The clocks that have to run; those of an attendance yet to be kept are named anew."""
        at = self.attendance_id or "new"
        keys = {f"{ClockKind.RESOLUTION}:{at}"}
        if self.is_first:
            return keys | {f"{ClockKind.FIRST}:{at}"}
        return keys | ({f"{ClockKind.NEXT}:{self.unanswered}"} if self.unanswered else set())


def _facts(session: Session, *where: object) -> list[Facts]:
    """Of the conversations that persons have or wait for."""
    answered = (
        select(func.coalesce(func.max(Outbox.message_id), 0))
        .where(Outbox.conversation_id == Conversation.id, Outbox.purpose == Purpose.PERSON)
        .correlate(Conversation)
        .scalar_subquery()
    )
    unanswered = (
        select(func.min(Message.id))
        .where(
            Message.conversation_id == Conversation.id,
            Message.author == Author.CUSTOMER,
            Message.kind != "event",
            Message.id > answered,
        )
        .correlate(Conversation)
        .scalar_subquery()
    )
    is_open = and_(Attendance.conversation_id == Conversation.id, Attendance.closed_at.is_(None))
    rows = session.execute(
        select(Conversation.id, Conversation.group, Attendance, unanswered)
        .outerjoin(Attendance, is_open)
        .where(Conversation.owner != Owner.BOT, *where)  # pyright: ignore[reportArgumentType]
    )
    return [
        Facts(key, Group(group), a.id if a else None, not (a and a.first_reply_at), message)
        for key, group, a, message in rows
    ]


def _running(session: Session) -> dict[int, dict[str, Group]]:
    rows = session.execute(
        select(SlaClock.conversation_id, SlaClock.key, SlaClock.group).where(
            SlaClock.stopped_at.is_(None)
        )
    )
    found: dict[int, dict[str, Group]] = {}
    for conversation_id, key, group in rows:
        found.setdefault(conversation_id, {})[key] = Group(group)
    return found


def astray(session: Session) -> list[int]:
    """Conversations whose clocks are not what they should be."""
    running, facts = _running(session), {f.conversation_id: f for f in _facts(session)}
    wrong = [key for key, fact in facts.items() if not _is_right(fact, running.get(key, {}))]
    return sorted({*wrong, *(running.keys() - facts.keys())})


def _is_right(fact: Facts, running: Mapping[str, Group]) -> bool:
    return set(running) == fact.keys() and set(running.values()) <= {fact.group}


def follow(session: Session, conversation_id: int, *, now: datetime, settings: Settings) -> None:
    """Bring a conversation's clocks to what is stored."""
    conversation = locked(session, conversation_id)
    if conversation.owner != Owner.BOT:
        attendances.keep(session, conversation, now)
    facts = _facts(session, Conversation.id == conversation_id)
    wanted = facts[0].keys() if facts else set[str]()
    clocks = session.scalars(
        select(SlaClock).where(
            SlaClock.conversation_id == conversation_id, SlaClock.stopped_at.is_(None)
        )
    ).all()
    for clock in clocks:
        if clock.key not in wanted:
            _stop(session, clock, now)
        elif clock.group != conversation.group:
            _set(clock, conversation, settings)
    for key in wanted - {clock.key for clock in clocks}:
        _start(session, conversation, facts[0], key, settings)
    session.flush()


def _stop(session: Session, clock: SlaClock, now: datetime) -> None:
    """At the time of what stopped it: a person's answer, or the end of the attendance."""
    closed = session.get_one(Attendance, clock.attendance_id).closed_at
    kept = closed
    if clock.kind != ClockKind.RESOLUTION:
        kept = session.scalar(
            select(func.min(Outbox.created_at)).where(
                Outbox.conversation_id == clock.conversation_id,
                Outbox.purpose == Purpose.PERSON,
                Outbox.created_at >= clock.started_at,
            )
        )
    clock.stopped_at, clock.next_at = min(filter(None, (kept, closed)), default=now), None
    if clock.kind != ClockKind.RESOLUTION:
        kinds = (NudgeKind.AIM, NudgeKind.LIMIT)
        nudges.settle(session, clock.conversation_id, now, kinds=kinds)


def _start(
    session: Session, conversation: Conversation, facts: Facts, key: str, settings: Settings
) -> None:
    if session.scalar(select(SlaClock.id).where(SlaClock.key == key)) is not None:
        return
    kind = ClockKind(key.partition(":")[0])
    attendance = session.get_one(Attendance, facts.attendance_id)
    started = attendance.opened_at
    if kind == ClockKind.NEXT:
        started = session.get_one(Message, facts.unanswered).at
    clock = SlaClock(
        key=key,
        kind=kind,
        conversation_id=conversation.id,
        attendance_id=attendance.id,
        started_at=started,
        stage=0,
    )
    _set(clock, conversation, settings)
    session.add(clock)


def _set(clock: SlaClock, conversation: Conversation, settings: Settings) -> None:
    """Aim and limit by the group's promise; what has been raised stays raised."""
    clock.group = Group(conversation.group)
    hours = _hours(conversation, settings)
    promise = promise_of(ClockKind(clock.kind), clock.group, settings)
    clock.aim_at = after(clock.started_at, promise.aim, hours)
    clock.limit_at = after(clock.started_at, promise.limit, hours)
    clock.next_at = _due(clock, hours, settings)


def _hours(conversation: Conversation, settings: Settings) -> Hours | None:
    """Danger does not wait for the morning (REQ D3)."""
    if Flag.URGENT in conversation.flags:
        return None
    return hours_of(Group(conversation.group), settings)


# -- alarms --


def _steps(settings: Settings) -> list[tuple[int, list[Role]]]:
    """Minutes after the limit, and who is told; at the limit itself it is at least the agent."""
    steps: dict[int, list[Role]] = {0: []}
    for role, minutes in settings.escalation.items():
        steps.setdefault(minutes, []).append(Role(role))
    return sorted(steps.items())


def _due(clock: SlaClock, hours: Hours | None, settings: Settings) -> datetime | None:
    """When the alarm of the clock's stage is due."""
    if clock.stage == 0:
        return clock.aim_at
    steps = _steps(settings)
    if clock.stage > len(steps):
        return None
    return after(clock.limit_at, timedelta(minutes=steps[clock.stage - 1][0]), hours)


def due(session: Session, now: datetime) -> list[int]:
    """Clocks with an alarm to raise."""
    wish = select(SlaClock.id).where(SlaClock.stopped_at.is_(None), SlaClock.next_at <= now)
    return list(session.scalars(wish.order_by(SlaClock.next_at)))


def ring(
    session: Session, clock_id: int, *, wording: Wording, now: datetime, settings: Settings
) -> None:
    """Raise the alarms of one clock that are due, after another look at what is stored."""
    found = session.get_one(SlaClock, clock_id)
    follow(session, found.conversation_id, now=now, settings=settings)
    clock = session.get_one(SlaClock, clock_id, populate_existing=True)
    conversation = session.get_one(Conversation, clock.conversation_id)
    hours = _hours(conversation, settings)
    while clock.stopped_at is None and clock.next_at is not None and clock.next_at <= now:
        _raise(session, clock, conversation, wording=wording, now=now, settings=settings)
        clock.stage += 1
        clock.next_at = _due(clock, hours, settings)
        session.flush()


def _raise(
    session: Session,
    clock: SlaClock,
    conversation: Conversation,
    *,
    wording: Wording,
    now: datetime,
    settings: Settings,
) -> None:
    holder = conversation.agent_id or conversation.assignee_id
    roles = _steps(settings)[clock.stage - 1][1] if clock.stage else []
    people = _people(clock, holder, roles, session)
    key = f"clock:{clock.id}:{clock.stage}"
    kind = NudgeKind.LIMIT if clock.stage else NudgeKind.AIM
    nudges.nudge(session, people, kind, conversation.id, key=key, now=now)
    staff_alarms.raise_alarm(
        session,
        _alarm(clock, holder),
        Audience(staff_ids=frozenset(people)),
        key,
        {
            "conversation": conversation.id,
            "minutes": int((now - clock.started_at).total_seconds() // 60),
            "link": console_url(settings, f"?c={conversation.id}"),
        },
        wording=wording,
        now=now,
    )


def _people(
    clock: SlaClock, holder: int | None, roles: Iterable[Role], session: Session
) -> list[int]:
    """The holder up to the limit, or the group's lead where nobody has it; then the roles."""
    told = {who for role in roles for who in nudges.above(session, Group(clock.group), role)}
    if clock.stage <= 1:
        told |= {holder} if holder else set(nudges.above(session, Group(clock.group), Role.LEAD))
    return sorted(told)


def _alarm(clock: SlaClock, holder: int | None) -> AlarmKind:
    if clock.kind == ClockKind.RESOLUTION:
        return AlarmKind.UNRESOLVED
    return AlarmKind.LATE if holder and clock.stage == 0 else AlarmKind.WAITING
