"""Two workers, or a push and its repetition, at the same moment (REQ G5)."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from actions.server import make_executor, run_action
from bot.channels.base import Inbound
from bot.clock import ManualClock
from bot.conversation.inbox import receive
from bot.conversation.turn import Turns
from bot.conversation.webhooks import Webhooks
from bot.db import Database
from bot.house import House
from bot.models import Case, Conversation, Customer, Draft, Identity, Inbox, Outbox, Turn
from bot.services.thread.turns import LEASE
from bot.services.wording import Reply
from tests.factories import FakeChannel, FakeEngine, count, says
from tests.integration.test_double_booking import at_once


def _turns(house: House, engine: FakeEngine, worker: str) -> Turns:
    return Turns(house.database, engine, house.clock, house.settings, house.wording, worker)


def _push(house: House, inbound: Inbound) -> str:
    new = Webhooks(house).take(FakeChannel(), [inbound])
    return "new" if new[0].is_new else "known"


def test_a_push_and_its_repetitions_at_once_are_all_acknowledged(house: House) -> None:
    """A 500 would show WeChat's customer an error although the message is stored."""
    inbound = says("你好", id="same")
    assert at_once(12, lambda _: _push(house, inbound)) == {"new": 1, "known": 11}
    with house.database.read() as session:
        for model in (Inbox, Conversation, Identity, Customer):
            assert count(session, model) == 1


def test_the_first_messages_of_one_customer_at_once_are_all_acknowledged(house: House) -> None:
    """They collide where the customer is made."""
    outcomes = at_once(8, lambda n: _push(house, says(f"第{n}句", id=f"first-{n}")))
    assert outcomes == {"new": 8}


def test_a_clock_set_forward_during_a_turn_gives_one_answer(
    house: House, clock: ManualClock
) -> None:
    """By two days: the lease has run out, another worker takes the turn, the first comes late."""
    engine = FakeEngine()
    first, second = _turns(house, engine, "first"), _turns(house, engine, "second")
    receive(house.database, says("你好"), clock=clock, settings=house.settings)
    clock.advance(timedelta(seconds=10))

    def meanwhile(sender: str, intent: str) -> list[Reply]:
        clock.advance(timedelta(days=2))
        assert second.take_next()
        return [Reply("late")]

    engine.answers(meanwhile, "in time")
    assert first.take_next()
    with house.database.read() as session:
        assert [row.message.text for row in session.scalars(select(Outbox))] == ["in time"]
        assert count(session, Inbox, Inbox.handled_at.is_(None)) == 0


def test_a_late_worker_does_not_let_go_of_anothers_conversation(
    house: House, clock: ManualClock
) -> None:
    """Else a third worker could begin beside the second."""
    engine = FakeEngine()
    first, second = _turns(house, engine, "first"), _turns(house, engine, "second")
    receive(house.database, says("你好"), clock=clock, settings=house.settings)
    clock.advance(timedelta(seconds=10))
    until = []

    def meanwhile(sender: str, intent: str) -> list[Reply]:
        clock.advance(LEASE + timedelta(seconds=1))
        with house.database.write() as session:
            conversation = session.scalars(select(Conversation)).one()
            assert second._claim(session, conversation.id)
            assert second._open(session, conversation.id)
        with house.database.read() as session:
            until.append(session.scalars(select(Conversation.lease_until)).one())
        return [Reply("late")]

    engine.answers(meanwhile)
    assert first.take_next()
    with house.database.read() as session:
        conversation = session.scalars(select(Conversation)).one()
        assert (conversation.lease_by, conversation.lease_until) == ("second", until[0])
        assert session.scalars(select(Turn.done_at)).one() is None


def test_a_late_failure_neither_apologises_nor_opens_a_case(
    house: House, clock: ManualClock
) -> None:
    engine = FakeEngine()
    first, second = _turns(house, engine, "first"), _turns(house, engine, "second")
    receive(house.database, says("你好"), clock=clock, settings=house.settings)
    clock.advance(timedelta(seconds=10))

    def meanwhile(sender: str, intent: str) -> list[Reply]:
        clock.advance(LEASE + timedelta(seconds=1))
        assert second.take_next()
        raise RuntimeError("late")

    engine.answers(meanwhile, "second")
    assert first.take_next()
    with house.database.read() as session:
        assert [row.message.text for row in session.scalars(select(Outbox))] == ["second"]
        assert count(session, Case) == 0


async def _act(house: House, sender: str, action: str) -> None:
    call = {"next_action": action, "sender_id": sender, "tracker": {"sender_id": sender}}
    await run_action(make_executor(house), call)


def test_one_action_of_a_turn_called_twice_at_once_acts_once(
    house: House, sample: Database, clock: ManualClock
) -> None:
    """The application gives up waiting after 3 s and asks again; the engine is still at it."""
    engine = FakeEngine({"我要投诉，没擦干净": "complaint_quality"})
    turns = _turns(house, engine, "w")
    receive(house.database, says("我要投诉，没擦干净"), clock=clock, settings=house.settings)
    clock.advance(timedelta(seconds=10))

    def both(sender: str, intent: str) -> list[Reply]:
        outcomes = at_once(
            6, lambda _: str(asyncio.run(_act(house, sender, "validate_complaint_form")))
        )
        assert outcomes == {"None": 6}
        return [Reply("done")]

    engine.answers(both)
    assert turns.take_next()
    with house.database.read() as session:
        assert count(session, Draft) == 1
        assert [r.message.text for r in session.scalars(select(Outbox))] == ["done"]
