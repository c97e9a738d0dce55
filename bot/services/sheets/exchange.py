"""A set of tables in and out of files: all of it or nothing (REQ B1)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from sqlalchemy.orm import Session

from bot.errors import SheetError
from bot.services.sheets import files
from bot.services.sheets.files import Sheet
from bot.services.sheets.table import Problem, Report, Table, Values, merge, read_sheet


def export(session: Session, tables: Sequence[Table], name: str) -> bytes:
    """The tables as a workbook, or the first of them as CSV, by the ending of ``name``.

    Raises:
        SheetError: the name ends otherwise.
    """
    ending = PurePath(name).suffix.lower()
    if ending == ".csv":
        return files.to_csv(tables[0].grid(session))
    if ending == ".xlsx":
        return files.to_xlsx(table.grid(session) for table in tables)
    raise SheetError("文件名要以 .csv 或 .xlsx 结尾")


def take(
    session: Session, tables: Sequence[Table], data: bytes, *, actor: str, now: datetime
) -> dict[str, Report]:
    """Take a file over, by table; nothing is changed while any cell of it is wrong.

    Raises:
        SheetError: it is no table, or none of ours.
    """
    pairs = _matched(tables, files.read(data))
    problems: list[Problem] = []
    read: list[tuple[Table, list[Values]]] = []
    for table, sheet in pairs:
        wrong: list[Problem] = []
        read.append((table, read_sheet(table, sheet, wrong)))
        problems += wrong
    if problems:
        return {"": Report(problems=problems)}
    return {table.title: merge(session, table, rows, actor=actor, now=now) for table, rows in read}


def _matched(tables: Sequence[Table], sheets: Sequence[Sheet]) -> list[tuple[Table, Sheet]]:
    """Each sheet with its table: by its title, else by its columns; in the tables' order."""
    found: dict[str, Sheet] = {}
    for sheet in (sheet for sheet in sheets if sheet.rows):
        table = _table_of(tables, sheet)
        if table is None:
            raise SheetError(_strange(tables, sheet))
        if table.title in found:
            raise SheetError(f"文件里有两张“{table.title}”表：请只留一张")
        found[table.title] = sheet
    return [(table, found[table.title]) for table in tables if table.title in found]


def _table_of(tables: Sequence[Table], sheet: Sheet) -> Table | None:
    named = next((table for table in tables if table.title == sheet.title), None)

    def shared(table: Table) -> int:
        return len({column.title for column in table.columns} & set(sheet.head))

    best = named or max(tables, key=shared)
    return best if shared(best) >= min(2, len(best.columns)) else None


def _strange(tables: Sequence[Table], sheet: Sheet) -> str:
    name = f"工作表“{sheet.title}”" if sheet.title else "这个文件"
    wanted = "；".join(
        f"{table.title}（{'、'.join(column.title for column in table.columns[:4])}…）"
        for table in tables
    )
    return (
        f"{name}的列名对不上：第一行应当是列名，可导入的表有 {wanted}。请先导出一份，在它上面修改"
    )
