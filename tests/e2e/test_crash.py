"""kill -9 in the middle of a booking and a restart: nothing is lost, nothing doubled (REQ G5)."""

import os
import signal
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.models import Author, Delivery, Draft, Inbox, Message, Order, Outbox, Turn
from tests.e2e.desk import Customer, Desk, is_engine, until

AFTER_A_RESTART = 80.0
"""The lease of a worker that was killed lasts 60 s; then its turn is taken again."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One installation that all the crashes happen to, one after the other."""
    desk = Desk(tmp_path_factory.mktemp("crash")).start()
    yield desk
    desk.close()


@pytest.fixture
def customer(desk: Desk) -> Customer:
    return desk.customer()


def _crash_and_restart(desk: Desk) -> None:
    """kill -9; the engine must be gone by itself before the next start."""
    engine = desk.engine_pid()
    desk.kill()
    until(lambda: not is_engine(engine), "the end of the engine child", 10)
    desk.start()


def _assert_booked_once(customer: Customer, confirmed: str) -> None:
    """Every message is there and answered once, in order; one order; no draft is left."""
    reply = customer.wait_for_reply(AFTER_A_RESTART)
    (order,) = until(customer.orders, lambda: f"an order after {customer.texts()}")
    assert order.number in reply["text"], customer.texts()
    said = customer.thread()
    assert [m["from"] for m in said] == ["customer", "bot"] * (len(said) // 2), customer.texts()
    assert said[-2]["id"] == confirmed
    desk, conversation = customer.desk, customer.conversation()
    assert desk.count(Order, Order.conversation_id == conversation.id) == 1
    assert desk.count(Draft, Draft.conversation_id == conversation.id) == 0
    open_rows = (Inbox.conversation_id == conversation.id, Inbox.handled_at.is_(None))
    assert desk.count(Inbox, *open_rows) == 0
    by_bot = (Message.conversation_id == conversation.id, Message.author == Author.BOT)
    assert desk.count(Message, *by_bot) == len(said) // 2
    assert "订单" in customer.ask("查一下我的订单")["text"]


def _open_turn(customer: Customer) -> bool:
    """Whether a turn of this customer is under way."""
    conversation = customer.conversation()
    return (
        customer.desk.count(Turn, Turn.conversation_id == conversation.id, Turn.done_at.is_(None))
        > 0
    )


def test_killed_right_after_the_confirmation_was_accepted(desk: Desk, customer: Customer) -> None:
    """REQ G5: what got a 202 is stored, and is answered after the restart."""
    read_back = customer.come_to_read_back()
    confirmed = customer.confirm(read_back)
    _crash_and_restart(desk)
    _assert_booked_once(customer, confirmed)


def test_killed_while_the_engine_was_asked(desk: Desk, customer: Customer) -> None:
    """REQ G5: a turn that a crash left open is taken again under the same name.

    The engine is stopped first, so that the kill surely falls into the turn.
    """
    read_back = customer.come_to_read_back()
    os.kill(desk.engine_pid(), signal.SIGSTOP)
    confirmed = customer.confirm(read_back)
    until(lambda: _open_turn(customer), "a turn under way")
    assert customer.orders() == []
    _crash_and_restart(desk)
    _assert_booked_once(customer, confirmed)


def test_killed_when_the_order_was_stored_but_no_answer_yet(desk: Desk, customer: Customer) -> None:
    """REQ G5: the action is repeated with its turn and finds the order that it made before."""
    read_back = customer.come_to_read_back()
    confirmed = customer.confirm(read_back)
    until(customer.orders, "an order")
    desk.kill()
    (order,) = customer.orders()
    desk.start()
    _assert_booked_once(customer, confirmed)
    assert customer.orders()[0].id == order.id


def test_killed_before_the_reply_was_read(desk: Desk, customer: Customer) -> None:
    """REQ G5: a stored reply is shown after the restart, once."""
    read_back = customer.come_to_read_back()
    confirmed = customer.confirm(read_back)
    until(lambda: _last_reply_is_sent(customer), "the reply is sent")
    _crash_and_restart(desk)
    _assert_booked_once(customer, confirmed)


def _last_reply_is_sent(customer: Customer) -> bool:
    conversation = customer.conversation()
    states = customer.desk.rows(
        select(Outbox.state).where(Outbox.conversation_id == conversation.id).order_by(Outbox.id)
    )
    return len(states) == 2 and states[-1] == Delivery.SENT


def test_bubbles_before_a_crash_are_all_answered(desk: Desk, customer: Customer) -> None:
    """REQ G5: messages of several customers, some half through a form, all survive."""
    others = [desk.customer() for _ in range(3)]
    customer.ask("想约日常保洁")
    ids = [customer.say("后天上午十点"), customer.say("地址徐汇区漕溪路18号201室")]
    for other in others:
        other.say("日常保洁多少钱")
    _crash_and_restart(desk)
    reply = customer.wait_for_reply(AFTER_A_RESTART)
    assert "电话" in reply["text"] or "手机" in reply["text"], customer.texts()
    stored = [m["id"] for m in customer.thread() if m["from"] == "customer"]
    assert stored[1:] == ids
    for other in others:
        assert "元" in other.wait_for_reply(AFTER_A_RESTART)["text"]
        assert len(other.replies()) == 1
