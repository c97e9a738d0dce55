"""Sending: in order, at most once, and what cannot go out becomes a person's task (REQ E6, G5)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.channels.base import (
    NotAllowedError,
    NotYetError,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
)
from bot.clock import ManualClock
from bot.conversation.outbox import LEASE, TRIES, Sender
from bot.db import Database
from bot.models import (
    Case,
    CaseKind,
    Conversation,
    Delivery,
    Outbox,
    Owner,
    Purpose,
    Turn,
)
from bot.services.thread import conversations, messages
from bot.services.wording import Button, Reply
from bot.settings import Settings
from tests.factories import NOW, FakeChannel, count, make_conversation, make_staff, queue_message


class Post:
    """A channel, its sender, and messages to send."""

    def __init__(self, database: Database, clock: ManualClock, settings: Settings) -> None:
        self.database, self.clock, self.settings = database, clock, settings
        self.channel = FakeChannel()
        self.sender = Sender(database, {"web": self.channel}, clock, settings, "w1")
        with database.write() as session:
            self.conversation_id = make_conversation(session, sender="li").id

    def queue(
        self,
        *texts: str,
        purpose: Purpose = Purpose.REPLY,
        conversation_id: int | None = None,
        not_before: datetime | None = None,
    ) -> None:
        with self.database.write() as session:
            conversation = session.get_one(Conversation, conversation_id or self.conversation_id)
            for text in texts:
                queue_message(
                    session,
                    conversation,
                    text,
                    purpose=purpose,
                    now=self.clock.now(),
                    not_before=not_before,
                )

    def work(self) -> None:
        """Send whatever is due."""
        for _ in range(50):
            if not self.sender.send_next():
                return
        pytest.fail("the sender never comes to an end")

    def wait(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))
        self.work()

    def states(self) -> list[Delivery]:
        with self.database.read() as session:
            return [Delivery(s) for s in session.scalars(select(Outbox.state).order_by(Outbox.id))]

    def row(self) -> Outbox:
        with self.database.read() as session:
            return session.scalars(select(Outbox)).one()

    def calls(self) -> int:
        with self.database.read() as session:
            return count(session, Case, Case.kind == CaseKind.CALL)


@pytest.fixture
def post(database: Database, clock: ManualClock, settings: Settings) -> Post:
    return Post(database, clock, settings)


# -- the usual way --------------------------------------------------------------------------------


def test_messages_of_a_conversation_go_out_in_their_order(post: Post) -> None:
    """REQ G5."""
    post.queue("一", "二", "三")
    post.work()
    assert post.channel.texts == ["一", "二", "三"]
    assert post.states() == [Delivery.SENT] * 3
    assert not post.sender.send_next()


def test_what_went_out_is_kept_with_time_tries_and_the_channels_id(post: Post) -> None:
    """REQ G1."""
    post.queue("一")
    post.work()
    row = post.row()
    assert (row.sent_at, row.tries, row.channel_result) == (NOW, 1, "id-1")
    assert (row.lease_by, row.lease_until) == (None, None)


def test_waiting_for_the_pace_is_no_try_and_keeps_the_order(post: Post) -> None:
    """REQ G5: however often, nothing fails and nothing overtakes."""
    post.channel.faults = [NotYetError(3) for _ in range(TRIES * 2)]
    post.queue("一", "二")
    for _ in range(TRIES * 2):
        post.wait(3)
    assert post.channel.texts == []
    post.wait(3)
    assert post.channel.texts == ["一", "二"]
    assert post.states() == [Delivery.SENT] * 2


def test_a_message_waits_for_the_one_before_it_that_is_tried_again(post: Post) -> None:
    """REQ G5: the order of a conversation is kept over a temporary error."""
    post.channel.faults = [TemporaryError("busy")]
    post.queue("一", "二")
    post.work()
    assert post.channel.texts == []
    post.wait(2)
    assert post.channel.texts == ["一", "二"]


def test_nothing_goes_out_before_its_time(post: Post) -> None:
    post.queue("明天", not_before=NOW + timedelta(days=1))
    post.wait(86399)
    assert post.channel.texts == []
    post.wait(1)
    assert post.channel.texts == ["明天"]


def test_the_row_is_marked_before_the_channel_is_called(post: Post) -> None:
    """REQ G5: committed as sending, so a crash is seen."""
    post.channel.before_send = lambda: seen.append(post.states()[0])
    seen: list[Delivery] = []
    post.queue("一")
    post.work()
    assert seen == [Delivery.SENDING]


def test_two_senders_never_send_the_same_row(post: Post) -> None:
    """REQ G5."""
    other = Sender(post.database, {"web": post.channel}, post.clock, post.settings, "w2")
    post.channel.before_send = lambda: outcomes.append(other.send_next())
    outcomes: list[bool] = []
    post.queue("一", "二")
    assert post.sender.send_next()
    assert outcomes == [False], "the second waits for the first of the conversation"
    assert post.channel.texts == ["一"]


def test_a_message_is_queued_once_per_key(post: Post) -> None:
    """REQ G5."""
    with post.database.write() as session:
        conversation = session.get_one(Conversation, post.conversation_id)
        rows = [
            messages.push(
                session, conversation, Reply("一"), key="k", purpose=Purpose.REPLY, now=NOW
            )
            for _ in range(3)
        ]
        assert [row is None for row in rows] == [False, True, True]
    post.work()
    assert post.channel.texts == ["一"]


# -- long messages --------------------------------------------------------------------------------


def test_the_buttons_stand_under_the_last_part(post: Post) -> None:
    post.channel.limit = 2
    with post.database.write() as session:
        conversation = session.get_one(Conversation, post.conversation_id)
        reply = Reply("abcdef", (Button("是", "yes"), Button("否", "no")))
        messages.push(session, conversation, reply, key="k", purpose=Purpose.REPLY, now=NOW)
    post.work()
    assert post.channel.texts == ["ab", "cd", "ef"]
    assert post.channel.buttons == [0, 0, 2]


def test_a_long_message_goes_on_where_it_was_interrupted(post: Post) -> None:
    """REQ G5: no part twice."""
    post.channel.limit = 2
    post.channel.faults = [None, TemporaryError("busy"), None, TemporaryError("busy")]
    post.queue("abcdef")
    post.work()
    assert post.row().parts_sent == 1
    post.wait(2)
    assert post.channel.texts == ["ab", "cd"]
    post.wait(10)
    assert post.channel.texts == ["ab", "cd", "ef"]
    assert post.states() == [Delivery.SENT]


# -- errors ---------------------------------------------------------------------------------------


def test_temporary_errors_are_tried_again_with_growing_pauses(post: Post) -> None:
    """REQ E6."""
    post.channel.faults = [TemporaryError("busy")] * 9
    post.queue("一")
    post.work()
    waits = []
    while post.states() == [Delivery.QUEUED]:
        pause = (post.row().not_before - post.clock.now()).total_seconds()
        waits.append(pause)
        post.wait(pause - 1)
        assert post.states() == [Delivery.QUEUED], "not before its time"
        post.wait(1)
    assert waits == [2, 10, 60, 300]
    assert post.row().tries == TRIES
    assert post.states() == [Delivery.FAILED]
    assert post.calls() == 1


def test_the_channels_own_pause_is_kept(post: Post) -> None:
    post.channel.faults = [TemporaryError("flood", retry_after=33)]
    post.queue("一")
    post.work()
    assert post.row().not_before == NOW + timedelta(seconds=33)
    post.wait(33)
    assert post.channel.texts == ["一"]


def test_a_send_of_unknown_outcome_is_never_repeated(post: Post) -> None:
    """REQ G5."""
    post.channel.faults = [UnknownOutcomeError("timed out")]
    post.queue("一")
    post.work()
    post.wait(86400)
    assert post.channel.texts == []
    assert post.states() == [Delivery.UNKNOWN]
    assert post.row().channel_result == "timed out"


def test_a_row_left_in_sending_becomes_unknown_and_is_not_repeated(post: Post) -> None:
    """REQ G5: the sender died during the call."""
    post.channel.faults = [KeyboardInterrupt()]  # type: ignore[list-item]
    post.queue("一", "二")
    with pytest.raises(KeyboardInterrupt):
        post.work()
    assert post.states() == [Delivery.SENDING, Delivery.QUEUED]
    post.wait(LEASE.total_seconds() - 1)
    assert post.channel.texts == [], "the order is kept while the outcome is open"
    post.wait(2)
    assert post.states() == [Delivery.UNKNOWN, Delivery.SENT]
    assert post.channel.texts == ["二"]


def test_a_permanent_error_becomes_a_persons_task(post: Post) -> None:
    """REQ E6."""
    post.channel.faults = [PermanentError("bad request")]
    post.queue("您的订单已确认")
    post.work()
    assert post.states() == [Delivery.FAILED]
    with post.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert case.kind == CaseKind.CALL
        assert "您的订单已确认" in case.subject
        assert case.conversation_id == post.conversation_id
        assert session.scalars(select(Conversation)).one().identity.reachable


def test_a_customer_who_left_the_channel_is_not_reachable(post: Post) -> None:
    """REQ E6."""
    post.channel.faults = [PermanentError("blocked", unreachable=True)]
    post.queue("一")
    post.work()
    with post.database.read() as session:
        assert not session.scalars(select(Conversation)).one().identity.reachable
    assert post.calls() == 1


def test_what_the_channel_does_not_allow_now_is_handed_to_a_person(post: Post) -> None:
    """REQ E6."""
    post.channel.faults = [NotAllowedError("the window is closed")]
    post.queue("一")
    post.work()
    post.wait(86400)
    assert post.states() == [Delivery.HANDED]
    assert post.row().channel_result == "the window is closed"
    assert (post.calls(), post.channel.texts) == (1, [])


def test_what_belongs_to_a_channel_that_is_not_set_up_is_handed_to_a_person(post: Post) -> None:
    """REQ E6."""
    with post.database.write() as session:
        other = make_conversation(session, "fax").id
    post.queue("一", conversation_id=other)
    post.work()
    assert (post.states(), post.calls()) == ([Delivery.HANDED], 1)


def test_one_conversations_trouble_does_not_hold_up_another(post: Post) -> None:
    with post.database.write() as session:
        other = make_conversation(session, sender="wang").id
    post.channel.faults = [TemporaryError("busy")]
    post.queue("一")
    post.queue("二", conversation_id=other)
    post.work()
    assert post.channel.sent == [("wang", "二")]


# -- a person takes over --------------------------------------------------------------------------


def test_taking_over_drops_the_replies_that_have_not_gone_out(post: Post) -> None:
    """REQ A10: what the desk promised otherwise (reminders) still goes."""
    post.queue("bot's reply")
    post.queue("提醒", purpose=Purpose.REMINDER)
    with post.database.write() as session:
        conversations.take_over(session, post.conversation_id, make_staff(session), now=NOW)
        assert messages.drop_unsent_replies(session, post.conversation_id) == 1
    post.work()
    assert post.channel.texts == ["提醒"]
    assert post.states() == [Delivery.DROPPED, Delivery.SENT]


def test_a_reply_is_dropped_when_its_conversation_went_to_a_person(post: Post) -> None:
    """REQ A10: the owner is read when it goes out."""
    post.queue("bot's reply")
    post.queue("person's reply", purpose=Purpose.PERSON)
    with post.database.write() as session:
        session.get_one(Conversation, post.conversation_id).owner = Owner.PERSON
    post.work()
    assert post.channel.texts == ["person's reply"]
    assert post.states() == [Delivery.DROPPED, Delivery.SENT]


# -- a newer reply ---------------------------------------------------------------------------------


def replied(post: Post, text: str, **outcome: list[str]) -> None:
    """A turn's reply, with what each of its actions said."""
    with post.database.write() as session:
        conversation = session.get_one(Conversation, post.conversation_id)
        said = {
            title: [{"text": text, "buttons": []} for text in texts]
            for title, texts in outcome.items()
        }
        turn = Turn(
            conversation_id=conversation.id, sender=text, started_at=NOW, tries=1, outcome=said
        )
        session.add(turn)
        session.flush()
        queue_message(session, conversation, text, turn_id=turn.id, now=post.clock.now())


