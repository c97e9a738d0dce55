"""WeChat over real HTTP against a fake official account, plain and AES (REQ A1, A2, E6, G5)."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.models import (
    Case,
    CaseKind,
    Conversation,
    Delivery,
    Identity,
    Inbox,
    Media,
    Message,
    Order,
    Outbox,
    Owner,
)
from tests.e2e.conftest import Channelled
from tests.e2e.desk import Desk, free_moment, new_phone, until
from tests.fakes.wechat import FakeWeChat, PushResult

SEND = "/cgi-bin/message/custom/send"
_numbers = itertools.count(1)


class Follower:
    """A customer of the account, as the fake shows the chat."""

    def __init__(self, channelled: Channelled) -> None:
        self.desk, self.wechat = channelled.desk, channelled.wechat
        self.openid = f"o-follower-{next(_numbers)}"
        self._read = 0

    def says(self, text: str) -> PushResult:
        """Write, and see that WeChat was content with the answer to its push."""
        result = self.wechat.says(self.openid, text)
        assert result.ok, (result, self.desk.log()[-2000:])
        return result

    def wait_for_reply(self) -> str:
        """The next text of the account that was not read yet, however it came."""
        until(
            lambda: len(self.wechat.received(self.openid)) > self._read,
            lambda: f"a reply after {self.wechat.received(self.openid)}\n{self.desk.log()[-2000:]}",
        )
        self._read += 1
        return self.wechat.received(self.openid)[self._read - 1]

    def ask(self, text: str) -> str:
        self.says(text)
        return self.wait_for_reply()

    def book(self) -> Order:
        """A confirmed cleaning."""
        read_back = self.ask(
            f"想约{free_moment()}的日常保洁，地址徐汇区漕溪路18号3号楼201室，电话{new_phone()}"
        )
        assert "确认" in read_back
        booked = self.ask("确认")
        (order,) = self.orders
        assert order.number in booked
        return order

    @property
    def orders(self) -> list[Order]:
        return list(self.desk.orders("wechat", self.openid))

    @property
    def conversation(self) -> Conversation:
        found = self.desk.conversation("wechat", self.openid)
        assert found is not None
        return found

    @property
    def messages(self) -> int:
        """How many stored messages this customer wrote."""
        found = self.desk.conversation("wechat", self.openid)
        return self.desk.count(Inbox, Inbox.conversation_id == found.id) if found else 0


@pytest.fixture(params=["polling", "pushed"], ids=["aes-service", "plain-subscription"])
def channelled(request: pytest.FixtureRequest) -> Channelled:
    """Both modes: safe mode on a service account, plain mode on a subscription account."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def follower(channelled: Channelled) -> Follower:
    return Follower(channelled)


@pytest.fixture
def service(polling: Channelled) -> Follower:
    """A follower of the service account."""
    return Follower(polling)


@pytest.fixture
def passive(pushed: Channelled) -> Follower:
    """A follower of the account that can only answer in the response to a push."""
    return Follower(pushed)


@pytest.fixture
def clean_log(channelled: Channelled) -> Iterator[None]:
    """Nothing that a test of refused pushes does may leave a traceback in the log."""
    before = len(channelled.desk.log())
    yield
    assert "Traceback" not in channelled.desk.log()[before:]


def _row_counts(desk: Desk) -> list[int]:
    return [desk.count(model) for model in (Inbox, Message, Identity, Outbox)]


# -- the door


def test_the_url_is_verified(channelled: Channelled) -> None:
    """facts/channels: echostr comes back unchanged, with a true signature only."""
    assert channelled.wechat.verify_url()
    status, _, answer = channelled.wechat.pusher.verify("0" * 40)
    assert status == 403
    assert "echo" not in answer


