"""A turn: understood, acted on, answered once, whatever stops in between (REQ A10, D3, G5)."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from actions.answers import Affirm
from actions.base import DeskAction
from actions.booking import ReadBack
from bot.clock import ManualClock
from bot.conversation.inbox import Received, receive
from bot.conversation.turn import Turns
from bot.errors import EngineError
from bot.house import House
from bot.models import (
    Case,
    CaseKind,
    Complaint,
    Conversation,
    Draft,
    DraftKind,
    Flag,
    Inbox,
    Message,
    Need,
    Order,
    Outbox,
    Owner,
    Purpose,
    Staff,
    Turn,
    Visit,
)
from bot.services import drafts
from bot.services.handoff import handling
from bot.services.thread.turns import LEASE
from bot.services.wording import Button, Reply
from tests.conftest import MakeSettings
from tests.factories import (
    ADDRESS,
    DISTRICT,
    NOW,
    PHONE,
    FakeEngine,
    at,
    book,
    count,
    make_company,
    make_conversation,
    make_staff,
    says,
)

MEANINGS = {
    "你好": "greet",
    "谢谢": "thanks",
    "日常保洁多少钱": "enquiry_price",
    "确认": "affirm",
}
BOOM = EngineError("down")


def _after(happening: Callable[[], object], text: str) -> Callable[[str, str], list[Reply]]:
    """An engine during whose work something happens, and what it says then."""

    def take_turn(sender: str, intent: str) -> list[Reply]:
        happening()
        return [Reply(text)]

    return take_turn


class Talk:
    """A customer and the desk that takes the turns."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        self.engine = FakeEngine(MEANINGS)
        self.turns = Turns(house.database, self.engine, clock, house.settings, house.wording, "w1")

    def hear(self, text: str, **more: Any) -> Received:
        inbound = says(text, **more)
        return receive(self.house.database, inbound, clock=self.clock, settings=self.house.settings)

    def wait(self, seconds: float = 3) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def work(self) -> int:
        """Take every turn that is due; how many there were."""
        taken = 0
        while self.turns.take_next():
            taken += 1
            assert taken < 20
        return taken

    def say(self, text: str, **more: Any) -> None:
        """A message, its waiting and its turn."""
        self.hear(text, **more)
        self.wait()
        self.work()

    def replies(self) -> list[str]:
        with self.house.database.read() as session:
            rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
            return [row.message.text for row in rows]

    def conversation(self, session: Session) -> Conversation:
        return session.scalars(select(Conversation)).one()

    def owner(self) -> Owner:
        with self.house.database.read() as session:
            return Owner(self.conversation(session).owner)

    def waiting(self) -> int:
        with self.house.database.read() as session:
            return count(session, Inbox, Inbox.handled_at.is_(None))


@pytest.fixture
def talk(house: House, clock: ManualClock) -> Talk:
    return Talk(house, clock)


# -- the usual turn -------------------------------------------------------------------------------


def test_nothing_is_due_before_the_bubbles_are_complete(talk: Talk) -> None:
    """REQ A2."""
    talk.hear("你好")
    talk.wait(2.4)
    assert talk.work() == 0
    talk.wait(0.1)
    assert talk.work() == 1


def test_two_bubbles_are_one_turn_with_one_reply(talk: Talk) -> None:
    """REQ A2, G5."""
    talk.hear("日常保洁")
    talk.wait(1)
    talk.hear("多少钱")
    talk.wait()
    assert talk.work() == 1
    assert talk.replies() == [f"reply to {talk.engine.turns[0][1]}"]
    with talk.house.database.read() as session:
        turn = session.scalars(select(Turn)).one()
        assert turn.reading is not None
        assert turn.reading["text"] == "日常保洁\n多少钱"
        assert turn.done_at == talk.clock.now()
        assert {row.turn_id for row in session.scalars(select(Inbox))} == {turn.id}
    assert talk.waiting() == 0


def test_a_button_between_two_texts_has_a_turn_of_its_own(talk: Talk) -> None:
    """REQ C2: a yes belongs to what was read back, not to the next sentence."""
    talk.hear("你好")
    talk.hear("确认", kind="button", payload="yes")
    talk.hear("谢谢")
    talk.wait()
    assert talk.work() == 3
    assert [intent for _, intent in talk.engine.turns] == ["greet", "affirm", "thanks"]


