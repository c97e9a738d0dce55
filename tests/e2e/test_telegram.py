"""Telegram over real HTTP against a fake of its Bot API, by polling and by webhook (REQ A1, G5)."""

import itertools
import json
import os
import signal
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.models import Case, CaseKind, Delivery, Identity, Inbox, Message, Outbox
from tests.e2e.conftest import TELEGRAM_SECRET, Channelled
from tests.e2e.desk import LONGEST_REPLY, Desk, free_moment, new_phone, until
from tests.fakes.telegram import Message as Shown

LEASES = 100.0
"""What a killed sender had in hand is settled after 90 s at the latest."""
_chats = itertools.count(7_000_001)
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Person:
    """Somebody in Telegram, as the fake shows the chat."""

    def __init__(self, channelled: Channelled) -> None:
        self.desk, self.telegram = channelled.desk, channelled.telegram
        self.chat = next(_chats)
        self._read = 0

    def wait_for_reply(self, seconds: float = LONGEST_REPLY) -> Shown:
        """The next message of the bot that was not read yet."""
        until(
            lambda: len(self.telegram.received(self.chat)) > self._read,
            lambda: f"a reply after {self.telegram.texts(self.chat)}\n{self.desk.log()[-2000:]}",
            seconds,
        )
        self._read += 1
        return self.telegram.received(self.chat)[self._read - 1]

    def ask(self, text: str) -> Shown:
        self.telegram.says(self.chat, text)
        return self.wait_for_reply()

    def press(self, title: str) -> Shown:
        self.telegram.presses(self.chat, title)
        return self.wait_for_reply()

    def come_to_read_back(self) -> Shown:
        return self.ask(
            f"想约{free_moment()}的日常保洁，地址徐汇区漕溪路18号3号楼201室，电话{new_phone()}"
        )

    @property
    def orders(self) -> list[str]:
        """The numbers of this person's orders."""
        return [order.number for order in self.desk.orders("telegram", str(self.chat))]

    @property
    def messages(self) -> int:
        """How many stored messages this person wrote."""
        conversation = self.desk.conversation("telegram", str(self.chat))
        if conversation is None:
            return 0
        return self.desk.count(Inbox, Inbox.conversation_id == conversation.id)


