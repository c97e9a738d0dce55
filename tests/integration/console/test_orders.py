"""Orders and complaints in the customer's column, in a real browser (REQ C3, C6, C8, D4, D5, D7)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.models import (
    Case,
    Complaint,
    ComplaintState,
    Conversation,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Message,
    Order,
    Outbox,
    Purpose,
    Refusal,
    RefusalKind,
    Service,
    VisitState,
)
from bot.models import Visit as VisitRecord
from bot.services.order import machine, orders
from bot.services.screens import desk_marks
from tests.factories import book, complain, make_company, make_worker
from tests.integration.console.console_desk import Desk, Visit

_REFUSED = "这一步现在不能做"


def booked(desk: Desk, number: int) -> tuple[int, int]:
    """A customer with an order for the day after tomorrow; the conversation's id and the order's."""
    conversation_id = desk.customer("约保洁", name="周女士")
    with desk.house.database.write() as session:
        service = session.scalar(select(Service)) or make_company(session)
        make_worker(session, f"W9{number}", name="顾小满")
        now = desk.house.clock.now()
        conversation = session.get_one(Conversation, conversation_id)
        order = book(
            session,
            service,
            now + timedelta(hours=50),
            desk.house.settings,
            conversation=conversation,
            now=now,
        )
        return conversation_id, order.id


def visit_of(desk: Desk, order_id: int) -> VisitRecord:
    with desk.house.database.read() as session:
        return session.scalars(select(VisitRecord).where(VisitRecord.order_id == order_id)).one()


def notices(desk: Desk, conversation_id: int) -> list[str]:
    wish = (
        select(Message)
        .join(Outbox, Outbox.message_id == Message.id)
        .where(Outbox.conversation_id == conversation_id, Outbox.purpose == Purpose.NOTICE)
        .order_by(Message.id)
    )
    with desk.house.database.read() as session:
        return [message.text for message in session.scalars(wish)]


def open_card(visit: Visit, conversation_id: int, section: str) -> tuple[Page, str]:
    page = visit("li", f"/console/?c={conversation_id}")
    card = f".section.{section} .card"
    expect(page.locator(card)).to_be_visible()
    return page, card


def test_c6_an_agent_completes_a_visit(desk: Desk, visit: Visit) -> None:
    """The rating request and the callback are scheduled with the last step."""
    conversation_id, order_id = booked(desk, 1)
    with desk.house.database.write() as session:
        begun = session.get_one(Order, order_id).visits[0]
        begun.start_at, begun.end_at = (
            at - timedelta(hours=50) for at in (begun.start_at, begun.end_at)
        )
    page, card = open_card(visit, conversation_id, "orders")
    for step, state in (
        ("已派工", "已派工"),
        ("服务人员已接单", "服务人员已接单"),
        ("开始服务", "服务中"),
    ):
        expect(page.locator(f"{card} .step")).to_have_text([step])
        page.click(f"{card} .step")
        expect(page.locator(f"{card} .pill")).to_have_text(state)
    expect(page.locator(f"{card} >> text=取消订单")).to_have_count(0)
    page.click(f"{card} .step >> text=完成")
    page.click(".ask >> text=返回")
    assert visit_of(desk, order_id).state == VisitState.UNDER_WAY
    page.click(f"{card} .step >> text=完成")
    page.click(".ask >> text=确认完成")
    expect(page.locator(f"{card} .pill")).to_have_text("已完成")
    expect(page.locator(f"{card} .btn")).to_have_text(["时间线", "更正"])
    page.click(f"{card} >> text=时间线")
    for line in ("下单", "状态 已完成", "评价邀请", "客服 li"):
        expect(page.locator(".time-line")).to_contain_text(line)
    page.click(".ask-buttons >> text=关闭")
    done = visit_of(desk, order_id)
    with desk.house.database.read() as session:
        rows = session.scalars(select(FollowUp).where(FollowUp.visit_id == done.id)).all()
    pending = {row.kind for row in rows if row.state == FollowUpState.PENDING}
    assert pending >= {FollowUpKind.RATING, FollowUpKind.CALLBACK}


def test_c4_an_agent_sends_somebody_else(desk: Desk, visit: Visit) -> None:
    """The candidates are shown with why; the choice is the visit's worker from then on."""
    conversation_id, order_id = booked(desk, 5)
    with desk.house.database.write() as session:
        make_worker(session, "W95B", name="顾大满", years=3)
        before = session.get_one(Order, order_id).visits[0].worker_id
    page, card = open_card(visit, conversation_id, "orders")
    for state in ("已派工", "服务人员已接单"):
        page.click(f"{card} .step >> text={state}")
        expect(page.locator(f"{card} .pill")).to_have_text(state)
    page.click(f"{card} >> text=换人")
    expect(page.locator(".ask")).to_contain_text("W95B 顾师傅：评分 5 +50；经验 3 年 +1.2")
    page.click(".ask >> text=派 W95B")
    expect(page.locator(f"{card} .visit")).to_contain_text("顾大满")
    expect(page.locator(f"{card} .pill")).to_have_text("已派工")
    with desk.house.database.read() as session:
        refusal = session.scalars(select(Refusal)).one()
        assert (refusal.worker_id, refusal.kind) == (before, RefusalKind.TAKEN_AWAY)