def test_all_replies_of_a_turn_go_out_as_one_message_with_every_button_once(talk: Talk) -> None:
    book = Button("预约", "book")
    talk.engine.script = [[Reply("一", (book,)), Reply("二", (book, Button("人工", "person")))]]
    talk.say("你好")
    with talk.house.database.read() as session:
        row = session.scalars(select(Outbox)).one()
        assert row.message.text == "一\n\n二"
        buttons = (row.message.data or {})["buttons"]
        assert [b["payload"] for b in buttons] == ["book", "person"]
        assert (row.purpose, row.key) == (Purpose.REPLY, f"turn:{row.turn_id}")


def test_the_engine_gets_another_name_for_every_turn(talk: Talk) -> None:
    """Its tracker lives for one turn; a guessed name opens nothing."""
    talk.say("你好")
    talk.say("谢谢")
    first, second = (sender for sender, _ in talk.engine.turns)
    assert first != second
    assert len(first) == 32


def test_what_was_understood_is_kept_with_the_model(talk: Talk) -> None:
    """REQ A11, G1."""
    talk.say("日常保洁多少钱")
    with talk.house.database.read() as session:
        turn = session.scalars(select(Turn)).one()
        assert (turn.intent, turn.model) == ("enquiry_price", "test-model")


def test_a_latent_need_is_kept_with_its_sentence(talk: Talk) -> None:
    """REQ B3."""
    talk.say("家里有刚出生的宝宝，想找人打扫")
    with talk.house.database.read() as session:
        needs = session.scalars(select(Need)).all()
        assert needs
        assert all("宝宝" in need.sentence for need in needs)


def test_english_is_remembered_for_the_replies(talk: Talk) -> None:
    talk.say("hello, how much is the cleaning")
    with talk.house.database.read() as session:
        assert talk.conversation(session).identity.language == "en"


def test_misses_in_a_row_are_counted_and_forgotten(talk: Talk) -> None:
    """REQ A10."""
    counts = []
    for text in ("叽里咕噜", "咕噜叽里", "你好"):
        talk.say(text)
        with talk.house.database.read() as session:
            counts.append(talk.conversation(session).misses)
    assert counts == [1, 2, 0]


def test_an_angry_customer_is_flagged(talk: Talk) -> None:
    """REQ A10."""
    talk.say("你们是骗子吧，气死我了！！！")
    with talk.house.database.read() as session:
        assert Flag.ANGRY in talk.conversation(session).flags
    assert talk.owner() == Owner.QUEUE


def test_two_workers_never_take_the_same_turn(talk: Talk) -> None:
    """REQ G5."""
    other = Turns(
        talk.house.database, talk.engine, talk.clock, talk.house.settings, talk.house.wording, "w2"
    )
    outcomes: list[bool] = []
    talk.engine.answers(_after(lambda: outcomes.append(other.take_next()), "你好"))
    talk.say("你好")
    assert outcomes == [False]
    assert talk.replies() == ["你好"]


def test_what_comes_in_while_the_engine_thinks_is_answered_next(talk: Talk) -> None:
    """REQ G5: nothing is lost between two turns."""
    talk.engine.answers(_after(lambda: talk.hear("谢谢"), "您好"), "不客气")
    talk.say("你好")
    assert talk.replies() == ["您好", "不客气"]
    assert talk.waiting() == 0


def test_the_conversation_that_waits_longest_comes_first(talk: Talk) -> None:
    for name in ("first", "second", "third"):
        talk.hear("你好", sender=name)
        talk.wait(0.1)
    talk.wait()
    talk.work()
    with talk.house.database.read() as session:
        turns = session.scalars(select(Turn).order_by(Turn.id)).all()
        names = [turn.conversation.identity.external_id for turn in turns]
    assert names == ["first", "second", "third"]


def test_a_passive_accounts_reply_is_held_back_for_the_answer_to_the_push(
    house: House, clock: ManualClock, make_settings: MakeSettings
) -> None:
    """REQ A1."""
    settings = make_settings(wechat_account="subscription")
    talk = Talk(House(house.database, clock, settings, house.wording), clock)
    talk.hear("你好", channel="wechat")
    talk.work()
    with house.database.read() as session:
        assert session.scalars(select(Outbox)).one().not_before > clock.now()


# -- a person has it ------------------------------------------------------------------------------


def _take(talk: Talk) -> None:
    with talk.house.database.write() as session:
        staff = make_staff(session)
        handling.take(
            session,
            talk.conversation(session).id,
            staff,
            wording=talk.house.wording,
            now=talk.clock.now(),
        )


