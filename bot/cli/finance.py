"""frontdesk finance: the month's orders for the book-keepers (REQ C7)."""

import re
from pathlib import Path
from typing import Annotated

import typer

finance = typer.Typer(help="Figures for the book-keepers.", no_args_is_help=True)


@finance.callback()
def _only_subcommands() -> None:
    """A group, although there is one command in it."""


@finance.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="A file that ends in .csv or .xlsx.")],
    month: Annotated[str, typer.Option(help="Such as 2026-11: the month of the booking.")],
) -> None:
    """Write every order placed in a month, with the sum of each column."""
    from bot.cli.exchange import open_current, save
    from bot.errors import ConfigurationError
    from bot.services.order import finance as books
    from bot.services.sheets import files

    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", month)
    if not found:
        raise ConfigurationError(f"no such month: {month}; write it as 2026-11")
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        raise ConfigurationError(f"{file}: the name must end in .csv or .xlsx")
    house = open_current()
    with house.database.read() as session:
        grids = books.grids(books.lines(session, int(found[1]), int(found[2])))
    house.database.close()
    save(file, files.to_csv(grids[0]) if file.suffix.lower() == ".csv" else files.to_xlsx(grids))
