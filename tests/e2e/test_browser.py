"""Customer's page and console in a real Chromium, on one running desk (REQ A1, A10, G1, H)."""

import itertools
import os
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from bot.models import Inbox, Order, Owner
from tests.e2e.desk import PASSWORD, Desk, free_moment, new_phone, until

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_PATIENCE = 20_000
_WIDE = ViewportSize(width=1400, height=900)
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; without it the tests are skipped, unless the machine promised to have it."""
    if CHROMIUM is None:
        if "chromium" in os.environ.get("FRONTDESK_TEST_REQUIRE", ""):
            pytest.fail("FRONTDESK_TEST_REQUIRE wants chromium, and there is none")
        pytest.skip("no chromium: apt-get install chromium")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield opened
        opened.close()
    expect.set_options(timeout=5_000)


def _context(browser: Browser, desk: Desk) -> BrowserContext:
    """A browser profile of its own; whatever goes beyond the desk is refused."""
    context = browser.new_context(base_url=desk.url, locale="zh-CN", viewport=_WIDE)
    context.set_default_timeout(_PATIENCE)
    context.route(re.compile(rf"^(?!{re.escape(desk.url)})https?://"), lambda route: route.abort())
    return context


class Visitor:
    """The customer's page."""

    def __init__(self, browser: Browser, desk: Desk) -> None:
        self.desk = desk
        self.context = _context(browser, desk)
        self.page = self.context.new_page()
        self.page.on("dialog", lambda dialog: pytest.fail("a script ran: " + dialog.message))
        self.page.goto("/chat")
        self.lines = self.page.locator("#thread .msg .bubble")
        self.answers = self.page.locator("#thread .msg.theirs .bubble")

    def say(self, text: str) -> None:
        """Type and press Enter."""
        self.page.locator("#text").fill(text)
        self.page.locator("#text").press("Enter")
        expect(self.page.locator("#thread .msg.mine .bubble").last).to_have_text(text)

    def ask(self, text: str) -> str:
        """Write, and read the answer, which comes by itself."""
        before = self.answers.count()
        self.say(text)
        return self.wait_for_answer(before)

    def press(self, title: str) -> str:
        """Press an offered button."""
        before = self.answers.count()
        self.page.locator(".chips:not(.done) .chip", has_text=title).last.click()
        return self.wait_for_answer(before)

    def wait_for_answer(self, before: int) -> str:
        expect(self.answers.nth(before)).to_be_visible()
        return self.answers.nth(before).inner_text()

    def book(self) -> Order:
        """A confirmed cleaning, read back and confirmed by a button."""
        phone = new_phone()
        read_back = self.ask(
            f"想约{free_moment()}的日常保洁，地址徐汇区漕溪路18号3号楼201室，电话{phone}"
        )
        assert phone in read_back
        booked = self.press("确认")
        (order,) = self.orders()
        assert order.number in booked
        return order

    @property
    def sender(self) -> str:
        return str(self.page.evaluate("JSON.parse(localStorage['frontdesk.session']).sender"))

    def orders(self) -> list[Order]:
        return list(self.desk.orders("web", self.sender))

    def owner(self) -> Owner:
        found = self.desk.conversation("web", self.sender)
        assert found is not None
        return found.owner

    def number(self) -> int:
        """The conversation's number, by which the console's list names it."""
        found = self.desk.conversation("web", self.sender)
        assert found is not None
        return found.id


@pytest.fixture
def visitor(browser: Browser, shared_desk: Desk) -> Iterator[Visitor]:
    visitor = Visitor(browser, shared_desk)
    yield visitor
    visitor.context.close()


class Console:
    """The agents' page, signed in."""

    def __init__(self, browser: Browser, desk: Desk) -> None:
        self.context = _context(browser, desk)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: pytest.fail("a script ran: " + dialog.message))

    def sign_in(self, password: str = PASSWORD) -> None:
        self.page.goto("/console")
        self.page.get_by_label("用户名").fill("admin")
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def conversation(self, number: int) -> Locator:
        """A row of the list."""
        return self.page.locator(f'[data-conversation="{number}"]')

    def messages(self, author: str) -> Locator:
        return self.page.locator(f".talk .msg.{author} .bubble")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def reply(self, text: str) -> None:
        """Write to the customer of the open conversation."""
        expect(self.button("发送")).to_be_visible()
        self.page.locator("textarea.draft").fill(text)
        self.page.locator("textarea.draft").press("Enter")
        expect(self.messages("person").last).to_contain_text(text)


@pytest.fixture
def console(browser: Browser, shared_desk: Desk) -> Iterator[Console]:
    console = Console(browser, shared_desk)
    yield console
    console.context.close()


# -- the customer's page


def test_a_customer_asks_books_and_finds_it_all_after_a_reload(visitor: Visitor) -> None:
    """Issue 2: an enquiry with a price; a cleaning booked, read back, confirmed, in the database."""
    assert re.search(r"\d+ ?元", visitor.ask("日常保洁怎么收费？"))
    order = visitor.book()
    said = visitor.lines.all_inner_texts()
    assert len(said) == 6
    assert order.number in said[-1]
    visitor.page.reload()
    expect(visitor.lines).to_have_count(len(said))
    assert visitor.lines.all_inner_texts() == said
    expect(visitor.page.locator(".chips:not(.done) .chip", has_text="确认")).to_have_count(0)
    assert len(visitor.orders()) == 1


