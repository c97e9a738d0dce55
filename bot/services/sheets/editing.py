"""One record of a table, seen and changed by a person (REQ B1, G1, G2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import History
from bot.services.history import record
from bot.services.sheets.cells import CellError
from bot.services.sheets.table import Column, Table, Values, add, change, read_cell, subject_id

_ACTIONS = {"added": "新增", "removed": "移除", "shown": "查看", "exported": "导出"}
_LATEST = 30

type Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A record as texts by column title; ``key`` leads back to it."""

    key: tuple[Any, ...]
    cells: Texts


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a record's history."""

    at: datetime
    actor: str
    title: str
    what: str


def lines(session: Session, table: Table) -> list[Line]:
    """Every record of a table."""
    return [_line(table, row) for row in table.rows(session)]


def _line(table: Table, row: Any) -> Line:
    cells = {column.title: str(column.shown(row)) for column in table.columns}
    return Line(table.key_of(row), cells)


def opened(
    session: Session, table: Table, key: tuple[Any, ...], *, actor: str, now: datetime
) -> tuple[Line, list[Change]]:
    """A record with its history; whoever looks at a person's stands there too.

    Raises:
        NotFoundError: it is gone.
    """
    row = _found(session, table, key)
    past = changes(session, table, row)
    if table.subject == "worker":
        record(session, table.subject, subject_id(table, row), "shown", actor=actor, now=now)
    return _line(table, row), past


def changes(session: Session, table: Table, row: Any) -> list[Change]:
    """What was done to a record, the latest first."""
    titles = {column.field: column.title for column in table.columns} | _ACTIONS
    rows = session.scalars(
        select(History)
        .where(
            History.subject == table.subject,
            History.subject_id == subject_id(table, row),
            History.action.in_([*titles]),
        )
        .order_by(History.id.desc())
        .limit(_LATEST)
    )
    return [Change(r.at, r.actor, titles[r.action], r.reason or "") for r in rows]


def save(
    session: Session,
    table: Table,
    before: Line | None,
    said: Mapping[str, str],
    *,
    actor: str,
    now: datetime,
) -> bool:
    """Store what was typed over ``before`` (None: a new record); False when nothing differs.

    Raises:
        ConflictError: a cell is wrong, or somebody changed the same cell in the meantime.
        NotFoundError: the record is gone.
    """
    if before is None:
        values = _read(table.columns, said)
        if any(table.key_of(row) == _key(table, values) for row in table.rows(session)):
            raise ConflictError(f"“{'、'.join(map(str, _key(table, values)))}”已经存在")
        _check(session, table, None, values)
        add(session, table, values, actor, now)
        return True
    row = _found(session, table, before.key)
    current = _line(table, row).cells
    touched = [
        column for column in table.columns if said[column.title] != before.cells[column.title]
    ]
    for column in touched:
        if current[column.title] != before.cells[column.title]:
            raise ConflictError(f"「{column.title}」刚被别人改过，请重新打开后再改")
        if column.field in table.key:
            raise ConflictError(f"「{column.title}」不能修改；请新增一条，并停用这一条")
    values = _read(touched, said)
    _check(session, table, row, values)
    return change(session, table, row, values, actor=actor, now=now)


def _read(columns: Sequence[Column], said: Mapping[str, str]) -> Values:
    values: Values = {}
    wrong: list[str] = []
    for column in columns:
        text = said[column.title].strip()
        if column.is_kept and not text:
            continue
        try:
            values[column.field] = read_cell(column, text)
        except CellError as error:
            wrong.append(f"「{column.title}」{error.what}，{error.hint}")
    if wrong:
        raise ConflictError("；".join(wrong))
    return values


def _check(session: Session, table: Table, changed: Any, values: Values) -> None:
    """The rule for rows as a whole, with the changed one last, so that it is the one refused."""
    if table.check is None:
        return
    for row in table.rows(session):
        if row is not changed:
            table.check({column.field: column.of(row) for column in table.columns})
    own = {column.field: column.of(changed) for column in table.columns} if changed else {}
    try:
        table.check(own | values)
    except CellError as error:
        raise ConflictError(f"{error.what}，{error.hint}") from error


def _key(table: Table, values: Values) -> tuple[Any, ...]:
    return tuple(values[name] for name in table.key)


def _found(session: Session, table: Table, key: tuple[Any, ...]) -> Any:
    where = [
        getattr(table.model, name) == value for name, value in zip(table.key, key, strict=True)
    ]
    row = session.scalar(select(table.model).where(*where).with_for_update())
    if row is None:
        raise NotFoundError("这条记录已不存在")
    return row


def remove(
    session: Session, table: Table, key: tuple[Any, ...], *, actor: str, now: datetime
) -> None:
    """Remove a record of a table that a file holds whole; others are switched off instead.

    Raises:
        ConflictError: records of this table are not removed.
        NotFoundError: it is gone.
    """
    if not table.is_whole:
        raise ConflictError("这类记录不能删除，请停用")
    row = _found(session, table, key)
    what = "、".join(map(str, key))
    record(
        session, table.subject, subject_id(table, row), "removed", actor=actor, now=now, reason=what
    )
    session.delete(row)
