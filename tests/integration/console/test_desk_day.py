"""Two agents and a supervisor at once, in a real browser (REQ A2, A4, A8, A10, E2).

The clock is set by hand and the desk's ticks are run by the test, so nothing waits for time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from fastapi import FastAPI
from nicegui import Client, core
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from bot import console
from bot.clock import ManualClock
from bot.house import House
from bot.jobs.desk import give_out, watch_clocks
from bot.models import Attendance, Author, Message, Nudge, Owner, Role, Staff, Survey
from tests.factories import NOW
from tests.integration.console import console_desk
from tests.integration.console.console_desk import Desk, Visit, hire, make_house
from tests.integration.console.contrast import poor_contrast


@dataclass(frozen=True, slots=True)
class Day(Desk):
    """The console under test, and its clock."""

    clock: ManualClock

    def tick(self) -> None:
        give_out(self.house)
        watch_clocks(self.house)

    def pass_time(self, *present: str, **time: float) -> None:
        """Time passes; the consoles of ``present`` give their signs of life."""
        self.clock.advance(timedelta(**time))
        with self.house.database.write() as session:
            for person in session.scalars(select(Staff).where(Staff.username.in_(present))):
                person.seen_at = self.clock.now()
        self.tick()

    def wants(self, text: str = "转人工", **who: str) -> int:
        """A customer wants a person, and the desk gives it to somebody."""
        conversation = self.customer(text, **who)
        self.flag(conversation)
        self.tick()
        return conversation

    def said(self, conversation: int, author: Author) -> list[str]:
        wish = select(Message).where(
            Message.conversation_id == conversation, Message.author == author
        )
        with self.house.database.read() as session:
            return [m.text for m in session.scalars(wish.order_by(Message.id))]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """The console, served, at ten in the morning."""
    made = make_house(tmp_path_factory.mktemp("day"))
    clock = ManualClock(NOW)
    house = House(made.database, clock, made.settings, made.wording)
    hire(house)
    app = FastAPI()
    console.mount(app, house)
    server, thread, port = console_desk.serve(app)
    yield Day(house, f"http://127.0.0.1:{port}", clock)
    server.should_exit = True
    thread.join(timeout=15)
    house.database.close()


@pytest.fixture(autouse=True)
def _a_fresh_day(desk: Day) -> Iterator[None]:
    """Everybody gone, nothing in hand, so that the tests do not depend on each other."""
    with desk.house.database.write() as session:
        for person in session.scalars(select(Staff)):
            person.seen_at, person.is_away = None, False
            person.role = Role.SUPERVISOR if person.username == "chen" else Role.AGENT
    yield
    with desk.house.database.write() as session:
        for row in session.scalars(select(console_desk.Conversation)):
            row.owner, row.agent_id, row.assignee_id, row.flags = Owner.BOT, None, None, []
        session.execute(update(Nudge).values(settled_at=desk.clock.now()))
        session.execute(update(Attendance).values(closed_at=desk.clock.now()))


def is_there(desk: Day, *names: str) -> None:
    """The first sign of life of these people's pages has come."""
    wish = select(Staff.username).where(Staff.seen_at.is_not(None))

    def seen() -> set[str]:
        with desk.house.database.read() as session:
            return set(session.scalars(wish))

    console_desk.until(lambda: set(names) <= seen())


def write(page: Page, text: str) -> None:
    page.fill(".draft", text)
    page.press(".draft", "Enter")
    expect(page.locator(".msg.person .text").last).to_have_text(text)


def nudge(page: Page, text: str):
    return page.locator(".nudge", has_text=text)


