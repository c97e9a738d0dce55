"""Bytes and tables: what Excel writes is read, what is no table is refused (REQ B1)."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.errors import SheetError
from bot.services.sheets import files
from bot.services.sheets.files import Grid

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
    | st.sampled_from("=+-@'\t\n,\"；"),
    max_size=12,
).map(files.plain)


def book(*rows: list[object]) -> bytes:
    made, out = Workbook(), io.BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


@hypothesis_settings(max_examples=40, derandomize=True, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    grid = Grid("表", ["甲", "乙"], rows)
    wanted = [row for row in rows if any(row)]
    for data in (files.to_csv(grid), files.to_xlsx([grid])):
        if not wanted:
            continue
        [sheet] = files.read(data)
        assert sheet.head == ("甲", "乙")
        assert [cells for _, cells in sheet.rows] == wanted


@pytest.mark.parametrize("text", ["=1+1", "+86138", "-2", "@SUM(A1)", "'=1", "＝1", "\t=1"])
def test_no_text_leaves_as_a_formula(text: str) -> None:
    grid = Grid("表", ["甲", "乙"], [[text, "x"]])
    assert "\n'" in files.to_csv(grid).decode("utf-8-sig")
    cell = load_workbook(io.BytesIO(files.to_xlsx([grid])))["表"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_amounts_stay_numbers_also_below_nothing() -> None:
    grid = Grid("表", ["甲"], [[Decimal("-20.50")]])
    assert files.to_csv(grid).decode("utf-8-sig").splitlines()[1] == "-20.50"
    assert load_workbook(io.BytesIO(files.to_xlsx([grid])))["表"]["A2"].data_type == "n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_csv_that_excel_writes_is_read(encoding: str, delimiter: str) -> None:
    text = f"编码{delimiter}名称\r\na{delimiter}日常保洁\r\n"
    [sheet] = files.read(text.encode(encoding))
    assert sheet.head == ("编码", "名称")
    assert sheet.rows == ((2, ("a", "日常保洁")),)


def test_cells_of_a_workbook_are_read_as_a_person_sees_them() -> None:
    data = book(
        ["甲", "乙", "丙", "丁", "戊", None],
        [45.0, 0.1, date(2026, 12, 1), True, 13800138000, None],
        [None, "  ", None, None, None, None],
        [date(2026, 12, 1), None, None, None, None, None],
    )
    [sheet] = files.read(data)
    assert sheet.head == ("甲", "乙", "丙", "丁", "戊")
    assert [number for number, _ in sheet.rows] == [2, 4]
    assert sheet.rows[0][1][:5] == ("45", "0.1", "2026-12-01", "是", "13800138000")


def test_no_row_is_lost_behind_empty_ones() -> None:
    [sheet] = files.read(book(["甲", "乙"], *[[None]] * (files.MOST_ROWS + 50), ["1", "2"]))
    assert sheet.rows == ((files.MOST_ROWS + 52, ("1", "2")),)


def merged() -> bytes:
    made, out = load_workbook(io.BytesIO(book(["甲", "乙"], [1, 2], [3, 4]))), io.BytesIO()
    made.worksheets[0].merge_cells("B2:B3")
    made.save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (70 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        ("编码,名称\n".encode(), "没有数据行"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "不是表格"),
        (b"%PDF-1.7\x00\x00", "不是表格"),
        (b"PK\x03\x04 broken", "不是表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        (b"x" * (files.MOST_BYTES + 1), "MB"),
        (b'a,b\n"never closed', "不是表格"),
        (("甲,乙\n" + "1,2\n" * (files.MOST_ROWS + 1)).encode(), "超过 5000 行"),
        (book(["甲"], *[["1"]] * (files.MOST_ROWS + 1)), "超过 5000 行"),
        (merged(), "合并单元格"),
        (book(["甲", "乙"], [1, "=A2*2"]), "单元格 B2 的公式"),
    ],
)
def test_what_is_no_table_of_ours_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        files.read(data)


def test_a_packed_bomb_is_not_unpacked() -> None:
    with pytest.raises(SheetError, match="展开后过大"):
        files.read(bomb())
