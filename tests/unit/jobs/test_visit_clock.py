"""The clock of a visit: offer, confirmation, arrival, finish; single visits and days in a row
(REQ C5, E6, G5)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import ManualClock
from bot.console.time_line import say
from bot.errors import ConflictError
from bot.house import House
from bot.jobs.scheduler import run_due_jobs
from bot.models import (
    Case,
    CaseState,
    Conversation,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    History,
    Outbox,
    Refusal,
    RefusalKind,
    Visit,
    VisitState,
    Worker,
)
from bot.services.dispatch.proposals import propose
from bot.services.order import corrections, order_contact, order_desk, orders
from bot.services.order.corrections import Cause, Correction
from bot.services.order.time_line import time_line
from bot.services.trade import rhythm
from tests.factories import (
    at,
    book,
    bring,
    count,
    follow_up,
    make_area,
    make_company,
    make_conversation,
    make_service,
    make_staff,
    make_worker,
)

K, S = FollowUpKind, VisitState


class Day:
    """A visit on 25 November at nine, its worker in the chat or not."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        with house.database.write() as session:
            self.service = make_company(session, workers=1)
            worker = session.scalars(select(Worker)).one()
            worker.identity_id = make_conversation(session, sender="bai").identity_id

    def book(self, start: str = "11-25 09:00", **more: object) -> int:
        with self.house.database.write() as session:
            chat = make_conversation(session, sender="li")
            order = book(session, self.service, at(start), self.house.settings,
                         conversation=chat, now=self.clock.now(), **more)  # fmt: skip
            visit_id = order.visits[0].id
        run_due_jobs(self.house)
        return visit_id

    def unbind(self) -> None:
        with self.house.database.write() as session:
            session.scalars(select(Worker).where(Worker.number == "W001")).one().identity_id = None

    def bring(self, visit_id: int, state: VisitState) -> None:
        with self.house.database.write() as session:
            bring(session, session.get_one(Visit, visit_id), state, self.house.settings,
                  now=self.clock.now())  # fmt: skip

    def at(self, moment: str) -> None:
        self.clock.set(at(moment))
        run_due_jobs(self.house)

    def heard(self, sender: str) -> list[str]:
        with self.house.database.read() as session:
            rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
            return [
                row.message.text for row in rows
                if session.get_one(Conversation, row.conversation_id).identity.external_id == sender
            ]  # fmt: skip

    def cases(self) -> list[str]:
        with self.house.database.read() as session:
            return [
                c.subject for c in session.scalars(select(Case).where(Case.state == CaseState.OPEN))
            ]

    def row(self, visit_id: int, kind: FollowUpKind) -> FollowUp:
        with self.house.database.read() as session:
            return follow_up(session, session.get_one(Visit, visit_id), kind)


@pytest.fixture
def day(house: House, clock: ManualClock) -> Day:
    return Day(house, clock)


def test_a_new_job_is_offered_at_once_and_at_night_in_the_morning(day: Day) -> None:
    """REQ C5, E5."""
    day.book()
    assert len(day.heard("bai")) == 1
    day.clock.set(at("11-22 23:30"))
    visit_id = day.book("11-26 09:00")
    assert len(day.heard("bai")) == 1
    assert day.row(visit_id, K.OFFER).due_at == at("11-23 08:00")
    day.at("11-23 08:00")
    assert len(day.heard("bai")) == 2


def test_no_yes_by_the_evening_before_is_a_persons_task(day: Day) -> None:
    """REQ C5: reminded at six, a person at eight."""
    day.book()
    day.at("11-24 18:00")
    assert len(day.heard("bai")) == 2
    day.at("11-24 19:59")
    assert day.cases() == []
    day.at("11-24 20:00")
    [case] = day.cases()
    assert "W001 还没有确认" in case


def test_a_yes_in_time_is_nobodys_task(day: Day) -> None:
    """REQ C5."""
    visit_id = day.book()
    day.bring(visit_id, S.ACCEPTED)
    day.at("11-24 20:00")
    assert day.cases() == []
    assert day.row(visit_id, K.CONFIRMATION).state == FollowUpState.WITHDRAWN


