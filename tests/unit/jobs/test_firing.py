"""Due follow-ups fire once, for what still is so (REQ C5, C6, E1, E6, G5)."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.base import TemporaryError
from bot.clock import ManualClock
from bot.conversation.outbox import Sender
from bot.house import House
from bot.jobs import telling
from bot.jobs.follow_ups import fire_due
from bot.jobs.scheduler import run_due_jobs
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Delivery,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    History,
    Order,
    Outbox,
    Purpose,
    Survey,
    SurveyKind,
    Visit,
    VisitState,
)
from bot.services.order import machine, orders
from bot.services.sending import undelivered
from bot.services.survey import surveys
from bot.services.wording import Wording
from tests.factories import (
    ADDRESS,
    NOW,
    FakeChannel,
    at,
    book,
    bring,
    count,
    follow_up,
    make_company,
    make_conversation,
    make_identity,
    make_worker,
    texts_of,
)

K = FollowUpKind
EVE = at("11-24 18:00")
DONE_AT = at("11-22 12:00")


class Visits:
    """Books, serves, and looks at what went out."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock

    def book(self, *, with_chat: bool = True) -> int:
        """A visit on 25 November at nine."""
        with self.house.database.write() as session:
            service = make_company(session, workers=2)
            conversation = make_conversation(session, sender="li") if with_chat else None
            customer = conversation.identity.customer if conversation else None
            order = book(
                session,
                service,
                at("11-25 09:00"),
                self.house.settings,
                conversation=conversation,
                customer=customer or make_identity(session).customer,
                note="有狗",
            )
            return order.visits[0].id

    def serve(self, visit_id: int) -> None:
        """The visit is completed on 22 November at noon."""
        with self.house.database.write() as session:
            visit = session.get_one(Visit, visit_id)
            bring(session, visit, VisitState.COMPLETED, self.house.settings, now=DONE_AT)

    def served(self, *, with_chat: bool = True) -> int:
        visit_id = self.book(with_chat=with_chat)
        self.serve(visit_id)
        return visit_id

    def fire(self, moment: str | None = None) -> int:
        if moment:
            self.clock.set(at(moment))
        return fire_due(self.house)

    def sent(self) -> list[str]:
        with self.house.database.read() as session:
            return texts_of(session.scalars(select(Outbox).order_by(Outbox.id)).all())

    def purposes(self) -> list[Purpose]:
        with self.house.database.read() as session:
            rows = session.scalars(select(Outbox.purpose).order_by(Outbox.id))
            return [Purpose(purpose) for purpose in rows]

    def row(self, visit_id: int, kind: FollowUpKind) -> FollowUp:
        with self.house.database.read() as session:
            return follow_up(session, session.get_one(Visit, visit_id), kind)

    def change(self, visit_id: int, state: VisitState) -> None:
        """Without its usual consequences: as if two things met."""
        with self.house.database.write() as session:
            session.get_one(Visit, visit_id).state = state


@pytest.fixture
def visits(house: House, clock: ManualClock) -> Visits:
    return Visits(house, clock)


# -- reminders ------------------------------------------------------------------------------------


def test_the_reminder_says_time_place_and_wishes_on_the_eve(visits: Visits) -> None:
    """REQ C5."""
    visit_id = visits.book()
    assert visits.fire("11-24 17:59") == 0
    assert visits.fire("11-24 18:00") == 1
    [text] = visits.sent()
    assert "11月25日" in text
    assert "09:00" in text
    assert ADDRESS in text
    assert "有狗" in text
    assert "请准备拖把" in text
    row = visits.row(visit_id, K.REMINDER)
    assert (row.state, row.done_at) == (FollowUpState.DONE, EVE)
    assert visits.fire() == 0
    assert len(visits.sent()) == 1


def test_a_worker_who_is_in_a_chat_is_reminded_too(visits: Visits) -> None:
    """REQ C5."""
    visit_id = visits.book()
    with visits.house.database.write() as session:
        worker = session.get_one(Visit, visit_id).worker
        assert worker is not None
        chat = make_conversation(session, "telegram", "worker")
        worker.identity_id = chat.identity_id
    visits.change(visit_id, VisitState.ACCEPTED)
    visits.fire("11-24 18:00")
    with visits.house.database.read() as session:
        rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
        names = [
            session.get_one(Conversation, r.conversation_id).identity.external_id for r in rows
        ]
    assert names == ["li", "worker"]


@pytest.mark.parametrize(
    "state",
    [VisitState.CANCELLED, VisitState.UNDER_WAY, VisitState.COMPLETED, VisitState.REVIEWED],
)
def test_no_reminder_for_what_is_cancelled_or_has_begun(visits: Visits, state: VisitState) -> None:
    """REQ C5: the visit is read again before it fires."""
    visit_id = visits.book()
    visits.change(visit_id, state)
    visits.fire("11-24 18:00")
    assert visits.sent() == []
    row = visits.row(visit_id, K.REMINDER)
    assert (row.state, row.reason) == (FollowUpState.WITHDRAWN, f"the visit is {state}")


