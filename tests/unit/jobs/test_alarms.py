"""What the people at the desk are told of at once, each once (REQ A8, C5, D3, E6)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.base import PermanentError
from bot.clock import ManualClock
from bot.conversation.outbox import Sender
from bot.house import House
from bot.jobs.alarms import raise_due
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Delivery,
    Group,
    Outbox,
    Purpose,
    Role,
    StaffChat,
)
from bot.services.handoff.cases import open_case
from bot.services.thread.messages import push
from bot.services.wording import Reply
from tests.factories import FakeChannel, make_conversation, make_identity, make_staff


class Room:
    """A lead and two agents with chats, and a customer."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        self.channel = FakeChannel("telegram")
        self.sender = Sender(
            house.database, {"telegram": self.channel}, clock, house.settings, "w1"
        )
        with house.database.write() as session:
            for name, role, group in (
                ("lead", Role.LEAD, Group.GENERAL),
                ("wang", Role.AGENT, Group.GENERAL),
                ("zhao", Role.AGENT, Group.COMPLAINT),
            ):
                staff = make_staff(session, name, role=role, group=group)
                identity = make_identity(session, "telegram", name)
                session.add(StaffChat(staff_id=staff.id, identity_id=identity.id))
            self.customer = make_conversation(session, "telegram", "customer").id

    def case(self, key: str = "k", **more: Any) -> int:
        values: dict[str, Any] = {"kind": CaseKind.CALL, "due_in": timedelta(hours=2)}
        with self.house.database.write() as session:
            case = open_case(
                session,
                key=key,
                subject="王小明 13800138000",
                now=self.clock.now(),
                conversation=session.get_one(Conversation, self.customer),
                **{**values, **more},
            )
            return case.id

    def told(self) -> dict[str, list[str]]:
        """Who has been sent which alarms."""
        with self.house.database.read() as session:
            rows = session.scalars(
                select(Outbox).where(Outbox.purpose == Purpose.ALARM).order_by(Outbox.id)
            ).all()
            told: dict[str, list[str]] = {}
            for row in rows:
                conversation = session.get_one(Conversation, row.conversation_id)
                told.setdefault(conversation.identity.external_id, []).append(row.message.text)
            return told

    def tick(self, **later: float) -> None:
        self.clock.advance(timedelta(**later))
        raise_due(self.house)


@pytest.fixture
def room(house: House, clock: ManualClock) -> Room:
    return Room(house, clock)


def test_everybody_hears_of_danger_within_a_tick_and_once(room: Room) -> None:
    """REQ D3."""
    room.case(kind=CaseKind.URGENT, priority="urgent", due_in=timedelta(minutes=1))
    room.tick()
    room.tick(minutes=5)
    told = room.told()
    assert set(told) == {"lead", "wang", "zhao"}
    assert all(len(texts) == 1 and "【紧急】" in texts[0] for texts in told.values())
    assert f"/console/?c={room.customer}" in told["lead"][0]


def test_trouble_goes_to_its_group_and_the_leads(room: Room) -> None:
    """REQ A8, C5: such as a worker who did not arrive."""
    room.case(kind=CaseKind.COMPLAINT, priority="high")
    room.case(key="usual", kind=CaseKind.COMPLAINT)
    room.tick()
    assert set(room.told()) == {"lead", "zhao"}
    assert all(len(texts) == 1 and "【加急】" in texts[0] for texts in room.told().values())


def test_a_call_that_is_overdue_is_told_when_it_is(room: Room) -> None:
    room.case()
    room.tick(minutes=119)
    assert room.told() == {}
    room.tick(minutes=1)
    assert set(room.told()) == {"lead", "wang"}
    assert "电话联系" in room.told()["wang"][0]


def test_what_is_settled_is_not_told(room: Room) -> None:
    case_id = room.case()
    with room.house.database.write() as session:
        session.get_one(Case, case_id).state = CaseState.CLOSED
    room.tick(hours=3)
    assert room.told() == {}


def test_no_alarm_carries_personal_data(room: Room) -> None:
    """REQ G2: a lock screen shows it to everybody."""
    room.case(kind=CaseKind.URGENT)
    room.case(key="call")
    room.tick(hours=3)
    assert not any("138" in t or "王小明" in t for texts in room.told().values() for t in texts)


def test_undelivered_messages_are_told_together(room: Room) -> None:
    """REQ E6: a storm of failures is no storm of alarms."""
    for number in range(7):
        room.case(key=f"outbox:{number}")
    room.tick()
    for number in range(7, 10):
        room.case(key=f"outbox:{number}")
    room.tick(minutes=5)
    [first] = room.told()["lead"]
    assert "7 条" in first
    room.tick(minutes=6)
    assert "3 条" in room.told()["lead"][1]
    assert "wang" not in room.told()


def test_an_alarm_that_does_not_arrive_is_a_task_and_raises_none(room: Room) -> None:
    """REQ E6: the colleague blocked the bot; nobody phones a customer for it, once a day."""
    room.channel.faults = [PermanentError("blocked", unreachable=True)] * 9
    room.case(kind=CaseKind.URGENT)
    room.tick()
    while room.sender.send_next():
        pass
    with room.house.database.read() as session:
        lost = session.scalars(select(Case).where(Case.kind == CaseKind.TECHNICAL)).all()
        assert len(lost) == 3
        assert "客服lead" in lost[0].subject
        rows = session.scalars(select(Outbox).where(Outbox.purpose == Purpose.ALARM))
        assert {row.state for row in rows} == {Delivery.FAILED}
    room.case(key="second", kind=CaseKind.URGENT)
    room.tick(minutes=20)
    while room.sender.send_next():
        pass
    with room.house.database.read() as session:
        assert len(session.scalars(select(Case).where(Case.key.like("alarm-lost%"))).all()) == 3


def test_a_customers_message_and_an_alarm_do_not_hold_up_each_other(room: Room) -> None:
    room.case(kind=CaseKind.URGENT)
    with room.house.database.write() as session:
        customer = session.get_one(Conversation, room.customer)
        push(session, customer, Reply("好的"), key="r", purpose=Purpose.REPLY, now=room.clock.now())
    room.tick()
    while room.sender.send_next():
        pass
    assert len(room.channel.sent) == 4
