"""Greetings and offers: only to those who said yes, and never after a no (REQ E5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.conversation import side_desks
from bot.conversation.inbox import receive
from bot.conversation.outbox import Sender
from bot.conversation.turn import Turns
from bot.house import House
from bot.models import Conversation, Customer, Delivery, History, Outbox, Purpose, Turn
from bot.services.sending import care
from bot.services.thread import conversations
from tests.factories import NOW, FakeChannel, FakeEngine, make_conversation, make_staff, says


class Shop:
    """A customer who writes, and campaigns."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock, self.engine = house, clock, FakeEngine()
        self.channel = FakeChannel()
        self.turns = Turns(house.database, self.engine, clock, house.settings, house.wording, "w1")
        channels = {"web": self.channel}
        self.sender = Sender(house.database, channels, clock, house.settings, "w1")

    def say(self, text: str) -> None:
        receive(self.house.database, says(text), clock=self.clock, settings=self.house.settings)
        self.clock.advance(timedelta(seconds=3))
        while self.turns.take_next():
            pass

    def campaign(self, name: str = "spring") -> care.Campaign:
        with self.house.database.write() as session:
            return care.queue(
                session, name, "换季啦", now=self.clock.now(), settings=self.house.settings
            )

    def send(self) -> list[str]:
        while self.sender.send_next():
            pass
        return self.channel.texts

    def consents(self) -> bool:
        with self.house.database.read() as session:
            return session.scalars(select(Customer)).first().care_consent  # type: ignore[union-attr]


@pytest.fixture
def shop(house: House, clock: ManualClock) -> Shop:
    return Shop(house, clock)


def test_who_said_yes_gets_a_campaign_once(shop: Shop) -> None:
    """REQ G5: the command given twice."""
    shop.say("可以发优惠消息")
    assert (shop.campaign().reached, shop.campaign().reached) == (1, 0)
    assert shop.send().count("换季啦") == 1
    assert shop.engine.turns == []
    with shop.house.database.read() as session:
        assert session.scalars(select(History.action)).all() == ["agreed to care messages"]


def test_a_no_holds_at_once_also_for_what_is_queued(shop: Shop) -> None:
    shop.say("可以发优惠消息")
    shop.campaign()
    shop.say("退订")
    assert "换季啦" not in shop.send()
    assert not shop.consents()
    assert shop.campaign("summer").left_out == {"did not agree": 1}
    with shop.house.database.read() as session:
        row = session.scalars(select(Outbox).where(Outbox.purpose == Purpose.CARE)).one()
        assert row.state == Delivery.DROPPED


def test_the_wish_holds_also_while_a_person_has_the_conversation(shop: Shop) -> None:
    """REQ A10: the bot is silent, and does it."""
    shop.say("可以发优惠消息")
    with shop.house.database.write() as session:
        lin, chat = make_staff(session), session.scalars(select(Conversation)).one()
        turn = session.scalars(select(Turn)).one()
        conversations.take_over(session, chat.id, lin, now=shop.clock.now())
        turn.outcome, turn.done_at = None, None
        wish = session.scalars(select(Customer)).one()
        wish.care_consent = False
    assert side_desks.answer(shop.house.database, shop.turns.side_desks, turn.id) == []
    assert shop.consents()


def test_the_preview_counts_and_says_why_the_others_get_nothing(shop: Shop) -> None:
    with shop.house.database.write() as session:
        for number, (agrees, reachable) in enumerate([(True, True), (True, False), (False, True)]):
            identity = make_conversation(session, "telegram", str(number)).identity
            identity.customer.care_consent, identity.reachable = agrees, reachable
        session.add(Customer(created_at=NOW, care_consent=True))
    with shop.house.database.read() as session:
        found = care.preview(session, now=NOW, settings=shop.house.settings)
    assert found.reached == 1
    assert found.left_out == {
        "did not agree": 1, "has no chat": 1, "the customer left the channel": 1,
    }  # fmt: skip


def test_the_cap_of_a_month_is_kept(shop: Shop) -> None:
    shop.say("可以发优惠消息")
    for number in range(shop.house.settings.care_per_month):
        shop.campaign(str(number))
        shop.send()
    assert shop.campaign("more").reached == 0


def test_at_night_it_waits_for_the_morning(shop: Shop, clock: ManualClock) -> None:
    shop.say("可以发优惠消息")
    clock.set(NOW.replace(hour=23))
    assert shop.campaign().reached == 1
    assert "换季啦" not in shop.send()
    clock.set(NOW.replace(hour=9) + timedelta(days=1))
    assert "换季啦" in shop.send()
