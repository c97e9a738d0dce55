"""The roster and the handover in a real browser (REQ A9)."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from bot.models import Shift, ShiftKind, Staff
from bot.services.thread import conversations
from tests.integration.console.console_desk import Desk, Visit


def person(desk: Desk, username: str) -> Staff:
    with desk.house.database.read() as session:
        return session.query(Staff).filter_by(username=username).one()


def test_a_supervisor_plans_an_agent_asks_for_leave_and_it_is_approved(
    desk: Desk, visit: Visit
) -> None:
    chief = visit("chen", path="/console/roster")
    chief.click("[aria-label='下个月']")
    row = chief.locator(".roster-grid tbody tr:has-text('李明')")
    field = row.locator("button").nth(9)
    expect(field).to_have_text("")
    field.click()
    expect(row.locator("button").nth(9)).to_have_text("早")
    mine = visit("li", path="/console/roster")
    expect(mine.locator(".roster-grid button")).to_have_count(0)
    mine.click(".wish-row >> text=请假")
    mine.fill(".ask textarea", "家里有事")
    mine.click(".ask-buttons >> text=提交")
    expect(mine.locator(".roster-wishes")).to_contain_text("家里有事")
    chief.reload()
    chief.click("text=批准")
    expect(chief.locator(".q-notification")).to_contain_text("排班已更新", timeout=10_000)
    with desk.house.database.read() as session:
        assert session.query(Shift).count() == 0


def test_a_shift_is_handed_over_with_two_signatures(desk: Desk, visit: Visit) -> None:
    now = datetime.now(UTC)
    li, wang = person(desk, "li"), person(desk, "wang")
    wanted = desk.customer("还在等回复", name="邓女士")
    with desk.house.database.write() as session:
        conversations.take_over(session, wanted, session.get_one(Staff, li.id), now=now)
        session.add(
            Shift(
                staff_id=li.id,
                kind=ShiftKind.DAY,
                start_at=now - timedelta(hours=7),
                end_at=now + timedelta(minutes=10),
            )
        )
    page = visit("li", path="/console/handover")
    expect(page.locator(".handover")).to_contain_text("邓女士")
    page.click("text=签字并交班")
    page.locator(".ask .q-select").click()
    page.locator(".q-menu").get_by_text("王娜", exact=True).click()
    page.fill(".ask textarea", "邓女士等报价")
    page.click(".ask-buttons >> text=签字")
    expect(page.locator(".q-notification")).to_contain_text("等对方接班", timeout=10_000)
    hers = visit("wang", path="/console/handover")
    expect(hers.locator(".panel.handed")).to_contain_text("邓女士等报价")
    hers.click("text=签字接班")
    expect(hers.locator(".pill.signed")).to_be_visible(timeout=10_000)
    assert desk.conversation(wanted).agent_id == wang.id