def test_booked_late_a_worker_has_an_hour_but_not_beyond_the_start(day: Day) -> None:
    """REQ C5."""
    day.clock.set(at("11-24 21:00"))
    assert day.row(day.book(), K.CONFIRMATION).due_at == at("11-24 22:00")
    day.clock.set(at("11-26 08:30"))
    assert day.row(day.book("11-26 09:30"), K.CONFIRMATION).due_at == at("11-26 09:00")


def test_nobody_there_ten_minutes_after_the_start_is_an_alarm_and_an_apology(day: Day) -> None:
    """REQ C5."""
    visit_id = day.book()
    day.bring(visit_id, S.ACCEPTED)
    day.at("11-25 09:09")
    before = day.heard("li")
    assert day.cases() == []
    day.at("11-25 09:10")
    day.at("11-25 09:11")
    [case] = day.cases()
    assert "没有报到" in case
    [apology] = [text for text in day.heard("li") if text not in before]
    assert "抱歉" in apology


def test_who_is_there_in_time_raises_no_alarm(day: Day) -> None:
    """REQ C5."""
    visit_id = day.book()
    day.clock.set(at("11-25 09:05"))
    day.bring(visit_id, S.UNDER_WAY)
    day.at("11-25 09:30")
    assert day.cases() == []


def test_of_a_worker_without_a_chat_only_a_person_is_told(day: Day) -> None:
    """REQ C5: nothing is known yet, so no customer is alarmed; one case for the whole visit."""
    day.unbind()
    day.book()
    day.at("11-24 20:00")
    assert "没有绑定聊天" in day.cases()[0]
    told = day.heard("li")
    day.at("11-25 09:10")
    [case] = day.cases()
    assert "没有报到" in case
    assert day.heard("li") == told


def test_the_worker_is_asked_whether_it_is_done_and_then_a_person(day: Day) -> None:
    """REQ C6, E1: without a completion nobody would be asked how it was."""
    visit_id = day.book()
    day.clock.set(at("11-25 09:00"))
    day.bring(visit_id, S.UNDER_WAY)
    day.at("11-25 11:30")
    assert "结束了吗" in day.heard("bai")[-1] or "做完了" in day.heard("bai")[-1]
    day.at("11-25 13:00")
    assert "还没有完成记录" in day.cases()[0]


def test_a_moved_visit_takes_its_whole_clock_along(day: Day) -> None:
    """REQ C5, C8: in one transaction; the worker is offered the new time."""
    visit_id = day.book()
    day.bring(visit_id, S.ACCEPTED)
    with day.house.database.write() as session:
        order = session.get_one(Visit, visit_id).order
        orders.reschedule(session, order, at("11-27 14:00"), actor="customer",
                          now=day.clock.now(), settings=day.house.settings)  # fmt: skip
    due = {kind: day.row(visit_id, kind).due_at for kind in (K.REMINDER, K.ARRIVAL, K.FINISH)}
    assert due == {K.REMINDER: at("11-26 18:00"), K.ARRIVAL: at("11-27 14:10"),
                   K.FINISH: at("11-27 16:30")}  # fmt: skip
    run_due_jobs(day.house)
    assert "11月27日" in day.heard("bai")[-1]
    day.at("11-25 12:00")
    assert day.cases() == []


def test_a_cancelled_visit_is_taken_back_from_its_worker(day: Day) -> None:
    """REQ C5, C8: once told, once told that it is off; then nothing more."""
    visit_id = day.book()
    with day.house.database.write() as session:
        order = session.get_one(Visit, visit_id).order
        orders.cancel_order(session, order, actor="customer", now=day.clock.now(),
                            settings=day.house.settings, reason="test")  # fmt: skip
    day.at("11-30 09:00")
    heard = day.heard("bai")
    assert len(heard) == 2
    assert "不用" in heard[-1]
    assert day.heard("li") == []
    assert day.cases() == []


