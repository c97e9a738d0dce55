"""The pages of quality and callbacks in a real browser (REQ C9, E1, E2, E7)."""

from datetime import timedelta
from decimal import Decimal

from playwright.sync_api import expect

from bot.models import (
    Call,
    Conversation,
    Service,
    Survey,
    SurveyKind,
    SurveyState,
    VisitState,
    Worker,
)
from bot.services.survey import surveys
from tests.factories import book, bring, make_company
from tests.integration.console.console_desk import Desk, Visit


def served(desk: Desk) -> str:
    """A customer's completed visit; the order's number."""
    conversation_id = desk.customer("你好", name="周小燕", phone="+8613800138000")
    with desk.house.database.write() as session:
        now, settings = desk.house.clock.now(), desk.house.settings
        service = session.query(Service).first() or make_company(session)
        session.query(Worker).update({"active": True})
        conversation = session.get_one(Conversation, conversation_id)
        start = now + timedelta(days=1 + session.query(Survey).count())
        order = book(session, service, start, settings, conversation=conversation, now=now)
        bring(session, order.visits[0], VisitState.COMPLETED, settings, now=now)
        return order.number


def test_a_call_is_made_with_a_script_and_its_result_entered(desk: Desk, visit: Visit) -> None:
    number = served(desk)
    page = visit("li", path="/console/callbacks")
    row = page.locator(f".table-row:has-text('{number}')")
    expect(row).to_contain_text("待回访")
    assert "13800138000" not in page.content()
    row.locator("text=打电话").click()
    expect(page.locator(".ask")).to_contain_text("13800138000")
    expect(page.locator(".script")).to_contain_text("日常保洁")
    page.click(".ask-buttons >> text=登记")
    expect(page.locator(".ask-missing")).to_contain_text("请选择评分")
    page.locator(".ask .q-select").nth(1).click()
    page.click(".q-menu >> text=5 非常满意")
    page.fill(".ask textarea", "很准时")
    page.click(".ask-buttons >> text=登记")
    expect(row).to_contain_text("已回访")
    expect(row).to_contain_text("5 分")
    expect(page.locator(".sheet-head")).to_contain_text("回访率")
    expect(page.locator("text=季度复核")).to_have_count(0)
    with desk.house.database.read() as session:
        assert session.query(Call).count() >= 1


def test_a_supervisor_rechecks_the_sample(desk: Desk, visit: Visit) -> None:
    served(desk)
    page = visit("chen", path="/console/callbacks")
    page.click("text=季度复核（20%）")
    expect(page.locator(".sheet-head")).to_contain_text("抽取 1 次，已复核 0 次")
    page.locator(".table-row >> text=打电话").first.click()
    page.locator(".ask .q-select").nth(0).click()
    page.click(".q-menu >> text=未联系上")
    page.click(".ask-buttons >> text=登记")
    expect(page.locator(".sheet-head")).to_contain_text("已复核 1 次")


def test_the_month_is_shown_by_service_worker_and_accuracy(desk: Desk, visit: Visit) -> None:
    served(desk)
    conversation_id = desk.customer("你好")
    with desk.house.database.write() as session:
        now = desk.house.clock.now()
        survey = surveys.ask_about_agent(
            session, session.get_one(Conversation, conversation_id), 1, now=now
        )
        survey.state, survey.score, survey.kind = SurveyState.ANSWERED, Decimal(5), SurveyKind.AGENT
    page = visit("chen", path="/console/quality")
    expect(page.locator(".tile").first).to_contain_text("100.0%")
    expect(page.locator(".table.results").last).to_contain_text("李明")
    page.click("text=上个月")
    expect(page.locator(".tile").first).to_contain_text("—")


def test_a_correction_from_the_card_has_a_cause(desk: Desk, visit: Visit) -> None:
    number = served(desk)
    with desk.house.database.read() as session:
        from bot.models import Order

        order = session.query(Order).filter_by(number=number).one()
    page = visit("li", path=f"/console/?c={order.conversation_id}")
    page.locator(".section.orders >> text=更正").first.click()
    page.click(".ask-buttons >> text=更正")
    expect(page.locator(".ask-missing")).to_contain_text("请写明")
    page.fill(".ask textarea", "门牌抄错")
    page.click(".ask-buttons >> text=更正")
    expect(page.locator(".q-notification")).to_contain_text("已更正")
