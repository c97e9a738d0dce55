"""What frontdesk catalogue and people do: one transaction, a line for every wrong cell."""

import os
from collections.abc import Callable
from pathlib import Path

from bot import migrations
from bot.app import open_house
from bot.cli import operator
from bot.errors import ConfigurationError, SheetError
from bot.house import House
from bot.services.sheets import exchange, files
from bot.services.sheets.table import Report, Table
from bot.services.sheets.tables import of as tables_of
from bot.settings import load_settings


def write(what: str, file: Path, wanted: str) -> None:
    """Export to a file that only its owner may read.

    Raises:
        ConfigurationError: the file cannot be written, its ending or the table is unknown.
    """
    house = open_current()
    with house.database.read() as session:
        tables = _chosen(tables_of(what, session, house.clock.now()), wanted)
        try:
            data = exchange.export(session, tables, file.name)
        except SheetError as error:
            raise ConfigurationError(f"{file}: {error}") from error
    house.database.close()
    save(file, data)


def save(file: Path, data: bytes) -> None:
    """Write a file that only its owner may read.

    Raises:
        ConfigurationError: it cannot be written.
    """
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(data)
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}") from error


def _chosen(tables: list[Table], wanted: str) -> list[Table]:
    if not wanted:
        return tables
    found = [table for table in tables if table.title == wanted]
    if not found:
        names = ", ".join(table.title for table in tables)
        raise ConfigurationError(f"no table {wanted}; there are {names}")
    return found


def take(what: str, file: Path, say: Callable[[str], None]) -> bool:
    """Import a file and say what came of it; whether it was taken over.

    Raises:
        ConfigurationError: it is no table, or too large.
    """
    data = _content(file)
    house = open_current()
    now = house.clock.now()
    try:
        with house.database.write() as session:
            tables = tables_of(what, session, now)
            reports = exchange.take(session, tables, data, actor=operator.actor(), now=now)
    except SheetError as error:
        raise ConfigurationError(f"{file}: {error}") from error
    finally:
        house.database.close()
    return _tell(reports, say)


def _content(file: Path) -> bytes:
    """One byte more than is taken is enough to refuse a file of any size."""
    try:
        with file.open("rb") as given:
            return given.read(files.MOST_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(f"{file}: {error.strerror}") from error


def _tell(reports: dict[str, Report], say: Callable[[str], None]) -> bool:
    problems = [problem for report in reports.values() for problem in report.problems]
    for problem in problems:
        say(str(problem))
    if problems:
        say(f"共 {len(problems)} 处错误，没有导入任何内容，请改好后重新导入")
        return False
    for title, report in reports.items():
        say(f"{title}：{report}")
    return True


def open_current() -> House:
    """The installation, if its database is of this version.

    Raises:
        ConfigurationError: it is of another.
    """
    house = open_house(load_settings())
    if migrations.version(house.database.engine) != migrations.newest():
        raise ConfigurationError("the database is not of this version: frontdesk migrate")
    return house
