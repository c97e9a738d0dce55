"""Plays the scenarios of a file and holds each against its checks."""

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from bot.replay import happenings, report
from bot.replay.script import Check, Scenario, TurnScript, load_script
from bot.replay.stage import Stage, open_stage
from bot.replay.theatre import Theatre, open_theatre

_BETWEEN = timedelta(minutes=1)


def play_file(path: Path, out: TextIO, err: TextIO) -> int:
    """Play a file; JSON lines go to ``out``, failed checks to ``err``.

    Returns 1 when a check failed, else 0.

    Raises:
        ConfigurationError: the file or the model is wrong.
    """
    script = load_script(path)
    failures: list[str] = []
    with open_theatre() as theatre:
        for scenario in script.scenarios:
            failures += play(theatre, scenario, script.base_time, out)
    for failure in failures:
        err.write(failure + "\n")
    return 1 if failures else 0


def play(theatre: Theatre, scenario: Scenario, base_time: datetime, out: TextIO) -> list[str]:
    """Play one scenario; what failed."""
    assert theatre.engine is not None
    failures: list[str] = []
    with open_stage(theatre.engine, scenario.channel, base_time) as stage:
        theatre.desk = stage.desk
        happenings.set_scene(stage, scenario.given, base_time)
        seen, at = report.mark(stage), base_time
        for number, turn in enumerate(scenario.turns, 1):
            at = turn.at or (at if number == 1 else at + _BETWEEN)
            record, seen = _play_turn(stage, turn, at, seen)
            line = {"scenario": scenario.id, "turn": number, **record, "expect": turn.expect}
            out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            failures += [f"{scenario.id} turn {number}: {f}" for f in failed(turn.check, record)]
        left = report.rows_left(stage)
        ending = {"scenario": scenario.id, **left}
        out.write(json.dumps(ending, ensure_ascii=False, default=str) + "\n")
        out.flush()
        last = {"rows": report.count_rows(stage), "owner": report.owner(stage)}
        failures += [f"{scenario.id} at the end: {f}" for f in failed(scenario.check, last)]
    theatre.desk = None
    return failures


def _play_turn(
    stage: Stage, turn: TurnScript, at: datetime, seen: report.Mark
) -> tuple[dict[str, Any], report.Mark]:
    stage.pass_time(at)
    happenings.before_turn(stage, turn)
    stage.work()
    before, spoke = report.said_since(stage, seen), report.mark(stage)
    if turn.user is not None:
        stage.mouth.speak(turn.type, turn.user, stage.clock.now())
    stage.settle()
    record = {
        "at": report.iso(stage.clock.now()),
        "user": turn.user,
        "before": before,
        "replies": report.replies_since(stage, spoke),
        "owner": report.owner(stage),
        "flags": report.flags_since(stage, spoke),
        "rows": report.count_rows(stage),
    }
    return record, report.mark(stage)


def failed(check: Any, record: dict[str, Any]) -> list[str]:
    """Which expectations of a check do not hold for a record."""
    if check is None:
        return []
    problems = [
        f"rows {name}: {record['rows'].get(name)} instead of {wanted}"
        for name, wanted in check.rows.items()
        if record["rows"].get(name) != wanted
    ]
    if check.owner is not None and record["owner"] != check.owner:
        problems.append(f"owner {record['owner']} instead of {check.owner}")
    if isinstance(check, Check):
        problems += _failed_texts(check, record)
    return problems


def _failed_texts(check: Check, record: dict[str, Any]) -> list[str]:
    said, earlier = _joined(record["replies"]), _joined(record["before"])
    problems = [f"no {p!r} in {said!r}" for p in check.replies if not re.search(p, said)]
    problems += [f"{p!r} in {said!r}" for p in check.never if re.search(p, said)]
    problems += [f"no {p!r} before: {earlier!r}" for p in check.before if not re.search(p, earlier)]
    if check.flags is not None and set(record["flags"]) != {str(flag) for flag in check.flags}:
        problems.append(f"flags {record['flags']} instead of {[str(f) for f in check.flags]}")
    return problems


def _joined(messages: Sequence[dict[str, Any]]) -> str:
    return "\n".join(message["text"] for message in messages)
