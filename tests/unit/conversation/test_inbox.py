"""Inbox first: stored once, answered when the bubbles are complete (REQ G5, A2)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.conversation.inbox import Received, receive
from bot.db import Database
from bot.models import (
    Author,
    Conversation,
    Customer,
    Identity,
    Inbox,
    Message,
    Owner,
)
from bot.services.thread import conversations
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.factories import NOW, count, make_staff, says

Tell = Callable[..., Received]


def due_after(database: Database) -> float | None:
    """Seconds from the start of the test until the turn of the only conversation."""
    with database.read() as session:
        due = session.scalars(select(Conversation)).one().turn_due_at
    return (due - NOW).total_seconds() if due else None


@pytest.fixture
def tell(database: Database, clock: ManualClock, settings: Settings) -> Tell:
    """Receives a message at so many seconds after the start."""

    def tell(seconds: float, text: str = "你好", **more: Any) -> Received:
        clock.set(NOW + timedelta(seconds=seconds))
        return receive(database, says(text, **more), clock=clock, settings=settings)

    return tell


# -- once -----------------------------------------------------------------------------------------


def test_a_message_delivered_three_times_is_one_message(database: Database, tell: Tell) -> None:
    """REQ G5."""
    first, *others = (tell(n, id="same") for n in range(3))
    assert first.is_new
    assert not any(other.is_new for other in others)
    assert {other.inbox_id for other in others} == {first.inbox_id}
    with database.read() as session:
        assert count(session, Inbox) == count(session, Message) == 1
        assert session.scalars(select(Conversation)).one().unread == 1
    assert due_after(database) == 2.5


def test_the_same_id_of_another_channel_is_another_message(database: Database, tell: Tell) -> None:
    assert tell(0, id="7").is_new
    assert tell(0, id="7", channel="telegram").is_new


def test_a_first_message_makes_customer_identity_and_conversation(
    database: Database, tell: Tell
) -> None:
    """REQ A6."""
    tell(0, sender="li")
    tell(1, sender="li")
    tell(1, sender="wang")
    with database.read() as session:
        assert count(session, Customer) == count(session, Identity) == 2
        assert count(session, Conversation) == 2


def test_what_was_said_is_kept_with_author_time_and_raw_push(
    database: Database, tell: Tell
) -> None:
    """REQ G1."""
    tell(1, "我要保洁", raw="<xml>我要保洁</xml>")
    with database.read() as session:
        row = session.scalars(select(Inbox)).one()
        assert (row.raw, row.handled_at) == ("<xml>我要保洁</xml>", None)
        message = row.message
        assert (message.author, message.text) == (Author.CUSTOMER, "我要保洁")
        assert message.at == NOW + timedelta(seconds=1)


def test_a_pressed_button_keeps_its_payload(database: Database, tell: Tell) -> None:
    tell(0, "确认", kind="button", payload="yes")
    with database.read() as session:
        assert session.scalars(select(Message)).one().data == {"payload": "yes"}


def test_who_writes_again_is_reachable(database: Database, tell: Tell) -> None:
    """REQ E6."""
    tell(0)
    with database.write() as session:
        session.scalars(select(Identity)).one().reachable = False
    tell(5)
    with database.read() as session:
        identity = session.scalars(select(Identity)).one()
        assert identity.reachable
        assert identity.last_inbound_at == NOW + timedelta(seconds=5)


# -- when it is answered --------------------------------------------------------------------------


def test_a_text_waits_for_further_bubbles(database: Database, tell: Tell) -> None:
    """REQ A2."""
    tell(0)
    assert due_after(database) == 2.5
    tell(2)
    assert due_after(database) == 4.5


def test_bubbles_are_answered_after_eight_seconds_at_the_latest(
    database: Database, tell: Tell
) -> None:
    """REQ A2."""
    for second in (0, 2, 4, 6, 7):
        tell(second)
    assert due_after(database) == 8


@pytest.mark.parametrize(
    ("kind", "payload"), [("button", "yes"), ("sticker", None), ("voice", None)]
)
def test_buttons_stickers_and_voices_are_answered_at_once(
    database: Database, tell: Tell, kind: str, payload: str | None
) -> None:
    """REQ A2."""
    tell(1, "确认", kind=kind, payload=payload)
    assert due_after(database) == 1


def test_a_button_ends_the_waiting_of_the_text_before_it(database: Database, tell: Tell) -> None:
    tell(0)
    tell(1, "确认", kind="button", payload="yes")
    assert due_after(database) == 1


def test_an_urgent_text_is_answered_at_once(database: Database, tell: Tell) -> None:
    """REQ D3."""
    tell(0)
    tell(1, "家里煤气漏了，味道很大")
    assert due_after(database) == 1


def test_a_passive_wechat_account_answers_at_once(
    database: Database, clock: ManualClock, make_settings: MakeSettings
) -> None:
    """REQ A1: no waiting where the answer must be in the response to the push."""
    settings = make_settings(wechat_account="subscription")
    receive(database, says("你好", channel="wechat"), clock=clock, settings=settings)
    assert due_after(database) == 0


def test_the_waiting_is_a_setting(
    database: Database, clock: ManualClock, make_settings: MakeSettings
) -> None:
    settings = make_settings(bubble_seconds=0)
    receive(database, says("你好"), clock=clock, settings=settings)
    assert due_after(database) == 0


# -- while a person has it ------------------------------------------------------------------------


def test_nothing_is_due_while_a_person_has_the_conversation(database: Database, tell: Tell) -> None:
    """REQ A10."""
    received = tell(0)
    with database.write() as session:
        staff = make_staff(session)
        conversation = conversations.take_over(session, received.conversation_id, staff, now=NOW)
        conversation.turn_due_at = None
    tell(5, "还在吗")
    tell(6, "着火了")
    assert due_after(database) is None
    with database.read() as session:
        conversation = session.scalars(select(Conversation)).one()
        assert (conversation.owner, conversation.unread) == (Owner.PERSON, 3)
        rows = session.scalars(select(Inbox).order_by(Inbox.id)).all()
        assert [row.handled_at is not None for row in rows] == [False, True, True]


def test_the_bot_answers_while_a_conversation_waits_in_the_queue(
    database: Database, tell: Tell
) -> None:
    """REQ A9, A10."""
    tell(0)
    with database.write() as session:
        session.scalars(select(Conversation)).one().owner = Owner.QUEUE
    tell(10)
    assert due_after(database) is not None
