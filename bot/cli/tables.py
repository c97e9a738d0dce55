"""frontdesk catalogue and people: tables out to a file and back in (REQ B1)."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

_File = Annotated[Path, typer.Argument(help="A file that ends in .csv or .xlsx.", dir_okay=False)]
_Given = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or XLSX.")]
catalogue = typer.Typer(help="Services, areas and prices as a table.", no_args_is_help=True)
people = typer.Typer(help="Service workers as a table.", no_args_is_help=True)


@catalogue.command("export")
def export_catalogue(
    file: _File,
    table: Annotated[str, typer.Option(help="For CSV: which of the tables, by its title.")] = "",
) -> None:
    """Write the catalogue: all tables into .xlsx, one into .csv."""
    from bot.cli.exchange import write

    write("catalogue", file, table)


@catalogue.command("import")
def import_catalogue(file: _Given) -> None:
    """Take the catalogue over from a file; nothing of it while a row is wrong (status 1)."""
    _take("catalogue", file)


@people.command("export")
def export_people(file: _File) -> None:
    """Write the workers; the file holds names and phones."""
    from bot.cli.exchange import write

    write("people", file, "")


@people.command("import")
def import_people(file: _Given) -> None:
    """Take workers over from a file; nothing of it while a row is wrong (status 1)."""
    _take("people", file)


def _take(what: str, file: Path) -> None:
    from bot.cli.exchange import take

    said: Callable[[str], None] = typer.echo
    sys.exit(0 if take(what, file, said) else 1)