def test_a_cancelled_visit_sends_nothing_ever(visits: Visits) -> None:
    """REQ C5, C8."""
    visit_id = visits.book()
    _cancel(visits, visit_id)
    visits.clock.set(at("12-24 18:00"))
    run_due_jobs(visits.house)
    assert visits.sent() == []


def _cancel(visits: Visits, visit_id: int) -> None:
    with visits.house.database.write() as session:
        orders.cancel_order(
            session,
            session.get_one(Order, session.get_one(Visit, visit_id).order_id),
            actor="customer",
            now=visits.clock.now(),
            settings=visits.house.settings,
            reason="",
        )


def test_a_reminder_that_waits_in_the_outbox_goes_with_the_cancelled_visit(visits: Visits) -> None:
    """REQ C5: it could not go out at six, the customer cancelled at one past."""
    channel = FakeChannel(faults=[TemporaryError("busy")])
    sender = Sender(
        visits.house.database, {"web": channel}, visits.clock, visits.house.settings, "w"
    )
    visit_id = visits.book()
    visits.fire("11-24 18:00")
    sender.send_next()
    _cancel(visits, visit_id)
    visits.clock.advance(timedelta(minutes=10))
    sender.send_next()
    assert channel.texts == []
    with visits.house.database.read() as session:
        assert session.scalars(select(Outbox)).one().state == Delivery.DROPPED


@pytest.mark.parametrize(
    ("moment", "sent"), [("11-25 08:59", 1), ("11-25 09:00", 0), ("11-28 08:00", 0)]
)
def test_a_reminder_that_is_too_late_sends_nothing(visits: Visits, moment: str, sent: int) -> None:
    """REQ C5, G5: after a standstill."""
    visit_id = visits.book()
    visits.fire(moment)
    assert len(visits.sent()) == sent
    assert visits.row(visit_id, K.REMINDER).reason == (None if sent else "too late")


def test_a_moved_visit_is_reminded_of_at_its_new_eve_only(visits: Visits) -> None:
    """REQ C5, C8."""
    visit_id = visits.book()
    with visits.house.database.write() as session:
        order = session.get_one(Visit, visit_id).order
        orders.reschedule(
            session,
            order,
            at("11-28 14:00"),
            actor="customer",
            now=NOW,
            settings=visits.house.settings,
        )
    assert visits.fire("11-24 18:00") == 0
    assert visits.fire("11-27 18:00") == 1
    assert "11月28日" in visits.sent()[0]


def test_a_customer_without_a_chat_is_phoned(visits: Visits) -> None:
    """REQ E6."""
    visits.book(with_chat=False)
    visits.fire("11-24 18:00")
    assert visits.sent() == []
    with visits.house.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert case.kind == CaseKind.CALL
        assert ADDRESS in case.subject


@pytest.mark.parametrize("change", ["cancelled", "moved"])
@pytest.mark.parametrize("lost", [False, True])
def test_nobody_is_phoned_about_a_visit_that_is_no_more(
    visits: Visits, change: str, lost: bool
) -> None:
    """REQ C5, G5: neither who has no chat, nor for a reminder that could not be delivered."""
    visit_id = visits.book(with_chat=lost)
    visits.fire("11-24 18:00")
    now, settings = visits.clock.now(), visits.house.settings
    with visits.house.database.write() as session:
        for row in session.scalars(select(Outbox)):
            row.state = Delivery.HANDED
            undelivered.hand_to_person(session, row, "window", now=now)
    with visits.house.database.write() as session:
        assert session.scalars(select(Case.state)).all() == [CaseState.OPEN]
        order = machine.locked_visit(session, visit_id).order
        if change == "moved":
            orders.reschedule(session, order, at("11-28 09:00"), actor="customer", now=now,
                              settings=settings)  # fmt: skip
        else:
            orders.cancel_order(session, order, actor="customer", now=now, settings=settings,
                                reason="test")  # fmt: skip
    with visits.house.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert case.state == CaseState.CLOSED
        assert case.cause
        assert count(session, History, History.subject == "case", History.action == "closed") == 1


# -- rating and callback --------------------------------------------------------------------------


