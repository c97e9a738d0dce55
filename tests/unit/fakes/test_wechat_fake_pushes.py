"""The pushing side of the WeChat fake; wechatpy plays the product's side of the cipher."""

import time
from threading import Event

import pytest
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidAppIdException, InvalidSignatureException
from wechatpy.replies import TextReply, TransferCustomerServiceReply
from wechatpy.utils import check_signature

from tests.fakes.http import SILENCE, Reply
from tests.fakes.wechat_crypto import BadEnvelope, SafeMode
from tests.unit.fakes.wechat_desk import AES_KEY, APPID, TOKEN, fake_with


@pytest.fixture
def safe(clock, desk):
    with fake_with(clock, push_url=desk.url + "/wechat", aes_key=AES_KEY) as fake:
        yield fake


@pytest.fixture
def crypto():
    return WeChatCrypto(TOKEN, AES_KEY, APPID)


def opened(crypto, request):
    """Open a sealed push as the product would."""
    query = request.query
    xml = crypto.decrypt_message(
        request.body, query["msg_signature"], query["timestamp"], query["nonce"]
    )
    return parse_message(xml)


def echo(request):
    """Answer with the text of the push."""
    message = parse_message(request.body)
    return Reply(
        200, TextReply(content=f"收到{message.content}", message=message).render().encode()
    )


def test_a_push_is_signed_and_carries_the_message(fake, desk, clock):
    result = fake.says("o-1", "]]> 你好 <b> & 😀")
    (request,) = desk.requests
    query = request.query
    check_signature(TOKEN, query["signature"], query["timestamp"], query["nonce"])
    message = parse_message(request.body)
    assert (message.source, message.content) == ("o-1", "]]> 你好 <b> & 😀")
    assert message.id > 2**53, "beyond what a float holds"
    assert query["openid"] == "o-1"
    assert int(query["timestamp"]) == int(clock.now().timestamp())
    assert (result.kind, result.attempts, result.ok) == ("success", 1, True)


def test_each_kind_parses(fake, desk):
    fake.image("o-1", b"JPEG")
    fake.voice("o-1", recognition="")
    fake.location("o-1", 31.2, 121.4, "人民广场")
    fake.clicks("o-1", "BOOK")
    fake.follow("o-2")
    fake.follow("o-3", scene="7")
    fake.scans("o-1", "7")
    fake.unfollow("o-2")
    fake.picks("o-1", "满意", "101")
    parsed = [parse_message(request.body) for request in desk.requests]
    assert [getattr(m, "event", m.type) for m in parsed] == [
        "image",
        "voice",
        "location",
        "click",
        "subscribe",
        "subscribe_scan",
        "scan",
        "unsubscribe",
        "text",
    ]
    assert parsed[2].label == "人民广场"
    assert parsed[3].key == "BOOK"
    assert b"<bizmsgmenuid><![CDATA[101]]>" in desk.requests[-1].body


def test_message_ids_are_unique_and_events_have_none(fake, desk):
    fake.says("o-1", "一")
    fake.says("o-1", "一")
    fake.clicks("o-1", "BOOK")
    first, second, event = (parse_message(request.body) for request in desk.requests)
    assert first.id != second.id
    assert event.id == 0


def test_passive_replies_reach_the_customer(fake, desk):
    desk.reply = echo
    result = fake.says("o-1", "你好")
    assert (result.kind, result.text) == ("text", "收到你好")
    assert fake.received("o-1") == ["收到你好"]
    assert fake.errors("o-1") == []


def test_empty_and_transfer_are_good_answers(fake, desk):
    desk.says("")
    assert fake.says("o-1", "你好").kind == "empty"
    desk.reply = lambda request: Reply(
        200,
        TransferCustomerServiceReply(message=parse_message(request.body)).render().encode(),
    )
    assert fake.says("o-1", "你好").kind == "transfer_customer_service"
    assert fake.received("o-1") == []


REPLY = (
    "<xml><ToUserName>{to}</ToUserName><FromUserName>gh_0123456789ab</FromUserName>"
    "<CreateTime>{at}</CreateTime><MsgType>{kind}</MsgType><Content>{text}</Content></xml>"
)
GOOD = {"to": "o-1", "at": "1", "kind": "text", "text": "好"}


@pytest.mark.parametrize(
    "answer",
    [
        '{"ok": true}',
        "ok",
        "<xml><oops></xml>",
        REPLY.format(**GOOD | {"to": "o-2"}),
        REPLY.format(**GOOD | {"kind": "poem"}),
        REPLY.format(**GOOD | {"at": "now"}),
        REPLY.format(**GOOD | {"text": ""}),
        REPLY.format(**GOOD | {"text": "字" * 683}),
        '<!DOCTYPE x [<!ENTITY a "b">]>' + REPLY.format(**GOOD | {"text": "&a;"}),
    ],
)
def test_other_answers_show_the_customer_an_error(fake, desk, answer):
    desk.says(answer)
    result = fake.says("o-1", "你好")
    assert (result.kind, result.attempts) == ("error", 1)
    assert fake.errors("o-1") == [result.error]
    assert fake.received("o-1") == []


def test_http_errors_show_the_customer_an_error(fake, desk):
    desk.says("success", status=500)
    assert fake.says("o-1", "你好").error == "HTTP status 500"
    desk.says(REPLY.format(**GOOD))
    assert fake.says("o-1", "你好").ok


