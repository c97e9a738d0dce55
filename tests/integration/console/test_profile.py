"""The customer beside the conversation: tags, and two records that are one person's (REQ A6, E3)."""

from playwright.sync_api import expect

from tests.integration.console.console_desk import Desk, Visit


def test_two_records_are_merged_with_a_check_and_parted_by_a_supervisor(
    desk: Desk, visit: Visit
) -> None:
    mine = desk.customer("上次约的保洁", name="高女士")
    other = desk.customer("换了个号", name="高敏", phone="+8613900139077")
    page = visit("li", f"/console/?c={mine}")
    page.click(".profile-tags >> text=客户标签")
    page.fill(".ask input", "重点客户")
    page.keyboard.press("Enter")
    page.click(".ask-buttons >> text=保存")
    expect(page.locator(".profile-tags .label")).to_have_text("重点客户")
    page.click("text=合并档案")
    page.fill(".ask input[type=text]", "13900139077")
    page.click("button.merge-card")
    page.fill(".ask textarea", "电话里报的是同一个地址")
    page.click(".ask-buttons >> text=合并")
    expect(page.locator(".ask-missing")).to_contain_text("勾选已核对")
    page.click(".ask .q-checkbox")
    page.click(".ask-buttons >> text=合并")
    expect(page.locator(".merged")).to_contain_text("李明")
    expect(page.locator(".merged >> text=撤销")).to_have_count(0)
    assert desk.identity(other).customer_id == desk.identity(mine).customer_id
    chief = visit("chen", f"/console/?c={mine}")
    chief.click(".merged >> text=撤销")
    chief.click(".ask-buttons >> text=撤销合并")
    expect(chief.locator(".merged")).to_have_count(0)
    expect(page.locator(".merged")).to_have_count(0)
    assert desk.identity(other).customer_id != desk.identity(mine).customer_id
