"""Searching and labelling in a real browser (REQ G1)."""

from playwright.sync_api import expect

from tests.integration.console.console_desk import Desk, Visit


def test_a_sentence_is_found_marked_and_leads_to_its_conversation(desk: Desk, visit: Visit) -> None:
    wanted = desk.customer("厨房的油烟机<script>alert(1)</script>没洗干净", name="范女士")
    desk.customer("油箱里没有烟", name="路人")
    page = visit("li", path="/console/search")
    page.fill("input[type=search]", "油烟机")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator(".hit mark")).to_have_text("油烟机")
    expect(page.locator(".snippet")).to_contain_text("<script>alert(1)</script>")
    page.click(".hit")
    page.wait_for_url(f"**/console/?c={wanted}")
    expect(page.locator(".talk-name")).to_have_text("范女士")


def test_too_short_a_query_says_what_to_do(visit: Visit) -> None:
    page = visit("li", path="/console/search")
    page.fill("input[type=search]", "油")
    expect(page.locator(".search-told")).to_contain_text("至少输入两个字")
    page.fill("input[type=search]", "没有人说过这句话")
    expect(page.locator(".search-told")).to_contain_text("没有找到")


def test_a_label_is_put_on_seen_by_the_colleague_and_filters_the_search(
    desk: Desk, visit: Visit
) -> None:
    wanted = desk.customer("你好", name="蒋女士")
    mine, hers = visit("li", path=f"/console/?c={wanted}"), visit("wang", path="/console/")
    hers.click(".tab >> text=全部")
    mine.click(".talk-head >> text=标签")
    mine.fill(".ask input", "开发票")
    mine.keyboard.press("Enter")
    mine.click(".ask-buttons >> text=保存")
    expect(mine.locator(".talk-head .label")).to_have_text("开发票")
    expect(hers.locator(f"[data-conversation='{wanted}'] .label")).to_have_text("开发票")
    page = visit("wang", path="/console/search")
    page.locator(".search-filters .q-select").nth(2).click()
    page.click(".q-menu >> text=开发票")
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator(".hit")).to_contain_text("蒋女士")
