"""A colleague in the chat that gets alarms: bound, told where to work, unbound (REQ A8, D3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.conversation import side_desks
from bot.conversation.inbox import receive
from bot.conversation.turn import Turns
from bot.house import House
from bot.models import Case, CaseKind, Outbox, Turn
from bot.services.staff import staff_chats
from tests.factories import NOW, FakeEngine, count, make_staff, says


class Chat:
    """A colleague's phone, and the desk behind it."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        self.engine = FakeEngine()
        self.turns = Turns(house.database, self.engine, clock, house.settings, house.wording, "w1")
        with house.database.write() as session:
            make_staff(session, "lin", display_name="小林")

    def code(self) -> str:
        with self.house.database.write() as session:
            return staff_chats.invite(
                session, "lin", actor="cli:li", now=NOW, settings=self.house.settings
            )

    def say(self, text: str, channel: str = "telegram", sender: str = "phone") -> str:
        """What comes back."""
        inbound = says(text, channel=channel, sender=sender)
        receive(self.house.database, inbound, clock=self.clock, settings=self.house.settings)
        self.clock.advance(timedelta(seconds=3))
        while self.turns.take_next():
            pass
        with self.house.database.read() as session:
            return session.scalars(select(Outbox).order_by(Outbox.id.desc())).first().message.text  # type: ignore[union-attr]


@pytest.fixture
def chat(house: House, clock: ManualClock) -> Chat:
    return Chat(house, clock)


def test_a_code_binds_and_a_word_unbinds(chat: Chat) -> None:
    assert "小林您好，账号绑定好了" in chat.say(f"绑定 {chat.code()}")
    assert "控制台" in chat.say("收到")
    assert "已解除绑定" in chat.say("解除绑定")
    assert chat.engine.asked == chat.engine.turns == []
    chat.say("解除绑定")
    assert len(chat.engine.turns) == 1, "from then on a customer's account"


def test_a_wrong_code_is_refused_and_a_web_page_cannot_be_bound(chat: Chat) -> None:
    assert "无效" in chat.say("KF-AAAA-BBBB-CCCC")
    assert "请用微信" in chat.say(chat.code(), channel="web", sender="page")


@pytest.mark.parametrize(
    "text", ["我要预约保洁明天下午两点", "我要投诉", "转人工", "/order_place", "？"]
)
def test_what_a_colleague_writes_starts_nothing(chat: Chat, text: str) -> None:
    chat.say(chat.code())
    assert "不会转给客户" in chat.say(text)
    assert chat.engine.turns == []
    with chat.house.database.read() as session:
        assert count(session, Case) == 0


def test_a_colleague_in_danger_is_helped_like_everybody(chat: Chat) -> None:
    """REQ D3."""
    chat.say(chat.code())
    assert "119" in chat.say("家里煤气泄漏了，快来人")
    with chat.house.database.read() as session:
        assert session.scalars(select(Case)).one().kind == CaseKind.URGENT


def test_a_turn_taken_again_says_the_same(chat: Chat) -> None:
    """REQ G5: a crash between the work of a turn and its end."""
    chat.say(chat.code())
    chat.say("解除绑定")
    with chat.house.database.read() as session:
        turn = session.scalars(select(Turn).order_by(Turn.id.desc())).first()
        assert turn is not None
    [again] = side_desks.answer(chat.house.database, chat.turns.side_desks, turn.id) or []
    assert "已解除绑定" in again.text
