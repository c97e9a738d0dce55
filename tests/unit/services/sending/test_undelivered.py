"""What waits, failed or was handed over is seen, tried again or dropped, once (REQ E6, G1, G5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.base import NotAllowedError, PermanentError, UnknownOutcomeError
from bot.clock import ManualClock
from bot.conversation.outbox import Sender
from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Case,
    CaseState,
    Conversation,
    Delivery,
    History,
    Outbox,
    Owner,
    Purpose,
)
from bot.services.screens import desk_outbox
from bot.services.sending import undelivered
from bot.settings import Settings
from tests.factories import NOW, PHONE, FakeChannel, make_conversation, queue_message

REFUSED, GONE = NotAllowedError("not now"), PermanentError("refused")


class Post:
    """A channel whose first sends may fail, and what is listed of it."""

    def __init__(self, database: Database, clock: ManualClock, settings: Settings) -> None:
        self.database, self.clock = database, clock
        self.channel = FakeChannel()
        self.sender = Sender(database, {"web": self.channel}, clock, settings, "w")
        with database.write() as session:
            self.conversation_id = make_conversation(session, sender="li").id

    def send(self, *faults: Exception, text: str = "您的订单已改期", **more: object) -> int:
        """Queue a message and try it; the number of its row."""
        with self.database.write() as session:
            conversation = session.get_one(Conversation, self.conversation_id)
            values = {"purpose": Purpose.NOTICE, "now": self.clock.now(), **more}
            row_id = queue_message(session, conversation, text, **values).id
        self.channel.faults = [*faults]
        self.work()
        return row_id

    def work(self) -> None:
        while self.sender.send_next():
            pass

    def retry(self, row_id: int) -> bool:
        with self.database.write() as session:
            return undelivered.retry(session, row_id, actor="staff:chen", now=self.clock.now())

    def drop(self, row_id: int, reason: str = "已电话告知") -> bool:
        with self.database.write() as session:
            now = self.clock.now()
            return undelivered.drop(session, row_id, reason=reason, actor="staff:chen", now=now)

    def listed(self) -> dict[int, Delivery]:
        with self.database.read() as session:
            return {row.id: row.state for row in undelivered.listed(session)}

    def case(self) -> Case:
        with self.database.read() as session:
            return session.scalars(select(Case)).one()

    def state(self, row_id: int) -> Delivery:
        with self.database.read() as session:
            return Delivery(session.get_one(Outbox, row_id).state)

    def history(self) -> list[tuple[str, str | None, str | None, str | None]]:
        with self.database.read() as session:
            rows = session.scalars(
                select(History).where(History.subject == "outbox").order_by(History.id)
            )
            return [(row.action, row.before, row.actor, row.reason) for row in rows]


@pytest.fixture
def post(database: Database, clock: ManualClock, settings: Settings) -> Post:
    return Post(database, clock, settings)


def test_the_list_holds_what_is_not_delivered_for_certain(post: Post) -> None:
    post.send()
    handed, failed = post.send(REFUSED), post.send(GONE)
    unknown = post.send(UnknownOutcomeError("no answer"))
    waiting = post.send(not_before=NOW + timedelta(days=1))
    assert post.listed() == {
        handed: Delivery.HANDED,
        failed: Delivery.FAILED,
        unknown: Delivery.UNKNOWN,
        waiting: Delivery.QUEUED,
    }


def test_what_a_person_has_settled_leaves_the_list(post: Post) -> None:
    post.send(REFUSED)
    with post.database.write() as session:
        session.scalars(select(Case)).one().state = CaseState.CLOSED
    assert post.listed() == {}


def test_the_list_can_be_narrowed_to_states(post: Post) -> None:
    post.send(REFUSED)
    unknown = post.send(UnknownOutcomeError("no answer"))
    with post.database.read() as session:
        rows = undelivered.listed(session, states=frozenset({Delivery.UNKNOWN}))
    assert [row.id for row in rows] == [unknown]


def test_a_retried_message_goes_out_and_its_call_is_closed(post: Post) -> None:
    """REQ G5: nobody phones about what has arrived."""
    row_id = post.send(REFUSED)
    assert post.case().state == CaseState.OPEN
    assert post.retry(row_id)
    post.work()
    assert post.channel.texts == ["您的订单已改期"]
    assert post.state(row_id) == Delivery.SENT
    assert (post.case().state, post.case().cause) == (CaseState.CLOSED, "重新发送后已送达")
    assert post.listed() == {}


def test_a_second_click_sends_nothing_twice(post: Post) -> None:
    """REQ G5."""
    row_id = post.send(REFUSED)
    assert [post.retry(row_id), post.retry(row_id)] == [True, False]
    post.work()
    with pytest.raises(ConflictError):
        post.retry(row_id)
    post.work()
    assert post.channel.texts == ["您的订单已改期"]


def test_a_retry_in_vain_is_a_persons_task_again(post: Post) -> None:
    """REQ E6: also where somebody had closed the call."""
    row_id = post.send(REFUSED)
    with post.database.write() as session:
        session.scalars(select(Case)).one().state = CaseState.CLOSED
    post.channel.faults = [GONE]
    post.retry(row_id)
    post.work()
    assert post.state(row_id) == Delivery.FAILED
    assert post.case().state == CaseState.OPEN
    assert post.listed() == {row_id: Delivery.FAILED}


def test_a_retry_has_all_its_tries_again(post: Post) -> None:
    row_id = post.send(GONE)
    post.retry(row_id)
    with post.database.read() as session:
        assert session.get_one(Outbox, row_id).tries == 0


def test_an_unknown_outcome_is_repeated_only_by_a_person(post: Post) -> None:
    """REQ G5."""
    row_id = post.send(UnknownOutcomeError("no answer"))
    post.clock.advance(timedelta(days=1))
    post.work()
    assert post.channel.texts == []
    post.retry(row_id)
    post.work()
    assert post.channel.texts == ["您的订单已改期"]


def test_a_message_for_later_can_be_sent_now(post: Post) -> None:
    row_id = post.send(not_before=NOW + timedelta(days=1))
    assert post.retry(row_id)
    post.work()
    assert post.state(row_id) == Delivery.SENT


def test_the_bots_reply_is_not_sent_again_while_a_person_talks(post: Post) -> None:
    """REQ A10."""
    row_id = post.send(REFUSED, purpose=Purpose.REPLY)
    with post.database.write() as session:
        session.get_one(Conversation, post.conversation_id).owner = Owner.PERSON
    with pytest.raises(ConflictError):
        post.retry(row_id)


def test_a_dropped_message_never_goes_out_and_closes_its_call(post: Post) -> None:
    row_id = post.send(REFUSED)
    assert [post.drop(row_id), post.drop(row_id)] == [True, False]
    post.clock.advance(timedelta(days=1))
    post.work()
    assert (post.channel.texts, post.listed()) == ([], {})
    assert (post.case().state, post.case().cause) == (CaseState.CLOSED, "已电话告知")


def test_a_message_that_waits_can_be_dropped(post: Post) -> None:
    row_id = post.send(not_before=NOW + timedelta(days=1))
    post.drop(row_id)
    post.clock.advance(timedelta(days=2))
    post.work()
    assert post.channel.texts == []


def test_a_reason_is_needed_to_drop(post: Post) -> None:
    row_id = post.send(REFUSED)
    with pytest.raises(ConflictError):
        post.drop(row_id, "  ")
    assert post.state(row_id) == Delivery.HANDED


def test_what_was_sent_can_be_neither_dropped_nor_sent_again(post: Post) -> None:
    row_id = post.send()
    for step in (post.retry, post.drop):
        with pytest.raises(ConflictError):
            step(row_id)
    for step in (post.retry, post.drop):
        with pytest.raises(NotFoundError):
            step(row_id + 1)


def test_who_did_it_stands_in_the_history(post: Post) -> None:
    """REQ G1."""
    row_id = post.send(REFUSED)
    post.retry(row_id)
    post.retry(row_id)
    post.drop(row_id)
    post.drop(row_id)
    assert post.history() == [
        ("retried", "handed", "staff:chen", None),
        ("dropped", "queued", "staff:chen", "已电话告知"),
    ]


def test_the_console_shows_customer_and_text_masked(post: Post) -> None:
    """REQ G2."""
    number = PHONE.removeprefix("+86")
    row_id = post.send(REFUSED, text=f"请联系{number}")
    with post.database.write() as session:
        _name(session, post.conversation_id, "王小明")
    with post.database.read() as session:
        said = desk_outbox.said(session, undelivered.listed(session))[row_id]
    assert said.customer == "王**"
    assert said.text.startswith("请联系138")
    assert number not in said.text


def _name(session: Session, conversation_id: int, name: str) -> None:
    session.get_one(Conversation, conversation_id).identity.customer.name = name