def test_the_bot_is_silent_about_what_waited_when_a_person_took_over(talk: Talk) -> None:
    """REQ A10."""
    talk.hear("你好")
    _take(talk)
    talk.wait()
    talk.work()
    assert talk.engine.turns == []
    assert talk.waiting() == 0
    with talk.house.database.read() as session:
        assert count(session, Outbox, Outbox.purpose == Purpose.REPLY) == 0


def test_a_reply_is_dropped_when_a_person_takes_over_during_the_engines_call(talk: Talk) -> None:
    """REQ A10: the owner is read again when the reply is stored."""
    talk.engine.answers(_after(lambda: _take(talk), "too late"))
    talk.say("你好")
    assert "too late" not in talk.replies()
    assert talk.waiting() == 0
    assert talk.owner() == Owner.PERSON


def test_after_the_release_the_bot_answers_again(talk: Talk) -> None:
    """REQ A10."""
    talk.say("你好")
    _take(talk)
    talk.hear("在吗")
    with talk.house.database.write() as session:
        conversation = talk.conversation(session)
        assert conversation.agent_id is not None
        staff = session.get_one(Staff, conversation.agent_id)
        handling.give_back(
            session, conversation.id, staff, wording=talk.house.wording, now=talk.clock.now()
        )
    talk.say("谢谢")
    assert talk.replies()[-1] == "reply to thanks"
    assert [intent for _, intent in talk.engine.turns] == ["greet", "thanks"]


@pytest.mark.parametrize(
    ("outcome", "shown"),
    [
        ({"action_ask_booking_form_phone": [{"text": "电话？", "buttons": []}]}, 1),
        ({"action_affirm": [{"text": "订好了", "buttons": []}]}, 2),
    ],
    ids=["a question", "something told"],
)
def test_a_newer_message_takes_the_place_of_a_question_not_yet_asked(
    talk: Talk, outcome: dict[str, Any], shown: int
) -> None:
    """REQ A2: no stale question goes out, and “好的” is no answer to one that was not seen."""

    def meanwhile(sender: str, intent: str) -> list[Reply]:
        with talk.house.database.write() as session:
            turn = session.scalars(select(Turn)).one()
            turn.outcome = outcome
            conversation = talk.conversation(session)
            draft = drafts.open_draft(session, conversation, DraftKind.BOOKING, talk.clock.now())
            drafts.ask(session, draft, "confirm", talk.clock.now())
        talk.hear("谢谢")
        return [Reply("first")]

    talk.engine.answers(meanwhile)
    talk.say("你好")
    with talk.house.database.read() as session:
        draft = drafts.current(session, talk.conversation(session).id)
        assert draft is not None
        assert draft.asked == ""
    talk.wait()
    talk.work()
    assert talk.replies() == ["first", "reply to thanks"][-shown:]


# -- urgent ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("down", [False, True])
def test_an_urgent_matter_is_answered_without_the_engine(talk: Talk, down: bool) -> None:
    """REQ D3: approved words, a person flagged, an urgent case; also with the engine down."""
    if down:
        talk.engine.answers(*[BOOM] * 9)
    talk.hear("家里煤气漏了，味道很大")
    assert talk.work() == 1
    assert talk.engine.turns == []
    assert talk.engine.asked == []
    [said] = talk.replies()
    assert "阀" in said
    assert talk.owner() == Owner.QUEUE
    with talk.house.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert (case.kind, case.priority) == (CaseKind.URGENT, "urgent")
        assert case.due_at <= NOW + timedelta(minutes=1)
        assert talk.conversation(session).flags == [Flag.URGENT]


def test_an_urgent_matter_about_our_people_is_filed_as_a_safety_complaint(talk: Talk) -> None:
    """REQ D2, D3."""
    talk.hear("阿姨偷了我的金项链，我要报警")
    talk.work()
    with talk.house.database.read() as session:
        complaint = session.scalars(select(Complaint)).one()
        assert (complaint.category, complaint.priority) == ("safety", "urgent")


# -- faults ---------------------------------------------------------------------------------------


def test_one_failure_of_the_engine_is_not_seen_by_the_customer(talk: Talk) -> None:
    """REQ G5."""
    talk.engine.answers(BOOM, "您好")
    talk.say("你好")
    assert talk.replies() == []
    talk.wait()
    talk.work()
    assert talk.replies() == ["您好"]
    assert talk.owner() == Owner.BOT


