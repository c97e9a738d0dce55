"""The pictures in docs/images, made anew: ``make pictures`` (needs Chromium and a trained model).

The console's show the sample company after its simulated fortnight, at a clock that stands still;
the chat page's is a booking through the real engine.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from bot import console
from bot.app import open_house, prepare
from bot.clock import ManualClock, local
from bot.house import House
from bot.jobs.desk import give_out, watch_clocks
from bot.models import Conversation, Delivery, Flag, Group, Order, Outbox, Owner, Shift, ShiftKind
from bot.models import Staff as Person
from bot.services.customer import customer_tags, labels
from bot.services.handoff import handling
from bot.services.staff import roster, shift_wishes
from bot.services.staff import staff as accounts
from bot.settings import Settings
from bot.simulation.month import demonstrate
from tests.e2e.desk import Desk as RunningDesk
from tests.factories import at
from tests.integration.console.console_desk import CHROMIUM, PASSWORD, Desk, serve, sign_in

IMAGES = Path(__file__).parent.parent / "docs" / "images"
_NOW = at("11-23 10:20")
_CYCLE = (
    (ShiftKind.DAY,), (ShiftKind.DAY,), (ShiftKind.EVENING,), (ShiftKind.EVENING,),
    (ShiftKind.ON_CALL,), (ShiftKind.ON_CALL,), (), (),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage(Desk):
    """The console with a clock that is moved by hand."""

    clock: ManualClock


def main() -> None:
    """Make all four."""
    with sync_playwright() as playwright:
        chinese = {"LANGUAGE": "zh_CN"}  # what the browser itself says, where it has its texts
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu"],
            env={**os.environ, **chinese},
        )
        with _company() as desk:
            _console(browser, desk)
        _chat(browser)
        browser.close()


@contextmanager
def _company() -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder))
        made = open_house(settings)
        prepare(made)
        made.database.close()
        demonstrate(settings, _NOW)
        made = open_house(settings)
        clock = ManualClock(_NOW)
        house = House(made.database, clock, settings, made.wording)
        app = FastAPI()
        console.mount(app, house)
        server, thread, port = serve(app)
        yield Stage(house, f"http://127.0.0.1:{port}", clock)
        server.should_exit = True
        thread.join(timeout=15)
        house.database.close()


def _console(browser: Browser, desk: Stage) -> None:
    with desk.house.database.write() as session:
        for person in session.scalars(select(Person)):
            accounts.set_password(person, PASSWORD)
            person.seen_at = _NOW if person.username in {"agent1", "agent5"} else None
    talk = _story(desk)
    _plan(desk)
    agent = _signed_in(browser, desk, "agent1", f"/console/?c={talk}")
    agent.locator(".msg.note").wait_for()
    _keep(agent, "console")
    agent.goto(f"{desk.url}/console/search")
    agent.locator("input").first.fill("阿姨")
    agent.locator(".hit").first.wait_for()
    _keep(agent, "search")
    lead = _signed_in(browser, desk, "lead_general", "/console/roster")
    lead.locator(".roster-wishes").wait_for()
    _keep(lead, "roster")


def _story(desk: Stage) -> int:
    """A complaint in good hands, and others who wait; its conversation."""
    talk, house = _served(desk), desk.house
    desk.clock.set(_NOW - timedelta(minutes=6))
    desk.writes(talk, "上周做的深度保洁，厨房油烟机还是很油，能返工吗？")
    desk.flag(talk, Flag.COMPLAINT)
    desk.clock.advance(timedelta(minutes=2))
    now = desk.clock.now()
    with house.database.write() as session:
        conversation = session.get_one(Conversation, talk)
        conversation.group = Group.GENERAL
        me = session.scalars(select(Person).where(Person.username == "agent1")).one()
        handling.take(session, talk, me, wording=house.wording, now=now)
        words = "周女士您好，没擦干净给您添麻烦了。我先看当天的记录，十分钟内给您答复。"
        handling.say(session, talk, me, words, key="picture:1", now=now)
        words = "已联系上次去的师傅，先核实油烟机在不在服务范围内"
        handling.note(session, talk, me, words, key="picture:2", now=now)
        labels.set_labels(session, talk, ["返工", "重点跟进"], me, now=_NOW)
        tags = ["老客户", "怕过敏"]
        customer_tags.set_tags(session, conversation.identity.customer_id, tags, me, now=_NOW)
        for row in session.scalars(select(Outbox).where(Outbox.conversation_id == talk)):
            row.state = Delivery.SENT
    desk.clock.set(_NOW)
    desk.writes(talk, "好的，我在家等。这周六上午能来吗？")
    for text, name, why, ago in (
        ("家里有煤气味，阿姨在里面没反应！", "沈先生", Flag.URGENT, 40),
        ("人工客服在吗，想问问住家保姆的事", "李女士", Flag.PERSON_WANTED, 25),
        ("你们到底能不能擦外窗，问了三遍了", "陈先生", Flag.ANGRY, 90),
    ):
        desk.flag(
            waiting := desk.customer(text, name=name, phone=f"+861371234{ago:04}"), why, ago=ago
        )
        assert waiting
    give_out(house)
    watch_clocks(house)
    return talk


def _served(desk: Desk) -> int:
    """The conversation of a customer who has had a visit; what the fortnight left is settled."""
    with desk.house.database.write() as session:
        for old in session.scalars(select(Conversation).where(Conversation.owner == Owner.QUEUE)):
            old.owner, old.flags, old.assignee_id = Owner.BOT, [], None
        orders = session.scalars(select(Order).order_by(Order.id.desc()))
        for order in orders:
            talk = (
                session.get(Conversation, order.conversation_id) if order.conversation_id else None
            )
            if talk is not None and not talk.flags and order.state == "reviewed":
                talk.identity.customer.name = "周女士"
                return talk.id
    raise LookupError("nobody was served")


def _plan(desk: Desk) -> None:
    """A month's roster with a wish for leave; four people fill three shifts with two days off."""
    names = ("agent1", "agent2", "lead_general", "agent3")
    with desk.house.database.write() as session:
        found = {person.username: person for person in session.scalars(select(Person))}
        chief, settings = found["supervisor1"], desk.house.settings
        for place, person in enumerate(found[name] for name in names):
            for day in roster.month_of(local(_NOW).date()):
                kinds = _CYCLE[(day.day + 2 * place) % len(_CYCLE)]
                if day < local(_NOW).date():
                    for kind in kinds:
                        begin, end = roster.times_of(day, kind, settings)
                        session.add(
                            Shift(staff_id=person.id, kind=kind, start_at=begin, end_at=end)
                        )
                else:
                    more = {"by": chief, "now": _NOW, "settings": settings}
                    roster.plan(session, person.id, day, kinds, **more)
        asker = found["agent2"]
        wanted = shift_wishes.my_shifts(session, asker, _NOW)[-1]
        shift_wishes.ask_leave(session, wanted.id, asker, "孩子家长会", now=_NOW)


def _chat(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = RunningDesk(Path(folder)).start()
        try:
            page = _page(browser, f"{desk.url}/chat", height=1080)
            box, answers = page.locator("#text"), page.locator("#thread .msg.theirs .bubble")
            for text, told in (
                (
                    "帮我约后天下午两点的深度保洁，徐汇区漕溪路18号3栋501室，"
                    "电话13800138000，小区有门禁，请不要用消毒水",
                    "请核对",
                ),
                ("确认", "订单号"),
            ):
                box.fill(text)
                box.press("Enter")
                answers.filter(has_text=told).last.wait_for(timeout=60_000)
            _keep(page, "chat")
        finally:
            desk.close()


def _page(browser: Browser, url: str, *, height: int = 800) -> Page:
    view = {"width": 1280, "height": height}
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport=view)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    return page


def _signed_in(browser: Browser, desk: Desk, user: str, path: str) -> Page:
    page = _page(browser, desk.url + path)
    sign_in(page, user)
    page.wait_for_function("window.did_handshake")
    return page


def _keep(page: Page, name: str) -> None:
    page.wait_for_timeout(1500)  # fonts, clocks, the last animation
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
