"""Catalogue and workers in and out: identical, or refused with every wrong row (REQ B1)."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import SheetError
from bot.models import Absence, Area, History, Service, Worker
from bot.services.dispatch import dispatch
from bot.services.sheets import exchange, files, tables
from bot.services.sheets.table import Problem, Report
from tests.factories import NOW, at, count, make_company, make_worker


def out(session: Session, what: str, name: str) -> bytes:
    return exchange.export(session, tables.of(what, session, NOW), name)


def back(session: Session, what: str, data: bytes) -> dict[str, Report]:
    known = tables.of(what, session, NOW)
    return exchange.take(session, known, data, actor="staff:chen", now=NOW)


def problems(reports: dict[str, Report]) -> list[Problem]:
    return [problem for report in reports.values() for problem in report.problems]


def edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    text = data.decode("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


@pytest.mark.parametrize("what", ["catalogue", "people"])
@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_what_was_exported_changes_nothing_when_it_comes_back(
    sample: Database, what: str, name: str
) -> None:
    with sample.write() as session:
        data = out(session, what, name)
        reports = back(session, what, data)
        assert not problems(reports)
        assert all(r.added == r.changed == r.removed == 0 for r in reports.values())
        assert sum(r.unchanged for r in reports.values()) >= 14
        assert files.read(out(session, what, name)) == files.read(data)
        assert count(session, History, History.subject.in_(["service", "worker", "area"])) == 0


def test_an_empty_company_is_filled_from_the_files(sample: Database, database: Database) -> None:
    with sample.write() as session:
        catalogue, people = out(session, "catalogue", "a.xlsx"), out(session, "people", "a.xlsx")
        for model in (Worker, Area, Service):
            session.query(model).delete()
        session.flush()
        session.expire_all()
        assert back(session, "catalogue", catalogue)["服务"].added == 14
        assert back(session, "people", people)["服务人员"].added == 30
        assert files.read(out(session, "catalogue", "a.xlsx")) == files.read(catalogue)
        assert files.read(out(session, "people", "a.xlsx")) == files.read(people)


def test_a_change_leaves_who_when_and_what_stood_there(sample: Database) -> None:
    """REQ G1."""
    with sample.write() as session:
        data = edited(out(session, "catalogue", "x.csv"), (",45.00,", ",48.50,"))
        assert back(session, "catalogue", data)["服务"].changed == 1
        [row] = session.scalars(select(History).where(History.subject == "service"))
        assert (row.action, row.actor, row.at, row.reason) == (
            "price", "staff:chen", NOW, "45.00 → 48.50",
        )  # fmt: skip


def test_every_wrong_cell_is_named_and_nothing_is_taken_over(sample: Database) -> None:
    with sample.write() as session:
        before = out(session, "people", "x.csv")
        data = edited(
            before,
            ("日常保洁|钟点工|收纳整理", "日常保洁|修飞机"),
            ("苏明窗", ""),
            ("13800001075", "不知道"),
            ("W004", "W001"),
            ("13800001001", "#N/A"),
            ("黄浦区|徐汇区|长宁区|静安区|普陀区|虹口区|杨浦区|闵行区|浦东新区", "黄浦区|崇明岛"),
        )
        found = problems(back(session, "people", data))
        assert {(p.row, p.column) for p in found} >= {
            (2, "技能"), (2, "服务区域"), (2, "电话"), (3, "姓名"), (4, "电话"), (5, "工号"),
        }  # fmt: skip
        told = "\n".join(map(str, found))
        assert "修飞机" in told
        assert "崇明岛" in told
        assert "第 2 行「电话」：公式出错（#N/A）" in told
        assert "服务人员 第 3 行「姓名」：没有填写。请填写后再导入" in told
        session.expire_all()
        assert out(session, "people", "x.csv") == before


@pytest.mark.parametrize(
    ("change", "column", "what"),
    [
        (("名称", "名字"), "名称", "缺少这一列"),
        (("名称", "名字"), "名字", "不认识这一列"),
        (("别名", "名称"), "名称", "不止一次"),
    ],
)
def test_a_wrong_head_is_told(
    sample: Database, change: tuple[str, str], column: str, what: str
) -> None:
    with sample.write() as session:
        found = problems(
            back(session, "catalogue", edited(out(session, "catalogue", "x.csv"), change))
        )
        assert any(p.row == 1 and p.column == column and what in p.what for p in found)


@pytest.mark.parametrize(
    ("changes", "row"),
    [
        ((("deep_clean,深度保洁", "deep_clean,日常保洁"),), 3),
        ((("daily_clean,日常保洁", "house_clean,日常保洁"),), 2),
        ((("daily_clean,日常", "daily_clean,每日"), ("deep_clean,深度", "deep_clean,日常")), None),
    ],
    ids=["both in the file", "with one that the file lacks", "a name that was given up"],
)
def test_two_services_of_one_name_are_refused(
    sample: Database, changes: tuple[tuple[str, str], ...], row: int | None
) -> None:
    with sample.write() as session:
        data = edited(out(session, "catalogue", "x.csv"), *changes)
        found = problems(back(session, "catalogue", data))
        assert [problem.row for problem in found] == ([] if row is None else [row])
        assert all("日常保洁" in problem.what for problem in found)


@pytest.mark.parametrize(
    "data",
    [
        "今天,明天\n1,2\n".encode(),
        "甲\n乙\n".encode(),
        files.to_xlsx([files.Grid("工资", ["姓名"], [["白"]])]),
    ],
)
def test_a_foreign_table_is_refused(sample: Database, data: bytes) -> None:
    with sample.write() as session, pytest.raises(SheetError, match="列名对不上"):
        back(session, "catalogue", data)


def test_one_wrong_sheet_keeps_the_others_out(sample: Database) -> None:
    with sample.write() as session:
        book = load_workbook(io.BytesIO(out(session, "catalogue", "x.xlsx")))
        book["服务"]["D2"] = 48.5
        book["优惠券"]["E2"] = "很多"
        saved = io.BytesIO()
        book.save(saved)
        assert len(problems(back(session, "catalogue", saved.getvalue()))) == 1
        session.expire_all()
        assert str(session.scalars(select(Service.price).order_by(Service.id)).first()) == "45.00"


def test_areas_that_the_file_lacks_are_removed(sample: Database) -> None:
    with sample.write() as session:
        before = count(session, Area)
        report = back(session, "catalogue", "城市,区县\n上海市,徐汇区\n苏州市,虎丘区\n".encode())
        assert (report["服务区域"].added, report["服务区域"].removed) == (1, before - 1)
        assert set(session.scalars(select(Area.district))) == {"徐汇区", "虎丘区"}


def test_columns_that_the_file_lacks_are_left_alone(sample: Database) -> None:
    with sample.write() as session:
        data = "工号,姓名,电话,技能,服务区域,在职\nW001,白小净,13800001001,日常保洁,徐汇区,是\n".encode()
        assert back(session, "people", data)["服务人员"].changed == 1
        worker = session.scalars(select(Worker).where(Worker.number == "W001")).one()
        assert (worker.skills, worker.years) == (["daily_clean"], 3)
        assert worker.certificates


def test_an_empty_rating_neither_takes_one_away_nor_gives_none(sample: Database) -> None:
    with sample.write() as session:
        worker = session.scalars(select(Worker).where(Worker.number == "W001")).one()
        worker.rating = Decimal("3.2")
        head = "工号,姓名,电话,技能,服务区域,评分,在职\n"
        rows = "W001,白小净,13800001001,日常保洁,徐汇区,,是\nW777,新人,13800001777,日常保洁,徐汇区,,是\n"
        assert back(session, "people", (head + rows).encode())["服务人员"].added == 1
        new = session.scalars(select(Worker).where(Worker.number == "W777")).one()
        assert (worker.rating, new.rating) == (Decimal("3.2"), Decimal(5))


def leave(session: Session, said: str) -> None:
    head = "工号,姓名,电话,技能,服务区域,请假,工作日,证书,在职"
    row = f"W001,白小净,13800001001,日常保洁,徐汇区,{said},是"
    assert not problems(back(session, "people", f"{head}\n{row}\n".encode()))


@pytest.mark.parametrize(
    ("said", "when", "can"),
    [
        (",,", "11-25 09:00", True),
        ("2026-11-24至2026-11-26,,", "11-25 09:00", False),
        ("2026-11-24至2026-11-26,,", "11-27 09:00", True),
        (",周一至周二,", "11-25 09:00", False),
        (",周三,", "11-25 09:00", True),
        (",,健康证（2026-11-24）", "11-25 09:00", False),
        (",,健康证（2026-11-25）", "11-25 09:00", True),
        (",,安全作业证", "11-25 09:00", False),
    ],
)
def test_leave_working_days_and_certificates_decide_who_is_sent(
    database: Database, said: str, when: str, can: bool
) -> None:
    """REQ C4: hard rules."""
    with database.write() as session:
        service = make_company(session, workers=1)
        service.certificates = ["健康证"] if "证" in said else []
        leave(session, said)
        end = at(when) + timedelta(hours=2)
        found = dispatch.candidates(session, service, district=None, start=at(when), end=end)
        assert bool(found) is can


def test_leave_is_brought_to_what_the_file_says(database: Database) -> None:
    with database.write() as session:
        make_company(session, workers=1)
        leave(session, "2026-11-24至2026-11-26,,")
        leave(session, "2026-11-25；2026-12-01,,")
        days = sorted(row.start_at for row in session.scalars(select(Absence)))
        assert days == [at("11-25 00:00"), at("12-01 00:00")]
        assert "2026-11-25；2026-12-01" in out(session, "people", "x.csv").decode("utf-8-sig")


def test_the_name_of_the_file_says_its_kind(database: Database) -> None:
    with database.write() as session, pytest.raises(SheetError, match="xlsx"):
        out(session, "people", "people.pdf")


def test_names_and_phones_stay_sealed_in_the_history(database: Database) -> None:
    """REQ G2."""
    with database.write() as session:
        make_company(session, workers=1)
        make_worker(session, "W900")
        data = out(session, "people", "x.csv")
        back(session, "people", edited(data, ("13800001001", "13800001099")))
    with database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT before, after, reason FROM history").all()
    assert rows
    assert not any("13800001099" in str(cell) for row in rows for cell in row)