ASKS = {"validate_booking_form": [], "action_ask_booking_form_start": ["几点？"]}


def test_a_question_that_a_newer_reply_has_overtaken_is_dropped_and_marked(post: Post) -> None:
    """Issue 5, build 2: the channel was away while the customer wrote on."""
    post.channel.faults = [TemporaryError("away")]
    replied(post, "几点上门？", **ASKS)
    post.work()
    replied(post, "请确认：明天三点", action_read_back=["请确认：明天三点"])
    post.wait(2)
    assert post.channel.texts == ["请确认：明天三点"]
    assert post.states() == [Delivery.DROPPED, Delivery.SENT]


@pytest.mark.parametrize(
    "outcome",
    [
        {"action_answer_enquiry": ["每小时 45 元"]},
        {**ASKS, "validate_booking_form": ["每小时 45 元"]},
        {"action_affirm": ["已订好，订单号 D1"]},
        {},
    ],
)
def test_what_tells_something_is_never_overtaken(post: Post, outcome: dict[str, list[str]]) -> None:
    """REQ G5: the newer reply does not say it again."""
    replied(post, "旧", **outcome)
    replied(post, "新", **ASKS)
    post.work()
    assert post.channel.texts == ["旧", "新"]


def test_a_question_that_has_begun_to_go_out_is_finished(post: Post) -> None:
    post.channel.limit = 2
    post.channel.faults = [None, TemporaryError("away")]
    replied(post, "几点上门", **ASKS)
    post.work()
    replied(post, "确认", action_read_back=["确认"])
    post.wait(2)
    assert post.channel.texts == ["几点", "上门", "确认"]


def test_what_went_out_before_the_takeover_stays_sent(post: Post) -> None:
    post.queue("一")
    post.work()
    with post.database.write() as session:
        assert messages.drop_unsent_replies(session, post.conversation_id) == 0
    assert post.states() == [Delivery.SENT]


def test_another_conversations_replies_are_not_dropped(post: Post) -> None:
    with post.database.write() as session:
        other = make_conversation(session, sender="wang").id
    post.queue("一", conversation_id=other)
    with post.database.write() as session:
        assert messages.drop_unsent_replies(session, post.conversation_id) == 0
    post.work()
    assert post.channel.texts == ["一"]
