"""The WeChat channel: real signatures and AES, and a scripted API on the loopback."""

import hashlib
import json
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
import xmltodict
from structlog.testing import capture_logs
from wechatpy.crypto import WeChatCrypto

from bot.channels import wechat_api
from bot.channels.base import (
    Inbound,
    Media,
    NotAllowedError,
    NotYetError,
    Outgoing,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
)
from bot.channels.wechat import WeChatChannel
from bot.clock import ManualClock
from bot.db import Database
from bot.errors import BadPushError, ConfigurationError, SignatureError
from bot.models import Identity, Keep, Purpose
from bot.services.sending.delivery_policy import Means
from bot.services.wording import Button
from bot.settings import Settings
from tests.unit.channels.stub import Answer, Stub, said

APPID, SECRET, TOKEN, AES = "wx0123456789", "app-secret", "push-token", "a1" * 21 + "Q"
OPENID = "oAnna-123456789012345678901x"


def settings_for(url: str = "http://127.0.0.1:1", **more: Any) -> Settings:
    return Settings(
        wechat_appid=APPID, wechat_secret=SECRET, wechat_token=TOKEN, wechat_api=url, **more
    )


@pytest.fixture
def channel(stub: Stub, clock: ManualClock, database: Database) -> WeChatChannel:
    stub.on("stable_token", said({"access_token": "T1", "expires_in": 7200}))
    stub.on("send", said({"errcode": 0, "errmsg": "ok"}))
    choices = lambda titles: "可回复：" + "、".join(titles)  # noqa: E731
    return WeChatChannel(settings_for(stub.url), clock, database, choices)


@pytest.fixture
def safe(stub: Stub, clock: ManualClock, database: Database) -> WeChatChannel:
    return WeChatChannel(settings_for(stub.url, wechat_aes_key=AES), clock, database)


