"""A worker's turn: to the workers' desk and nowhere else (REQ A1, A10, C5, D3, G2, G5)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.base import Inbound
from bot.clock import ManualClock
from bot.conversation import side_desks
from bot.conversation.inbox import receive
from bot.conversation.turn import Turns
from bot.house import House
from bot.jobs.scheduler import run_due_jobs
from bot.models import (
    Absence,
    Case,
    CaseKind,
    Complaint,
    Conversation,
    Draft,
    Flag,
    History,
    Message,
    Order,
    Outbox,
    Owner,
    Refusal,
    RefusalKind,
    Visit,
    VisitState,
    Worker,
)
from bot.services.handoff import handling
from bot.services.worker import workers
from tests.factories import (
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

S = VisitState
HIDDEN = ("漕溪路", "501", PHONE, PHONE.removeprefix("+86"), "王小明")


class Yard:
    """One worker who is in the chat, colleagues who are not, and a customer with an order."""

    def __init__(self, house: House, clock: ManualClock) -> None:
        self.house, self.clock = house, clock
        self.engine = FakeEngine()
        self.turns = Turns(house.database, self.engine, clock, house.settings, house.wording, "w1")
        with house.database.write() as session:
            self.service = make_company(session, workers=1)
            chat = make_conversation(session, sender="bai")
            self.chat_id = chat.id
            session.scalars(select(Worker)).one().identity_id = chat.identity_id

    @property
    def worker(self) -> Worker:
        with self.house.database.read() as session:
            return session.scalars(select(Worker).where(Worker.number == "W001")).one()

    def order(self, start: str = "11-25 09:00", *, sender: str = "li", **more: Any) -> int:
        """An assigned visit; its id."""
        with self.house.database.write() as session:
            chat = make_conversation(session, sender=sender)
            chat.identity.customer.name = "王小明"
            order = book(
                session, self.service, at(start), self.house.settings, conversation=chat,
                now=self.clock.now(), **more,
            )  # fmt: skip
            visit_id = order.visits[0].id
        run_due_jobs(self.house)
        return visit_id

    def colleague(self, number: str = "W002", **more: Any) -> None:
        from tests.factories import make_worker

        with self.house.database.write() as session:
            make_worker(session, number, **more)

    def say(self, text: str, *, sender: str = "bai", **more: Any) -> str:
        """What the worker gets for an answer to a message."""
        inbound: Inbound = says(text, sender=sender, **more)
        receive(self.house.database, inbound, clock=self.clock, settings=self.house.settings)
        self.clock.advance(timedelta(seconds=3))
        while self.turns.take_next():
            pass
        return self.heard(sender)[-1]

    def press(self, payload: str) -> str:
        return self.say("", kind="button", payload=payload)

    def heard(self, sender: str = "bai") -> list[str]:
        with self.house.database.read() as session:
            rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
            return [
                row.message.text
                for row in rows
                if session.get_one(Conversation, row.conversation_id).identity.external_id == sender
            ]

    def offered(self) -> list[str]:
        """The payloads of the last message to the worker."""
        with self.house.database.read() as session:
            last = session.scalars(
                select(Message)
                .join(Outbox, Outbox.message_id == Message.id)
                .where(Message.conversation_id == self.chat_id)
                .order_by(Message.id.desc())
            ).first()
            return [b["payload"] for b in (last.data or {}).get("buttons", [])] if last else []

    def state(self, visit_id: int) -> VisitState:
        with self.house.database.read() as session:
            return VisitState(session.get_one(Visit, visit_id).state)


@pytest.fixture
def yard(house: House, clock: ManualClock) -> Yard:
    return Yard(house, clock)


# -- into the chat --------------------------------------------------------------------------------


def test_who_sends_an_invitation_code_is_bound_and_no_customer_any_more(yard: Yard) -> None:
    """REQ A1."""
    yard.colleague()
    with yard.house.database.write() as session:
        code = workers.invite(
            session, "W002", actor="cli:li", now=NOW, settings=yard.house.settings
        )
    assert "绑定好了" in yard.say(f"邀请码 {code}", sender="hong")
    assert "没有" in yard.say("明天有什么活", sender="hong")
    assert "无效" in yard.say(code, sender="stranger")
    assert yard.engine.asked == yard.engine.turns == []


def test_a_customer_is_never_at_the_workers_desk(yard: Yard) -> None:
    visit_id = yard.order()
    for text in ("明天有什么活", "到了", "做完了", "接单"):
        yard.say(text, sender="somebody")
    yard.say("", sender="somebody", kind="button", payload=f"job:accept:{visit_id}")
    assert len(yard.engine.turns) == 5
    assert yard.state(visit_id) == S.ASSIGNED


@pytest.mark.parametrize(
    "text",
    [
        "我要预约保洁明天下午两点",
        "日常保洁多少钱",
        "我要投诉",
        "取消订单",
        '/order_place{"service": "daily_clean"}',
        "' OR 1=1; --",
        "{job} {name} %s",
        "\u202e\u0000了到",
        "到" * 1900,
    ],
)
def test_no_text_of_a_worker_reaches_the_customers_flows(yard: Yard, text: str) -> None:
    """REQ A1, G5: nothing is booked, filed or asked of the engine; there is an answer."""
    visit_id = yard.order()
    assert yard.say(text)
    assert yard.engine.asked == yard.engine.turns == []
    assert yard.state(visit_id) == S.ASSIGNED
    with yard.house.database.read() as session:
        assert count(session, Order) == 1
        assert count(session, Complaint) == count(session, Draft) == 0


@pytest.mark.parametrize("payload", ["job:accept:999999", "job:accept:-1", "job:accept:x", "job:",
    "job:accept:99999999999999999999", "leave:gestern", "leave:2030-01-01", "rate:1:5", "yes"])  # fmt: skip
def test_a_forged_button_does_nothing(yard: Yard, payload: str) -> None:
    visit_id = yard.order()
    yard.press(payload)
    assert yard.state(visit_id) == S.ASSIGNED
    with yard.house.database.read() as session:
        assert count(session, Refusal) == count(session, Absence) == 0


def test_another_workers_job_cannot_be_touched(yard: Yard) -> None:
    yard.colleague(rating=Decimal(5), years=9)
    visit_id = yard.order()
    with yard.house.database.write() as session:
        other = session.scalars(select(Worker).where(Worker.number == "W002")).one()
        session.get_one(Visit, visit_id).worker_id = other.id
    for verb in ("accept", "decline", "off", "arrived", "done", "late"):
        assert "不在您名下" in yard.press(f"job:{verb}:{visit_id}")
    assert yard.state(visit_id) == S.ASSIGNED


def test_two_misses_in_a_row_bring_a_person(yard: Yard) -> None:
    """REQ A10."""
    assert "我的单" in yard.say("哈哈")
    assert "同事" in yard.say("工资什么时候发")
    with yard.house.database.read() as session:
        chat = session.get_one(Conversation, yard.chat_id)
        assert (chat.owner, chat.flags) == (Owner.QUEUE, [Flag.NOT_UNDERSTOOD])


def test_while_a_person_has_the_conversation_the_desk_is_silent(yard: Yard) -> None:
    """REQ A10."""
    visit_id = yard.order()
    with yard.house.database.write() as session:
        agent = make_staff(session)
        handling.take(
            session, yard.chat_id, agent, wording=yard.house.wording, now=yard.clock.now()
        )
    before = yard.heard()
    yard.say("接单")
    assert yard.heard() == before
    assert yard.state(visit_id) == S.ASSIGNED


def test_danger_goes_to_a_person_at_once_and_is_no_complaint(yard: Yard) -> None:
    """REQ D3."""
    yard.order()
    assert "120" in yard.say("我从梯子上摔下来了，流了很多血，动不了")
    with yard.house.database.read() as session:
        assert session.scalars(select(Case)).one().kind == CaseKind.URGENT
        assert session.get_one(Conversation, yard.chat_id).flags == [Flag.URGENT]
        assert count(session, Complaint) == 0


# -- jobs, and what a worker may see --------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "shown"),
    [("11-22 10:00", False), ("11-23 23:59", False), ("11-24 00:00", True), ("11-25 08:00", True)],
)
def test_the_customers_contact_is_masked_until_the_day_before(
    yard: Yard, moment: str, shown: bool
) -> None:
    """REQ G2; that it was shown is in the history."""
    yard.order(note="有狗，电话13800138000")
    yard.clock.set(at(moment) - timedelta(seconds=3))
    said = yard.say("我的单")
    assert "徐汇区" in said
    assert "有狗" in said
    assert [word in said for word in ("漕溪路", PHONE, "王小明")] == [shown] * 3
    assert ("13800138000" in said) is shown
    with yard.house.database.read() as session:
        assert bool(count(session, History, History.action == "contact shown")) is shown


def test_after_the_job_the_contact_is_masked_again(yard: Yard) -> None:
    """REQ G2."""
    visit_id = yard.order()
    yard.clock.set(at("11-25 08:55"))
    yard.say("到了")
    yard.clock.set(at("11-25 11:00"))
    yard.say("做完了")
    assert yard.state(visit_id) == S.COMPLETED
    said = yard.say("我的单")
    assert not any(word in said for word in HIDDEN)


def test_an_offer_long_before_shows_no_contact(yard: Yard) -> None:
    """REQ G2: the push is masked like the list."""
    yard.order()
    [offer] = yard.heard()
    assert "徐汇区" in offer
    assert not any(word in offer for word in HIDDEN)


def test_the_jobs_of_a_day_are_those_of_that_day(yard: Yard) -> None:
    yard.order("11-23 09:00")
    yard.order("11-25 09:00", sender="two")
    assert "11月23日" in yard.say("明天有什么活")
    assert "11月25日" not in yard.heard()[-1]
    assert "没有" in yard.say("后天的单")
    assert "2 单" in yard.say("我的单")


# -- yes, there, done -----------------------------------------------------------------------------


def test_a_job_goes_its_way_by_words(yard: Yard) -> None:
    """REQ C3, C5: every step with who and when."""
    visit_id = yard.order("11-22 14:00")
    assert "11月22日" in yard.say("好的")
    assert yard.state(visit_id) == S.ACCEPTED
    yard.clock.set(at("11-22 13:58"))
    yard.say("到楼下了")
    assert yard.state(visit_id) == S.UNDER_WAY
    yard.clock.set(at("11-22 16:05"))
    yard.say("打扫完了，客户很满意")
    assert yard.state(visit_id) == S.COMPLETED
    with yard.house.database.read() as session:
        rows = session.scalars(
            select(History).where(History.subject == "visit", History.actor == "worker:W001",
                                  History.action == "moved").order_by(History.id)
        ).all()  # fmt: skip
        assert [row.after for row in rows] == [S.ACCEPTED, S.UNDER_WAY, S.COMPLETED]


def test_a_job_goes_its_way_by_buttons_each_pressed_twice(yard: Yard) -> None:
    """REQ G5."""
    visit_id = yard.order("11-22 14:00")
    for moment, verb, state in (
        ("11-22 11:00", "accept", S.ACCEPTED),
        ("11-22 14:00", "arrived", S.UNDER_WAY),
        ("11-22 16:00", "done", S.COMPLETED),
    ):
        yard.clock.set(at(moment))
        for _ in range(2):
            assert "不在" not in yard.press(f"job:{verb}:{visit_id}")
            assert yard.state(visit_id) == state


@pytest.mark.parametrize(
    ("text", "moment", "stays"),
    [
        ("做完了", "11-24 12:00", S.ACCEPTED),
        ("到了", "11-24 12:00", S.ACCEPTED),
        ("到了", "11-25 06:30", S.ACCEPTED),
        ("做完了", "11-25 08:59", S.ACCEPTED),
    ],
)
def test_nothing_is_reported_before_its_time(
    yard: Yard, text: str, moment: str, stays: VisitState
) -> None:
    """REQ C3."""
    visit_id = yard.order()
    yard.say("接单")
    yard.clock.set(at(moment) - timedelta(seconds=30))
    assert "还没到时间" in yard.say(text)
    assert yard.state(visit_id) == stays


def test_who_forgot_to_report_the_arrival_can_report_the_end(yard: Yard) -> None:
    visit_id = yard.order()
    yard.clock.set(at("11-25 11:10"))
    yard.say("做完了")
    assert yard.state(visit_id) == S.COMPLETED


def test_with_two_jobs_it_asks_which_one(yard: Yard) -> None:
    first, second = yard.order("11-25 09:00"), yard.order("11-26 09:00", sender="two")
    assert "哪一单" in yard.say("临时有事来不了")
    assert yard.offered() == [f"job:off:{first}", f"job:off:{second}"]
    yard.say("第二个")
    assert (yard.state(first), yard.state(second)) == (S.ASSIGNED, S.CONFIRMED)


def test_the_day_says_which_job_it_is(yard: Yard) -> None:
    first, second = yard.order("11-25 09:00"), yard.order("11-26 09:00", sender="two")
    yard.say("26号那单接了")
    yard.say("11月26日的可以")
    assert (yard.state(first), yard.state(second)) == (S.ASSIGNED, S.ACCEPTED)


def test_a_yes_to_an_offer_is_about_the_job_offered_last(yard: Yard) -> None:
    first, second = yard.order("11-25 09:00"), yard.order("11-26 09:00", sender="two")
    yard.say("好的")
    assert (yard.state(first), yard.state(second)) == (S.ASSIGNED, S.ACCEPTED)


def test_all_at_once_can_be_accepted(yard: Yard) -> None:
    jobs = [yard.order("11-25 09:00"), yard.order("11-26 09:00", sender="two")]
    yard.say("都接")
    assert {yard.state(job) for job in jobs} == {S.ACCEPTED}


# -- not coming -----------------------------------------------------------------------------------


def test_a_declined_job_goes_to_another_and_the_reason_is_asked(yard: Yard) -> None:
    """REQ C4, C5."""
    visit_id = yard.order()
    yard.colleague()
    assert "原因" in yard.press(f"job:decline:{visit_id}")
    assert "记下" in yard.say("那天孩子要开家长会")
    with yard.house.database.read() as session:
        refusal = session.scalars(select(Refusal)).one()
        assert (refusal.kind, refusal.reason) == (RefusalKind.DECLINED, "那天孩子要开家长会")
        visit = session.get_one(Visit, visit_id)
        assert visit.worker is not None
        assert (visit.worker.number, visit.state) == ("W002", S.ASSIGNED)
    run_due_jobs(yard.house)
    [told] = yard.heard("li")
    assert "（W002）" in told
    assert "不在您名下" in yard.press(f"job:accept:{visit_id}")


def test_a_job_called_off_on_the_day_asks_the_customer(yard: Yard) -> None:
    """REQ C5: within 24 hours she is asked, and may move or cancel for nothing."""
    yard.colleague()
    visit_id = yard.order("11-22 18:00")
    with yard.house.database.write() as session:
        visit = session.get_one(Visit, visit_id)
        visit.worker_id = yard.worker.id
    yard.press(f"job:accept:{visit_id}")
    yard.say("孩子发高烧，今天去不了了")
    run_due_jobs(yard.house)
    with yard.house.database.read() as session:
        assert session.scalars(select(Refusal)).one().kind == RefusalKind.CALLED_OFF
        told = session.scalars(
            select(Message).join(Outbox, Outbox.message_id == Message.id)
            .where(Outbox.key.like("%replaced%"))
        ).one()  # fmt: skip
        payloads = [b["payload"].partition(":")[0] for b in (told.data or {})["buttons"]]
        assert payloads == ["yes", "reschedule", "cancel"]
        assert "不收费" in told.text


def test_with_nobody_free_a_person_gets_the_candidates(yard: Yard) -> None:
    """REQ C4: each with one line of why."""
    visit_id = yard.order()
    yard.colleague("W002", areas=["崇明区"], years=6)
    yard.say("身体不舒服，去不了")
    with yard.house.database.read() as session:
        visit = session.get_one(Visit, visit_id)
        assert (visit.state, visit.worker_id) == (S.CONFIRMED, None)
        case = session.scalars(select(Case)).one()
        assert case.order_id == visit.order_id
        assert "W002 白师傅：评分 5 +50；经验 6 年 +2.4（平时不去徐汇区）" in case.subject
        assert "W001 白师傅" in case.subject
        assert "已表示这一单来不了" in case.subject
    assert run_due_jobs(yard.house) is None
    assert yard.state(visit_id) == S.CONFIRMED


def test_who_declined_is_not_asked_again_for_that_time(yard: Yard) -> None:
    visit_id = yard.order()
    yard.say("不接")
    for _ in range(3):
        run_due_jobs(yard.house)
    with yard.house.database.read() as session:
        assert session.get_one(Visit, visit_id).worker_id is None


def test_leave_is_read_back_then_its_jobs_go_to_others_and_no_new_ones_come(yard: Yard) -> None:
    """REQ C4."""
    visit_id = yard.order("11-25 09:00")
    yard.colleague()
    assert "11-25" in yard.say("25号请一天假")
    assert yard.state(visit_id) == S.ASSIGNED
    assert "1 单" in yard.say("确认请假")
    yard.press("leave:2026-11-25")
    with yard.house.database.read() as session:
        assert count(session, Absence) == count(session, Refusal) == 1
        worker = session.get_one(Visit, visit_id).worker
        assert worker is not None
        assert worker.number == "W002"
    other = yard.order("11-25 14:00", sender="two")
    with yard.house.database.read() as session:
        worker = session.get_one(Visit, other).worker
        assert worker is not None
        assert worker.number == "W002"


def test_leave_of_several_days_by_words_gives_all_their_jobs_away(yard: Yard) -> None:
    """REQ C4."""
    first, last = yard.order("11-24 09:00"), yard.order("11-26 09:00", sender="two")
    later = yard.order("11-27 09:00", sender="three")
    yard.colleague()
    asked = yard.say("下周二到周四请假")
    assert ("11-24 至 11-26" in asked, "2 单" in asked) == (True, True)
    yard.press("leave:2026-11-24:2026-11-26")
    yard.press("leave:2026-11-24:2026-11-26")
    with yard.house.database.read() as session:
        numbers = [session.get_one(Visit, v).worker for v in (first, last, later)]
        assert [w.number for w in numbers if w] == ["W002", "W002", "W001"]
        absence = session.scalars(select(Absence)).one()
        assert absence.end_at - absence.start_at == timedelta(days=3)


def test_a_late_worker_is_announced_once(yard: Yard) -> None:
    """REQ C5."""
    yard.order("11-22 14:00")
    yard.clock.set(at("11-22 13:40"))
    yard.say("堵车，要晚到二十分钟")
    yard.say("还堵着，会再晚一点")
    told = [text for text in yard.heard("li") if "晚一些到" in text]
    assert len(told) == 1


def test_trouble_on_the_spot_goes_to_a_person_with_the_order(yard: Yard) -> None:
    visit_id = yard.order("11-22 14:00")
    yard.clock.set(at("11-22 14:05"))
    assert "同事" in yard.say("敲门没人开门，电话也打不通")
    with yard.house.database.read() as session:
        case = session.scalars(select(Case).where(Case.kind == CaseKind.ORDER)).one()
        assert case.order_id == session.get_one(Visit, visit_id).order_id
        assert "没人开门" in case.subject


# -- once, whatever happens -----------------------------------------------------------------------


def test_a_turn_that_is_taken_again_after_a_crash_says_the_same_and_does_nothing_twice(
    yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: killed between the step and the stored reply."""

    class PowerCut(BaseException):
        pass

    visit_id = yard.order()
    answer = side_desks.answer
    said: list[str] = []

    def answer_and_crash(*given: Any) -> Any:
        replies = answer(*given)
        said.extend(reply.text for reply in replies or [])
        if len(said) == 1:
            raise PowerCut
        return replies

    monkeypatch.setattr(side_desks, "answer", answer_and_crash)
    with pytest.raises(PowerCut):
        yard.say("不接")
    yard.clock.advance(timedelta(minutes=2))
    while yard.turns.take_next():
        pass
    assert said[0] == said[1] == yard.heard()[-1]
    with yard.house.database.read() as session:
        assert count(session, Refusal) == 1
        assert session.get_one(Visit, visit_id).state == S.CONFIRMED


def _moved(session: Session) -> int:
    return count(session, History, History.action == "moved")


def test_pictures_and_stickers_are_kept_and_move_nothing(yard: Yard) -> None:
    yard.order()
    with yard.house.database.read() as session:
        before = _moved(session)
    for kind in ("image", "sticker", "location", "unsupported"):
        assert yard.say("［图片］", kind=kind)
    with yard.house.database.read() as session:
        assert _moved(session) == before


def test_the_desk_speaks_english_to_who_writes_english(yard: Yard) -> None:
    yard.order()
    assert "no job" in yard.say("what jobs do I have tomorrow please")