@pytest.fixture(params=["polling", "pushed"])
def channelled(request: pytest.FixtureRequest) -> Channelled:
    """Both ways in which updates come."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def person(channelled: Channelled) -> Person:
    return Person(channelled)


@pytest.fixture
def webhook_person(pushed: Channelled) -> Person:
    return Person(pushed)


@pytest.fixture
def clean_log(pushed: Channelled) -> Iterator[None]:
    """Nothing that a test of refused pushes does may leave a traceback in the log."""
    before = len(pushed.desk.log())
    yield
    assert "Traceback" not in pushed.desk.log()[before:]


# -- conversations


def test_a_booking_with_buttons_and_a_shared_contact(person: Person) -> None:
    """Issue 2: start by button, phone by contact, 确认 by button; one order, no spinner is left."""
    offered = person.ask("我想约日常保洁")
    assert offered.titles, offered.text
    asks_address = person.press(offered.titles[0])
    assert "地址" in asks_address.text
    asks_phone = person.ask("徐汇区漕溪路18号3号楼201室")
    assert "电话" in asks_phone.text or "手机" in asks_phone.text
    phone = new_phone()
    person.telegram.contact(person.chat, f"+86{phone}")
    read_back = person.wait_for_reply()
    assert phone in read_back.text
    assert "确认" in read_back.titles
    assert person.orders == []
    booked = person.press("确认")
    (number,) = person.orders
    assert number in booked.text
    until(lambda: all(c.answered for c in person.telegram.callbacks), "answers to all callbacks")


def test_somebody_elses_contact_is_not_taken_as_the_phone(person: Person) -> None:
    """facts/channels: a phone only where ``contact.user_id == from.id``."""
    person.ask(f"我想约{free_moment()}的日常保洁，地址徐汇区漕溪路18号3号楼201室")
    strange = new_phone()
    person.telegram.contact(person.chat, f"+86{strange}", own=False)
    reply = person.wait_for_reply()
    assert strange not in reply.text
    assert "确认" not in reply.titles
    assert person.orders == []


def test_start_greets_and_the_menu_is_there(person: Person) -> None:
    """REQ A3: /start is a greeting; the commands are set."""
    person.telegram.starts(person.chat)
    assert "安心家政" in person.wait_for_reply().text
    assert {c["command"] for c in person.telegram.commands} >= {"price", "book", "complaint"}


def test_a_price_and_a_complaint(person: Person) -> None:
    """REQ B2, D1: the same desk as on the web."""
    assert "元" in person.ask("日常保洁多少钱一小时").text
    assert "抱歉" in person.ask("昨天来的阿姨迟到了一个小时，我要投诉").text


# -- twice is once


def test_an_update_that_comes_twice_is_handled_once(person: Person) -> None:
    """REQ G5: the same update_id again is the same message."""
    person.ask("日常保洁多少钱")
    person.telegram.redeliver()
    assert person.telegram.settle()
    assert person.messages == 1
    person.ask("收纳整理多少钱")
    assert person.messages == 2
    assert len(person.telegram.received(person.chat)) == 2


def test_a_button_that_is_pressed_twice_books_once(person: Person) -> None:
    """REQ G5: an impatient customer gets one order."""
    person.come_to_read_back()
    person.telegram.presses(person.chat, "确认")
    person.telegram.presses(person.chat, "确认")
    person.telegram.redeliver()
    person.wait_for_reply()
    person.wait_for_reply()
    assert len(person.orders) == 1
    assert person.messages == 3


def test_updates_that_came_while_the_desk_was_down_are_answered_once(polling: Channelled) -> None:
    """REQ G5: Telegram keeps them; after kill -9 and a restart each has its answer.

    The engine is stopped first, so that the kill surely comes before the answer to the button.
    """
    before, after = Person(polling), Person(polling)
    before.come_to_read_back()
    os.kill(polling.desk.engine_pid(), signal.SIGSTOP)
    before.telegram.presses(before.chat, "确认")
    until(lambda: before.messages == 2, "the button is stored")
    polling.desk.kill()
    after.telegram.says(after.chat, "日常保洁多少钱")
    polling.desk.start()
    answer = after.wait_for_reply()
    if is_only_a_word(answer):
        answer = after.wait_for_reply()
    assert "元" in answer.text
    confirmed = before.wait_for_reply(LEASES)
    assert before.orders[0] in confirmed.text
    assert len(before.orders) == 1
    assert before.messages == 2
    assert len(polling.telegram.received(before.chat)) == 2
    said = polling.telegram.received(after.chat)
    assert len([each for each in said if not is_only_a_word(each)]) == 1


def is_only_a_word(said: Shown) -> bool:
    """Who writes while the engine takes long to come up is told that it will."""
    return "启动" in said.text


# -- sending


def test_a_flood_limit_is_waited_out_and_the_reply_goes_out_once(person: Person) -> None:
    """facts/channels: RetryAfter, wait as told."""
    person.telegram.flood(1, on="sendMessage")
    assert "元" in person.ask("日常保洁多少钱").text
    refused = [call for call in person.telegram.calls if call.status == 429]
    assert refused
    assert len(person.telegram.received(person.chat)) == 1


def test_who_blocked_the_bot_is_not_reached_and_a_person_phones(person: Person) -> None:
    """facts/channels, REQ E6: blocked: stop pushes, keep the booking, raise a task."""
    person.come_to_read_back()
    person.press("确认")
    (order,) = person.desk.orders("telegram", str(person.chat))
    person.telegram.blocks(person.chat)
    until(lambda: not _is_reachable(person), "the customer is marked unreachable")
    person.desk.make_reminder_due(order)
    until(lambda: _is_undelivered(person.desk.reminder(order)), "the reminder is not delivered")
    tasks = select(Case).where(Case.customer_id == order.customer_id, Case.kind == CaseKind.CALL)
    until(lambda: person.desk.rows(tasks), "a person's task")
    assert len(person.orders) == 1
    person.telegram.unblocks(person.chat)
    person.ask("你好")
    assert _is_reachable(person)


def _is_reachable(person: Person) -> bool:
    where = (Identity.channel == "telegram", Identity.external_id == str(person.chat))
    return person.desk.rows(select(Identity).where(*where))[0].reachable


def _is_undelivered(row: Outbox | None) -> bool:
    return row is not None and row.state in {Delivery.FAILED, Delivery.HANDED}


# -- the webhook's door


def _post(desk: Desk, body: bytes | str, secret: str | None = TELEGRAM_SECRET) -> int:
    headers = {b"Content-Type": b"application/json"}
    if secret is not None:
        headers[HEADER.encode()] = secret.encode("latin-1")
    content = body.encode() if isinstance(body, str) else body
    return desk.http.post("/channels/telegram", content=content, headers=headers).status_code


def _update(chat: int, text: str, update_id: int = 900_000_001) -> str:
    sender = {"id": chat, "is_bot": False, "first_name": "陌生人"}
    message = {
        "message_id": 1,
        "from": sender,
        "chat": {"id": chat, "type": "private", "first_name": "陌生人"},
        "date": 1_700_000_000,
        "text": text,
    }
    return json.dumps({"update_id": update_id, "message": message})


def test_the_webhook_is_registered_with_its_secret(pushed: Channelled) -> None:
    """Issue 2: with a public URL the webhook is set to /channels/telegram."""
    hook = pushed.telegram.api.queue.webhook
    assert hook.url == f"{pushed.desk.url}/channels/telegram"
    assert hook.secret == TELEGRAM_SECRET


def test_without_a_public_url_telegram_is_polled(polling: Channelled) -> None:
    """Issue 2: and no webhook stands in the way."""
    assert polling.telegram.api.queue.webhook.url == ""
    assert "getUpdates" in {call.method for call in polling.telegram.calls}


@pytest.mark.parametrize("secret", [None, "", "wrong", TELEGRAM_SECRET + "x", "ÿ" * 20], ids=ascii)
def test_a_wrong_secret_is_403_and_leaves_no_row(
    webhook_person: Person, clean_log: None, secret: str | None
) -> None:
    """Issue 2: a wrong signature gets 403, and neither a traceback nor a row."""
    desk = webhook_person.desk
    before = _row_counts(desk)
    assert _post(desk, _update(webhook_person.chat, "你好"), secret) == 403
    assert _row_counts(desk) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"5",
        b'"update"',
        b"\xff\xfe\x00",
        b"{}",
        b'{"update_id": "one"}',
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "message": {"text": "x"}}',
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": "a"}}}',
        b'{"update_id": 1, "callback_query": {}}',
        b"[" * 100_000,
    ],
    ids=lambda body: body[:30],
)
def test_garbage_is_400_and_leaves_no_row(
    webhook_person: Person, clean_log: None, body: bytes
) -> None:
    """Issue 2: garbage gets 400, and neither a traceback nor a row."""
    before = _row_counts(webhook_person.desk)
    assert _post(webhook_person.desk, body) == 400
    assert _row_counts(webhook_person.desk) == before


def test_an_update_that_is_none_of_the_desks_business_is_taken(
    webhook_person: Person, clean_log: None
) -> None:
    """Telegram would repeat what is not answered with 200."""
    before = _row_counts(webhook_person.desk)
    for update in ('{"update_id": 2}', '{"update_id": 3, "poll": {"id": "1"}}'):
        assert _post(webhook_person.desk, update) == 200
    assert _row_counts(webhook_person.desk) == before


def test_a_true_push_is_stored_before_it_is_acknowledged(
    webhook_person: Person, clean_log: None
) -> None:
    """REQ G5: inbox first; the same update again, by another connection, is the same row."""
    update = _update(webhook_person.chat, "日常保洁多少钱", update_id=900_000_777)
    webhook_person.telegram.says(webhook_person.chat, "你好")
    webhook_person.wait_for_reply()
    assert _post(webhook_person.desk, update) == 200
    assert webhook_person.messages == 2
    assert _post(webhook_person.desk, update) == 200
    assert webhook_person.messages == 2
    assert "元" in webhook_person.wait_for_reply().text


def _row_counts(desk: Desk) -> list[int]:
    return [desk.count(model) for model in (Inbox, Message, Identity, Outbox)]


def test_no_token_is_ever_logged(polling: Channelled, pushed: Channelled) -> None:
    """REQ H3: tokens, secrets and what customers said stay out of the log."""
    for channelled in (polling, pushed):
        log = channelled.desk.log()
        assert channelled.telegram.api.token not in log
        assert TELEGRAM_SECRET not in log
        assert "漕溪路" not in log