def sha1(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def signed(clock: ManualClock, age: int = 0, **more: str) -> dict[str, str]:
    stamp = str(int(clock.now().timestamp()) - age)
    return {
        "timestamp": stamp,
        "nonce": "n1",
        "signature": sha1(TOKEN, stamp, "n1"),
        **more,
    }


def sealed(
    clock: ManualClock, xml: str, appid: str = APPID, age: int = 0
) -> tuple[dict[str, str], bytes]:
    """A push as WeChat sends it in 安全模式."""
    params = signed(clock, age, encrypt_type="aes")
    body = WeChatCrypto(TOKEN, AES, appid).encrypt_message(xml, "n1", params["timestamp"])
    return {**params, "msg_signature": xmltodict.parse(body)["xml"]["MsgSignature"]}, body.encode()


def push(kind: str = "text", number: int | None = 1, **fields: Any) -> str:
    """The XML of a message or event."""
    content = {
        "ToUserName": "gh_1",
        "FromUserName": OPENID,
        "CreateTime": "1790000000",
        "MsgType": kind,
        **({"MsgId": str(number)} if number else {}),
        **fields,
    }
    return "<xml>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in content.items()) + "</xml>"


def event(name: str, **fields: Any) -> str:
    return push("event", None, Event=name, **fields)


def read(channel: WeChatChannel, clock: ManualClock, xml: str) -> Inbound:
    [inbound] = channel.parse(signed(clock), xml.encode())
    return inbound


def test_the_url_check_echoes_what_wechat_sent(channel: WeChatChannel, clock: ManualClock) -> None:
    assert channel.verify_url(signed(clock, echostr="e-42")) == "e-42"


@pytest.mark.parametrize(
    "wrong",
    [{"signature": "0" * 40}, {"nonce": "n2"}, {"timestamp": "abc"}, {"signature": "é"}],
)
def test_a_wrong_signature_is_refused(
    channel: WeChatChannel, clock: ManualClock, wrong: dict[str, str]
) -> None:
    for params in ({**signed(clock), **wrong}, {}):
        with pytest.raises(SignatureError):
            channel.verify_url(params)
        with pytest.raises(SignatureError):
            channel.parse(params, push(Content="好").encode())


def test_a_push_older_than_ten_minutes_is_refused(
    channel: WeChatChannel, safe: WeChatChannel, clock: ManualClock
) -> None:
    channel.parse(signed(clock, age=590), push(Content="好").encode())
    for age in (610, -610):
        with pytest.raises(SignatureError, match="stale"):
            channel.parse(signed(clock, age=age), push(Content="好").encode())
    with pytest.raises(SignatureError, match="stale"):
        safe.parse(*sealed(clock, push(Content="好"), age=610))


def test_an_encrypted_push_is_read_and_its_reply_is_encrypted(
    safe: WeChatChannel, clock: ManualClock
) -> None:
    params, body = sealed(clock, push(Content="想约保洁"))
    [inbound] = safe.parse(params, body)
    assert (inbound.text, inbound.sender, inbound.external_id) == ("想约保洁", OPENID, "1")
    assert "想约保洁" in inbound.raw
    reply = xmltodict.parse(safe.passive_reply(params, body, "好的，哪天？").decode())["xml"]
    plain = WeChatCrypto(TOKEN, AES, APPID).decrypt_message(
        {"Encrypt": reply["Encrypt"]}, reply["MsgSignature"], reply["TimeStamp"], reply["Nonce"]
    )
    answer = xmltodict.parse(plain)["xml"]
    assert (answer["Content"], answer["ToUserName"]) == ("好的，哪天？", OPENID)
    assert answer["FromUserName"] == "gh_1"


def test_an_encrypted_push_with_a_fault_is_refused(
    safe: WeChatChannel, channel: WeChatChannel, clock: ManualClock
) -> None:
    params, body = sealed(clock, push(Content="好"))
    with pytest.raises(SignatureError):
        safe.parse({**params, "msg_signature": "0" * 40}, body)
    with pytest.raises(SignatureError, match="another account"):
        safe.parse(*sealed(clock, push(Content="好"), appid="wx-other"))
    with pytest.raises(SignatureError, match="AES_KEY"):
        safe.parse(signed(clock), push(Content="好").encode())
    with pytest.raises(SignatureError, match="AES_KEY"):
        channel.parse(params, body)


def test_an_encrypted_push_of_nonsense_is_a_bad_push(
    safe: WeChatChannel, clock: ManualClock
) -> None:
    stamp = signed(clock)["timestamp"]
    for nonsense in ("", "!!!", "YWJj", "A" * 64):
        params = signed(clock, encrypt_type="aes", msg_signature=sha1(TOKEN, stamp, "n1", nonsense))
        with pytest.raises((BadPushError, SignatureError)):
            safe.parse(params, f"<xml><Encrypt>{nonsense}</Encrypt></xml>".encode())


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    "<xml><MsgType>text</MsgType><Content>&b;</Content></xml>"
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"\xff\xfe\x00",
        b"<xml/>",
        b"<xml><FromUserName>o</FromUserName><CreateTime>1</CreateTime></xml>",
        b"<xml><MsgType>text</MsgType></xml>",
        b"<xml><MsgType><a>text</a></MsgType><FromUserName>o</FromUserName></xml>",
        BOMB.encode(),
        push(MsgId="abc").encode(),
        push(CreateTime="soon").encode(),
        push("location", Location_X="north").encode(),
        b"<xml>" + b"a" * 300_000 + b"</xml>",
        b"<other><MsgType>text</MsgType></other>",
    ],
)
def test_garbage_is_a_bad_push(channel: WeChatChannel, clock: ManualClock, body: bytes) -> None:
    with pytest.raises(BadPushError):
        channel.parse(signed(clock), body)


def test_a_text_is_deduplicated_by_its_number(channel: WeChatChannel, clock: ManualClock) -> None:
    xml = push(Content="想约保洁", number=23456789012345678)
    inbound = read(channel, clock, xml)
    assert inbound == Inbound("wechat", "23456789012345678", OPENID, xml, text="想约保洁")