@pytest.mark.parametrize(("moment", "is_open"), [("11-24 21:00", False), ("11-25 09:20", True)])
def test_who_comes_is_no_question_for_a_visit_cancelled_in_time(
    day: Day, moment: str, is_open: bool
) -> None:
    """REQ C5: after the start somebody has to speak with the customer all the same."""
    visit_id = day.book()
    day.at(moment)
    assert day.cases()
    with day.house.database.write() as session:
        order = session.get_one(Visit, visit_id).order
        orders.cancel_order(session, order, actor="customer", now=day.clock.now(),
                            settings=day.house.settings, reason="test")  # fmt: skip
    assert bool(day.cases()) is is_open


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("phone", "13900002222"),
        ("remark", "门禁坏了"),
        ("corrected", "漕溪路 20 号"),
        ("moved", "静安区"),
    ],
)
@pytest.mark.parametrize("in_chat", [True, False])
def test_what_changes_after_the_worker_was_told_is_passed_on_once(
    day: Day, what: str, said: str, in_chat: bool
) -> None:
    """REQ C5, C8, C9: whoever changed it; who goes there no more is replaced."""
    visit_id = day.book()
    day.bring(visit_id, S.ACCEPTED)
    if not in_chat:
        day.unbind()
    day.at("11-24 19:00")
    before = len(day.heard("bai"))
    now, settings = day.clock.now(), day.house.settings
    with day.house.database.write() as session:
        make_area(session, "静安区")
        make_worker(session, "W030", areas=["静安区"])
        order = session.get_one(Visit, visit_id).order
        if what == "phone":
            order_contact.change(session, order, order_contact.Contact(phone="+8613900002222"),
                                 actor="customer", now=now, settings=settings)  # fmt: skip
        elif what == "remark":
            order_contact.add_remark(session, order, said, actor="customer", now=now,
                                     settings=settings)  # fmt: skip
        else:
            address = f"徐汇区{said}" if what == "corrected" else "静安区南京西路 5 号 301 室"
            corrections.correct(session, order.id, make_staff(session),
                                Correction(Cause.DESK, "记错了", address=address),
                                now=now, settings=settings)  # fmt: skip
    run_due_jobs(day.house)
    run_due_jobs(day.house)
    with day.house.database.read() as session:
        worker = session.get_one(Visit, visit_id).worker
        assert worker
        assert worker.number == ("W030" if what == "moved" else "W001")
        lines = [say(m) for m in time_line(session, session.get_one(Visit, visit_id).order_id)]
        assert not [line for line in lines if re.search(r"[a-z]", line)]
        changes = History.action.in_(["contact", "remark", "corrected"])
        assert count(session, History, History.subject == "order", changes) == 1
    if what == "moved":
        return
    if in_chat:
        assert len(day.heard("bai")) == before + 1
        assert said in day.heard("bai")[-1]
    else:
        assert len([case for case in day.cases() if "有变动" in case]) == 1


# -- more visits than one -------------------------------------------------------------------------


def _days(session: Session, day: Day, unit: str, gap: timedelta) -> list[int]:
    service = make_service(session, "nanny", unit=unit, name="育儿嫂")
    make_worker(session, "W020", skills=["nanny"],
                identity_id=make_conversation(session, sender="nanny").identity_id)  # fmt: skip
    first = at("11-25 09:00")
    spans = tuple((first + gap * n, first + gap * n + timedelta(hours=8)) for n in (1, 2))
    order = book(session, service, first, day.house.settings, further=spans,
                 conversation=make_conversation(session, sender="li"))  # fmt: skip
    return [visit.id for visit in order.visits]


def test_days_in_a_row_are_opened_once_and_asked_about_once(day: Day) -> None:
    """REQ C5, E1: reminded of and awaited on the first day, rated after the last."""
    with day.house.database.write() as session:
        first, second, third = _days(session, day, "月", timedelta(days=1))
    run_due_jobs(day.house)
    assert len(day.heard("nanny")) == 1
    for visit_id in (first, second, third):
        day.bring(visit_id, S.ACCEPTED)
    day.at("11-24 18:00")
    day.clock.set(at("11-25 09:00"))
    day.bring(first, S.UNDER_WAY)
    for moment in ("11-25 18:30", "11-26 09:30", "11-26 18:30", "11-27 18:30"):
        day.at(moment)
    with day.house.database.read() as session:
        states = {v.id: v.state for v in session.scalars(select(Visit))}
        assert {states[n] for n in (first, second, third)} == {S.COMPLETED}
        rated = session.scalars(select(FollowUp.visit_id).where(FollowUp.kind == K.RATING)).all()
        assert rated == [third]
    assert day.cases() == []
    assert len([text for text in day.heard("li") if "准备" in text]) == 1