def test_a_wrong_signature_is_403_and_leaves_no_row(follower: Follower, clean_log: None) -> None:
    """Issue 2: wrong, missing and stale signatures, and a push for another account."""
    wechat, before = follower.wechat, _row_counts(follower.desk)
    body = wechat.text_xml(follower.openid, "你好")
    yesterday = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
    wrong: dict[str, dict[str, str | int]] = {"stale": {"timestamp": yesterday}}
    if wechat.pusher.safe:
        wrong |= {"forged": {"msg_signature": "0" * 40}, "other": {"appid": "wxffffffffffffffff"}}
        assert wechat.push_raw(body, encrypt=False).status == 403, "plain pushes in safe mode"
    else:
        wrong |= {"forged": {"signature": "0" * 40}, "empty": {"signature": ""}}
    for name, parts in wrong.items():
        result = wechat.push_raw(body, openid=follower.openid, **parts)  # type: ignore[arg-type]
        assert result.status == 403, name
    assert follower.desk.http.post("/channels/wechat", content=body).status_code == 403
    assert follower.desk.http.get("/channels/wechat").status_code == 403
    assert _row_counts(follower.desk) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<xml>",
        b"<xml/>",
        b"\xff\xfe\x00",
        b"<xml><MsgType>text</MsgType></xml>",
        b"<xml><FromUserName>o</FromUserName><ToUserName>g</ToUserName></xml>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>',
        b'{"json": true}',
    ],
    ids=lambda body: body[:24],
)
def test_garbage_is_400_and_leaves_no_row(follower: Follower, clean_log: None, body: bytes) -> None:
    """Issue 2: truly signed garbage gets 400, and neither a traceback nor a row."""
    before = _row_counts(follower.desk)
    assert follower.wechat.push_raw(body).status == 400
    assert _row_counts(follower.desk) == before


def test_an_unencrypted_content_in_an_envelope_is_400(polling: Channelled) -> None:
    """Issue 2: an envelope with nothing, or with noise, in it."""
    query = polling.wechat.pusher.sign() | {"encrypt_type": "aes", "msg_signature": "0" * 40}
    for body in (b"<xml><Encrypt></Encrypt></xml>", b"<xml></xml>"):
        answer = polling.desk.http.post("/channels/wechat", params=query, content=body)
        assert answer.status_code == 400


# -- conversations


def test_a_booking_conversation(follower: Follower) -> None:
    """Issue 2: detail by detail, choices as words, in both modes and kinds of account."""
    asked = follower.ask("我想约日常保洁")
    assert "回复" in asked, "offered starts are listed as words"
    assert "地址" in follower.ask(free_moment())
    asks_phone = follower.ask("徐汇区漕溪路18号3号楼201室")
    assert "电话" in asks_phone or "手机" in asks_phone
    phone = new_phone()
    assert phone in follower.ask(phone)
    assert follower.orders == []
    booked = follower.ask("确认")
    (order,) = follower.orders
    assert order.number in booked
    assert follower.wechat.errors(follower.openid) == []


def test_a_push_that_is_repeated_is_one_message(follower: Follower) -> None:
    """REQ G5: the identical push, and the same MsgId under a new signature."""
    wechat = follower.wechat
    body = wechat.text_xml(follower.openid, "日常保洁多少钱")
    follower.ask("你好")
    first = wechat.push_raw(body, openid=follower.openid)
    again = [wechat.repeat(first), wechat.push_raw(body, openid=follower.openid)]
    assert all(result.ok for result in [first, *again])
    assert follower.messages == 2
    if wechat.api.account == "subscription":
        assert {result.text for result in [first, *again]} == {first.text}
    else:
        assert "元" in follower.wait_for_reply()
        assert [result.kind for result in [first, *again]] == ["success"] * 3
        assert len(wechat.received(follower.openid)) == 2
    by_bot = (Outbox.conversation_id == follower.conversation.id, Outbox.turn_id.is_not(None))
    assert follower.desk.count(Outbox, *by_bot) == 2


def test_following_is_greeted(follower: Follower) -> None:
    """REQ A3: a new follower is welcomed, once, and is nobody's task."""
    result = follower.wechat.follow(follower.openid)
    assert "欢迎" in follower.wait_for_reply()
    assert follower.wechat.pusher.deliver(result.push).ok
    follower.ask("日常保洁多少钱")
    assert len(follower.wechat.received(follower.openid)) == 2
    about = Case.conversation_id == follower.conversation.id
    assert follower.desk.count(Case, about) == 0


def test_a_picture_is_fetched_and_kept(service: Follower) -> None:
    """facts/channels: media ids live three days, so pictures are downloaded at once."""
    picture = b"\xff\xd8\xff\xe0" + service.openid.encode() + b"\xff\xd9"
    before = service.desk.count(Media)
    assert service.wechat.image(service.openid, picture).ok
    service.wait_for_reply()
    until(lambda: service.desk.count(Media) == before + 1, "the stored picture")
    media = service.desk.rows(select(Media).order_by(Media.id.desc()))[0]
    assert media.size == len(picture)


# -- how answers go out


def test_a_service_account_answers_by_customer_message(service: Follower) -> None:
    """facts/channels: the push is acknowledged at once, the answer is sent; one token for all."""
    result = service.says("日常保洁多少钱一小时")
    assert (result.kind, result.attempts) == ("success", 1)
    assert "元" in service.wait_for_reply()
    assert SEND in {call.path for call in service.wechat.calls}
    assert service.wechat.token_fetches == 1