def test_slow_answers_are_cut_off_and_the_push_repeated_unchanged(clock, desk):
    with fake_with(clock, push_url=desk.url, reply_timeout=0.2) as fake:
        desk.reply = lambda request: SILENCE if len(desk.requests) < 3 else echo(request)
        result = fake.says("o-1", "你好")
        assert (result.attempts, result.text) == (3, "收到你好")
        assert len({(r.body, tuple(r.query.items())) for r in desk.requests}) == 1


def test_after_three_tries_the_customer_sees_an_error(clock, desk):
    with fake_with(clock, push_url=desk.url, reply_timeout=0.1) as fake:
        desk.reply = lambda request: SILENCE
        began = time.monotonic()
        result = fake.says("o-1", "你好")
        assert time.monotonic() - began > 0.29
        assert (result.attempts, result.status, result.kind) == (3, None, "error")
        assert len(desk.requests) == 3
        assert len(fake.errors("o-1")) == 1


def test_an_answer_that_comes_too_late_is_lost(clock, desk):
    late = Event()

    def slow_once(request):
        if len(desk.requests) == 1:
            late.wait(0.4)
            return echo(request)
        return Reply(200, b"success")

    with fake_with(clock, push_url=desk.url, reply_timeout=0.2) as fake:
        desk.reply = slow_once
        assert fake.says("o-1", "你好").kind == "success"
        assert fake.received("o-1") == []


def test_the_default_patience_is_five_seconds(clock):
    assert fake_with(clock).pusher.reply_timeout == 5


def test_a_product_that_is_down_is_asked_three_times(clock):
    with fake_with(clock, push_url="http://127.0.0.1:9/") as fake:
        assert fake.says("o-1", "你好").attempts == 3


def test_repeat_sends_the_very_same_push(fake, desk):
    result = fake.says("o-1", "你好")
    fake.repeat(result)
    first, second = desk.requests
    assert (first.body, first.query) == (second.body, second.query)


def test_verify_url(fake, desk):
    desk.reply = lambda request: Reply(200, request.query["echostr"].encode())
    assert fake.verify_url()
    assert desk.requests[-1].method == "GET"
    desk.says("success")
    assert not fake.verify_url()


def test_raw_pushes_can_be_wrong_in_every_way(fake, desk, safe, crypto):
    fake.push_raw("garbage", signature="0" * 40, timestamp=1)
    request = desk.requests[-1]
    assert (request.body, request.query["timestamp"]) == (b"garbage", "1")
    assert request.query["signature"] == "0" * 40
    safe.push_raw(safe.text_xml("o-1", "你好"), appid="wx-other")
    with pytest.raises(InvalidAppIdException):
        opened(crypto, desk.requests[-1])
    safe.push_raw(safe.text_xml("o-1", "你好"), msg_signature="0" * 40)
    with pytest.raises(InvalidSignatureException):
        opened(crypto, desk.requests[-1])
    safe.push_raw(safe.text_xml("o-1", "你好"), encrypt=False)
    assert "encrypt_type" not in desk.requests[-1].query
    desk.says("no", status=403)
    assert fake.push_raw("x").status == 403


def test_safe_mode_pushes_open_with_wechatpy(safe, desk, crypto):
    safe.says("o-1", "加密的你好")
    assert desk.requests[-1].query["encrypt_type"] == "aes"
    assert "加密".encode() not in desk.requests[-1].body
    assert opened(crypto, desk.requests[-1]).content == "加密的你好"


@pytest.mark.parametrize("length", [1, 11, 12, 13, 31, 32, 33, 600])
def test_safe_mode_replies_of_wechatpy_open(safe, desk, crypto, length):
    def sealed(request):
        reply = TextReply(content="好" * length, message=opened(crypto, request))
        return Reply(200, crypto.encrypt_message(reply.render(), "nonce", "1").encode())

    desk.reply = sealed
    assert safe.says("o-1", "x" * length).text == "好" * length


def test_safe_mode_refuses_plain_and_ill_signed_replies(safe, desk, crypto):
    desk.says(REPLY.format(**GOOD))
    assert safe.says("o-1", "你好").error == "a plain reply in safe mode"
    other = WeChatCrypto("other", AES_KEY, APPID).encrypt_message(REPLY.format(**GOOD), "n", "1")
    desk.says(other)
    assert safe.says("o-1", "你好").error == "wrong MsgSignature"
    stranger = WeChatCrypto(TOKEN, AES_KEY, "wx-other")
    desk.says(stranger.encrypt_message(REPLY.format(**GOOD), "n", "1"))
    assert safe.says("o-1", "你好").error == "wrong appid or length"
    desk.says("success")
    assert safe.says("o-1", "你好").ok


def test_sealed_garbage_is_no_traceback():
    mode = SafeMode(TOKEN, AES_KEY, APPID)
    for sealed in ("", "x", "AAAA", "A" * 64):
        with pytest.raises(BadEnvelope):
            mode.decrypt(sealed)


def test_runs_repeat_byte_for_byte(clock, desk):
    for _ in range(2):
        with fake_with(clock, push_url=desk.url, aes_key=AES_KEY) as fake:
            fake.says("o-1", "你好")
    first, second = desk.requests
    assert (first.body, first.query) == (second.body, second.query)