def test_a_weekly_visit_is_reminded_of_each_time(day: Day) -> None:
    """REQ C5."""
    with day.house.database.write() as session:
        visits = _days(session, day, "次", timedelta(weeks=1))
    for moment in ("11-24 18:00", "12-01 18:00", "12-08 18:00"):
        day.at(moment)
    with day.house.database.read() as session:
        done = session.scalars(
            select(FollowUp.visit_id).where(FollowUp.kind == K.REMINDER,
                                            FollowUp.state == FollowUpState.DONE)
        ).all()  # fmt: skip
        assert sorted(done) == visits


@pytest.mark.parametrize(("unit", "daily"), [("小时", False), ("次", False), ("平米", False),
                                              ("26天", True), ("月", True), ("天", True)])  # fmt: skip
def test_the_unit_says_whether_somebody_comes_every_day(
    house: House, unit: str, daily: bool
) -> None:
    with house.database.write() as session:
        assert rhythm.is_daily(make_service(session, unit=unit)) is daily


# -- the desk -------------------------------------------------------------------------------------


def test_an_agent_gives_a_visit_to_another_and_all_three_hear_of_it(day: Day) -> None:
    """REQ C4, C5."""
    visit_id = day.book()
    with day.house.database.write() as session:
        other = make_worker(session, "W002",
                            identity_id=make_conversation(session, sender="su").identity_id)  # fmt: skip
        staff = make_staff(session)
        visit = session.get_one(Visit, visit_id)
        assert [p.worker.number for p in propose(session, visit)] == ["W002"]
        first, third = visit.worker_id, make_worker(session, "W003").id
        order_desk.assign_worker(session, visit_id, other.id, staff, seen=first,
                                 now=day.clock.now(), settings=day.house.settings)  # fmt: skip
        with pytest.raises(ConflictError, match="刚才已经换了人"):  # a colleague at the same time
            order_desk.assign_worker(session, visit_id, third, staff, seen=first,
                                     now=day.clock.now(), settings=day.house.settings)  # fmt: skip
    run_due_jobs(day.house)
    assert "不用" in day.heard("bai")[-1]
    assert len(day.heard("su")) == 1
    assert "（W002）" in day.heard("li")[-1]
    with day.house.database.read() as session:
        assert session.scalars(select(Refusal)).one().kind == RefusalKind.TAKEN_AWAY
        order = session.get_one(Visit, visit_id).order
        told = [m.what for m in time_line(session, order.id)]
        assert told[0] == "booked"
        assert {"offer", "replaced", "released", "reminder"} <= set(told)


def test_an_agent_cannot_give_a_visit_to_who_is_taken(day: Day) -> None:
    """REQ C4: refused, and the visit stays with whom it was."""
    first, second = day.book(), day.book("11-26 09:00")
    with day.house.database.write() as session:
        other = make_worker(session, "W002")
        session.get_one(Visit, second).worker_id = other.id
        session.get_one(Visit, second).start_at = at("11-25 10:00")
        staff = make_staff(session)
        worker_id = other.id
    with (
        pytest.raises(ConflictError, match="已有安排"),
        day.house.database.write() as session,
    ):
        order_desk.assign_worker(session, first, worker_id, staff,
                                 seen=session.get_one(Visit, first).worker_id, now=day.clock.now(),
                                 settings=day.house.settings)  # fmt: skip
    with day.house.database.read() as session:
        visit = session.get_one(Visit, first)
        assert visit.worker is not None
        assert (visit.worker.number, visit.state) == ("W001", S.ASSIGNED)
        assert count(session, Refusal) == 0
