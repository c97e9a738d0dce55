"""The audit of the storms finds what it is there to find."""

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.conversation.inbox import receive
from bot.house import House
from bot.models import Delivery, Inbox, Outbox, Turn
from tests.factories import make_conversation, queue_message, says
from tests.faults.audit import Audit, audit
from tests.faults.crowd import Ledger

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Scene:
    """Two messages of one customer, each with its turn and its reply, as after a calm day."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.ledger = house, Ledger()
        for name in ("one", "two"):
            self.ledger.write(name, "web", "li")
            inbound = says(name, id=name)
            receive(house.database, inbound, clock=clock, settings=house.settings)
        with house.database.write() as session:
            conversation = make_conversation(session, sender="li")
            for row in session.scalars(select(Inbox).order_by(Inbox.id)).all():
                turn = Turn(
                    conversation_id=conversation.id, sender=f"s{row.id}", started_at=row.received_at
                )
                turn.done_at = clock.now()
                session.add(turn)
                session.flush()
                row.turn_id, row.handled_at = turn.id, clock.now()
                sent = queue_message(session, conversation, f"reply {row.id}", now=clock.now())
                sent.turn_id, sent.state = turn.id, Delivery.SENT
            conversation.turn_due_at = None

    def look(self, *heard: str) -> Audit:
        with self.house.database.read() as session:
            return audit(session, self.ledger, lambda channel, who: list(heard))


@pytest.fixture
def scene(house: House, clock: ManualClock) -> Scene:
    return Scene(house, clock)


def test_a_calm_day_has_no_findings(scene: Scene) -> None:
    found = scene.look("reply 1", "reply 2")
    assert found.findings == []
    assert found.figures["messages stored"] == found.figures["turns"] == 2


def test_a_reply_that_did_not_arrive_is_lost(scene: Scene) -> None:
    assert len(scene.look("reply 2").lost) == 1


def test_a_reply_that_arrived_twice_is_doubled(scene: Scene) -> None:
    assert len(scene.look("reply 1", "reply 1", "reply 2").doubled) == 1


def test_replies_in_another_order_are_out_of_order(scene: Scene) -> None:
    found = scene.look("reply 2", "reply 1")
    assert (found.lost, found.doubled, len(found.disordered)) == ([], [], 1)


def test_what_is_unknown_may_have_arrived_once_or_not(scene: Scene) -> None:
    with scene.house.database.write() as session:
        session.scalars(select(Outbox)).first().state = Delivery.UNKNOWN  # type: ignore[union-attr]
    assert scene.look("reply 1", "reply 2").findings == []
    assert scene.look("reply 2").findings == []
    assert scene.look("reply 1", "reply 1", "reply 2").doubled != []


def test_a_message_that_was_never_written_or_never_stored_is_found(scene: Scene) -> None:
    scene.ledger.write("three", "web", "li")
    del scene.ledger.written["one"]
    found = scene.look("reply 1", "reply 2")
    assert (len(found.lost), len(found.doubled)) == (1, 1)


def test_what_is_still_to_be_done_is_left_behind(scene: Scene) -> None:
    with scene.house.database.write() as session:
        inbox = session.scalars(select(Inbox)).first()
        assert inbox is not None
        inbox.handled_at = None
        row = session.scalars(select(Outbox)).first()
        assert row is not None
        row.state = Delivery.QUEUED
    assert len(scene.look("reply 2").left) == 2


def test_a_second_reply_to_a_turn_is_doubled(scene: Scene) -> None:
    with scene.house.database.write() as session:
        conversation = make_conversation(session, sender="li")
        again = queue_message(session, conversation, "reply 1")
        again.turn_id, again.state = session.scalars(select(Turn.id)).first(), Delivery.SENT
    assert any(
        "2 replies" in finding for finding in scene.look("reply 1", "reply 2", "reply 1").doubled
    )
