"""Events take effect once, and agents see them (REQ A1, E6, G5)."""

import pytest
from sqlalchemy import select

from bot.channels.base import Inbound
from bot.clock import ManualClock
from bot.conversation.webhooks import Webhooks
from bot.house import House
from bot.models import Conversation, Identity, Inbox, Message, Outbox
from tests.factories import FakeChannel, count


class Door:
    """A channel whose events are taken in."""

    def __init__(self, house: House) -> None:
        self.house, self.hooks = house, Webhooks(house)
        self.channel = FakeChannel("telegram")

    def happens(
        self, event: str, number: int = 1, text: str = "［事件］", sender: str = "77"
    ) -> None:
        data = {"event": event}
        inbound = Inbound(
            "telegram", f"1:{number}", sender, "{}", kind="event", text=text, data=data
        )
        self.hooks.take(self.channel, [inbound])

    def reachable(self) -> bool:
        with self.house.database.read() as session:
            return session.scalars(select(Identity)).one().reachable


@pytest.fixture
def door(house: House) -> Door:
    return Door(house)


def test_who_blocks_is_not_reached_until_the_customer_is_back(door: Door) -> None:
    door.happens("blocked", 1)
    assert not door.reachable()
    door.happens("returned", 2)
    assert door.reachable()


def test_a_late_repetition_changes_nothing(door: Door) -> None:
    """REQ G5: Telegram resends what was not acknowledged."""
    door.happens("blocked", 1)
    door.happens("returned", 2)
    door.happens("blocked", 1)
    assert door.reachable()


def test_agents_see_an_event_once_and_nobody_has_to_answer_it(
    door: Door, clock: ManualClock
) -> None:
    for _ in range(3):
        door.happens("blocked", text="［停用了机器人］")
    with door.house.database.read() as session:
        message = session.scalars(select(Message)).one()
        assert (message.kind, message.text) == ("event", "［停用了机器人］")
        assert session.scalars(select(Inbox)).one().handled_at == clock.now()
        conversation = session.scalars(select(Conversation)).one()
        assert (conversation.unread, conversation.turn_due_at) == (0, None)


def test_what_agents_need_not_see_leaves_no_line(door: Door) -> None:
    door.happens("scan", text="")
    with door.house.database.read() as session:
        assert count(session, Message) == 0


def test_a_group_is_declined_once_and_not_for_each_of_its_messages(door: Door) -> None:
    for number in range(1, 4):
        door.happens("group", number, text="", sender="-100")
    with door.house.database.read() as session:
        assert count(session, Outbox) == 1
