"""How updates reach the bot: long polling, webhook, repeats."""

import asyncio
import json
import threading
import time

import httpx
import pytest
from telegram.error import Conflict
from telegram.ext import Application, MessageHandler, filters

from tests.fakes.clock import ManualClock
from tests.fakes.http import SILENCE
from tests.fakes.telegram import FakeTelegram
from tests.unit.fakes.telegram_desk import TOKEN, Hook, bot_for, call, updates


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def fake(clock):
    with FakeTelegram(TOKEN, clock, retry_wait=0.05, webhook_timeout=0.3) as fake:
        yield fake


@pytest.fixture
def hook():
    with Hook() as hook:
        yield hook


def ids(found):
    return [update["update_id"] for update in found]


def test_offsets_confirm(fake):
    first, second = fake.says(7, "一"), fake.says(7, "二")
    assert ids(updates(fake)) == [first, second]
    assert ids(updates(fake, limit=1)) == [first], "unconfirmed updates come again"
    assert ids(updates(fake, offset=second)) == [second]
    assert fake.pending == 1
    assert updates(fake, offset=second + 1) == []
    assert fake.settle(0)


def test_a_negative_offset_forgets_all_but_the_last(fake):
    for text in "一二三":
        last = fake.says(7, text)
    assert ids(updates(fake, offset=-1)) == [last]
    assert fake.pending == 1


def test_long_polling_wakes_up(fake):
    threading.Timer(0.2, fake.says, (7, "你好")).start()
    began = time.monotonic()
    assert len(updates(fake, timeout=5)) == 1
    assert 0.1 < time.monotonic() - began < 5
    began = time.monotonic()
    assert updates(fake, offset=10**9, timeout=1) == []
    assert time.monotonic() - began >= 1


def test_updates_are_kept_24_hours(fake, clock):
    fake.says(7, "一")
    clock.advance(hours=23, minutes=59)
    assert len(updates(fake)) == 1
    clock.advance(minutes=1)
    assert updates(fake) == []


def test_the_older_of_two_polls_is_ended(fake):
    answers = []
    older = threading.Thread(target=lambda: answers.append(call(fake, "getUpdates", timeout=5)))
    older.start()
    time.sleep(0.3)
    assert call(fake, "getUpdates", timeout=0)["ok"]
    older.join()
    assert answers[0]["error_code"] == 409
    assert "terminated by other getUpdates" in answers[0]["description"]


async def test_polling_under_a_webhook_is_a_conflict(fake, hook):
    async with bot_for(fake) as bot:
        await bot.set_webhook(hook.url)
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates() == ()


def test_allowed_updates(fake):
    updates(fake, allowed_updates=["message"])
    fake.says(7, "一")
    fake.edits(7, "二")
    assert len(updates(fake)) == 1


def test_redelivery_under_polling_ignores_the_offset_once(fake):
    only = fake.says(7, "一")
    assert updates(fake, offset=only + 1) == []
    assert fake.redeliver() == only
    assert ids(updates(fake, offset=only + 1)) == [only]
    assert updates(fake, offset=only + 1) == []


async def test_an_application_polls_and_answers(fake):
    async def echo(update, context):
        await update.effective_message.reply_text(f"收到{update.effective_message.text}")

    builder = Application.builder().token(TOKEN).base_url(fake.base_url)
    application = builder.base_file_url(fake.base_file_url).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.updater.start_polling(timeout=1)
        await application.start()
        fake.says(7, "你好")
        assert await asyncio.to_thread(fake.settle)
        await application.updater.stop()
        await application.stop()
    assert fake.texts(7) == ["收到你好"]


def test_the_webhook_gets_updates_with_the_secret(fake, hook):
    call(fake, "setWebhook", url=hook.url + "/tg", secret_token="s3cret")
    update_id = fake.says(7, "你好")
    assert fake.settle()
    (request,) = hook.requests
    assert request.headers["x-telegram-bot-api-secret-token"] == "s3cret"
    assert json.loads(request.body)["update_id"] == update_id
    assert request.path == "/tg"


def test_refused_updates_come_again_before_newer_ones(fake, hook):
    hook.statuses = [500, 403]
    call(fake, "setWebhook", url=hook.url)
    first, second = fake.says(7, "一"), fake.says(7, "二")
    assert fake.settle()
    assert [(d.update_id, d.status) for d in fake.deliveries] == [
        (first, 500),
        (first, 403),
        (first, 200),
        (second, 200),
    ]
    info = call(fake, "getWebhookInfo")["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)


def test_a_refused_chat_does_not_hold_up_another(fake, hook):
    hook.statuses = [500] * 1000
    call(fake, "setWebhook", url=hook.url)
    fake.says(7, "一")
    assert not fake.settle(0.2)
    other = fake.says(8, "二")
    assert not fake.settle(0.2)
    assert other in [delivery.update_id for delivery in fake.deliveries]
    hook.statuses = []
    assert fake.settle()


def test_a_silent_webhook_counts_as_refused(fake, hook):
    silent = [True]
    take = hook._answer
    hook.stop()
    hook._answer = lambda request: SILENCE if silent and silent.pop() else take(request)
    hook.start()
    call(fake, "setWebhook", url=hook.url)
    fake.says(7, "一")
    assert fake.settle()
    assert [delivery.status for delivery in fake.deliveries] == [None, 200]


def test_webhook_updates_are_kept_24_hours(fake, hook, clock):
    hook.statuses = [500] * 1000
    call(fake, "setWebhook", url=hook.url)
    fake.says(7, "一")
    assert not fake.settle(0.1)
    clock.advance(hours=24)
    assert fake.settle()


def test_redelivery_to_the_webhook(fake, hook):
    call(fake, "setWebhook", url=hook.url)
    fake.says(7, "一")
    fake.settle()
    fake.redeliver()
    fake.settle()
    first, second = hook.requests
    assert first.body == second.body


def test_the_webhook_may_answer_with_a_method(fake, hook):
    hook.body = json.dumps({"method": "sendMessage", "chat_id": 7, "text": "好"}).encode()
    call(fake, "setWebhook", url=hook.url)
    fake.says(7, "一")
    assert fake.settle()
    assert fake.texts(7) == ["好"]


@pytest.mark.parametrize(
    "params",
    [{"url": "http://example.com/x"}, {"url": "https://example.com/x", "secret_token": "两 个"}],
)
def test_bad_webhooks_are_refused(fake, params):
    assert call(fake, "setWebhook", **params)["error_code"] == 400


def test_pending_updates_can_be_dropped(fake):
    fake.says(7, "一")
    call(fake, "deleteWebhook", drop_pending_updates=True)
    assert updates(fake) == []


def test_stopping_frees_a_waiting_poll(clock):
    with FakeTelegram(TOKEN, clock) as fake:
        url = f"{fake.base_url}{TOKEN}/getUpdates?timeout=30"
        errors = []

        def poll():
            try:
                httpx.get(url, timeout=30)
            except httpx.TransportError as error:
                errors.append(error)

        thread = threading.Thread(target=poll)
        thread.start()
        time.sleep(0.2)
    thread.join(timeout=3)
    assert not thread.is_alive()
