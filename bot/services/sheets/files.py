"""Sheets as bytes: CSV (UTF-8 with BOM out; UTF-8, UTF-16 or GB18030 in) and XLSX.

A cell that a spreadsheet would take for a formula leaves with an apostrophe before it, which comes
off again on the way in.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import SheetError

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5000
_MOST_COLUMNS, _MOST_LINES = 60, 100_000
_MOST_UNPACKED = 60 * 1024 * 1024
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_QUOTED = re.compile(r"'+[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")
_NOT_CALCULATED = re.compile(
    rb'<c r="([A-Z]+\d+)"(?![^>]*t="str")[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)'
    rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
"""A formula that no spreadsheet program has worked out; its result would be read as nothing."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_NO_TABLE = "这个文件不是表格：请用 Excel 另存为 .xlsx 或“CSV UTF-8”后再导入"

type Cell = str | Decimal | int | date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as texts; ``rows`` are the lines below the head with their numbers in the file."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be written; amounts stay numbers, texts stay texts."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def safe(cell: Cell) -> Cell:
    """A text that no spreadsheet takes for a formula; figures are left as they are."""
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("", cell).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """What a cell says: trimmed, and without the apostrophe of :func:`safe`."""
    text = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[1:] if _QUOTED.match(text) else text


def to_csv(grid: Grid) -> bytes:
    """UTF-8 with BOM, so that Excel reads the Chinese."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(grid.head)
    writer.writerows([safe(cell) for cell in row] for row in grid.rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(grids: Iterable[Grid]) -> bytes:
    """A workbook with a sheet for each table."""
    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for grid in grids:
        sheet = book.create_sheet(grid.title)
        sheet.append(list(grid.head))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for row in grid.rows:
            sheet.append([safe(cell) for cell in row])
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> list[Sheet]:
    """The sheets of a file, told by its first bytes, not by its name.

    Raises:
        SheetError: it is no table, empty, or larger than what is taken.
    """
    if not data:
        raise SheetError("文件是空的：请先导出一份，在它上面修改")
    if len(data) > MOST_BYTES:
        raise SheetError(f"文件超过 {MOST_BYTES // 1024 // 1024} MB：请分成几个文件导入")
    if data.startswith(_OLD_EXCEL):
        raise SheetError("这是旧版 Excel（.xls）文件：请另存为 .xlsx 或“CSV UTF-8”后再导入")
    sheets = _from_xlsx(data) if data.startswith(b"PK") else [_from_csv(data)]
    if not any(sheet.rows for sheet in sheets):
        raise SheetError("文件里没有数据行：第一行是列名，从第二行起每行一条")
    return sheets


def _from_csv(data: bytes) -> Sheet:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SheetError(f"{_NO_TABLE}（{error}）") from error
    return _sheet("", lines)


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetError(_NO_TABLE)


def _from_xlsx(data: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
            if unpacked > _MOST_UNPACKED:
                raise SheetError("文件展开后过大：请删去空白行和图片后再导入")
            for name in packed.namelist():
                if name.startswith("xl/worksheets/"):
                    _refuse_what_reads_as_nothing(packed.read(name))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [_sheet(sheet.title, _lines(sheet)) for sheet in book.worksheets]
        book.close()
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks the reader in many ways
        raise SheetError(_NO_TABLE) from error
    return sheets


def _refuse_what_reads_as_nothing(sheet: bytes) -> None:
    """Cells that look filled and would be taken for empty ones."""
    if _MERGED.search(sheet):
        raise SheetError("表里有合并单元格：请取消合并，每格各填内容后再导入")
    if found := _NOT_CALCULATED.search(sheet):
        cell = found[1].decode()
        raise SheetError(f"单元格 {cell} 的公式还没有结果：请用 Excel 打开并保存，或改成数值")


def _lines(sheet: ReadOnlyWorksheet | Worksheet) -> Iterator[list[str]]:
    """The lines of a worksheet, however large it says it is."""
    if isinstance(sheet, ReadOnlyWorksheet):
        sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), 1):
        if number > _MOST_LINES:
            raise SheetError("表格下方有大量空白行：请删去后再导入")
        yield [_said(value) for value in row]


def _said(value: object) -> str:
    """What a person sees in a cell of a workbook."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value)


def _sheet(title: str, lines: Iterable[Sequence[str]]) -> Sheet:
    rest = iter(lines)
    head = tuple(plain(cell) for cell in next(rest, ()))
    while head and not head[-1]:
        head = head[:-1]
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, line in enumerate(rest, start=2):
        cells = [plain(cell) for cell in line]
        while len(cells) > len(head) and not cells[-1]:
            cells.pop()
        if any(cells):
            rows.append((number, tuple(cells)))
        if len(rows) > MOST_ROWS:
            raise SheetError(f"超过 {MOST_ROWS} 行：请分成几个文件导入")
    return Sheet(title, head, tuple(rows))