def test_flagged_assigned_taken_answered_released_and_closed(desk: Day, visit: Visit) -> None:
    """Issue 6: the whole way, with a colleague and a supervisor looking on; two steps and the text
    from the alarm to the answer."""
    li, wang, chen = visit("li"), visit("wang"), visit("chen")
    is_there(desk, "li", "wang", "chen")
    conversation = desk.wants("想改时间", name="周女士")
    row = f".conv[data-conversation='{conversation}']"

    wang.click(".tab >> text=全部")
    told = nudge(li, "新会话分配给您")
    expect(told).to_contain_text("周女士")
    expect(li).to_have_title(re.compile("条提醒"))
    assert li.evaluate("document.documentElement.dataset.rung") == "1"
    expect(wang.locator(row)).to_contain_text("已分配给李明")
    expect(chen.locator(row)).to_contain_text("已分配给李明")
    expect(li.locator(f"{row} .clock")).to_have_text(re.compile("剩"))
    assert wang.locator(".nudge").count() == chen.locator(".nudge").count() == 0

    assert not poor_contrast(li) + poor_contrast(chen)
    told.locator("text=接手").click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    expect(told).to_have_count(0)
    expect(li.locator(".draft")).to_be_focused()  # one click, the text, Enter
    write(li, "您好，您想改到哪天？")
    desk.tick()
    expect(wang.locator(row)).to_contain_text("李明接待中")
    expect(li.locator(f"{row} .clock")).to_have_count(0)  # answered: no reply is owed

    li.click(".talk-head >> text=交还机器人")
    li.fill(".ask textarea", "已改到周三上午")
    li.click(".ask-buttons >> text=交还")
    expect(li.locator(".talk-head")).to_contain_text("机器人接待中")
    told_by_bot, asked = desk.said(conversation, Author.BOT)[-2:]
    assert "已改到周三上午" in told_by_bot, "the bot goes on from it"
    assert "李明" in asked, "and asks how it was"

    desk.clock.advance(timedelta(minutes=1))
    desk.flag(conversation)
    desk.tick()
    expect(nudge(li, "新会话分配给您")).to_be_visible()
    nudge(li, "新会话").locator("text=接手").click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    write(li, "还有什么可以帮您？")
    li.click(".talk-head >> text=结束会话")
    li.click(".ask-buttons >> text=结束会话")
    expect(li.locator(".ask-missing")).to_contain_text("处理结果")
    assert not poor_contrast(li)
    li.fill(".ask textarea", "改期完成，客户满意")
    li.click(".ask-buttons >> text=结束会话")
    expect(li.locator(".talk-head")).to_contain_text("机器人接待中")
    li.click(".tab >> text=已完成")
    expect(li.locator(row)).to_be_visible()
    with desk.house.database.read() as session:
        ended = session.scalars(select(Attendance).order_by(Attendance.id.desc())).first()
        assert ended is not None
        assert (ended.category, ended.summary) == ("enquiry", "改期完成，客户满意")
        assert session.scalar(select(Survey).where(Survey.conversation_id == conversation))


def test_handing_on_takes_an_accepting_colleague_and_escalating_tells_who_is_above(
    desk: Day, visit: Visit
) -> None:
    """REQ A4: reason and acceptance; the first-contact owner stays visible. REQ A8: whoever has it
    escalates it by hand; a refusal stands in the dialog, with what was typed."""
    li, wang, chen = visit("li"), visit("wang"), visit("chen")
    is_there(desk, "li", "wang", "chen")
    conversation = desk.wants()
    nudge(li, "新会话").locator("text=接手").click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    li.click(".talk-head >> text=转接")
    li.click(".ask-buttons >> text=发起转接")
    expect(li.locator(".ask-missing")).to_contain_text("原因")
    li.locator(".ask .q-select").click()
    li.click(".q-menu >> text=王娜")
    li.fill(".ask textarea", "客户要找您")
    li.click(".ask-buttons >> text=发起转接")
    expect(li.locator(".offer-bar")).to_contain_text("您已请王娜接手")

    expect(chen.locator(".nudge")).to_have_count(0)
    nudge(wang, "同事请您接手").locator("text=查看").click()
    expect(wang.locator(".offer-bar")).to_contain_text("李明请您接手：客户要找您")
    wang.locator(".offer-acts button", has_text=re.compile("^接手$")).click()
    expect(wang.locator(".talk-head")).to_contain_text("我在接待")
    expect(wang.locator(".talk-head")).to_contain_text("首问 李明")
    expect(li.locator(".talk-head")).to_contain_text("由王娜接待")
    expect(li.locator(".mode >> text=回复客户")).to_be_disabled()
    assert "王娜" in desk.said(conversation, Author.PERSON)[-1]

    wang.click(".talk-head >> text=升级")
    wang.click(".ask-buttons >> text=升级")
    expect(wang.locator(".ask-missing")).to_have_text("请写明升级原因")
    wang.locator(".ask .q-select").click()
    wang.click(".q-menu >> text=经理")
    wang.fill(".ask textarea", "客户要求赔偿")
    wang.click(".ask-buttons >> text=升级")
    expect(wang.locator(".ask-missing")).to_have_text("没有可以通知的经理或更高一级")
    wang.locator(".ask .q-select").click()
    wang.click(".q-menu >> text=主管")
    wang.click(".ask-buttons >> text=升级")
    nudge(chen, "升级").locator("text=查看").click()
    expect(chen.locator(".msg.event").last).to_contain_text("王娜 升级给主管：客户要求赔偿")
    expect(wang.locator(".talk-head")).to_contain_text("我在接待")


def test_after_silence_a_colleague_gets_it(desk: Day, visit: Visit) -> None:
    li, wang = visit("li"), visit("wang")
    is_there(desk, "li", "wang")
    conversation = desk.wants()
    expect(nudge(li, "新会话分配给您")).to_be_visible()
    desk.pass_time("li", "wang", minutes=10)
    expect(nudge(wang, "新会话分配给您")).to_be_visible()
    expect(nudge(li, "新会话分配给您")).to_have_count(0)
    row = wang.locator(f".conv[data-conversation='{conversation}']")
    expect(row).to_contain_text("已分配给我")
    expect(row.locator(".clock")).to_have_count(1)