def test_events_are_told_apart_by_sender_second_event_and_key(
    channel: WeChatChannel, clock: ManualClock
) -> None:
    pushes = [
        event("subscribe"),
        event("CLICK", EventKey="price"),
        event("CLICK", EventKey="book"),
        event("CLICK", EventKey="book", CreateTime="1790000001"),
        event("CLICK", EventKey="book", FromUserName="oOther"),
        event("TEMPLATESENDJOBFINISH", MsgID="1", Status="success"),
        event("TEMPLATESENDJOBFINISH", MsgID="2", Status="success"),
        event("VIEW", EventKey="https://example.com/" + "a" * 2000),
        event("VIEW", EventKey="https://example.com/" + "a" * 2001),
    ]
    keys = [read(channel, clock, xml).external_id for xml in pushes]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 190
    assert read(channel, clock, pushes[0]).external_id == keys[0]


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        (push("voice", MediaId="m", Format="amr", Recognition="约保洁"), "voice", "约保洁"),
        (push("voice", MediaId="m", Format="amr", Recognition=""), "voice", "［语音］"),
        (push("image", MediaId="m", PicUrl="http://x"), "image", "［图片］"),
        (
            push("location", Location_X="31.2", Location_Y="121.5", Label="浦东新区世纪大道1号"),
            "location",
            "浦东新区世纪大道1号",
        ),
        (push("link", Title="招聘", Description="月嫂", Url="http://x"), "text", "招聘\n月嫂"),
        (push(Content="[微笑]/::)"), "sticker", "［表情］"),
        (push(Content="[微笑]好的"), "text", "[微笑]好的"),
        (push(Content=""), "text", ""),
        (push("video", MediaId="m"), "unsupported", "［视频］"),
        (push("hologram"), "unsupported", "［暂不支持的消息］"),
    ],
)
def test_each_kind_is_read(
    channel: WeChatChannel, clock: ManualClock, xml: str, kind: str, text: str
) -> None:
    inbound = read(channel, clock, xml)
    assert (inbound.kind, inbound.text) == (kind, text)


@pytest.mark.parametrize(
    ("xml", "data"),
    [
        (event("subscribe"), {"event": "subscribe"}),
        (event("subscribe", EventKey="qrscene_5", Ticket="t"), {"event": "subscribe"}),
        (event("unsubscribe"), {"event": "unsubscribe"}),
        (event("SCAN", EventKey="5", Ticket="t"), {"event": "scan"}),
        (event("never_heard_of"), {"event": "never_heard_of"}),
        (event("CLICK", EventKey="old_key"), {"event": "click"}),
        (
            event("TEMPLATESENDJOBFINISH", MsgID="200", Status="failed:user block"),
            {"event": "template_finished", "msgid": "200", "status": "failed:user block"},
        ),
    ],
)
def test_each_event_is_named(
    channel: WeChatChannel, clock: ManualClock, xml: str, data: dict[str, str]
) -> None:
    inbound = read(channel, clock, xml)
    assert (inbound.kind, inbound.data) == ("event", data)


def test_a_menu_click_is_the_sentence_it_stands_for(
    channel: WeChatChannel, clock: ManualClock
) -> None:
    inbound = read(channel, clock, event("CLICK", EventKey="complaint"))
    assert (inbound.kind, inbound.text, inbound.data) == (
        "text",
        "我要投诉",
        {"menu": "complaint"},
    )


def test_a_passive_reply_survives_what_customers_write(
    channel: WeChatChannel, clock: ManualClock
) -> None:
    raw = push(Content="好").encode()
    evil = "您写了“]]></Content><MsgType>news</MsgType>\x00”"
    answer = xmltodict.parse(channel.passive_reply(signed(clock), raw, evil).decode())["xml"]
    assert answer["MsgType"] == "text"
    assert "news" in answer["Content"]
    assert channel.passive_reply(signed(clock), raw, "") == b"success"
    long = channel.passive_reply(signed(clock), raw, "很长的一句话。" * 300).decode()
    assert len(xmltodict.parse(long)["xml"]["Content"].encode()) <= 2000


def test_a_wrong_aes_key_is_refused_at_the_start(clock: ManualClock, database: Database) -> None:
    with pytest.raises(ConfigurationError, match="AES_KEY"):
        WeChatChannel(settings_for(wechat_aes_key="short"), clock, database)
    with pytest.raises(ConfigurationError, match="WECHAT_TOKEN"):
        WeChatChannel(Settings(wechat_appid=APPID), clock, database)


