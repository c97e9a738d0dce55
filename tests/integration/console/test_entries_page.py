"""Orders and complaints typed in by people, in a real browser (REQ A1, C, D)."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from bot.clock import local
from bot.models import Complaint, DraftKind, Order, Service
from bot.services import drafts
from tests.factories import make_company
from tests.integration.console.console_desk import Desk, Visit


def open_company(desk: Desk) -> None:
    with desk.house.database.write() as session:
        if session.query(Service).first() is None:
            make_company(session, workers=3)


def pick(page: Page, title: str, value: str) -> None:
    page.locator(f".q-select:has-text('{title}')").click()
    page.locator(".q-menu").get_by_text(value, exact=True).click()


def in_days(number: int) -> str:
    return f"{local(datetime.now(UTC)) + timedelta(days=number):%Y-%m-%d}"


def test_a_half_filled_booking_of_the_bot_is_finished_beside_the_conversation(
    desk: Desk, visit: Visit
) -> None:
    open_company(desk)
    wanted = desk.customer("想约日常保洁", name="许女士", phone="+8613700137001")
    with desk.house.database.write() as session:
        talk, now = desk.conversation(wanted), desk.house.clock.now()
        draft = drafts.open_draft(session, talk, DraftKind.BOOKING, now)
        drafts.update(session, draft, now, service="daily_clean", phone="+8613700137001")
    page = visit("li", path=f"/console/?c={wanted}")
    page.click(".side-acts >> text=下单")
    form = page.locator(".ask")
    expect(form).to_contain_text("机器人已经记下的内容")
    expect(form.locator(".q-select:has-text('服务')")).to_contain_text("日常保洁")
    expect(form.get_by_label("联系电话")).to_have_attribute(
        "placeholder", "137****7001（不填则沿用）"
    )
    form.get_by_label("日期").fill(in_days(4))
    pick(page, "重复", "每周同一天")
    form.get_by_label("次数（不填排四周）").fill("2")
    form.get_by_label("开始时间").fill("23:30")
    form.get_by_label("服务地址").fill("徐汇区漕溪路18号3栋501室")
    form.locator("text=下单").last.click()
    refusal = page.locator(".ask .ask-missing")
    expect(refusal).to_contain_text("可以这样告诉客户", timeout=10_000)
    form.get_by_label("开始时间").fill("09:00")
    form.locator("text=下单").last.click()
    expect(page.locator(".section.orders .card")).to_contain_text("日常保洁")
    expect(page.locator(".ask")).to_have_count(0)
    page.click(".section.orders .card-acts >> text=改期")
    move(page, in_days(5), "14:00")
    first, second = (page.locator(".section.orders .visit").nth(n) for n in (0, 1))
    expect(first).to_contain_text("14:00–16:00")
    one_visit_alone(page, first, second)


def move(page: Page, day: str, clock: str) -> None:
    page.locator(".ask").get_by_label("新日期").fill(day)
    page.locator(".ask").get_by_label("新的开始时间").fill(clock)
    page.click(".ask-buttons >> text=改期")


def one_visit_alone(page: Page, first: Locator, second: Locator) -> None:
    """REQ C3, C8: one visit is moved, taken on and cancelled; the other stays as it is."""
    second.locator("text=改期").click()
    move(page, in_days(12), "23:30")
    expect(page.locator(".ask-missing")).to_contain_text("可以这样告诉客户")
    expect(page.get_by_label("新的开始时间")).to_have_value("23:30")
    move(page, in_days(12), "15:00")
    expect(second).to_contain_text("15:00–17:00")
    expect(first).to_contain_text("14:00–16:00")
    first.locator("text=已派工").click()
    first.locator(".step", has_text="服务人员已接单").click()
    expect(first.locator(".step")).to_have_text("开始服务")
    expect(second.locator(".step")).to_have_text("已派工")
    second.locator("text=取消这次").click()
    expect(page.locator(".ask")).to_contain_text("其余照常")
    page.fill(".ask textarea", "客户那天不在家")
    page.click(".ask-buttons >> text=取消这一次")
    expect(second).to_contain_text("已取消")
    expect(second.locator(".btn")).to_have_count(0)
    expect(first.locator(".step")).to_have_text("开始服务")


def test_the_catalogues_answer_goes_into_the_reply_box_and_a_refused_complaint_stays(
    desk: Desk, visit: Visit
) -> None:
    open_company(desk)
    wanted = desk.customer("多少钱", name="沈女士")
    page = visit("li", path=f"/console/?c={wanted}")
    page.click("text=接管")
    page.click(".side-acts >> text=目录答案")
    expect(page.locator(".letter")).to_contain_text("45")
    page.click("text=放进回复框")
    expect(page.locator(".composer .draft")).to_have_value(re.compile("45"))
    page.click(".side-acts >> text=登记投诉")
    page.get_by_label("客户希望怎么处理").fill("重新做一次")
    page.click(".ask-buttons >> text=登记")
    expect(page.locator(".ask-missing")).to_have_text("请写下客户反映的问题")
    expect(page.get_by_label("客户希望怎么处理")).to_have_value("重新做一次")
    page.get_by_label("客户反映的问题").fill("窗户没擦干净")
    page.dblclick(".ask-buttons >> text=登记")  # pressed twice, filed once
    expect(page.locator(".section.complaints .card")).to_have_count(1)
    expect(page.locator(".section.complaints")).to_contain_text("窗户没擦干净")
    expect(page.locator(".section.complaints .wanted")).to_have_text("诉求重新做一次")


def test_a_caller_becomes_a_customer_with_an_order_a_complaint_and_an_enquiry(
    desk: Desk, visit: Visit
) -> None:
    open_company(desk)
    page = visit("wang", path="/console/intake")
    page.get_by_label("客户电话").fill("13600136009")
    expect(page.locator(".found-line")).to_contain_text("新客户")
    page.get_by_label("客户称呼（新客户）").fill("高先生")
    pick(page, "服务", "日常保洁")
    page.get_by_label("日期").fill(in_days(6))
    page.get_by_label("开始时间").fill("10:00")
    page.get_by_label("服务地址").fill("徐汇区漕溪路18号3栋501室")
    page.click(".intake .ask-buttons >> text=登记")
    expect(page.locator(".done")).to_contain_text("订单 D")
    page.click(".sheet-tabs >> text=投诉")
    page.get_by_label("客户反映的问题（时间、经过、人员）").fill("师傅迟到一小时")
    expect(page.locator(".found-line")).to_contain_text("老客户")
    number = page.locator(".done .num").inner_text().split()[1]
    pick(page, "相关订单", f"{number} · 日常保洁")
    page.click(".intake .ask-buttons >> text=登记")
    expect(page.locator(".done")).to_contain_text("投诉 T")
    page.click(".sheet-tabs >> text=咨询")
    page.get_by_label("客户说的内容").fill("想了解<b>养老</b>护理")
    page.click(".intake .ask-buttons >> text=登记")
    expect(page.locator(".done")).to_contain_text("工单 G")
    with desk.house.database.read() as session:
        order = session.query(Order).order_by(Order.id.desc()).first()
        assert order is not None
        assert order.phone == "+8613600136009"
        assert order.customer.name == "高先生"
        complaint = session.query(Complaint).filter_by(customer_id=order.customer_id).one()
        assert (complaint.detail, complaint.order_id) == ("师傅迟到一小时", order.id)
    page.click(".done >> text=打开会话")
    expect(page.locator(".stream")).to_contain_text("想了解<b>养老</b>护理")
    expect(page.locator(".stream")).to_contain_text("由客服登记")
    expect(page.locator(".section.cases")).to_contain_text("咨询")