def test_after_two_failures_the_customer_gets_an_apology_and_a_person_the_case(talk: Talk) -> None:
    """REQ A10, G5: and later everything works again."""
    talk.engine.answers(BOOM, BOOM)
    talk.say("日常保洁多少钱")
    talk.wait()
    talk.work()
    apology = talk.replies()
    assert len(apology) == 1
    assert "抱歉" in apology[0]
    assert talk.owner() == Owner.QUEUE
    assert talk.waiting() == 0
    with talk.house.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert (case.kind, case.priority) == (CaseKind.TECHNICAL, "high")
        assert "日常保洁多少钱" in case.subject
    talk.say("你好")
    assert talk.replies()[1:] == ["reply to greet"]


def test_the_apology_comes_within_ten_seconds(talk: Talk) -> None:
    """REQ A2."""
    talk.engine.answers(BOOM, BOOM)
    talk.hear("你好")
    waited = 0.0
    while not talk.replies():
        talk.wait(0.5)
        waited += 0.5
        talk.work()
        assert waited <= 10


@pytest.mark.parametrize("fault", [RuntimeError("a bug"), ValueError("a bug")])
def test_whatever_fails_for_ever_is_given_up_with_an_apology_and_a_case(
    talk: Talk, fault: Exception
) -> None:
    """REQ G5: a bug of ours too."""
    talk.engine.answers(*[fault] * 20)
    talk.hear("你好")
    for _ in range(6):
        talk.wait(LEASE.total_seconds() + 1)
        with contextlib.suppress(RuntimeError, ValueError):
            talk.turns.take_next()
    assert len(talk.replies()) == 1
    assert talk.waiting() == 0
    with talk.house.database.read() as session:
        assert count(session, Case, Case.kind == CaseKind.TECHNICAL) == 1


def test_a_broken_button_is_answered(talk: Talk) -> None:
    """REQ G5."""
    talk.say("x", kind="button", payload="start:tomorrow")
    assert talk.replies() == ["reply to not_understood"]


def test_no_reply_at_all_counts_as_a_failure(talk: Talk) -> None:
    """A crashed action looks like silence."""
    talk.engine.script = [[], []]
    talk.say("你好")
    talk.wait()
    talk.work()
    with talk.house.database.read() as session:
        assert count(session, Case, Case.kind == CaseKind.TECHNICAL) == 1


def test_what_comes_during_the_second_try_is_not_lost(talk: Talk) -> None:
    """REQ G5."""
    talk.engine.answers(BOOM, "您好", "不客气")
    talk.say("你好")
    talk.hear("谢谢")
    talk.wait()
    talk.work()
    assert talk.replies() == ["您好", "不客气"]


def test_a_turn_whose_worker_died_is_taken_again_under_a_name_of_its_own(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: what the engine may still be doing for the dead worker is of nobody's turn."""
    _crash_in_finish(talk, "你好", monkeypatch)
    assert talk.work() == 0
    talk.wait(LEASE.total_seconds() + 1)
    assert talk.work() == 1
    assert talk.replies() == ["reply to greet"]
    assert len({sender for sender, _ in talk.engine.turns}) == 2


def _crash_in_finish(talk: Talk, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object) -> None:
        raise RuntimeError("the power went off")

    talk.hear(text)
    talk.wait()
    with monkeypatch.context() as broken:
        broken.setattr(Turns, "_finish", crash)
        with pytest.raises(RuntimeError, match="power"):
            talk.turns.take_next()


def _run_affirm(house: House) -> Callable[[str, str], list[Reply]]:
    """The engine calling the real action."""

    return lambda sender, intent: _run_action(house, Affirm, sender)


def _run_action(house: House, action: type[DeskAction], sender: str) -> list[Reply]:
    dispatcher = CollectingDispatcher()
    tracker = Tracker(sender, {}, {}, [], False, None, {}, "action_listen")
    asyncio.run(action(house).run(dispatcher, tracker, {}))
    return [Reply(str(message["text"])) for message in dispatcher.messages]


def open_booking(session: Session, sender: str = "li") -> None:
    """A booking that was read back and waits for the yes."""
    service = make_company(session)
    conversation = make_conversation(session, sender=sender)
    draft = drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW)
    when = {"text": "", "day": "2026-11-26", "clock": "14:00:00", "until": None}
    address = {"text": ADDRESS, "province": None, "city": "上海市", "district": DISTRICT}
    drafts.update(
        session,
        draft,
        NOW,
        service=service.code,
        phone=PHONE,
        when={**when, "part": None, "hours": None},
        address={**address, "detail": ADDRESS, "complete": True, "full": ADDRESS},
    )
    drafts.ask(session, draft, drafts.CONFIRM, NOW)


