"""Each role sees only its pages: by link, URL, file and live connection (REQ G3)."""

import re

import httpx
import pytest
from nicegui import Client
from playwright.sync_api import expect
from sqlalchemy import select
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from bot.models import Group, Role, Staff
from bot.services.staff import staff as accounts
from bot.services.staff.permissions import MATRIX, PAGES
from tests.integration.console.console_desk import Desk, Visit

COOKIE = "frontdesk_staff"
SCREENS = sorted(PAGES.keys() - {"/media"})


@pytest.fixture(scope="module")
def cookies(desk: Desk) -> dict[Role, dict[str, str]]:
    """A signed-in browser's cookie for every role."""
    made: dict[Role, dict[str, str]] = {}
    with desk.house.database.write() as session:
        for role in Role:
            name = f"role-{role}"
            accounts.create_staff(
                session, username=name, display_name=name, password="long-enough", role=role
            )
            now = desk.house.clock.now()
            secret = accounts.sign_in(session, name, "long-enough", now=now)
            assert secret is not None
            made[role] = {COOKIE: secret}
    return made


def become(desk: Desk, username: str, role: Role) -> None:
    with desk.house.database.write() as session:
        session.scalars(select(Staff).where(Staff.username == username)).one().role = role


def test_every_page_stands_in_the_table(desk: Desk) -> None:
    """A page without a row could be opened by nobody."""
    assert set(Client.page_routes.values()) == set(SCREENS)


@pytest.mark.parametrize("role", list(Role))
def test_g3_a_role_opens_its_pages_and_no_others(
    desk: Desk, cookies: dict[Role, dict[str, str]], role: Role
) -> None:
    for path in SCREENS:
        answer = httpx.get(f"{desk.url}/console{path}", cookies=cookies[role])
        assert answer.status_code == (200 if role in MATRIX[PAGES[path]] else 403), path
    assert httpx.get(f"{desk.url}/console/no-page", cookies=cookies[role]).status_code == 403


def test_g3_files_are_for_the_signed_in_only(
    desk: Desk, cookies: dict[Role, dict[str, str]]
) -> None:
    assert httpx.get(f"{desk.url}/console/media/1").status_code == 403
    known = httpx.get(f"{desk.url}/console/media/1", cookies=cookies[Role.AGENT])
    assert known.status_code == 404


def test_g3_who_loses_a_role_loses_the_open_page_and_its_socket(desk: Desk, visit: Visit) -> None:
    page = visit("chen", path="/console/outbox")
    expect(page.locator(".table.outbox")).to_be_visible()
    client = page.evaluate("window.clientId")
    secret = next(c["value"] for c in page.context.cookies() if c["name"] == COOKIE)
    become(desk, "chen", Role.AGENT)
    try:
        query = f"?EIO=4&transport=websocket&client_id={client}"
        address = desk.url.replace("http", "ws") + "/console/_nicegui_ws/socket.io/" + query
        with pytest.raises(InvalidStatus) as refusal:
            connect(address, additional_headers={"Cookie": f"{COOKIE}={secret}"})
        assert refusal.value.response.status_code == 403
        expect(page).to_have_url(re.compile("/console/$"))
        expect(page.locator(".pages >> text=待发")).to_have_count(0)
        page.goto(f"{desk.url}/console/outbox")
        expect(page.locator("h1")).to_have_text("这个页面您打不开")
    finally:
        become(desk, "chen", Role.SUPERVISOR)


def test_g3_a_supervisor_makes_an_account_and_sees_its_trail(desk: Desk, visit: Visit) -> None:
    page = visit("chen", path="/console/staff")
    page.click("text=新增账号")
    page.fill("[aria-label^='用户名']", "zhao")
    page.fill("[aria-label='姓名']", "赵新")
    page.click(".ask-buttons >> text=创建")
    password = page.locator(".secret").inner_text()
    page.click("text=已转告")
    row = page.locator(".table-row:has-text('zhao')")
    expect(row).to_contain_text("赵新")
    expect(page.locator(".table-row:has-text('chen') >> text=管理")).to_have_count(0)

    row.locator("text=管理").click()
    page.fill("[aria-label='同时接待上限']", "2")
    page.click(".ask-buttons >> text=保存")
    expect(row).to_contain_text("2")
    row.locator("text=管理").click()
    expect(page.locator(".past")).to_contain_text("改同时接待上限：5 → 2")
    expect(page.locator(".past")).to_contain_text("chen")
    page.click(".deeds >> text=停用")
    expect(row).to_contain_text("已停用")
    with desk.house.database.write() as session:
        assert accounts.sign_in(session, "zhao", password, now=desk.house.clock.now()) is None
        assert session.scalars(select(Staff).where(Staff.username == "zhao")).one().group in Group