def test_the_callback_is_tried_twice_and_then_a_person_phones(visits: Visits) -> None:
    """REQ C6, E1."""
    visit_id = visits.served()
    visits.fire("11-22 14:00")
    assert visits.purposes() == [Purpose.RATING]
    with visits.house.database.read() as session:
        row = session.scalars(select(Outbox)).one()
        survey = session.scalars(select(Survey)).one()
        buttons = (row.message.data or {})["buttons"]
        assert [b["payload"] for b in buttons] == [f"rate:{survey.id}:{n}" for n in (5, 4, 3, 2, 1)]
    for kind in (K.CALLBACK, K.CALLBACK_AGAIN, K.CALLBACK_PHONE):
        visits.clock.set(visits.row(visit_id, kind).due_at)
        assert visits.fire() >= 1
    assert visits.purposes() == [Purpose.RATING, Purpose.CALLBACK, Purpose.CALLBACK]
    assert len(set(visits.sent())) == 3
    with visits.house.database.read() as session:
        case = session.scalars(select(Case)).one()
        assert (case.kind, case.key) == (CaseKind.CALL, f"visit:{visit_id}:phone")
        assert case.opened_at < DONE_AT + timedelta(hours=72)
        assert count(session, Survey, Survey.kind == SurveyKind.CALLBACK) == 1


def test_after_an_answer_nothing_more_is_asked(visits: Visits) -> None:
    """REQ E1: not about the visit; a week later comes the question whether one recommends us."""
    visits.served()
    visits.fire("11-22 14:00")
    with visits.house.database.write() as session:
        survey = session.scalars(select(Survey)).one()
        surveys.answer(
            session,
            survey,
            score=Decimal(5),
            reason=None,
            conversation=session.get_one(Conversation, survey.conversation_id),
            now=visits.clock.now(),
            settings=visits.house.settings,
        )
    visits.fire("11-28 12:00")
    assert visits.purposes() == [Purpose.RATING]
    with visits.house.database.read() as session:
        assert count(session, Case) == 0


def test_who_answers_at_last_is_not_phoned(visits: Visits) -> None:
    """REQ E1: nothing is asked twice, also when the task of the call was there before."""
    visits.served()
    visits.fire("11-25 11:59")
    with visits.house.database.write() as session:
        case = session.scalars(select(Case)).one()
        assert (case.kind, case.state) == (CaseKind.CALL, CaseState.OPEN)
        survey = session.scalars(select(Survey).where(Survey.kind == SurveyKind.CALLBACK)).one()
        conversation = session.get_one(Conversation, survey.conversation_id)
        surveys.answer(session, survey, score=Decimal(5), reason=None, conversation=conversation,
                       now=visits.clock.now(), settings=visits.house.settings)  # fmt: skip
        assert (case.state, case.cause) == (CaseState.CLOSED, "客户已经回答")


def test_who_cannot_be_written_to_is_phoned_once(visits: Visits) -> None:
    """REQ E1, E6."""
    visits.served(with_chat=False)
    visits.fire("11-25 11:59")
    assert visits.sent() == []
    with visits.house.database.read() as session:
        assert count(session, Case, Case.kind == CaseKind.CALL) == 1


# -- once, whatever happens -----------------------------------------------------------------------


def test_two_who_fire_at_the_same_time_send_once(visits: Visits) -> None:
    """REQ G5."""
    visits.book()
    visits.clock.set(EVE)
    barrier, faults = threading.Barrier(4), []

    def fire() -> None:
        barrier.wait()
        try:
            fire_due(visits.house)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=fire) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(visits.sent()) == 1


def test_a_crash_in_between_fires_neither_twice_nor_never(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: the message and the row are one transaction."""

    class PowerCut(BaseException):
        pass

    visit_id = visits.book()
    push = telling.messages.push

    def push_and_crash(*args: object, **more: object) -> None:
        push(*args, **more)  # type: ignore[arg-type]
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(telling.messages, "push", push_and_crash)
        with pytest.raises(PowerCut):
            visits.fire("11-24 18:00")
    assert visits.sent() == []
    assert visits.row(visit_id, K.REMINDER).state == FollowUpState.PENDING
    visits.fire()
    visits.fire()
    assert len(visits.sent()) == 1


def test_one_broken_row_does_not_hold_up_the_others(
    visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5."""
    broken_id = visits.book()
    with visits.house.database.write() as session:
        _another(session, visits)
    say = Wording.say

    def say_or_fail(self: Wording, key: str, **places: object) -> str:
        if "有狗" in str(places.get("note")):
            raise RuntimeError("a bug")
        return say(self, key, **places)  # type: ignore[arg-type]

    monkeypatch.setattr(Wording, "say", say_or_fail)
    visits.fire("11-24 18:00")
    assert len(visits.sent()) == 1
    assert visits.row(broken_id, K.REMINDER).state == FollowUpState.PENDING


def _another(session: Session, visits: Visits) -> None:
    """A second reminder at the same moment, later in line."""
    first = session.scalars(select(Order)).one()
    make_worker(session, "W010")
    book(session, first.service, at("11-25 10:00"), visits.house.settings)