def test_two_visitors_see_only_their_own_thread(visitor: Visitor, browser: Browser) -> None:
    """REQ H: another browser is another customer."""
    visitor.ask("日常保洁怎么收费？")
    other = Visitor(browser, visitor.desk)
    try:
        expect(other.page.locator("#empty")).to_be_visible()
        expect(other.lines).to_have_count(0)
    finally:
        other.context.close()


# -- the console


def test_a_wrong_password_is_refused(console: Console) -> None:
    """REQ G3: nothing of the console without the password."""
    console.sign_in("wrong")
    expect(console.page.get_by_role("alert")).to_contain_text("密码")
    console.page.goto("/console/")
    expect(console.page.get_by_label("密码")).to_be_visible()


def test_a_flagged_conversation_is_taken_over_answered_and_given_back(
    visitor: Visitor, console: Console
) -> None:
    """Issue 2, REQ A10: the console without reloading; silent bot; the customer's page follows."""
    console.sign_in()
    expect(console.page.get_by_text("待处理").first).to_be_visible()
    console.page.evaluate("window.notReloaded = true")

    order = visitor.book()
    expect(console.conversation(visitor.number())).to_have_count(0)
    calmed = visitor.ask("昨天来的阿姨迟到了一个小时，态度还很差，我要投诉！")
    assert "抱歉" in calmed
    row = console.conversation(visitor.number())
    expect(row).to_be_visible()
    expect(row).to_contain_text("投诉")

    row.click()
    expect(console.messages("customer").last).to_contain_text("我要投诉")
    expect(console.page.get_by_text(order.number, exact=True)).to_be_visible()
    before = visitor.answers.count()
    console.button("接管").click()
    expect(console.button("交还机器人")).to_be_visible()
    until(lambda: visitor.owner() == Owner.PERSON, "the person has it")
    console.reply("您好，我是值班主管，已经在核实，今晚八点前给您答复。")
    by_person = visitor.page.locator("#thread .msg.person .bubble")
    expect(by_person.last).to_contain_text("今晚八点前给您答复")

    bots = visitor.page.locator("#thread .msg.bot .bubble").count()
    visitor.say("日常保洁多少钱一小时？")
    expect(console.messages("customer").last).to_contain_text("多少钱一小时")
    console.reply("价格是 45 元一小时，这次给您减免。")
    expect(by_person.last).to_contain_text("这次给您减免")
    assert _waiting(visitor) == 0
    assert visitor.page.locator("#thread .msg.bot .bubble").count() == bots, "the bot was silent"
    assert visitor.answers.count() >= before + 2

    console.button("交还机器人").click()
    console.button("交还").click()
    until(lambda: visitor.owner() == Owner.BOT, "the bot has it again")
    expect(console.conversation(visitor.number())).to_have_count(0)
    expect(visitor.answers.last).to_contain_text(re.compile("打.{0,6}分"))
    visitor.press("5")
    assert "元" in visitor.ask("收纳整理怎么收费？"), "the bot answers again"
    assert console.page.evaluate("window.notReloaded"), "nothing was reloaded"
    assert len(visitor.orders()) == 1


def _waiting(visitor: Visitor) -> int:
    """How many of the customer's messages still wait for a turn of the bot."""
    where = (Inbox.conversation_id == visitor.number(), Inbox.handled_at.is_(None))
    return visitor.desk.count(Inbox, *where)


def test_an_urgent_message_is_on_top_and_marked(visitor: Visitor, console: Console) -> None:
    """REQ D3: an urgent conversation stands before all others, with its flag."""
    console.sign_in()
    expect(console.page.get_by_text("待处理").first).to_be_visible()
    assert "119" in visitor.ask("家里有煤气味，头晕得厉害")
    row = console.conversation(visitor.number())
    expect(row).to_contain_text("紧急")
    first = console.page.locator("[data-conversation]").first
    expect(first).to_contain_text("紧急")


def test_what_a_customer_types_is_never_markup(visitor: Visitor, console: Console) -> None:
    """REQ H: a customer's <script> is text on the own page, in the list, in the thread."""
    evil = '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">转人工'
    visitor.ask(evil)
    assert evil in visitor.lines.all_inner_texts()
    console.sign_in()
    row = console.conversation(visitor.number())
    expect(row).to_be_visible()
    row.click()
    expect(console.messages("customer").first).to_contain_text(evil)
    for page in (visitor.page, console.page):
        assert page.evaluate("window.pwned === undefined")
        assert page.locator('img[src="x"]').count() == 0


def test_what_an_agent_types_is_never_markup(visitor: Visitor, console: Console) -> None:
    """REQ H: nor is an agent's text markup on the customer's page."""
    visitor.ask("转人工")
    console.sign_in()
    console.conversation(visitor.number()).click()
    console.button("接管").click()
    expect(console.button("交还机器人")).to_be_visible()
    console.reply("<b>粗体</b><script>window.pwned=1</script>")
    expect(visitor.answers.last).to_have_text("<b>粗体</b><script>window.pwned=1</script>")
    assert visitor.page.evaluate("window.pwned === undefined")


def test_signing_out_closes_the_console(console: Console) -> None:
    """REQ G3: after signing out the way back leads to the sign-in page."""
    console.sign_in()
    expect(console.page.get_by_text("待处理").first).to_be_visible()
    console.page.get_by_role("button", name="退出登录").click()
    expect(console.page.get_by_label("密码")).to_be_visible()
    console.page.goto("/console/")
    expect(console.page.get_by_label("密码")).to_be_visible()