def message(
    text: str = "好的",
    *titles: str,
    purpose: Purpose = Purpose.REPLY,
    means: Means = Means.WINDOW,
    **fields: str,
) -> Outgoing:
    return Outgoing(text, tuple(Button(title, title) for title in titles), purpose, means, fields)


@pytest.fixture
def anna(
    channel: WeChatChannel,
    clock: ManualClock,
    database: Database,
    known: Callable[[str, str], Identity],
) -> Identity:
    """A customer who has just written."""
    identity = known("wechat", OPENID)
    write(channel, clock, database, identity, push(Content="好"))
    return identity


def write(
    channel: WeChatChannel, clock: ManualClock, database: Database, identity: Identity, xml: str
) -> None:
    with database.write() as session:
        found = session.get_one(Identity, identity.id)
        channel.on_inbound(session, found, read(channel, clock, xml), clock.now())


def quota(database: Database, identity: Identity) -> int:
    with database.read() as session:
        return session.get_one(Identity, identity.id).window_left


def test_a_message_goes_out_with_its_buttons_as_words(
    channel: WeChatChannel, stub: Stub, anna: Identity
) -> None:
    channel.send(anna, message("做哪项？", "日常保洁", "深度保洁"))
    [call] = stub.to("send")
    assert call.path == "/cgi-bin/message/custom/send"
    assert parse_qs(call.query) == {"access_token": ["T1"]}
    assert json.loads(call.body) == {
        "touser": OPENID,
        "msgtype": "text",
        "text": {"content": "做哪项？\n可回复：日常保洁、深度保洁"},
    }


def test_many_buttons_never_make_the_text_too_long(channel: WeChatChannel) -> None:
    buttons = tuple(Button("一个相当长的服务名称", "x") for _ in range(20))
    text = channel.render("字" * 600, buttons)
    assert 1800 < len(text.encode()) <= 2000
    assert channel.render("短", buttons).count("名称") == 12


def test_text_is_split_at_1800_bytes_after_a_sentence(channel: WeChatChannel) -> None:
    parts = channel.split("这是一句话。" * 250)
    assert len(parts) == 3
    assert all(len(part.encode()) <= 1800 and part.endswith("。") for part in parts)


def test_the_bot_leaves_the_last_message_of_the_quota_to_people(
    channel: WeChatChannel, stub: Stub, anna: Identity
) -> None:
    for _ in range(4):
        channel.send(anna, message())
    with pytest.raises(NotAllowedError, match="kept for people"):
        channel.send(anna, message())
    channel.send(anna, message(purpose=Purpose.PERSON))
    with pytest.raises(NotAllowedError):
        channel.send(anna, message(purpose=Purpose.PERSON))
    assert len(stub.to("send")) == 5


def test_the_window_closes_after_48_hours_and_opens_with_the_next_message(
    channel: WeChatChannel, stub: Stub, anna: Identity, clock: ManualClock, database: Database
) -> None:
    clock.advance(timedelta(hours=48))
    with pytest.raises(NotAllowedError, match="window"):
        channel.send(anna, message())
    assert stub.calls == []
    write(channel, clock, database, anna, push(Content="在吗", number=2))
    channel.send(anna, message())


def test_a_menu_click_opens_one_minute_for_three_messages(
    channel: WeChatChannel,
    clock: ManualClock,
    database: Database,
    known: Callable[[str, str], Identity],
) -> None:
    identity = known("wechat", OPENID)
    with pytest.raises(NotAllowedError):
        channel.send(identity, message())
    write(channel, clock, database, identity, event("CLICK", EventKey="price"))
    assert quota(database, identity) == 3
    channel.send(identity, message())
    clock.advance(timedelta(seconds=61))
    with pytest.raises(NotAllowedError):
        channel.send(identity, message())


def test_a_menu_click_does_not_shorten_an_open_window(
    channel: WeChatChannel, anna: Identity, clock: ManualClock, database: Database
) -> None:
    write(channel, clock, database, anna, event("CLICK", EventKey="price"))
    clock.advance(timedelta(hours=47))
    assert quota(database, anna) == 5
    channel.send(anna, message())


