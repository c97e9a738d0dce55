"""Catalogue and workers in the console: edited, with history; out to a file and back (REQ B1, G1)."""

from pathlib import Path

from playwright.sync_api import expect

from bot.models import History, Service, Worker
from bot.services.seeding import load_sample_company
from tests.integration.console.console_desk import Desk, Visit


def fill(desk: Desk) -> None:
    with desk.house.database.write() as session:
        load_sample_company(session)


def test_a_supervisor_changes_a_price_and_sees_who_did(
    desk: Desk, visit: Visit, tmp_path: Path
) -> None:
    fill(desk)
    page = visit("chen", path="/console/catalogue")
    row = page.locator(".table-row:has-text('daily_clean')")
    expect(row).to_contain_text("45.00")
    row.locator("text=修改").click()
    page.fill(".fields [aria-label='单价（元）（必填）']", "四十八")
    page.click(".ask-buttons >> text=保存")
    expect(page.locator(".ask-missing")).to_contain_text("请只填数字")
    page.fill(".fields [aria-label='单价（元）（必填）']", "48.5")
    page.click(".ask-buttons >> text=保存")
    expect(row).to_contain_text("48.50")
    row.locator("text=修改").click()
    expect(page.locator(".past-line").first).to_contain_text("45.00 → 48.50")
    expect(page.locator(".past-line").first).to_contain_text("chen")
    page.click(".ask-buttons >> text=取消")
    with page.expect_download() as waited:
        page.click(".sheet-acts >> text=导出")
    file = tmp_path / "out.xlsx"
    waited.value.save_as(file)
    page.set_input_files("input[type=file]", file)
    expect(page.locator(".report")).to_contain_text("服务：新增 0，修改 0，未变 14")
    page.click(".ask-buttons >> text=知道了")
    page.click(".sheet-tabs >> text=服务区域")
    expect(page.locator(".table-row:has-text('徐汇区')")).to_be_visible()
    with desk.house.database.read() as session:
        assert session.query(Service).filter_by(code="daily_clean").one().price == 48.5


def test_a_wrong_file_is_told_cell_by_cell(desk: Desk, visit: Visit, tmp_path: Path) -> None:
    fill(desk)
    page = visit("chen", path="/console/people")
    expect(page.locator(".table-row:has-text('W001')")).to_contain_text("138****1001")
    file = tmp_path / "wrong.csv"
    file.write_text(
        "工号,姓名,电话,技能,服务区域,在职\nW001,白小净,13800001001,修飞机,徐汇区,是\n", "gb18030"
    )
    page.set_input_files("input[type=file]", file)
    expect(page.locator(".report")).to_contain_text("第 2 行「技能」：没有这样的服务：修飞机")
    page.click(".ask-buttons >> text=知道了")
    page.locator(".table-row:has-text('W001') >> text=修改").click()
    page.fill(".fields [aria-label='请假']", "2027-05-01至2027-05-03")
    page.click(".ask-buttons >> text=保存")
    expect(page.locator(".table-row:has-text('W001')")).to_contain_text("2027-05-01至2027-05-03")
    with desk.house.database.read() as session:
        worker = session.query(Worker).filter_by(number="W001").one()
        found = session.query(History).filter_by(subject="worker", subject_id=worker.id)
        assert [row.action for row in found] == ["shown", "leave"]
