"""The page in a real browser, at a phone's size (REQ A1, A2, G5)."""

import base64
import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.integration.chat.chat_talk import Backstage, Visitor

CHROMIUM = Path("/usr/bin/chromium")
IS_REQUIRED = "chromium" in os.environ.get("FRONTDESK_TEST_REQUIRE", "")
pytestmark = pytest.mark.skipif(
    not CHROMIUM.exists() and not IS_REQUIRED, reason="apt-get install chromium"
)
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==")


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with sync_playwright() as play:
        yield play.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )


@pytest.fixture
def page(browser: Browser, live: httpx.Client) -> Generator[Page]:
    """In a profile of its own."""
    context = browser.new_context(
        base_url=str(live.base_url), viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/chat")
    expect(page).to_have_title("安心家政 · 在线客服")
    yield page
    context.close()
    assert faults == []


class PageVisitor(Visitor):
    """The customer whose session the page opened."""

    def __init__(self, page: Page, http: httpx.Client) -> None:
        stored: dict[str, Any] = page.evaluate("JSON.parse(localStorage['frontdesk.session'])")
        self.http, self.sender = http, stored["sender"]
        self.headers = {"Authorization": f"Bearer {stored['token']}"}


def say(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Enter")
    expect(page.locator(".mine .bubble").last).to_have_text(text)
    expect(page.locator(".mine").last).to_have_attribute("data-state", "sent")


def test_a_talk_with_buttons_that_survives_a_reload(
    page: Page, live: httpx.Client, backstage: Backstage
) -> None:
    page.locator(".asks button").first.click()
    expect(page.locator("#typing")).to_be_visible()
    visitor = PageVisitor(page, live)
    backstage.answer(visitor, "要预约吗？", ("预约", "book"), ("不用", "no"))
    page.locator(".chip", has_text="预约").click()
    expect(page.locator("#typing")).to_be_visible()
    assert page.locator(".chip:enabled").count() == 0
    expect(page.locator(".mine[data-state=sent]")).to_have_count(2)
    assert visitor.texts() == ["日常保洁怎么收费？", "要预约吗？", "预约"]
    page.reload()
    expect(page.locator(".msg")).to_have_count(3)
    expect(page.locator(".chip.pressed")).to_have_text("预约")


def test_a_new_question_takes_the_place_of_one_passed_over_but_not_of_a_survey(
    page: Page, live: httpx.Client, backstage: Backstage
) -> None:
    say(page, "你好")
    visitor = PageVisitor(page, live)
    backstage.answer(visitor, "请打分", ("很满意", "rate:1:5"))
    backstage.answer(visitor, "哪天来？", ("周三", "start:2026-11-25T09:00"))
    expect(page.locator(".chip:visible")).to_have_text(["很满意", "周三"])
    say(page, "周四吧")
    backstage.answer(visitor, "几点呢？", ("九点", "start:2026-11-26T09:00"))
    expect(page.locator(".chip:visible")).to_have_text(["很满意", "九点"])


def test_text_is_never_markup(page: Page) -> None:
    say(page, "<img src=x onerror=alert(1)> https://example.com")
    assert page.locator("#thread img[src=x], #thread a").count() == 0


def test_enter_that_chooses_a_word_does_not_send(page: Page) -> None:
    page.fill("#text", "ni hao")
    page.locator("#text").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert page.locator(".msg").count() == 0
    assert page.input_value("#text") == "ni hao"


def test_both_entrances_send_their_words(page: Page, live: httpx.Client) -> None:
    for name in ("转人工", "投诉"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".mine[data-state=sent]")).to_have_count(2)
    assert PageVisitor(page, live).texts() == ["转人工", "我要投诉"]


def test_g5_what_was_written_offline_goes_out_once(page: Page, live: httpx.Client) -> None:
    say(page, "一")
    page.context.set_offline(True)
    page.fill("#text", "离线")
    page.press("#text", "Enter")
    expect(page.locator("#banner")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".mine[data-state=sent]")).to_have_count(2)
    assert PageVisitor(page, live).texts() == ["一", "离线"]


def test_g5_an_unacknowledged_message_is_sent_after_a_reload(
    page: Page, live: httpx.Client
) -> None:
    say(page, "一")
    page.route("**/chat/api/messages", lambda route: route.abort())
    page.fill("#text", "没发出去")
    page.press("#text", "Enter")
    time.sleep(0.2)
    page.unroute("**/chat/api/messages")
    page.reload()
    expect(page.locator(".mine")).to_have_count(2)
    expect(page.locator(".mine").last).to_have_attribute("data-state", "sent")
    assert PageVisitor(page, live).texts() == ["一", "没发出去"]


def test_a_picture_is_uploaded_and_shown_again(page: Page, live: httpx.Client) -> None:
    file: Any = {"name": "a.gif", "mimeType": "image/gif", "buffer": PIXEL}
    page.set_input_files("#file", file)
    expect(page.locator(".mine[data-state=sent] .picture img")).to_be_visible()
    page.reload()
    expect(page.locator(".mine .picture img")).to_be_visible()
    assert PageVisitor(page, live).texts() == ["［图片］"]


def test_an_unknown_token_leads_to_a_new_session(page: Page, live: httpx.Client) -> None:
    say(page, "一")
    old = PageVisitor(page, live)
    page.evaluate("localStorage['frontdesk.session'] = JSON.stringify({sender: 'x', token: 'x'})")
    page.fill("#text", "二")
    page.press("#text", "Enter")
    expect(page.locator(".mine[data-state=sent] .bubble")).to_have_text("二")
    assert (old.texts(), PageVisitor(page, live).texts()) == (["一"], ["二"])
