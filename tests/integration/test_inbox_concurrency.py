"""The same push many times at once, and messages while a turn ends (REQ G5)."""

import threading

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.conversation import inbox as inbox_module
from bot.conversation.inbox import receive
from bot.conversation.turn import Turns
from bot.db import Database
from bot.house import House
from bot.models import Conversation, Customer, Identity, Inbox, Message
from bot.settings import Settings
from tests.factories import FakeEngine, count, says
from tests.integration.test_double_booking import at_once


def test_the_same_push_twenty_times_at_once_is_one_message(
    database: Database, clock: ManualClock, settings: Settings
) -> None:
    """REQ G5: also when it is the first of a new customer."""
    inbound = says("你好", id="same")

    def push(_: int) -> str:
        received = receive(database, inbound, clock=clock, settings=settings)
        return "new" if received.is_new else "known"

    assert at_once(20, push) == {"new": 1, "known": 19}
    with database.read() as session:
        for model in (Inbox, Message, Conversation, Identity, Customer):
            assert count(session, model) == 1
        assert session.scalars(select(Conversation)).one().unread == 1


def test_twenty_messages_of_one_customer_at_once_are_all_kept(
    database: Database, clock: ManualClock, settings: Settings
) -> None:
    """REQ G5."""

    def push(number: int) -> str:
        inbound = says(f"第{number}句", id=f"sentence-{number}")
        return str(receive(database, inbound, clock=clock, settings=settings).is_new)

    receive(database, says("你好"), clock=clock, settings=settings)
    assert at_once(20, push) == {"True": 20}
    with database.read() as session:
        assert count(session, Inbox) == 21
        assert session.scalars(select(Conversation)).one().unread == 21


def test_the_first_messages_of_twenty_customers_at_once_are_all_kept(
    database: Database, clock: ManualClock, settings: Settings
) -> None:
    """REQ A6, G5."""

    def push(number: int) -> str:
        inbound = says("你好", sender=f"customer {number}")
        return str(receive(database, inbound, clock=clock, settings=settings).is_new)

    assert at_once(20, push) == {"True": 20}
    with database.read() as session:
        assert count(session, Customer) == count(session, Conversation) == 20


def test_a_message_that_comes_while_the_turn_ends_is_still_answered(
    house: House, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: the turn clears the due time while the message is being stored."""
    engine = FakeEngine()
    turns = Turns(house.database, engine, clock, house.settings, house.wording, "w")
    start = clock.now()
    for second in (0, 2, 4, 6, 8):
        clock.set(start.replace(second=second))
        receive(house.database, says(f"第{second}秒"), clock=clock, settings=house.settings)
    original = inbox_module._message
    taker = threading.Thread(target=turns.take_next)

    def turn_ends_here(*args: object) -> object:
        monkeypatch.setattr(inbox_module, "_message", original)
        taker.start()
        taker.join(0.5)
        return original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(inbox_module, "_message", turn_ends_here)
    receive(house.database, says("还有一句"), clock=clock, settings=house.settings)
    taker.join()
    clock.set(start.replace(second=30))
    while turns.take_next():
        pass
    with house.database.read() as session:
        assert count(session, Inbox) == 6
        assert count(session, Inbox, Inbox.handled_at.is_(None)) == 0
