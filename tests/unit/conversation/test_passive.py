"""The reply in the response to WeChat's push: to one push, and again to its repetitions."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.wechat import WeChatChannel
from bot.clock import ManualClock
from bot.conversation.inbox import receive
from bot.conversation.passive import NOTHING, NotYetAnsweredError, PassiveReply
from bot.conversation.turn import Turns
from bot.db import Database
from bot.house import House
from bot.models import Conversation, Delivery, Outbox
from bot.services.thread import conversations
from bot.services.wording import load_wording
from tests.conftest import MakeSettings
from tests.factories import FakeEngine, make_staff, says

PUSH = (
    "<xml><ToUserName>gh</ToUserName><FromUserName>o-anna</FromUserName><CreateTime>1</CreateTime>"
    "<MsgType>text</MsgType><Content>日常保洁多少钱</Content><MsgId>{number}</MsgId></xml>"
)


class Account:
    """A subscription account that was never verified."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        self.channel = WeChatChannel(house.settings, clock, house.database)
        self.turns = Turns(house.database, FakeEngine(), clock, house.settings, house.wording, "w1")

    def push(self, number: int = 1) -> PassiveReply:
        """Store a push, or its repetition."""
        inbound = says("日常保洁多少钱", channel="wechat", sender="o-anna", id=str(number))
        stored = receive(
            self.house.database, inbound, clock=self.clock, settings=self.house.settings
        )
        body = PUSH.format(number=number).encode()
        return PassiveReply(self.house, self.channel, self._params(), body, stored.inbox_id)

    def _params(self) -> dict[str, str]:
        from tests.fakes.wechat_crypto import signature

        stamp = str(int(self.clock.now().timestamp()))
        return {
            "timestamp": stamp, "nonce": "n", "signature": signature("token", stamp, "n"),
        }  # fmt: skip

    def answer(self) -> None:
        while self.turns.take_next():
            pass

    def row(self) -> Outbox:
        from sqlalchemy import select

        with self.house.database.read() as session:
            return session.scalars(select(Outbox)).one()


@pytest.fixture
def account(database: Database, clock: ManualClock, make_settings: MakeSettings) -> Account:
    settings = make_settings(
        wechat_appid="wx", wechat_secret="s", wechat_token="token",
        wechat_account="subscription", passive_seconds=0.2,
    )  # fmt: skip
    return Account(House(database, clock, settings, load_wording(settings)), clock)


def shown(reply: PassiveReply) -> str:
    return asyncio.run(reply.wait()).decode()


def test_of_two_pushes_answered_together_one_shows_the_reply(account: Account) -> None:
    """REQ G5: the customer does not get it twice."""
    first, second = account.push(1), account.push(2)
    account.answer()
    assert "<Content>" in shown(first)
    assert shown(second) == NOTHING.decode()


def test_a_repetition_gets_the_reply_again(account: Account) -> None:
    """REQ G5: WeChat did not get the first response in time."""
    first = account.push()
    account.answer()
    said = shown(first)
    assert shown(account.push()) == said
    assert (account.row().state, account.row().tries) == (Delivery.SENT, 0)


def test_what_is_not_ready_is_collected_by_a_repetition(account: Account) -> None:
    first = account.push()
    with pytest.raises(NotYetAnsweredError):
        shown(first)
    account.clock.advance(timedelta(seconds=5))
    again = account.push()
    account.answer()
    assert "<Content>" in shown(again)


def test_the_last_repetition_is_acknowledged_without_an_answer(account: Account) -> None:
    """Otherwise WeChat shows the customer that the service is down."""
    account.push()
    account.clock.advance(timedelta(seconds=10))
    assert shown(account.push()) == NOTHING.decode()


def test_what_a_person_will_answer_is_acknowledged_at_once(account: Account) -> None:
    """REQ A10."""
    account.push(1)
    account.answer()
    with account.house.database.write() as session:
        lin = make_staff(session)
        conversation = session.get_one(Conversation, account.row().conversation_id)
        conversations.take_over(session, conversation.id, lin, now=account.clock.now())
    assert shown(account.push(2)) == NOTHING.decode()
