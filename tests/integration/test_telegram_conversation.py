"""Conversations as a Telegram client sees them: tg-auto-test's client, our desk (REQ A1, A3).

Its client speaks to a python-telegram-bot Application in this process; ours is one handler that
hands each update to the webhook's door and lets the desk work. Faults are tests/fakes' matter.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, TypeHandler
from tg_auto_test.test_utils.serverless_telegram_client import ServerlessTelegramClient

from bot.app import FrontDesk
from bot.clock import ManualClock
from bot.db import Database
from bot.house import House
from bot.models import Delivery, Inbox, Message, Outbox
from bot.services.wording import Button, Reply, load_wording
from tests.conftest import MakeSettings
from tests.factories import FakeEngine, count

CHOICE = Reply("这单对吗？", (Button("确认", "yes"), Button("先不约", "no")))


class Talk:
    """A client, and the desk it writes to."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock, self.engine = house, clock, FakeEngine()
        self.desk = FrontDesk(house, self.engine, lambda: True)
        self.client = ServerlessTelegramClient(build_application=self._application)

    def _application(self, builder: ApplicationBuilder) -> Application:
        application = builder.build()
        application.add_handler(TypeHandler(Update, self._take))
        assert self.desk.telegram is not None
        self.desk.telegram._bot = application.bot  # what we send, its client sees
        return application

    async def _take(self, update: Update, _: object) -> None:
        await asyncio.to_thread(self._work, update.to_json())

    def _work(self, raw: str) -> None:
        self.desk.webhooks.store_telegram(raw)
        self.clock.advance(timedelta(seconds=self.house.settings.bubble_seconds))
        while self.desk.turns.take_next() or self.desk.sender.send_next():
            pass

    def read[T](self, work: Callable[..., T]) -> T:
        with self.house.database.read() as session:
            return work(session)


@pytest.fixture
async def talk(
    database: Database, clock: ManualClock, make_settings: MakeSettings
) -> AsyncIterator[Talk]:
    settings = make_settings(telegram_token="123:ABC")
    made = Talk(House(database, clock, settings, load_wording(settings)), clock)
    assert made.desk.telegram is not None
    made.desk.telegram._loop.start()
    await made.client.connect()
    yield made
    await made.client.disconnect()
    await asyncio.to_thread(made.desk.telegram.stop)


async def test_a_question_is_answered_in_the_chat(talk: Talk) -> None:
    talk.engine.answers("日常保洁每小时 45 元。")
    async with talk.client.conversation("test_bot") as chat:
        await chat.send_message("日常保洁多少钱")
        assert (await chat.get_response()).text == "日常保洁每小时 45 元。"
    assert talk.read(lambda s: s.scalars(select(Outbox.state)).all()) == [Delivery.SENT]


async def test_a_pressed_button_comes_back_as_its_payload(talk: Talk) -> None:
    talk.engine.script = [[CHOICE]]
    talk.engine.answers("已为您订好。")
    async with talk.client.conversation("test_bot") as chat:
        await chat.send_message("就这样")
        asked = await chat.get_response()
        assert [[key.text for key in row] for row in asked.buttons] == [["确认", "先不约"]]
        await asked.click(text="确认")
        assert (await chat.get_response()).text == "已为您订好。"
    pressed = talk.read(lambda s: s.scalars(select(Message).where(Message.kind == "button")).one())
    assert (pressed.text, pressed.data["payload"]) == ("确认", "yes")


async def test_a_command_of_the_menu_is_the_sentence_it_stands_for(talk: Talk) -> None:
    talk.engine.answers("想了解哪一项？")
    async with talk.client.conversation("test_bot") as chat:
        await chat.send_message("/price")
        assert (await chat.get_response()).text == "想了解哪一项？"
    assert talk.engine.asked == ["我想了解一下价格"]


async def test_every_message_of_a_conversation_is_stored_once(talk: Talk) -> None:
    """REQ G5."""
    async with talk.client.conversation("test_bot") as chat:
        for text in ("你好", "谢谢"):
            await chat.send_message(text)
            await chat.get_response()
    assert talk.read(lambda s: count(s, Inbox)) == 2
