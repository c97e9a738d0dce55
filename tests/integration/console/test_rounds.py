"""One look for all pages: the fault of one is not the others' (REQ A10)."""

import pytest
from playwright.sync_api import expect

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
