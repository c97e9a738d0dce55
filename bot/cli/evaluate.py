"""frontdesk evaluate: accuracy per class and intent, macro F1, confusion and misses."""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.parse import CLASSES, class_of
from bot.clock import SystemClock
from bot.conversation.reading_room import open_reader
from bot.errors import ConfigurationError
from bot.settings import load_settings
from bot.training import current_model

_COLUMNS = ("text", "class", "intent")


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled message and what the model said."""

    text: str
    gold: str
    said: str
    confidence: float
    accepted: bool

    @property
    def gold_class(self) -> str:
        return class_of(self.gold)

    @property
    def said_class(self) -> str:
        return class_of(self.said)


def evaluate(file: Path, out: Console) -> None:
    """Print the figures of ``file`` (tab-separated: text, class, intent).

    Raises:
        ConfigurationError: a column is missing, there is no line, or a line's class is not the
            one of its intent.
    """
    rows = _rows(file)
    now = SystemClock().now()
    with open_reader(load_settings(), current_model()) as reader:
        judged = [
            Judged(row["text"], row["intent"], r.top, r.confidence, r.accepted)
            for row in track(rows, "reading", console=Console(stderr=True))
            for r in [reader.read(row["text"], now).reading]
        ]
    _print_figures(judged, out)
    _print_classes(judged, out)
    _print_intents(judged, out)
    _print_misses(judged, out)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [_checked(row, f"{file} line {reader.line_num}") for row in reader]
    if not rows:
        raise ConfigurationError(f"{file} has no labelled messages")
    return rows


def _checked(row: dict[str, str | None], where: str) -> dict[str, str]:
    found = {name: value for name in _COLUMNS if (value := row.get(name)) is not None}
    if missing := [name for name in _COLUMNS if name not in found]:
        raise ConfigurationError(f"{where} has no {missing[0]}: needed are {', '.join(_COLUMNS)}")
    if found["class"] != class_of(found["intent"]):
        raise ConfigurationError(
            f"{where}: {found['intent']} is of the class {class_of(found['intent'])},"
            f" not {found['class']}"
        )
    return found


def _print_figures(judged: list[Judged], out: Console) -> None:
    total = len(judged)
    intents = sorted({j.gold for j in judged})
    complaints = [j for j in judged if j.gold_class == "complaint"]
    outside = [j for j in judged if j.gold == "out_of_scope"]
    inside = [j for j in judged if j.gold != "out_of_scope"]
    wrong = sum(j.accepted and j.said_class != j.gold_class for j in judged)
    figures = {
        "messages": f"{total}",
        "class accuracy": _share(sum(j.said_class == j.gold_class for j in judged), total),
        "intent accuracy": _share(sum(j.said == j.gold for j in judged), total),
        "macro F1": f"{sum(_f1(judged, i) for i in intents) / len(intents):.3f}",
        "complaint recall": _share(
            sum(j.said_class == "complaint" for j in complaints), len(complaints)
        ),
        "out of scope refused": _share(
            sum(j.said == "out_of_scope" or not j.accepted for j in outside), len(outside)
        ),
        "in scope accepted": _share(
            sum(j.accepted and j.said != "out_of_scope" for j in inside), len(inside)
        ),
        "wrong class and accepted": _share(wrong, total),
    }
    for name, value in figures.items():
        out.print(f"{name:26}{value}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _f1(judged: list[Judged], intent: str) -> float:
    hits = sum(j.said == j.gold == intent for j in judged)
    said = sum(j.said == intent for j in judged)
    gold = sum(j.gold == intent for j in judged)
    return 2 * hits / (said + gold) if said + gold else 0.0


def _print_classes(judged: list[Judged], out: Console) -> None:
    """A row for each class: how much of it is read rightly, and what it is taken for."""
    table = Table("class", "lines", "accuracy", *(f"→ {name}" for name in CLASSES))
    for gold in CLASSES:
        own = [j for j in judged if j.gold_class == gold]
        said = Counter(j.said_class for j in own)
        counts = (str(said[name]) for name in CLASSES)
        table.add_row(gold, str(len(own)), _share(said[gold], len(own)), *counts)
    out.print(table)


def _print_intents(judged: list[Judged], out: Console) -> None:
    table = Table("intent", "lines", "accuracy", "F1", "taken for")
    for intent in sorted({j.gold for j in judged}):
        own = [j for j in judged if j.gold == intent]
        taken = Counter(j.said for j in own if j.said != intent).most_common(3)
        table.add_row(
            intent,
            str(len(own)),
            _share(sum(j.said == intent for j in own), len(own)),
            f"{_f1(judged, intent):.3f}",
            ", ".join(f"{name} {count}" for name, count in taken),
        )
    out.print(table)


def _print_misses(judged: list[Judged], out: Console) -> None:
    for j in judged:
        if j.said != j.gold:
            line = f"{j.gold} → {j.said} {j.confidence:.2f}  {j.text}"
            out.print(line, markup=False, highlight=False)
