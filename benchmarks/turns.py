"""`make bench`: the same turns through the front desk and through a bare ``rasa run``.

A turn of the desk ends when its reply and everything else is committed and stands in the outbox;
one of the bare engine ends with the answer of its REST channel. Both load the same model and take
the same turns in alternation, so that what else the machine does falls on both.
"""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Protocol

import typer
from rich.console import Console
from rich.progress import track

from benchmarks.bare import bare_engine
from benchmarks.desk import measured_desk
from benchmarks.script import SMALL, booking_of
from benchmarks.table import Row, print_rows
from bot.training import current_model

GOAL_LATENCY, GOAL_THROUGHPUT, GOAL_HISTORY = 1.2, 1.0, 1.3
_NEIGHBOURS = 10
"""Turns whose median stands for the tenth and for the last one."""


class Side(Protocol):
    """Says a text as a sender; the seconds until the reply."""

    def take_turn(self, sender: str, text: str) -> float: ...


@dataclass(slots=True)
class Load:
    """What the senders of one side experienced: seconds of each turn, and of all together."""

    turns: list[float] = field(default_factory=list)
    together: float = 0.0

    @property
    def p50(self) -> float:
        return statistics.median(self.turns)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.turns, n=20)[-1]

    @property
    def throughput(self) -> float:
        return len(self.turns) / self.together


def in_alternation(sides: Sequence[Side], *, senders: int, rounds: int, first: int) -> list[Load]:
    """Each round ``senders`` new customers book at once, on one side after the other."""
    loads = [Load() for _ in sides]
    for round_ in track(range(rounds), f"{senders} at once"):
        for side, load in zip(sides, loads, strict=True):
            customers = range(first + round_ * senders, first + (round_ + 1) * senders)
            _book_at_once(side, customers, load)
    return loads


def _book_at_once(side: Side, customers: Sequence[int], load: Load) -> None:
    failures: list[Exception] = []

    def book(customer: int) -> None:
        try:
            for text in booking_of(customer):
                load.turns.append(side.take_turn(f"bench{customer}", text))
        except Exception as error:
            failures.append(error)

    started = time.perf_counter()
    _all_at_once([lambda customer=customer: book(customer) for customer in customers])
    load.together += time.perf_counter() - started
    if failures:
        raise failures[0]


def _all_at_once(works: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def grow_old(side: Side, turns: int) -> float:
    """How many times the tenth turn's seconds the last of one customer's ``turns`` takes."""
    numbers = track(range(turns), f"{turns} turns of one customer")
    seconds = [side.take_turn("bench-old", SMALL[number % len(SMALL)]) for number in numbers]
    early = seconds[10 - _NEIGHBOURS // 2 : 10 + _NEIGHBOURS // 2]
    return statistics.median(seconds[-_NEIGHBOURS:]) / statistics.median(early)


def compare(what: str, desk: Load, bare: Load) -> list[Row]:
    """The lines of one load."""
    return [
        Row.at_most(f"{what}, p50 (ms)", 1e3 * desk.p50, 1e3 * bare.p50, GOAL_LATENCY),
        Row.at_most(f"{what}, p95 (ms)", 1e3 * desk.p95, 1e3 * bare.p95, GOAL_LATENCY),
        Row.at_least(f"{what}, turns/s", desk.throughput, bare.throughput, GOAL_THROUGHPUT),
    ]


def main(
    rounds: Annotated[int, typer.Option(help="bookings of 12 turns, per sender")] = 12,
    senders: Annotated[int, typer.Option(help="customers at once in the second part")] = 8,
    turns: Annotated[int, typer.Option(help="turns of one customer in the third part")] = 300,
) -> None:
    """Measure and print the table; status 1 when a goal is missed."""
    model = current_model()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        bare_engine(model, Path(folder)) as bare,
        measured_desk(model, Path(folder)) as desk,
    ):
        sides = (desk, bare)
        in_alternation(sides, senders=1, rounds=2, first=0)
        alone = in_alternation(sides, senders=1, rounds=rounds, first=1_000)
        many = in_alternation(sides, senders=senders, rounds=rounds, first=10_000)
        grown = [grow_old(side, turns) for side in sides]
    last = f"turn {turns} / turn 10 of one customer"
    rows = [*compare("alone", *alone), *compare(f"{senders} senders", *many)]
    rows.append(
        Row(last, grown[0], grown[1], grown[0], f"≤ {GOAL_HISTORY}", grown[0] <= GOAL_HISTORY)
    )
    print_rows(rows, Console(), against="bare rasa run")
    raise typer.Exit(not all(row.is_reached for row in rows))


if __name__ == "__main__":
    typer.run(main)