def test_a_button_stays_under_the_pointer_while_more_is_told(desk: Day, visit: Visit) -> None:
    """A click on an element that was replaced while the mouse was down would be lost."""
    li = visit("li")
    is_there(desk, "li")
    first = desk.wants("要换人", name="周女士")
    button = nudge(li, "周女士").locator("text=接手").element_handle()
    desk.wants("也要换人", name="吴先生")
    expect(nudge(li, "吴先生")).to_be_visible()
    desk.pass_time("li", minutes=3)
    expect(nudge(li, "周女士")).to_contain_text("新会话分配给您 · 客户在等您回复")
    button.click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    assert desk.conversation(first).owner == Owner.PERSON


def test_going_offline_puts_the_open_ones_back(desk: Day, visit: Visit) -> None:
    li = visit("li")
    is_there(desk, "li")
    conversation = desk.wants()
    nudge(li, "新会话").locator("text=接手").click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    li.context.close()
    wang = visit("wang")
    is_there(desk, "wang")
    desk.pass_time("wang", seconds=61)
    expect(nudge(wang, "新会话分配给您")).to_be_visible()
    assert desk.conversation(conversation).owner == Owner.QUEUE
    with desk.house.database.read() as session:
        owner = session.get_one(Staff, desk.conversation(conversation).owner_staff_id)
    assert owner.username == "li", "the first-contact owner stays"


def test_whoever_says_to_be_away_gets_nothing_new(desk: Day, visit: Visit) -> None:
    li = visit("li")
    is_there(desk, "li")
    li.click(".presence")
    expect(li.locator(".presence")).to_have_text("离开")
    conversation = desk.wants()
    assert desk.conversation(conversation).assignee_id is None
    li.click(".presence")
    expect(li.locator(".presence")).to_have_text("在线")
    desk.tick()
    expect(nudge(li, "新会话分配给您")).to_be_visible()


def test_two_cannot_answer_at_once_and_the_second_keeps_the_draft(desk: Day, visit: Visit) -> None:
    li, chen = visit("li"), visit("chen")
    is_there(desk, "li", "chen")
    conversation = desk.wants()
    nudge(li, "新会话").locator("text=接手").click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    chen.click(".tab >> text=全部")
    chen.click(f".conv[data-conversation='{conversation}']")
    expect(li.locator(".others")).to_have_text("陈主管 也在看")
    li.locator(".draft").press_sequentially("我这边")
    expect(chen.locator(".others")).to_contain_text("李明 正在输入")
    with desk.house.database.write() as session:  # li's page has not heard of it yet
        row = session.get_one(console_desk.Conversation, conversation)
        row.agent_id = session.scalars(select(Staff.id).where(Staff.username == "chen")).one()
        li.press(".draft", "Enter")
    expect(li.locator(".q-notification").first).to_contain_text("现在由陈主管处理")
    expect(li.locator(".draft")).to_have_value("我这边")
    assert desk.said(conversation, Author.PERSON)[1:] == []


def test_after_half_a_minute_offline_nothing_is_lost_or_doubled(desk: Day, visit: Visit) -> None:
    """The server has given the page up; what came and what was sent meanwhile is there, once."""
    li = visit("li")
    is_there(desk, "li")
    conversation = desk.wants("第一句")
    nudge(li, "新会话").locator("text=接手").click()
    expect(li.locator(".talk-head")).to_contain_text("我在接待")
    write(li, "在线时的答复")
    client = li.evaluate("window.clientId")
    li.context.set_offline(True)
    li.evaluate("window.socket.disconnect()")
    desk.writes(conversation, "断线时客户说的")
    li.fill(".draft", "断线时我发的")
    li.press(".draft", "Enter")
    li.locator(".draft").press_sequentially("写到一半")
    assert core.loop is not None
    core.loop.call_soon_threadsafe(Client.instances[client].delete)
    li.context.set_offline(False)
    li.evaluate("window.socket.connect()")
    expect(li.locator(".msg.customer .text").last).to_have_text("断线时客户说的")
    expect(li.locator(".msg.person .text").last).to_have_text("断线时我发的")
    expect(li.locator(".draft")).to_have_value("写到一半")
    li.reload()
    expect(li.locator(".msg.customer .text")).to_have_text(["第一句", "断线时客户说的"])
    expect(li.locator(".msg.person .text")).to_have_count(3)
    assert desk.said(conversation, Author.PERSON)[1:] == ["在线时的答复", "断线时我发的"]