def test_an_expired_token_is_renewed_and_the_answer_arrives(service: Follower) -> None:
    """facts/channels: 42001: refresh once, retry once."""
    service.ask("日常保洁多少钱")
    fetches = service.wechat.token_fetches
    service.wechat.revoke_tokens()
    assert "元" in service.ask("收纳整理多少钱")
    assert fetches < service.wechat.token_fetches <= fetches + 2
    assert len(service.wechat.received(service.openid)) == 2


def test_a_passive_only_account_is_answered_in_the_response(passive: Follower) -> None:
    """DESIGN, REQ A2: the answer stands in the response to the first push, under 5 s."""
    result = passive.says("日常保洁多少钱一小时")
    assert (result.kind, result.attempts) == ("text", 1)
    assert result.text is not None
    assert "元" in result.text
    assert SEND not in {call.path for call in passive.wechat.calls}
    row = passive.desk.rows(
        select(Outbox).where(Outbox.conversation_id == passive.conversation.id)
    )[0]
    assert row.state == Delivery.SENT


def test_an_urgent_message_is_answered_in_the_response(passive: Follower) -> None:
    """REQ D3: the fixed instructions, also on a passive-only account."""
    result = passive.says("家里有煤气味，怎么办")
    assert result.kind == "text"
    assert "119" in (result.text or "")
    assert passive.conversation.owner == Owner.QUEUE


# -- outside the window (REQ E6)


def _close_window(follower: Follower) -> None:
    """48 hours go by without a word, for the desk and for WeChat."""
    with follower.desk.writing() as session:
        ended = datetime.now(UTC) - timedelta(minutes=1)
        wanted = Identity.external_id == follower.openid
        session.execute(update(Identity).where(wanted).values(window_until=ended))
    follower.wechat.api.people[follower.openid].message_window.closes = None


def _call_of(follower: Follower, row: Outbox) -> Case | None:
    """The person's task that came of an undelivered message."""
    found = follower.desk.rows(select(Case).where(Case.key == f"outbox:{row.id}"))
    return found[0] if found else None


def test_a_reminder_outside_the_window_becomes_a_persons_task(service: Follower) -> None:
    """REQ E6: without a template the desk does not even try; somebody phones."""
    order = service.book()
    _close_window(service)
    calls = len(service.wechat.calls)
    service.desk.make_reminder_due(order)
    _assert_handed_over(service, order)
    assert len(service.wechat.calls) == calls


def test_a_reminder_that_wechat_refuses_becomes_a_persons_task(service: Follower) -> None:
    """facts/channels: 45015 is never retried."""
    order = service.book()
    service.wechat.fail_next(45015, on=SEND)
    calls = len(service.wechat.calls)
    service.desk.make_reminder_due(order)
    _assert_handed_over(service, order)
    assert [call.errcode for call in service.wechat.calls[calls:] if call.path == SEND] == [45015]


def test_a_reminder_on_a_passive_only_account_becomes_a_persons_task(passive: Follower) -> None:
    """facts/channels: an unverified subscription account can push nothing."""
    order = passive.book()
    passive.desk.make_reminder_due(order)
    _assert_handed_over(passive, order)


def test_a_reminder_inside_the_window_goes_out(service: Follower) -> None:
    """REQ C5: by customer message, as long as the window is open."""
    order = service.book()
    service.desk.make_reminder_due(order)
    assert "漕溪路" in service.wait_for_reply()
    row = until(lambda: service.desk.reminder(order), "a reminder")
    assert _call_of(service, row) is None


def _assert_handed_over(follower: Follower, order: Order) -> None:
    row = until(lambda: follower.desk.reminder(order), "the queued reminder")
    case = until(lambda: _call_of(follower, row), "a person's task")
    assert case.kind == CaseKind.CALL
    assert case.customer_id == order.customer_id
    settled = follower.desk.reminder(order)
    assert settled is not None
    assert settled.state == Delivery.HANDED
    seen = follower.wechat.received(follower.openid)
    assert len([text for text in seen if "提醒" in text]) == 0


def test_no_secret_is_ever_logged(polling: Channelled, pushed: Channelled) -> None:
    """REQ H3: secrets, tokens, openids' texts and addresses stay out of the log."""
    for channelled in (polling, pushed):
        log = channelled.desk.log()
        wechat: FakeWeChat = channelled.wechat
        assert wechat.api.secret not in log.split()
        assert wechat.pusher.token not in log
        assert "漕溪路" not in log