def test_c3_a_refused_step_is_told(
    desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague cancelled the order, and this page has not heard of it yet."""
    conversation_id, order_id = booked(desk, 2)
    page, card = open_card(visit, conversation_id, "orders")
    with monkeypatch.context() as unheard:
        unheard.setattr(desk_marks, "section_marks", lambda session, ids: {})
        page.wait_for_timeout(1000)
        page.click(f"{card} >> text=取消订单")
        page.fill(".ask textarea", "客户临时出差")
        with desk.house.database.write() as session:
            found = session.get_one(Order, order_id)
            more = {"now": desk.house.clock.now(), "settings": desk.house.settings}
            orders.cancel_order(session, found, actor="staff:wang", reason="客户取消", **more)
        page.click(".ask-buttons >> text=取消订单")
        expect(page.locator(".ask-missing")).to_contain_text("不能取消")
        expect(page.locator(".ask textarea")).to_have_value("客户临时出差")
        page.click(".ask-buttons >> text=返回")
        page.click(f"{card} .step")
        expect(page.locator(".q-notification")).to_contain_text(_REFUSED)
        expect(page.locator(f"{card} .pill")).to_have_text("已确认")
    expect(page.locator(f"{card} .pill")).to_have_text("已取消")


def test_c8_an_order_is_cancelled_with_a_reason(desk: Desk, visit: Visit) -> None:
    conversation_id, order_id = booked(desk, 3)
    page, card = open_card(visit, conversation_id, "orders")
    page.locator(".draft").press_sequentially("/您预约的")
    filled = re.compile("周女士您好，您预约的日常保洁（D[0-9-]+）安排在.+月")
    expect(page.locator(".canned-item:visible")).to_have_text(filled)
    page.fill(".draft", "")
    page.click(f"{card} >> text=取消订单")
    expect(page.locator(".ask")).to_contain_text("提前 24 小时免费取消")
    expect(page.locator(".ask")).to_contain_text("现在取消不收费用")
    page.click(".ask-buttons >> text=取消订单")
    expect(page.locator(".ask-missing")).to_have_text("请写明取消原因")
    page.fill(".ask textarea", "客户临时出差")
    page.click(".ask-buttons >> text=取消订单")
    expect(page.locator(f"{card} .pill")).to_have_text("已取消")
    assert visit_of(desk, order_id).state == VisitState.CANCELLED
    (told,) = notices(desk, conversation_id)
    with desk.house.database.read() as session:
        assert session.get_one(Order, order_id).number in told
    expect(page.locator(".msg.bot .text")).to_have_text([told])


def test_d4_a_complaint_is_looked_into_settled_and_closed(desk: Desk, visit: Visit) -> None:
    conversation_id = desk.customer("阿姨迟到了一个小时", name="吴女士")
    with desk.house.database.write() as session:
        conversation = session.get_one(Conversation, conversation_id)
        now = desk.house.clock.now()
        filed = complain(session, conversation, desk.house.settings, now=now).id
    page, card = open_card(visit, conversation_id, "complaints")
    expect(page.locator(f"{card} .wanted")).to_have_count(0)
    with desk.house.database.write() as session:  # the customer writes on meanwhile
        session.get_one(Complaint, filed).wanted = "道歉；退款 200 元"
    expect(page.locator(f"{card} .wanted")).to_have_text("诉求道歉；退款 200 元")
    page.click(f"{card} >> text=开始核实")
    expect(page.locator(f"{card} .pill")).to_have_text("核实中")
    page.click(f"{card} >> text=提交处理结果")
    page.fill(".ask textarea >> nth=0", "大概周六免费返工")
    page.fill(".ask textarea >> nth=1", "现场照片")
    expect(page.locator(".letter")).to_contain_text("处理依据：现场照片")
    page.click(".ask >> text=发送给客户")
    expect(page.locator(".ask").last).to_contain_text("“大概”")
    page.click(".ask >> text=返回修改")
    expect(page.locator(".ask-missing")).to_have_text("请先修改：大概")
    expect(page.locator(".ask textarea >> nth=0")).to_have_value("大概周六免费返工")
    page.fill(".ask textarea >> nth=0", "周六免费返工")
    shown = page.locator(".letter:visible")
    expect(shown).to_contain_text("处理措施：周六免费返工")
    letter = shown.inner_text()
    page.click(".ask >> text=发送给客户")
    expect(page.locator(f"{card} .pill")).to_have_text("已解决")
    assert notices(desk, conversation_id)[-1] == letter
    expect(page.locator(".msg.person .text")).to_have_text([letter])
    page.click(f"{card} >> text=关闭")
    page.fill(".ask textarea", "客户认可")
    page.click(".ask-buttons >> text=关闭投诉")
    expect(page.locator(f"{card} .pill")).to_have_text("已关闭")
    expect(page.locator(".section.cases")).to_be_hidden()
    with desk.house.database.read() as session:
        assert session.get_one(Complaint, filed).state == ComplaintState.CLOSED
        case = session.scalars(select(Case).where(Case.complaint_id == filed)).one()
    assert (case.state, case.cause) == ("closed", "客户认可")


def test_a_question_outlives_the_card_that_asked_it(desk: Desk, visit: Visit) -> None:
    """The card is drawn again while its button is held down, and while the dialog stands open:
    neither the press nor what was typed is lost."""
    conversation_id, order_id = booked(desk, 4)
    page, card = open_card(visit, conversation_id, "orders")

    def goes_on(to: VisitState, shown: str) -> None:
        with desk.house.database.write() as session:
            found = session.get_one(Order, order_id)
            more = {"now": desk.house.clock.now(), "settings": desk.house.settings}
            machine.advance_to(session, found.visits[0], to, actor="test", **more)
        expect(page.locator(f"{card} .pill")).to_have_text(shown)

    page.hover(f"{card} >> text=取消订单")
    page.mouse.down()
    goes_on(VisitState.ASSIGNED, "已派工")
    page.mouse.up()
    page.fill(".ask textarea", "客户临时出差")
    goes_on(VisitState.ACCEPTED, "服务人员已接单")
    expect(page.locator(".ask textarea")).to_have_value("客户临时出差")
    page.click(".ask-buttons >> text=取消订单")
    expect(page.locator(".q-notification")).to_contain_text("订单已取消")
    assert visit_of(desk, order_id).state == VisitState.CANCELLED