def test_a_repeated_push_and_a_report_open_nothing(
    channel: WeChatChannel, anna: Identity, clock: ManualClock, database: Database
) -> None:
    from bot.conversation.inbox import store

    inbound = read(channel, clock, push(Content="约保洁", number=7))
    with database.write() as session:
        store(session, inbound, now=clock.now(), settings=settings_for())
    channel.send(anna, message())
    clock.advance(timedelta(seconds=5))
    write(channel, clock, database, anna, push(Content="约保洁", number=7))
    write(channel, clock, database, anna, event("TEMPLATESENDJOBFINISH", MsgID="1", Status="x"))
    assert quota(database, anna) == 4


def test_who_unsubscribes_is_not_reachable(
    channel: WeChatChannel, anna: Identity, clock: ManualClock, database: Database
) -> None:
    write(channel, clock, database, anna, event("unsubscribe"))
    with database.read() as session:
        assert session.get_one(Identity, anna.id).reachable is False
    with pytest.raises(NotAllowedError):
        channel.send(anna, message())
    write(channel, clock, database, anna, event("subscribe"))
    with database.read() as session:
        assert session.get_one(Identity, anna.id).reachable is True


def test_a_subscription_account_only_answers_passively(
    clock: ManualClock, database: Database, anna: Identity, stub: Stub
) -> None:
    settings = settings_for(stub.url, wechat_account="subscription")
    passive = WeChatChannel(settings, clock, database)
    with pytest.raises(NotAllowedError):
        passive.send(anna, message(means=Means.ANSWER))
    assert stub.calls == []
    [inbound] = passive.parse(signed(clock), push("image", MediaId="m", PicUrl="http://p").encode())
    assert inbound.media == Media("http://p", "image/jpeg")


@pytest.mark.parametrize(
    ("code", "error", "told", "left"),
    [
        (-1, TemporaryError, {"retry_after": 10}, 5),
        (45011, TemporaryError, {"retry_after": 60}, 5),
        (45009, TemporaryError, {"retry_after": (14 * 60 + 5) * 60.0}, 5),
        (40003, PermanentError, {"unreachable": True}, 5),
        (43004, PermanentError, {"unreachable": True}, 5),
        (45015, NotAllowedError, {}, 0),
        (45047, NotAllowedError, {}, 0),
        (43101, NotAllowedError, {}, 5),
        (43019, NotAllowedError, {}, 5),
        (48001, NotAllowedError, {}, 5),
        (45002, PermanentError, {"unreachable": False}, 5),
        (47003, PermanentError, {"unreachable": False}, 5),
        (99999, PermanentError, {"unreachable": False}, 5),
    ],
)
def test_every_code_gets_the_right_error(
    channel: WeChatChannel,
    stub: Stub,
    anna: Identity,
    database: Database,
    code: int,
    error: type[Exception],
    told: dict[str, Any],
    left: int,
) -> None:
    stub.on("send", said({"errcode": code, "errmsg": "张三 T1 secret"}))
    with capture_logs() as logs, pytest.raises(error) as raised:
        channel.send(anna, message())
    assert {name: getattr(raised.value, name) for name in told} == told
    assert quota(database, anna) == left
    assert "张三" not in f"{raised.value} {logs}"
    assert len(stub.to("send")) == 1
    alarms = {48001, 45009}
    assert bool(logs) == (code in alarms)


@pytest.mark.parametrize(
    ("answer", "error", "left"),
    [
        (Answer(b"", hang_up=True), UnknownOutcomeError, 4),
        (Answer(b"<html>"), UnknownOutcomeError, 4),
        (said([]), UnknownOutcomeError, 4),
        (Answer(b"", 502), TemporaryError, 5),
        (Answer(b"", 404), PermanentError, 5),
    ],
)
def test_a_broken_answer_gets_the_right_error(
    channel: WeChatChannel,
    stub: Stub,
    anna: Identity,
    database: Database,
    answer: Answer,
    error: type[Exception],
    left: int,
) -> None:
    stub.on("send", answer)
    with pytest.raises(error):
        channel.send(anna, message())
    assert quota(database, anna) == left
    assert len(stub.to("send")) == 1


