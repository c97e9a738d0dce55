"""frontdesk evaluate: the figures with their goals; confusion and misses of one file."""

import csv
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.detail_figures import entity_figures, urgent_figures
from bot.cli.figures import Figure, Judged, f1, intent_figures, share
from bot.cli.parse import CLASSES, class_of
from bot.clock import SystemClock
from bot.conversation.engine_process import NLU
from bot.conversation.reading_room import open_reader
from bot.conversation.understanding import Reader
from bot.errors import ConfigurationError
from bot.language.normalise import normalise
from bot.settings import load_settings
from bot.training import current_model, training_texts

_COLUMNS = ("text", "class", "intent")
_TESTS = NLU / "tests"
_MODEL_MB = 60


def evaluate_file(file: Path, out: Console) -> None:
    """Print the figures of ``file`` (tab-separated: text, class, intent), by class and intent too.

    Raises:
        ConfigurationError: a column is missing, there is no line, or a line's class is not the
            one of its intent.
    """
    rows = _rows(file)
    with open_reader(load_settings(), current_model()) as reader:
        judged = _judge(rows, reader)
    _print_figures({file.name: intent_figures(judged)}, out)
    _print_classes(judged, out)
    _print_intents(judged, out)
    _print_misses(judged, out)


def evaluate_all(out: Console) -> None:
    """Print every figure with its goal, on the project's own test sets and on the strangers'."""
    model = current_model()
    own, strangers = _rows(_TESTS / "messages.tsv"), _rows(_TESTS / "strangers.tsv")
    known = training_texts()
    now = SystemClock().now()
    with open_reader(load_settings(), model) as reader:
        judged = _judge(own, reader)
        unknown = [j for j in judged if normalise(j.text) not in known]
        sets = {
            "own set": intent_figures(judged),
            "without lines known word for word": intent_figures(unknown),
            "strangers": intent_figures(_judge(strangers, reader)),
        }
        details = [
            *urgent_figures(_TESTS / "urgent.tsv", reader, now),
            *entity_figures(_TESTS / "entities.yml", reader, now),
        ]
    sizes = f"{len(judged)} own messages, {len(unknown)} of them new; {len(strangers)} strangers'"
    out.print(f"{now:%Y-%m-%d}, model {model.stem}, {sizes}")
    _print_figures(sets, out)
    _print_figures({"own set": details}, out)
    megabytes = model.stat().st_size / 1e6
    out.print(f"model {megabytes:.1f} MB (goal: at most {_MODEL_MB})")


def _judge(rows: list[dict[str, str]], reader: Reader) -> list[Judged]:
    now = SystemClock().now()
    return [
        Judged(row["text"], row["intent"], r.top, r.confidence, r.accepted, r.urgent is not None)
        for row in track(rows, "reading", console=Console(stderr=True))
        for r in [reader.read(row["text"], now).reading]
    ]


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


def _print_figures(sets: dict[str, list[Figure]], out: Console) -> None:
    """One row for each figure, one column for each set; the first set decides hit or miss."""
    table = Table("figure", "goal", *sets, "")
    first = next(iter(sets.values()))
    for row in zip(first, *sets.values(), strict=True):
        figure = row[0]
        goal = f"{'≤' if figure.at_most else '≥'} {figure.goal:.2f}"
        values = (_number(other.value) for other in row[1:])
        table.add_row(figure.name, goal, *values, "hit" if figure.is_hit else "missed")
    out.print(table)


def _share(part: int, whole: int) -> str:
    return _number(share(part, whole))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


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
            f"{f1(judged, intent):.3f}",
            ", ".join(f"{name} {count}" for name, count in taken),
        )
    out.print(table)


def _print_misses(judged: list[Judged], out: Console) -> None:
    for j in judged:
        if j.said != j.gold:
            line = f"{j.gold} → {j.said} {j.confidence:.2f}  {j.text}"
            out.print(line, markup=False, highlight=False)
