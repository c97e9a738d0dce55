"""The table that every benchmark prints: a figure, its baseline's, their ratio and the goal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``ratio`` is what the goal is about, mostly ours divided by the baseline's."""

    what: str
    ours: float
    baseline: float
    ratio: float
    goal: str
    is_reached: bool

    @classmethod
    def at_most(cls, what: str, ours: float, baseline: float, goal: float) -> Self:
        """Less is better."""
        ratio = ours / baseline
        return cls(what, ours, baseline, ratio, f"≤ {goal}", ratio <= goal)

    @classmethod
    def at_least(cls, what: str, ours: float, baseline: float, goal: float) -> Self:
        """More is better."""
        ratio = ours / baseline
        return cls(what, ours, baseline, ratio, f"≥ {goal}", ratio >= goal)


def print_rows(rows: Sequence[Row], out: Console, *, against: str) -> None:
    """Print the lines as a table that can be pasted into a Markdown page."""
    table = Table("what", "ours", against, "ratio", "goal", "reached", box=MARKDOWN)
    for row in rows:
        reached = "yes" if row.is_reached else "NO"
        figures = (f"{row.ours:.2f}", f"{row.baseline:.2f}", f"{row.ratio:.2f}")
        table.add_row(row.what, *figures, row.goal, reached)
    out.print(table)