def test_no_answer_in_time_is_an_unknown_outcome(
    stub: Stub,
    channel: WeChatChannel,
    anna: Identity,
) -> None:
    channel.api._client.timeout = (1, 0.2)
    stub.on("send", Answer(b"{}", delay=1))
    with pytest.raises(UnknownOutcomeError, match="ReadTimeout"):
        channel.send(anna, message())


def test_an_unreachable_server_is_temporary_and_costs_no_quota(
    anna: Identity, clock: ManualClock, database: Database
) -> None:
    channel = WeChatChannel(settings_for("http://127.0.0.1:1"), clock, database)
    with pytest.raises(TemporaryError):
        channel.send(anna, message())
    with database.write() as session:
        later = clock.now() + timedelta(hours=1)
        session.add(Keep(name=f"wechat.token.{APPID}", value="T1", expires_at=later))
    with pytest.raises(TemporaryError, match="no connection"):
        channel.send(anna, message())
    assert quota(database, anna) == 5


def by_token(good: str) -> Callable[[Any], Answer]:
    """A send that takes one token only."""

    def answer(call: Any) -> Answer:
        fine = parse_qs(call.query)["access_token"] == [good]
        return said({"errcode": 0} if fine else {"errcode": 40001, "errmsg": "invalid"})

    return answer


def test_a_refused_token_is_renewed_once_and_the_message_sent_again(
    channel: WeChatChannel, stub: Stub, anna: Identity
) -> None:
    stub.on(
        "stable_token",
        said({"access_token": "T1", "expires_in": 7200}),
        said({"access_token": "T2", "expires_in": 7200}),
    )
    stub.hooks["send"] = by_token("T2")
    channel.send(anna, message())
    assert len(stub.to("send")) == 2
    fetches = [json.loads(call.body) for call in stub.to("stable_token")]
    assert [fetch["force_refresh"] for fetch in fetches] == [False, False]
    assert fetches[0]["secret"] == SECRET


def test_the_same_token_again_is_answered_with_force(
    channel: WeChatChannel, stub: Stub, anna: Identity
) -> None:
    def fetch(call: Any) -> Answer:
        force = json.loads(call.body)["force_refresh"]
        return said({"access_token": "T2" if force else "T1", "expires_in": 7200})

    stub.hooks["stable_token"] = fetch
    stub.hooks["send"] = by_token("T2")
    channel.send(anna, message())
    assert len(stub.to("stable_token")) == 3


def test_a_token_that_is_always_refused_ends_in_two_sends_and_an_alarm(
    channel: WeChatChannel, stub: Stub, anna: Identity
) -> None:
    stub.on("send", said({"errcode": 40001, "errmsg": "invalid"}))
    with capture_logs() as logs, pytest.raises(TemporaryError):
        channel.send(anna, message())
    assert len(stub.to("send")) == 2
    assert [line["log_level"] for line in logs] == ["error"]


def test_many_threads_fetch_one_token(
    channel: WeChatChannel, stub: Stub, clock: ManualClock, database: Database
) -> None:
    stub.on("stable_token", said({"access_token": "T1", "expires_in": 7200}, delay=0.2))
    tokens: list[str] = []
    keeper = channel.api._keeper
    threads = [threading.Thread(target=lambda: tokens.append(keeper.get())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tokens == ["T1"] * 8
    assert len(stub.to("stable_token")) == 1
    second = WeChatChannel(settings_for(stub.url), clock, database)
    assert second.api._keeper.get() == "T1"
    assert len(stub.to("stable_token")) == 1
    clock.advance(timedelta(seconds=7100))
    second.api._keeper.get()
    assert len(stub.to("stable_token")) == 2


def test_the_kept_token_is_encrypted(
    channel: WeChatChannel, stub: Stub, anna: Identity, database: Database
) -> None:
    stub.on("stable_token", said({"access_token": "T1-very-secret", "expires_in": 7200}))
    channel.send(anna, message())
    with database.engine.connect() as connection:
        [row] = connection.exec_driver_sql("SELECT value FROM keeps").all()
    assert b"very-secret" not in row[0]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (said({"errcode": 40164, "errmsg": "invalid ip"}), PermanentError),
        (said({"errcode": 40125, "errmsg": "invalid appsecret"}), PermanentError),
        (said({"errcode": -1}), TemporaryError),
        (Answer(b"<html>", 502), TemporaryError),
        (said({}), TemporaryError),
        (said([]), TemporaryError),
        (Answer(b"", hang_up=True), TemporaryError),
    ],
)
def test_without_a_token_nothing_is_sent_and_no_quota_is_lost(
    channel: WeChatChannel,
    stub: Stub,
    anna: Identity,
    database: Database,
    answer: Answer,
    error: type[Exception],
) -> None:
    stub.on("stable_token", answer)
    with capture_logs() as logs, pytest.raises(error) as raised:
        channel.send(anna, message())
    assert stub.to("send") == []
    assert quota(database, anna) == 5
    assert SECRET not in f"{raised.value} {logs}"


