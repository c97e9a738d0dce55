"""The readers' figures on the own sets: danger, services, phones, times and addresses."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.cli.figures import Figure, danger_figures, share
from bot.cli.parse import describe
from bot.conversation.understanding import Reader

_KINDS = {
    "service_type": ("service, exact", 0.96),
    "phone": ("phone, exact", 1.0),
    "address": ("address, exact", 0.90),
}


def urgent_figures(file: Path, reader: Reader, now: datetime) -> list[Figure]:
    """Danger found and false alarms in a tab-separated file of ``text`` and ``urgent`` (yes)."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    judged = [
        (row["urgent"] == "yes", reader.read(row["text"], now).reading.urgent is not None)
        for row in rows
    ]
    return danger_figures(judged, ", to mislead")


def entity_figures(file: Path, reader: Reader, now: datetime) -> list[Figure]:
    """Details found exactly in a YAML list of ``text`` and what is in it.

    A case with ``now`` is read at that time and has its ``start`` and ``end`` resolved.
    """
    cases: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    read = [(case, describe(case["text"], reader, _moment(case, now))) for case in cases]
    spans = [
        Figure(name, _exact([(c[kind], r["entities"][kind]) for c, r in read if kind in c]), goal)
        for kind, (name, goal) in _KINDS.items()
    ]
    timed = [(_times(c, c), _times(c, r["resolved"])) for c, r in read if "now" in c]
    return [*spans, Figure("time resolved, exact", _exact(timed), 0.95)]


def _moment(case: Mapping[str, Any], now: datetime) -> datetime:
    return datetime.fromisoformat(case["now"]) if "now" in case else now


def _times(case: Mapping[str, Any], found: Mapping[str, Any]) -> list[datetime | None]:
    """Start, and end where the case has one; no start means that it is to be asked for."""
    keys = ("start", "end") if "end" in case else ("start",)
    return [datetime.fromisoformat(found[k]) if found.get(k) else None for k in keys]


def _exact(pairs: Sequence[tuple[Sequence[object], Sequence[object]]]) -> float | None:
    return share(sum(list(gold) == list(found) for gold, found in pairs), len(pairs))
