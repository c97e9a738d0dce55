"""``make soak``: the fault tests in full, with progress and a table; status 1 when one fails.

    python -m tests.faults.soak --customers 1000 --kills 30 --seed 7 --database both

Each run writes to 2 × ``customers`` people (one crowd in WeChat, one in Telegram), five messages
each. Needs PostgreSQL's server programs for ``postgres`` and ``both``.
"""

import argparse
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.faults import storm
from tests.faults.storm import Outcome, Plan
from tests.postgres import binaries, running_server

out = Console(width=110)


def main() -> int:
    """Run what the arguments say; 0 when nothing was lost, doubled, disordered or left."""
    given = _arguments()
    wanted = ("sqlite", "postgres") if given.database == "both" else (given.database,)
    outcomes: dict[str, Outcome] = {}
    for name in wanted:
        with _plan(name, given) as plan, _folder(given, name) as folder:
            outcomes[name] = _run(name, folder, plan)
            _report(name, outcomes[name])
    out.print(_table(outcomes))
    return 1 if any(outcome.audit.findings for outcome in outcomes.values()) else 0


def _arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--customers", type=int, default=1000, help="of each channel")
    options.add_argument("--kills", type=int, default=30, help="in each run")
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    options.add_argument("--account", choices=("service", "subscription"), default="service")
    options.add_argument("--engine", choices=("stand-in", "rasa"), default="stand-in")
    options.add_argument("--keep", type=Path, help="keep logs and data in this folder")
    return options.parse_args()


@contextmanager
def _plan(name: str, given: argparse.Namespace) -> Generator[Plan]:
    plan = Plan(
        given.customers,
        given.kills,
        given.seed,
        account=given.account,
        real=given.engine == "rasa",
    )
    if name == "sqlite":
        yield plan
        return
    programs = binaries()
    if programs is None:
        sys.exit("soak: no PostgreSQL server under /usr/lib/postgresql (install postgresql)")
    with running_server(programs) as server:
        yield replace(plan, database_url=server.url(server.create()), workers=2)


@contextmanager
def _folder(given: argparse.Namespace, name: str) -> Generator[Path]:
    if given.keep:
        folder = given.keep / name
        folder.mkdir(parents=True)  # what another run left there would be found as doubled
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="frontdesk-soak-") as folder:
        yield Path(folder)


def _run(name: str, folder: Path, plan: Plan) -> Outcome:
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[more]}"),
    )  # fmt: skip
    with Progress(*columns, console=out) as bar, storm.storm(folder, plan) as scene:
        task = bar.add_task(name, total=plan.customers * 2 * 5, more="")

        def tell(now: storm.Progress) -> None:
            more = f"{now.waiting} wait, {now.kills} kills"
            bar.update(task, completed=now.written, total=now.total, more=more)

        return scene.run(tell)


def _report(name: str, outcome: Outcome) -> None:
    for finding in outcome.audit.findings[:50]:
        out.print(f"[red]{name}: {finding}[/]")
    if (more := len(outcome.audit.findings) - 50) > 0:
        out.print(f"[red]… and {more} more[/]")


def _table(outcomes: dict[str, Outcome]) -> Table:
    table = Table(title=f"soak of {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    table.add_column("")
    for name in outcomes:
        table.add_column(name, justify="right")
    columns = [_figures(outcome) for outcome in outcomes.values()]
    names = dict.fromkeys(name for column in columns for name in column)
    for name in names:
        table.add_row(name, *(str(column.get(name, 0)) for column in columns))
    return table


def _figures(outcome: Outcome) -> dict[str, object]:
    plan, found = outcome.plan, outcome.audit
    return {
        "seed": plan.seed,
        "customers (each channel)": plan.customers,
        "processes": plan.workers + 1,
        "kill -9": outcome.kills,
        "seconds": round(outcome.seconds),
        **dict(sorted(outcome.befell.items())),
        **dict(sorted(found.figures.items())),
        "LOST": len(found.lost),
        "DOUBLED": len(found.doubled),
        "OUT OF ORDER": len(found.disordered),
        "LEFT BEHIND": len(found.left),
    }


if __name__ == "__main__":
    sys.exit(main())