def test_a_file_is_fetched_within_the_limit(channel: WeChatChannel, stub: Stub) -> None:
    stub.on("get", Answer(b"jpg", mime="image/jpeg"))
    assert channel.fetch(Media("m1", "image/jpeg")) == b"jpg"
    [call] = stub.to("get")
    assert parse_qs(call.query) == {"access_token": ["T1"], "media_id": ["m1"]}
    stub.on("get", Answer(b"x" * (10 * 1024 * 1024 + 1), mime="image/jpeg"))
    with pytest.raises(PermanentError, match="media_limit_mb"):
        channel.fetch(Media("m1", "image/jpeg"))
    for answer, error in (
        (said({"errcode": 40007, "errmsg": "invalid media_id"}), PermanentError),
        (said({"errcode": 48001}), PermanentError),
        (Answer(b"", 503), TemporaryError),
        (Answer(b"", hang_up=True), TemporaryError),
    ):
        stub.on("get", answer)
        with pytest.raises(error):
            channel.fetch(Media("m1", "image/jpeg"))


def test_a_picture_is_fetched_from_wechats_hosts_only(channel: WeChatChannel, stub: Stub) -> None:
    stub.on("pic", Answer(b"jpg", mime="image/jpeg"))
    assert channel.fetch(Media(f"{stub.url}/pic", "image/jpeg")) == b"jpg"
    for elsewhere in ("http://169.254.169.254/x", "http://evilqpic.cn/x", "http://127.0.0.1/x"):
        with pytest.raises(PermanentError, match="hosts"):
            channel.fetch(Media(elsewhere, "image/jpeg"))


def test_the_menu_is_set(channel: WeChatChannel, stub: Stub) -> None:
    stub.on("create", said({"errcode": 0}))
    channel.set_menu()
    [call] = stub.to("create")
    names = [button["name"] for button in json.loads(call.body)["button"]]
    assert names == ["查价格", "预约服务", "联系我们"]
    stub.on("create", said({"errcode": 48001}))
    with pytest.raises(NotAllowedError):
        channel.set_menu()


def test_an_answer_that_trickles_in_for_ever_is_given_up(
    channel: WeChatChannel, stub: Stub, anna: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: each byte comes in time, the answer never does; the sender goes on."""
    monkeypatch.setattr(wechat_api, "_CALL_SECONDS", 0.3)
    stub.on("send", said({"errcode": 0}, delay=8))
    began = time.monotonic()
    with pytest.raises(UnknownOutcomeError):
        channel.send(anna, message())
    assert time.monotonic() - began < 7


@pytest.mark.parametrize("code", [45009, 45011])
def test_a_limit_of_the_account_stops_everybody_for_its_time(
    channel: WeChatChannel, stub: Stub, anna: Identity, code: int
) -> None:
    """Whoever asks again is only told the same, and counted."""
    stub.on("send", said({"errcode": code, "errmsg": "limit"}))
    with pytest.raises(TemporaryError):
        channel.send(anna, message())
    with pytest.raises(NotYetError) as told:
        channel.send(anna, message())
    assert told.value.retry_after > 50
    assert len(stub.to("send")) == 1
