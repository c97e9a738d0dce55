"""The Telegram channel against a scripted Bot API on the loopback."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from structlog.testing import capture_logs

from bot.channels.base import (
    Media,
    Outgoing,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
)
from bot.channels.pace import Pacer
from bot.channels.telegram import TelegramChannel
from bot.clock import ManualClock
from bot.db import Database
from bot.errors import BadPushError, ConfigurationError, SignatureError
from bot.models import Identity, Keep, Purpose
from bot.services.sending.delivery_policy import Means
from bot.services.wording import Button
from bot.settings import Settings
from tests.unit.channels.stub import Answer, Stub, said

TOKEN = "4242:loopback-token"
ANNA = {"id": 77, "is_bot": False, "first_name": "安娜"}
CHAT = {"id": 77, "type": "private"}


@pytest.fixture
def channel(stub: Stub, clock: ManualClock, database: Database) -> Iterator[TelegramChannel]:
    channel = TelegramChannel(settings_for(stub.url), clock, database)
    channel._pacer = Pacer(30, lambda chat: 1, sleep=lambda seconds: None)
    channel.start()
    yield channel
    channel.stop()


def settings_for(url: str, **more: Any) -> Settings:
    return Settings(telegram_token=TOKEN, telegram_api=url, **more)


def update(number: int = 1, **content: Any) -> str:
    return json.dumps({"update_id": number, **content})


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_790_000_000, "chat": CHAT, "from": ANNA, **content}


def reply(text: str = "好的", *buttons: Button) -> Outgoing:
    return Outgoing(text, buttons, Purpose.REPLY, Means.MESSAGE)


SENT = said({"ok": True, "result": message(text="好的")})


def test_a_text_is_read_with_a_key_of_bot_and_update(channel: TelegramChannel) -> None:
    raw = update(9, message=message(text="明天下午保洁"))
    [inbound] = channel.parse(raw.encode())
    assert (inbound.external_id, inbound.sender, inbound.kind) == ("4242:9", "77", "text")
    assert (inbound.text, inbound.raw, inbound.channel) == ("明天下午保洁", raw, "telegram")


def test_start_becomes_a_greeting_and_other_commands_their_sentence(
    channel: TelegramChannel,
) -> None:
    [start] = channel.parse(update(message=message(text="/start from_ad")))
    assert (start.text, start.data["command"]) == ("你好", "start")
    [book] = channel.parse(update(message=message(text="/book@desk_bot 明天")))
    assert book.text == "我想预约服务 明天"
    [other] = channel.parse(update(message=message(text="/order_place{}")))
    assert (other.text, "command" in other.data) == ("/order_place{}", False)


def test_a_button_carries_its_payload_and_title(channel: TelegramChannel) -> None:
    keyboard = {"inline_keyboard": [[{"text": "日常保洁", "callback_data": "service:daily"}]]}
    query = {
        "id": "1",
        "from": ANNA,
        "chat_instance": "x",
        "data": "service:daily",
        "message": message(text="哪一项？", reply_markup=keyboard),
    }
    [inbound] = channel.parse(update(callback_query=query))
    assert (inbound.kind, inbound.payload, inbound.text, inbound.sender) == (
        "button",
        "service:daily",
        "日常保洁",
        "77",
    )


def test_a_button_of_a_message_too_old_to_see_has_no_title(channel: TelegramChannel) -> None:
    old = {"message_id": 5, "date": 0, "chat": CHAT}
    query = {"id": "1", "from": ANNA, "chat_instance": "x", "data": "yes", "message": old}
    [inbound] = channel.parse(update(callback_query=query))
    assert (inbound.payload, inbound.text) == ("yes", "")


def test_the_largest_size_of_a_photo_is_taken(channel: TelegramChannel) -> None:
    sizes = [
        {"file_id": name, "file_unique_id": name, "width": width, "height": width}
        for name, width in (("small", 90), ("large", 1280), ("middle", 320))
    ]
    [inbound] = channel.parse(
        update(message=message(photo=sizes, caption="划痕", media_group_id="a1"))
    )
    assert inbound.media == Media("large", "image/jpeg")
    assert (inbound.kind, inbound.text, inbound.data["album"]) == ("image", "划痕", "a1")


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}, "voice", "［语音］"),
        (
            {
                "sticker": {
                    "file_id": "s",
                    "file_unique_id": "s",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                    "type": "regular",
                    "emoji": "👍",
                }
            },
            "sticker",
            "［表情］",
        ),
        ({"location": {"latitude": 31.2, "longitude": 121.5}}, "location", "［位置］"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "unsupported", "［暂不支持的消息］"),
    ],
)
def test_other_kinds_are_named(
    channel: TelegramChannel, content: dict[str, Any], kind: str, text: str
) -> None:
    [inbound] = channel.parse(update(message=message(**content)))
    assert (inbound.kind, inbound.text) == (kind, text)


def test_a_phone_is_taken_only_from_the_senders_own_card(channel: TelegramChannel) -> None:
    card = {"phone_number": "+8613800138000", "first_name": "安娜", "user_id": 77}
    [own] = channel.parse(update(message=message(contact=card)))
    assert (own.kind, own.text) == ("contact", "+8613800138000")
    [other] = channel.parse(update(message=message(contact={**card, "user_id": 78})))
    assert (other.text, other.data["own"]) == ("［名片］", False)


def test_an_edit_is_a_text_of_its_own_and_a_moving_location_is_nothing(
    channel: TelegramChannel,
) -> None:
    [edit] = channel.parse(update(2, edited_message=message(text="后天", edit_date=1_790_000_050)))
    assert (edit.external_id, edit.text, edit.data["edited"]) == ("4242:2", "后天", True)
    moving = message(location={"latitude": 1.0, "longitude": 2.0}, edit_date=1_790_000_050)
    assert channel.parse(update(edited_message=moving)) == []


def test_a_group_is_an_event_for_the_group(channel: TelegramChannel) -> None:
    group = {"id": -100, "type": "supergroup", "title": "业主群"}
    [inbound] = channel.parse(update(message={**message(text="在吗"), "chat": group}))
    assert (inbound.kind, inbound.sender, inbound.data) == ("event", "-100", {"event": "group"})


@pytest.mark.parametrize(
    ("before", "after", "events"),
    [
        ("member", "kicked", ["blocked"]),
        ("kicked", "member", ["returned"]),
        ("member", "member", []),
    ],
)
def test_blocking_the_bot_and_letting_it_in_again_are_events(
    channel: TelegramChannel, before: str, after: str, events: list[str]
) -> None:
    change = {
        "chat": CHAT,
        "from": ANNA,
        "date": 1_790_000_000,
        "old_chat_member": {"user": ANNA, "status": before, "until_date": 0},
        "new_chat_member": {"user": ANNA, "status": after, "until_date": 0},
    }
    found = channel.parse(update(my_chat_member=change))
    assert [inbound.data["event"] for inbound in found] == events
    assert all(inbound.text for inbound in found), "agents see it"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            {"document": {"file_name": "合同.pdf", "mime_type": "application/pdf"}},
            "［文件］合同.pdf",
        ),
        ({"video": {"width": 1, "height": 1, "duration": 3}}, "［视频］"),
        ({"audio": {"duration": 3}}, "［音频］"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(
    channel: TelegramChannel, content: dict[str, dict[str, object]], text: str
) -> None:
    file = {"file_id": "f", "file_unique_id": "u"}
    [kind] = content
    [inbound] = channel.parse(update(message=message(**{kind: {**file, **content[kind]}})))
    assert (inbound.kind, inbound.text) == ("unsupported", text)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "message": {"text": "hi"}}',
        b"[" * 100_000,
        update(message=message(text=5)).encode(),
        update(message={**message(text="x"), "chat": {"id": "77", "type": "private"}}).encode(),
        update(message={**message(text="x"), "date": 10**30}).encode(),
    ],
)
def test_garbage_is_a_bad_push(channel: TelegramChannel, raw: bytes) -> None:
    with pytest.raises(BadPushError):
        channel.parse(raw)


def test_what_does_not_concern_the_desk_is_nothing(channel: TelegramChannel) -> None:
    assert channel.parse(update(poll_answer={"poll_id": "1", "option_ids": [0]})) == []
    assert channel.parse(update(message=message(delete_chat_photo=True))) == []
    assert channel.parse(update(brand_new_thing={})) == []


def test_half_a_surrogate_does_not_reach_the_database(channel: TelegramChannel) -> None:
    [inbound] = channel.parse(update(message=message(text="好\ud83d")))
    assert inbound.text == "好?"
    inbound.raw.encode()


def test_only_the_secret_token_opens_the_webhook(
    stub: Stub, clock: ManualClock, database: Database
) -> None:
    own = TelegramChannel(settings_for(stub.url, telegram_secret="s3cret"), clock, database)
    own.verify("s3cret")
    derived = TelegramChannel(settings_for(stub.url), clock, database)
    derived.verify(derived._secret)
    for wrong in (None, "", "s3creT", "秘"):
        with pytest.raises(SignatureError):
            own.verify(wrong)
        with pytest.raises(SignatureError):
            derived.verify(wrong)


def test_a_malformed_token_is_refused_at_the_start(clock: ManualClock, database: Database) -> None:
    with pytest.raises(ConfigurationError, match="FRONTDESK_TELEGRAM_TOKEN"):
        TelegramChannel(Settings(telegram_token="nonsense"), clock, database)


def test_a_message_goes_out_with_its_keyboard(
    channel: TelegramChannel, stub: Stub, known: Callable[[str, str], Identity]
) -> None:
    stub.on("sendMessage", SENT)
    buttons = (Button("日常保洁", "service:daily"), Button("太长", "x" * 65))
    with capture_logs() as logs:
        assert channel.send(known("telegram", "77"), reply("您好", *buttons)) == "5"
    [call] = stub.calls
    assert call.path == f"/bot{TOKEN}/sendMessage"
    assert "service%3Adaily" in call.body
    assert "x" * 65 not in call.body
    assert [line["log_level"] for line in logs] == ["error"]


def failure(code: int, description: str, **parameters: Any) -> Answer:
    more = {"parameters": parameters} if parameters else {}
    return said({"ok": False, "error_code": code, "description": description, **more}, code)


@pytest.mark.parametrize(
    ("answer", "error", "told"),
    [
        (failure(429, "Too Many Requests", retry_after=7), TemporaryError, {"retry_after": 7}),
        (failure(403, "Forbidden: bot was blocked"), PermanentError, {"unreachable": True}),
        (failure(400, "Bad Request: message is empty"), PermanentError, {"unreachable": False}),
        (failure(400, "Bad Request: chat not found"), PermanentError, {"unreachable": True}),
        (failure(401, "Unauthorized"), PermanentError, {"unreachable": False}),
        (failure(409, "Conflict"), PermanentError, {"unreachable": False}),
        (failure(502, "Bad Gateway"), TemporaryError, {}),
        (Answer(b"<html>", 503), TemporaryError, {}),
        (Answer(b"", hang_up=True), UnknownOutcomeError, {}),
        (Answer(b"garbage"), UnknownOutcomeError, {}),
        (said([]), UnknownOutcomeError, {}),
        (said({"ok": True, "result": True}), UnknownOutcomeError, {}),
    ],
)
def test_every_failure_gets_the_right_error(
    channel: TelegramChannel,
    stub: Stub,
    known: Callable[[str, str], Identity],
    answer: Answer,
    error: type[Exception],
    told: dict[str, Any],
) -> None:
    stub.on("sendMessage", answer)
    with capture_logs() as logs, pytest.raises(error) as raised:
        channel.send(known("telegram", "77"), reply("张三 13800138000"))
    assert type(raised.value) is error
    assert {name: getattr(raised.value, name) for name in told} == told
    for secret in (TOKEN, "13800138000"):
        assert secret not in f"{raised.value} {logs}"


def test_a_refused_token_is_logged_as_an_error_without_the_token(
    channel: TelegramChannel, stub: Stub, known: Callable[[str, str], Identity]
) -> None:
    stub.on("sendMessage", failure(401, "Unauthorized"))
    with capture_logs() as logs, pytest.raises(PermanentError):
        channel.send(known("telegram", "77"), reply())
    assert [line["log_level"] for line in logs] == ["error"]
    assert "FRONTDESK_TELEGRAM_TOKEN" in logs[0]["advice"]


def test_no_answer_in_time_is_an_unknown_outcome_and_is_not_repeated(
    channel: TelegramChannel,
    stub: Stub,
    known: Callable[[str, str], Identity],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.telegram._CALL_SECONDS", 0.2)
    stub.on("sendMessage", Answer(b"{}", delay=1))
    with pytest.raises(UnknownOutcomeError):
        channel.send(known("telegram", "77"), reply())
    assert len(stub.calls) == 1


def test_an_unreachable_server_is_temporary(
    clock: ManualClock, database: Database, known: Callable[[str, str], Identity]
) -> None:
    channel = TelegramChannel(settings_for("http://127.0.0.1:1"), clock, database)
    with pytest.raises(TemporaryError, match="not running"):
        channel.send(known("telegram", "76"), reply())
    channel.start()
    with pytest.raises(TemporaryError, match="ConnectError"):
        channel.send(known("telegram", "77"), reply())
    with pytest.raises(TemporaryError):
        channel.set_up()
    channel.stop()


def test_a_stopped_channel_starts_again(
    channel: TelegramChannel, stub: Stub, known: Callable[[str, str], Identity]
) -> None:
    stub.on("sendMessage", SENT)
    channel.stop()
    channel.start()
    assert channel.send(known("telegram", "77"), reply()) == "5"


def test_a_moved_chat_gets_its_new_id_and_another_try(
    channel: TelegramChannel,
    stub: Stub,
    known: Callable[[str, str], Identity],
    database: Database,
) -> None:
    stub.on("sendMessage", failure(400, "migrated", migrate_to_chat_id=-1001))
    identity = known("telegram", "-5")
    with pytest.raises(TemporaryError) as raised:
        channel.send(identity, reply())
    assert raised.value.retry_after == 0
    with database.read() as session:
        assert session.get_one(Identity, identity.id).external_id == "-1001"


def test_a_file_is_fetched_within_the_limit(channel: TelegramChannel, stub: Stub) -> None:
    file = {"file_id": "a", "file_unique_id": "a", "file_path": "photos/a.jpg", "file_size": 3}
    stub.on("getFile", said({"ok": True, "result": file}))
    stub.on("a.jpg", Answer(b"jpg"))
    assert channel.fetch(Media("a", "image/jpeg")) == b"jpg"
    assert unquote(stub.calls[-1].path) == f"/file/bot{TOKEN}/photos/a.jpg"
    stub.on("getFile", said({"ok": True, "result": {**file, "file_size": 11 * 1024 * 1024}}))
    with pytest.raises(PermanentError, match="media_limit_mb"):
        channel.fetch(Media("a", "image/jpeg"))
    stub.on("getFile", Answer(b"", hang_up=True))
    with pytest.raises(TemporaryError):
        channel.fetch(Media("a", "image/jpeg"))


def test_a_button_is_acknowledged_and_a_fault_in_it_hurts_nobody(
    channel: TelegramChannel, stub: Stub, known: Callable[[str, str], Identity]
) -> None:
    done = threading.Event()
    stub.hooks["answerCallbackQuery"] = lambda call: done.set() or failure(400, "too old")
    query = {"id": "q9", "from": ANNA, "chat_instance": "x", "data": "yes"}
    channel.acknowledge(update(callback_query=query))
    channel.acknowledge(update(message=message(text="好")))
    assert done.wait(5)
    channel.typing("77")
    channel.stop()
    channel.typing("78")


def test_long_text_is_split_at_4096_units(channel: TelegramChannel) -> None:
    parts = channel.split("很长的一句话。" * 1200)
    assert all(len(part) <= 4096 for part in parts)
    assert "".join(parts) == "很长的一句话。" * 1200
    assert len(channel.split("😀" * 2049)) == 2


def test_without_a_public_url_the_webhook_is_removed_and_with_one_it_is_set(
    channel: TelegramChannel, stub: Stub, clock: ManualClock, database: Database
) -> None:
    for name in ("deleteWebhook", "setWebhook", "setMyCommands"):
        stub.on(name, said({"ok": True, "result": True}))
    channel.set_up()
    assert [call.path.rsplit("/", 1)[-1] for call in stub.calls] == [
        "deleteWebhook",
        "setMyCommands",
    ]
    settings = settings_for(stub.url, public_url="https://desk.example", telegram_secret="abc")
    public = TelegramChannel(settings, clock, database)
    public.start()
    public.set_up()
    public.stop()
    [call] = stub.to("setWebhook")
    assert "https%3A%2F%2Fdesk.example%2Fchannels%2Ftelegram" in call.body
    assert "secret_token=abc" in call.body


def polled(channel: TelegramChannel, store: Callable[[str], None], stop: threading.Event) -> None:
    thread = threading.Thread(target=channel.poll, args=(store, stop), daemon=True)
    thread.start()
    assert stop.wait(10)
    thread.join(5)
    assert not thread.is_alive()


def test_polling_stores_an_update_before_it_moves_on(
    channel: TelegramChannel, stub: Stub, database: Database
) -> None:
    first = {"update_id": 10, "message": message(text="一")}
    second = {"update_id": 11, "message": message(text="二")}
    stub.on(
        "getUpdates",
        said({"ok": True, "result": [first, second]}),
        said({"ok": True, "result": []}, delay=0.05),
    )
    stored: list[int] = []
    stop = threading.Event()

    def store(raw: str) -> None:
        number = json.loads(raw)["update_id"]
        with database.read() as session:
            row = session.get(Keep, "telegram.4242.offset")
        assert row is None or int(row.value) <= number
        stored.append(number)
        if number == 11:
            threading.Timer(0.5, stop.set).start()

    polled(channel, store, stop)
    assert stored == [10, 11]
    assert "offset=" not in stub.calls[0].body
    assert "offset=12" in stub.calls[1].body


def test_an_update_that_cannot_be_stored_is_asked_for_again(
    channel: TelegramChannel, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram_poll._LONGEST_PAUSE", 0.01)
    stub.on("getUpdates", said({"ok": True, "result": [{"update_id": 10}]}))
    stop, tries = threading.Event(), 0

    def store(raw: str) -> None:
        nonlocal tries
        tries += 1
        if tries == 8:
            stop.set()
        raise OSError("disk full")

    polled(channel, store, stop)
    assert all("offset=" not in call.body for call in stub.calls)


def test_one_poisonous_update_is_set_aside_and_the_next_is_served(
    channel: TelegramChannel,
    stub: Stub,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.telegram_poll._LONGEST_PAUSE", 0.01)
    both, tries = [{"update_id": 10}, {"update_id": 11}], list[str]()
    stub.on("getUpdates", said({"ok": True, "result": both}))
    stop = threading.Event()

    def store(raw: str) -> None:
        if json.loads(raw)["update_id"] == 10:
            tries.append(raw)
            raise ValueError("a fault of ours with 张三")
        stop.set()

    with capture_logs() as logs:
        polled(channel, store, stop)
    assert len(tries) == 5
    assert "张三" not in str(logs)
    with database.read() as session:
        assert session.get_one(Keep, "telegram.4242.aside.10").value == '{"update_id": 10}'


def test_an_unreadable_update_is_skipped(channel: TelegramChannel, stub: Stub) -> None:
    stub.on(
        "getUpdates",
        said({"ok": True, "result": [{"update_id": 10}]}),
        said({"ok": True, "result": [{"update_id": 11}]}),
    )
    stop = threading.Event()

    def store(raw: str) -> None:
        if json.loads(raw)["update_id"] == 10:
            raise BadPushError("unreadable")
        stop.set()

    polled(channel, store, stop)


def test_an_offset_older_than_six_days_is_forgotten(
    channel: TelegramChannel, stub: Stub, database: Database, clock: ManualClock
) -> None:
    with database.write() as session:
        session.add(Keep(name="telegram.4242.offset", value="900", expires_at=clock.now()))
    stub.on("getUpdates", said({"ok": True, "result": [{"update_id": 3}]}))
    stop = threading.Event()
    polled(channel, lambda raw: stop.set(), stop)
    assert "offset=" not in stub.calls[0].body


@pytest.mark.parametrize("code", [401, 409])
def test_polling_says_what_to_do_about_the_configuration_and_backs_off(
    channel: TelegramChannel, stub: Stub, code: int
) -> None:
    stop = threading.Event()
    stub.hooks["getUpdates"] = lambda call: (
        threading.Timer(0.5, stop.set).start() or failure(code, "no")
    )
    with capture_logs() as logs:
        polled(channel, lambda raw: None, stop)
    assert [line["event"] for line in logs] == ["telegram configuration"]
    assert len(stub.calls) == 1
    assert TOKEN not in str(logs)


@pytest.mark.parametrize("nonsense", [[], {"ok": True, "result": 5}, {"result": [{}]}])
def test_polling_survives_an_unreadable_answer(
    channel: TelegramChannel, stub: Stub, nonsense: object
) -> None:
    stub.on("getUpdates", said(nonsense), said({"ok": True, "result": [{"update_id": 3}]}))
    stop = threading.Event()
    polled(channel, lambda raw: stop.set(), stop)


def test_polling_stops_soon_also_while_it_waits_for_updates(
    channel: TelegramChannel, stub: Stub
) -> None:
    stub.on("getUpdates", said({"ok": True, "result": []}, delay=20))
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    polled(channel, lambda raw: None, stop)


def test_a_group_gets_a_message_every_three_seconds(channel: TelegramChannel) -> None:
    assert channel._pause("-100") == 3
    assert channel._pause("77") == 1


@pytest.mark.parametrize(("seconds", "calls"), [(3600, 1), (3, 2)])
def test_told_to_wait_an_hour_the_bot_asks_nobody_again(
    channel: TelegramChannel,
    stub: Stub,
    known: Callable[[str, str], Identity],
    seconds: int,
    calls: int,
) -> None:
    flood = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1",
             "parameters": {"retry_after": seconds}}  # fmt: skip
    stub.on("sendMessage", said(flood, 429))
    for chat in ("77", "78"):
        with pytest.raises(TemporaryError) as told:
            channel.send(known("telegram", chat), reply())
        assert told.value.retry_after == pytest.approx(seconds, abs=2)
    assert len(stub.to("sendMessage")) == calls
