"""A table of records: what its columns are, reading a sheet against them, and taking it over.

Nothing is taken over while a cell of the file is wrong; every change leaves who, when, and what
stood there before.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Base
from bot.services.history import record
from bot.services.sheets.cells import CellError, Kind
from bot.services.sheets.files import Cell, Grid, Sheet

type Values = dict[str, Any]
_BROKEN = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
"""What a spreadsheet shows for a formula that fails."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its title in the file; ``get`` and ``put`` default to the field itself.

    ``put`` of a column that is no field of the record is called after the record is stored.
    ``is_kept``: an empty cell leaves what is there.
    """

    title: str
    field: str
    kind: Kind
    is_needed: bool = True
    get: Callable[[Any], Any] | None = None
    put: Callable[[Any, Any], None] | None = None
    is_kept: bool = False

    def of(self, row: Any) -> Any:
        return self.get(row) if self.get else getattr(row, self.field)

    def shown(self, row: Any) -> Cell:
        """The cell of a record."""
        value = self.of(row)
        return "" if value is None else self.kind.write(value)


@dataclass(frozen=True, slots=True)
class Table:
    """Records of one model; ``key`` are the fields that tell them apart.

    ``is_whole``: a file holds all of them, what it lacks is removed. ``check`` looks at a row as a
    whole and raises :class:`CellError`.
    """

    title: str
    subject: str
    model: type[Base]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    is_whole: bool = False
    check: Callable[[Values], None] | None = None

    def key_of(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.key)

    def rows(self, session: Session) -> Sequence[Any]:
        """Every record, in the file's order."""
        order = [getattr(self.model, name) for name in self.order]
        return session.scalars(select(self.model).order_by(*order)).all()

    def grid(self, session: Session) -> Grid:
        """The table to be written."""
        head = [column.title for column in self.columns]
        rows = [[column.shown(row) for column in self.columns] for row in self.rows(session)]
        return Grid(self.title, head, rows)


@dataclass(frozen=True, slots=True)
class Problem:
    """One wrong cell (``row`` as counted in the file), and what to do about it."""

    table: str
    row: int
    column: str
    what: str
    hint: str

    def __str__(self) -> str:
        where = f"{self.table} 第 {self.row} 行" if self.row else self.table
        return f"{where}「{self.column}」：{self.what}。{self.hint}"