def test_a_crash_between_the_order_and_the_reply_gives_one_order_and_its_confirmation(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ C2, G5: the repeated turn books nothing twice and still tells the number."""
    with talk.house.database.write() as session:
        open_booking(session)
    talk.engine.answers(_run_affirm(talk.house), _run_affirm(talk.house))
    _crash_in_finish(talk, "确认", monkeypatch)
    with talk.house.database.read() as session:
        number = session.scalars(select(Order)).one().number
    assert talk.replies() == []
    talk.wait(LEASE.total_seconds() + 1)
    talk.work()
    with talk.house.database.read() as session:
        assert count(session, Order) == 1
    [said] = talk.replies()
    assert number in said


def test_a_yes_is_none_to_a_read_back_that_was_never_sent(talk: Talk) -> None:
    """REQ C2: the engine was too slow, so the customer has only read an apology."""

    def too_late(sender: str, intent: str) -> list[Reply]:
        _run_action(talk.house, ReadBack, sender)
        raise EngineError("timeout")

    with talk.house.database.write() as session:
        open_booking(session)
        drafts.ask(session, session.scalars(select(Draft)).one(), "phone", NOW)
    talk.engine.answers(too_late, too_late, _run_affirm(talk.house))
    talk.say("我的电话是13812345678")
    talk.wait()
    talk.work()
    talk.say("确认")
    assert "确认" in talk.replies()[-1]
    with talk.house.database.read() as session:
        assert count(session, Order) == 0


def test_a_try_that_is_over_carries_out_nothing(talk: Talk) -> None:
    """REQ G5: the engine comes late with the first try, after the second has begun."""
    names: list[str] = []

    def first(sender: str, intent: str) -> list[Reply]:
        names.append(sender)
        raise EngineError("timeout")

    def second(sender: str, intent: str) -> list[Reply]:
        with pytest.raises(NoResultFound):
            _run_action(talk.house, Affirm, names[0])
        return _run_action(talk.house, Affirm, sender)

    with talk.house.database.write() as session:
        open_booking(session)
    talk.engine.answers(first, second)
    talk.say("确认")
    talk.wait()
    talk.work()
    with talk.house.database.read() as session:
        assert count(session, Order) == 1


def test_a_second_yes_books_nothing_more(talk: Talk) -> None:
    """REQ C2."""
    with talk.house.database.write() as session:
        open_booking(session)
    talk.engine.answers(_run_affirm(talk.house), _run_affirm(talk.house))
    talk.say("确认")
    talk.say("确认")
    with talk.house.database.read() as session:
        assert count(session, Order) == 1
        assert count(session, Message) == 4


# -- what is refused at the yes -------------------------------------------------------------------


def test_a_booking_refused_at_the_yes_leaves_no_order(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ C2, C4: the race for the worker was lost after the check."""
    with talk.house.database.write() as session:
        open_booking(session)
    talk.engine.answers(_run_affirm(talk.house))

    def nobody(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr("bot.services.order.orders.dispatch.reserve", nobody)
    talk.say("确认")
    assert len(talk.replies()) == 1
    with talk.house.database.read() as session:
        assert count(session, Order) == count(session, Visit) == 0


def test_a_move_refused_at_the_yes_leaves_the_visit_where_it_was(talk: Talk) -> None:
    """REQ C8: somebody else took the only worker in between."""
    settings = talk.house.settings
    with talk.house.database.write() as session:
        service = make_company(session)
        conversation = make_conversation(session, sender="li")
        order = book(session, service, at("11-25 09:00"), settings, conversation=conversation)
        visit_id, worker_id = order.visits[0].id, order.visits[0].worker_id
        draft = drafts.open_draft(session, conversation, DraftKind.RESCHEDULE, NOW)
        when = {"text": "", "day": "2026-11-26", "clock": "14:00:00", "until": None}
        drafts.update(
            session,
            draft,
            NOW,
            order_id=order.id,
            visit_id=visit_id,
            service=service.code,
            when={**when, "part": None, "hours": None},
        )
        drafts.ask(session, draft, drafts.CONFIRM, NOW)
        book(session, service, at("11-26 14:00"), settings)
    talk.engine.answers(_run_affirm(talk.house))
    talk.say("确认")
    assert len(talk.replies()) == 1
    with talk.house.database.read() as session:
        visit = session.get_one(Visit, visit_id)
        assert (visit.start_at, visit.worker_id) == (at("11-25 09:00"), worker_id)
