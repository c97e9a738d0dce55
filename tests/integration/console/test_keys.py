"""Keys for the commonest actions, in a real browser."""

from playwright.sync_api import expect

from bot.models import Owner
from tests.integration.console.console_desk import Desk, Visit


def test_keys_open_take_and_answer_and_never_while_somebody_types(desk: Desk, visit: Visit) -> None:
    wanted = desk.customer("在吗", name="冯女士")
    desk.flag(wanted)
    page = visit("li")
    expect(page.locator(f"[data-conversation='{wanted}']")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".talk-name")).to_have_text("冯女士")
    page.locator(".composer .draft").focus()
    page.keyboard.press("t")
    expect(page.locator(".composer .draft")).to_have_value("t")
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.locator(".talk-head")).to_contain_text("我在接待", timeout=10_000)
    assert desk.conversation(wanted).owner == Owner.PERSON


def test_a_question_mark_lists_the_keys(visit: Visit) -> None:
    page = visit("li")
    page.keyboard.press("?")
    expect(page.locator(".keys-help")).to_contain_text("接管会话")
    page.keyboard.press("Escape")
    expect(page.locator(".keys-help")).to_have_count(0)
