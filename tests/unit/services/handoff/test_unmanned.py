"""A desk with nobody at it, and escalation by hand (REQ A8, A9)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.errors import ConflictError
from bot.house import House
from bot.jobs.alarms import raise_due
from bot.models import (
    Flag,
    Group,
    Message,
    Nudge,
    Outbox,
    Purpose,
    Role,
    Shift,
    ShiftKind,
    Staff,
    StaffChat,
)
from bot.services.handoff import assignment, escalations
from bot.services.thread.conversations import flag
from tests.factories import NOW, at, make_conversation, make_identity, make_staff


@pytest.fixture
def people(house: House) -> None:
    """A lead, an agent and a supervisor with chats, all of whom have been there once."""
    with house.database.write() as session:
        for name, role in (
            ("agent", Role.AGENT),
            ("lead", Role.LEAD),
            ("chief", Role.SUPERVISOR),
        ):
            staff = make_staff(session, name, role=role)
            staff.seen_at = NOW - timedelta(days=1)
            identity = make_identity(session, "telegram", name)
            session.add(StaffChat(staff_id=staff.id, identity_id=identity.id))


def seen(house: House, name: str, when: datetime) -> None:
    with house.database.write() as session:
        session.scalars(select(Staff).where(Staff.username == name)).one().seen_at = when


def alarms(house: House) -> list[str]:
    with house.database.read() as session:
        rows = session.scalars(select(Outbox).where(Outbox.purpose == Purpose.ALARM))
        return [session.get_one(Message, row.message_id).text for row in rows]


@pytest.mark.usefixtures("people")
def test_a9_an_empty_group_in_its_hours_is_told_once_an_hour(
    house: House, clock: ManualClock
) -> None:
    seen(house, "agent", clock.now())
    raise_due(house)
    assert alarms(house) == []
    clock.advance(timedelta(minutes=11))
    for _ in range(3):
        raise_due(house)
    told = alarms(house)
    assert len(told) == 2, "lead and supervisor, not the agent"
    assert "客服组" in told[0]
    clock.advance(timedelta(hours=1))
    raise_due(house)
    assert len(alarms(house)) == 4
    seen(house, "agent", clock.now())
    clock.advance(timedelta(minutes=5))
    raise_due(house)
    assert len(alarms(house)) == 4


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("when", ["11-22 03:00", "11-22 08:35", "11-22 23:40"])
def test_a9_nobody_is_missed_outside_the_hours_and_at_their_very_beginning(
    house: House, clock: ManualClock, when: str
) -> None:
    clock.set(at(when))
    raise_due(house)
    assert alarms(house) == []


def test_d3_danger_at_night_goes_to_whoever_is_on_call(house: House, clock: ManualClock) -> None:
    clock.set(at("11-22 23:50"))
    now = clock.now()
    with house.database.write() as session:
        for name in ("called", "other"):
            make_staff(session, name).seen_at = now
        called, other = session.scalars(select(Staff).order_by(Staff.id))
        for who, kind, begin, end in (
            (other, ShiftKind.DAY, "11-22 08:30", "11-22 16:30"),
            (called, ShiftKind.ON_CALL, "11-22 23:00", "11-23 08:30"),
        ):
            session.add(Shift(staff_id=who.id, kind=kind, start_at=at(begin), end_at=at(end)))
        calm, danger = make_conversation(session), make_conversation(session)
        flag(session, calm, Flag.PERSON_WANTED, now=now)
        flag(session, danger, Flag.URGENT, now=now, group=Group.GENERAL)
        session.flush()
        settings = house.settings
        assert assignment.assign(session, calm.id, now=now, settings=settings) is None
        assert assignment.assign(session, danger.id, now=now, settings=settings) == called


@pytest.mark.usefixtures("people")
def test_a9_who_is_not_there_five_minutes_before_the_shift_is_told_with_the_lead_once(
    house: House, clock: ManualClock
) -> None:
    clock.set(at("11-23 16:24"))
    with house.database.write() as session:
        agent, chief = (
            session.scalars(select(Staff).where(Staff.username == name)).one()
            for name in ("agent", "chief")
        )
        for who, begin, end in (
            (chief, "11-23 08:30", "11-23 16:30"),
            (agent, "11-23 16:30", "11-23 23:30"),
        ):
            chief.seen_at = clock.now() + timedelta(minutes=1)
            kind = ShiftKind.EVENING if who is agent else ShiftKind.DAY
            session.add(Shift(staff_id=who.id, kind=kind, start_at=at(begin), end_at=at(end)))
    raise_due(house)
    assert alarms(house) == []
    clock.advance(timedelta(minutes=1))
    for _ in range(3):
        raise_due(house)
    told = alarms(house)
    assert len(told) == 2, "the lead and whoever is missing"
    assert "16:30 的班还有 1 人没有上线" in told[0]


@pytest.mark.usefixtures("people")
def test_a9_who_is_there_in_time_is_not_missed(house: House, clock: ManualClock) -> None:
    clock.set(at("11-23 08:26"))
    with house.database.write() as session:
        agent = session.scalars(select(Staff).where(Staff.username == "agent")).one()
        times = {"start_at": at("11-23 08:30"), "end_at": at("11-23 16:30")}
        session.add(Shift(staff_id=agent.id, kind=ShiftKind.DAY, **times))
    seen(house, "agent", clock.now())
    raise_due(house)
    assert alarms(house) == []


@pytest.mark.usefixtures("people")
def test_a8_escalating_tells_who_is_above_with_a_reason(house: House, clock: ManualClock) -> None:
    now = clock.now()
    with house.database.write() as session:
        me = session.scalars(select(Staff).where(Staff.username == "agent")).one()
        talk = make_conversation(session)
        more = {"wording": house.wording, "now": now, "settings": house.settings}
        for reason, match in (("要主管定", "机器人"), ("  ", "原因")):
            with pytest.raises(ConflictError, match=match):
                escalations.escalate(session, talk.id, me, Role.SUPERVISOR, reason, **more)
        flag(session, talk, Flag.ANGRY, now=now)
        escalations.escalate(session, talk.id, me, Role.SUPERVISOR, "要主管定", **more)
        [nudge] = session.scalars(select(Nudge))
        assert session.get_one(Staff, nudge.staff_id).username == "chief"
        event = session.scalars(select(Message).where(Message.kind == "event")).one()
        assert "升级给主管：要主管定" in event.text
    [text] = alarms(house)
    assert "升级" in text
    assert "要主管定" not in text, "a reason may hold what belongs to the customer"
