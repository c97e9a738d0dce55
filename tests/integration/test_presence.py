"""A worker process that is killed leaves its customers to the others at once (REQ A2, G5)."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.conversation.inbox import receive
from bot.conversation.outbox import LEASE
from bot.conversation.presence import Presence
from bot.db import Database
from bot.house import House
from bot.models import Conversation, Delivery, Outbox
from tests.factories import make_conversation, queue_message, says

pytestmark = pytest.mark.parametrize("database", ["postgres"], indirect=True)


@pytest.fixture
def first(database: Database) -> Iterator[Presence]:
    presence = Presence(database, 1)
    presence.come()
    yield presence
    presence.leave()


@pytest.fixture
def second(database: Database) -> Iterator[Presence]:
    presence = Presence(database, 2_147_483_647)
    presence.come()
    yield presence
    presence.leave()


def _lease(house: House, clock: ManualClock, worker: str) -> None:
    """A worker has a turn, and a message under way."""
    receive(house.database, says("你好"), clock=clock, settings=house.settings)
    with house.database.write() as session:
        conversation = session.scalars(select(Conversation)).one()
        conversation.lease_by, conversation.lease_until = worker, clock.now() + LEASE
        row = queue_message(session, make_conversation(session), "在途")
        row.state, row.lease_by = Delivery.SENDING, worker
        row.lease_until = clock.now() + LEASE


def _holders(house: House) -> tuple[str | None, Delivery]:
    with house.database.read() as session:
        holder = session.scalars(select(Conversation.lease_by).order_by(Conversation.id)).first()
        return holder, Delivery(session.scalars(select(Outbox.state)).one())


def test_the_dead_ones_leases_are_taken_back_and_its_message_is_unknown(
    house: House, clock: ManualClock, first: Presence, second: Presence
) -> None:
    """No time passes on the clock: it is the connection that counts."""
    _lease(house, clock, "4711-1")
    for _ in range(5):
        second.look()
    assert _holders(house) == ("4711-1", Delivery.SENDING), "it is there: nothing is taken"
    first.leave()
    second.look()
    assert _holders(house) == ("4711-1", Delivery.SENDING), "it may be coming again"
    second.look()
    second.look()
    assert _holders(house) == (None, Delivery.UNKNOWN)


def test_who_comes_again_in_time_keeps_its_leases(
    house: House, clock: ManualClock, first: Presence, second: Presence
) -> None:
    """After a restart of the server all connections are new."""
    _lease(house, clock, "4711-1")
    first.leave()
    second.look()
    second.look()
    first.come()
    for _ in range(5):
        second.look()
    assert _holders(house) == ("4711-1", Delivery.SENDING)


def test_a_cut_connection_is_made_anew(
    house: House, clock: ManualClock, first: Presence, second: Presence
) -> None:
    _lease(house, clock, f"4711-{second.number}")
    with house.database.engine.connect() as other:
        other.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            f" AND objid = {second.number}"
        )
    second.look()
    for _ in range(5):
        first.look()
    assert _holders(house)[0] == f"4711-{second.number}"


def test_a_process_that_ends_is_there_until_its_last_work_is_done(
    house: House, clock: ManualClock, first: Presence, second: Presence
) -> None:
    _lease(house, clock, "4711-1")
    stop = threading.Event()
    stop.set()
    first.run(stop)
    for _ in range(5):
        second.look()
    assert _holders(house) == ("4711-1", Delivery.SENDING)
