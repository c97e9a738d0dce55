"""The page of undelivered messages, in a real browser (REQ E6, G2, G3, G5)."""

from playwright.sync_api import expect

from bot.models import Conversation, Delivery, History, Outbox, Purpose
from bot.services.sending import undelivered
from tests.factories import queue_message
from tests.integration.console.console_desk import Desk, Visit


def troubled(desk: Desk, text: str, state: Delivery) -> int:
    """A message that did not arrive; the number of its row."""
    conversation_id = desk.customer("在吗", name="周小燕")
    with desk.house.database.write() as session:
        now = desk.house.clock.now()
        conversation = session.get_one(Conversation, conversation_id)
        row = queue_message(session, conversation, text, purpose=Purpose.NOTICE, now=now)
        row.state, row.channel_result = state, "quiet hours"
        if state in (Delivery.HANDED, Delivery.FAILED):
            undelivered.hand_to_person(session, row, "quiet hours", now=now)
        return row.id


def row_of(desk: Desk, row_id: int) -> Outbox:
    with desk.house.database.read() as session:
        return session.get_one(Outbox, row_id)


def test_a_lead_sends_again_and_drops_with_a_reason(desk: Desk, visit: Visit) -> None:
    handed = troubled(desk, "改期通知，电话13800138000", Delivery.HANDED)
    unknown = troubled(desk, "取消通知", Delivery.UNKNOWN)
    page = visit("chen", path="/console/outbox")
    first = page.locator(".table-row:has-text('改期通知')")
    expect(first).to_contain_text("未送达，需电话联系")
    expect(first).to_contain_text("免打扰时段，顺延发送")
    expect(first).to_contain_text("周**")
    assert "13800138000" not in page.content()
    first.locator("text=撤下").click()
    page.click(".ask-buttons >> text=撤下")
    expect(page.locator(".ask-missing")).to_contain_text("请写明撤下原因")
    page.fill(".ask textarea", "已电话告知")
    page.click(".ask-buttons >> text=撤下")
    expect(first).to_have_count(0)
    assert row_of(desk, handed).state == Delivery.DROPPED
    second = page.locator(".table-row:has-text('取消通知')")
    second.locator("text=重发").click()
    expect(page.locator(".ask-text")).to_contain_text("可能会收到两次")
    page.click(".ask-buttons >> text=仍然重发")
    expect(second).to_contain_text("待发送")
    assert row_of(desk, unknown).state == Delivery.QUEUED
    with desk.house.database.read() as session:
        actors = {row.actor for row in session.query(History) if row.subject == "outbox"}
    assert actors == {"staff:chen"}