@dataclass(slots=True)
class Report:
    """What came of a file; with problems nothing was changed."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)

    def __str__(self) -> str:
        done = f"新增 {self.added}，修改 {self.changed}，未变 {self.unchanged}"
        return f"{done}，移除 {self.removed}" if self.removed else done


def read_sheet(table: Table, sheet: Sheet, problems: list[Problem]) -> list[Values]:
    """The rows of a sheet as values by field; what is wrong is added to ``problems``."""
    at = {column.title: sheet.head.index(column.title) for column in table.columns
          if column.title in sheet.head}  # fmt: skip
    problems += _head_problems(table, sheet)
    if problems:
        return []
    found: list[Values] = []
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in sheet.rows:
        values = _read_row(table, number, cells, at, problems)
        found.append(values)
        key = tuple(values.get(name) for name in table.key)
        if None not in key and seen.setdefault(key, number) != number:
            title = _title(table, table.key[-1])
            what = f"与第 {seen[key]} 行重复"
            problems.append(Problem(table.title, number, title, what, "请删去其中一行"))
    return found


def _head_problems(table: Table, sheet: Sheet) -> Iterable[Problem]:
    known = {column.title for column in table.columns}
    hint = "请照导出的文件改列名"
    for column in table.columns:
        if column.title not in sheet.head and (column.is_needed or column.field in table.key):
            yield Problem(table.title, 1, column.title, "缺少这一列", hint)
    for title in dict.fromkeys(sheet.head):
        if title not in known:
            yield Problem(table.title, 1, title or "（空）", "不认识这一列", hint)
        elif sheet.head.count(title) > 1:
            yield Problem(table.title, 1, title, "这一列出现了不止一次", "请只留一列")


def _read_row(
    table: Table, number: int, cells: Sequence[str], at: Mapping[str, int], problems: list[Problem]
) -> Values:
    values: Values = {}
    before = len(problems)
    if len(cells) > len(at) and any(cells[len(at) :]):
        what = "这一行比列名多出内容"
        problems.append(Problem(table.title, number, "（行尾）", what, "内容里有逗号时请加引号"))
    for column in table.columns:
        if column.title in at:
            place = at[column.title]
            said = cells[place] if place < len(cells) else ""
            if column.is_kept and not said:
                continue
            try:
                values[column.field] = read_cell(column, said)
            except CellError as error:
                problems.append(Problem(table.title, number, column.title, error.what, error.hint))
    if len(problems) == before and table.check is not None:
        try:
            table.check(values)
        except CellError as error:
            title = table.columns[0].title
            problems.append(Problem(table.title, number, title, error.what, error.hint))
    return values


def read_cell(column: Column, said: str) -> Any:
    """The value of a cell.

    Raises:
        CellError: it is wrong, or empty where something must stand.
    """
    if said in _BROKEN:
        raise CellError(f"公式出错（{said}）", "请改正公式，或直接填写内容")
    if said:
        return column.kind.read(said)
    if column.is_needed:
        raise CellError("没有填写", "请填写后再导入")
    return column.kind.empty


def _title(table: Table, name: str) -> str:
    return next(column.title for column in table.columns if column.field == name)


def merge(
    session: Session, table: Table, rows: Iterable[Values], *, actor: str, now: datetime
) -> Report:
    """Take rows over: new ones are added, known ones changed where they differ."""
    report = Report()
    known = {table.key_of(row): row for row in table.rows(session)}
    given: set[tuple[Any, ...]] = set()
    for values in rows:
        key = tuple(values[name] for name in table.key)
        given.add(key)
        row = known.get(key)
        if row is None:
            add(session, table, values, actor, now)
            report.added += 1
        elif change(session, table, row, values, actor=actor, now=now):
            report.changed += 1
        else:
            report.unchanged += 1
    if table.is_whole:
        for key in known.keys() - given:
            _note(session, table, known[key], "removed", "、".join(map(str, key)), actor, now)
            session.delete(known[key])
            report.removed += 1
    session.flush()
    return report


def add(session: Session, table: Table, values: Values, actor: str, now: datetime) -> None:
    """Store a new record."""
    own = {c.field for c in table.columns if c.put is None}
    row = table.model(**{name: value for name, value in values.items() if name in own})
    session.add(row)
    session.flush()
    for column in table.columns:
        if column.put is not None and column.field in values:
            column.put(row, values[column.field])
    _note(session, table, row, "added", "", actor, now)


def change(
    session: Session, table: Table, row: Any, values: Values, *, actor: str, now: datetime
) -> bool:
    """Change a record where it differs; whether it did. Old and new go into the history."""
    is_changed = False
    for column in table.columns:
        if column.field not in values or column.of(row) == values[column.field]:
            continue
        old = column.shown(row)
        if column.put is not None:
            column.put(row, values[column.field])
        else:
            setattr(row, column.field, values[column.field])
        new = column.shown(row)
        _note(session, table, row, column.field, f"{old} → {new}", actor, now)
        is_changed = True
    return is_changed


def _note(
    session: Session, table: Table, row: Any, action: str, what: str, actor: str, now: datetime
) -> None:
    """Old and new stand in the sealed column: they may be a name or a phone (REQ G2)."""
    number = subject_id(table, row)
    record(session, table.subject, number, action, actor=actor, now=now, reason=what or None)


def subject_id(table: Table, row: Any) -> int:
    """The record's number in the history; made from the key where it has none."""
    made = zlib.crc32("|".join(map(str, table.key_of(row))).encode()) & 0x7FFFFFFF
    return int(getattr(row, "id", made))
