"""One look for all pages: the fault of one is not the others', the database's is told (REQ A10)."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import expect
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.console.desk import Desk as OpenDesk
from tests.integration.console.console_desk import Desk, Visit


def test_a_page_that_cannot_show_something_stops_no_other(
    desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill, well = visit("li"), visit("wang")
    expect(ill.locator(".inbox")).to_be_visible()
    shown = OpenDesk.wish

    def fails(self: OpenDesk, number: int):
        if self._me.username == "li":
            raise RuntimeError("this page is ill")
        return shown(self, number)

    with monkeypatch.context() as broken:
        broken.setattr(OpenDesk, "wish", fails)
        first = desk.customer("请找人工", name="贺女士")
        desk.flag(first)
        expect(well.locator(f".conv[data-conversation='{first}']")).to_be_visible()
        expect(well).to_have_title("(1) 客服工作台")
    expect(ill.locator(f".conv[data-conversation='{first}']")).to_be_visible()
    expect(ill).to_have_title("(1) 客服工作台")


@contextmanager
def database_away(desk: Desk) -> Iterator[None]:
    """No statement gets through."""
    engine = desk.house.database.engine

    def refuse(*_: object) -> None:
        raise OperationalError("", {}, Exception("the database is away"))

    event.listen(engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", refuse)


def test_while_the_database_is_away_every_page_says_so_and_nothing_typed_is_lost(
    desk: Desk, visit: Visit
) -> None:
    wanted = desk.customer("在吗", name="范女士")
    desk.flag(wanted)
    page = visit("li", f"/console/?c={wanted}")
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    page.click(".talk-head >> text=接管")
    expect(page.locator(".talk-head")).to_contain_text("我在接待")
    told = page.locator(".q-notification", has_text="暂时无法读写数据")
    with database_away(desk):
        expect(told).to_be_visible()
        page.fill(".draft", "马上为您查")
        page.press(".draft", "Enter")
        expect(page.locator(".draft")).to_have_value("马上为您查")
        for path in ("", "cases", "login"):
            answer = httpx.get(f"{desk.url}/console/{path}", cookies=cookies, timeout=60)
            assert answer.status_code == 503
            assert "系统暂时不可用" in answer.text
            assert answer.headers["retry-after"] == "5"
        expect(told).to_be_visible()
    expect(told).to_have_count(0)
    page.press(".draft", "Enter")
    expect(page.locator(".msg.person .text").last).to_have_text("马上为您查")
