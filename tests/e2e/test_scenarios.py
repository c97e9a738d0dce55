"""Whole conversations through the real engine (REQ A2, A3, A10, B2, C1-C8, D1-D4, E1, E2, E6).

``scenarios/*.yml`` are replay files (README, “The surface”); ``expected.yml`` holds what that
format cannot say: what must be said at some point, and what the rows must be in the end.
"""

import io
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.errors import ConfigurationError, EngineError
from bot.replay.player import play
from bot.replay.script import Scenario, load_script
from bot.replay.theatre import Theatre, open_theatre
from bot.services.wording import Reply

HERE = Path(__file__).parent
FILES = sorted((HERE / "scenarios").glob("*.yml"))
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "expected.yml").read_text("utf-8"))

# REQ A5: no vague word, no brush-off, no guess at the customer's mind; and no raw template.
UNSAID = [
    r"(?<!尽)可能|大概|也许|或许|应该吧|差不多|说不定",
    r"我不知道|不归我|不关我|我(们|也)?不清楚",
    r"您似乎|您好像",
    r"utter_|\bNone\b|\{\w+\}|Traceback",
]


def _collect() -> list[tuple[datetime, Scenario]]:
    scripts = [load_script(path) for path in FILES]
    return [(script.base_time, scenario) for script in scripts for scenario in script.scenarios]


SCENARIOS = _collect()


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    """One engine for all; without a model the tests fail, they are never skipped."""
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_theatre())
        except ConfigurationError as error:
            pytest.fail(f"{error}\nRun “make setup” first.", pytrace=False)
        yield opened


def test_the_scenarios_cover_the_channels() -> None:
    """Issue 2: twenty conversations at least, on all three channels; every id once."""
    ids = [scenario.id for _, scenario in SCENARIOS]
    assert len(ids) >= 26
    assert len(set(ids)) == len(ids)
    assert {scenario.channel for _, scenario in SCENARIOS} == {"wechat", "telegram", "web"}
    assert set(EXPECTED) <= set(ids)


@pytest.mark.parametrize(
    ("base_time", "scenario"), SCENARIOS, ids=[scenario.id for _, scenario in SCENARIOS]
)
def test_scenario(theatre: Theatre, base_time: datetime, scenario: Scenario) -> None:
    """The conversation goes as its checks say; a failure shows the checks and the transcript."""
    out = io.StringIO()
    try:
        failures = play(theatre, scenario, base_time, out)
    except Exception as error:
        error.add_note(f"{scenario.id} {scenario.title}, up to here:\n{transcript(out)}")
        raise
    finally:
        theatre.desk = None
    *turns, left = _lines(out)
    failures += _unsaid(turns) + _missed(EXPECTED.get(scenario.id, {}), turns, left)
    if failures:
        report = "\n".join(f"  - {failure}" for failure in failures)
        pytest.fail(
            f"{scenario.id} {scenario.title} ({scenario.channel})\n{report}\n\n{transcript(out)}",
            pytrace=False,
        )


# A booking in one message, one in many, a complaint and a change of an order.
FRAGILE = [
    (at, scenario) for at, scenario in SCENARIOS if scenario.id in {"B01", "B02", "C01", "X04"}
]


@pytest.mark.parametrize(("base_time", "scenario"), FRAGILE, ids=[s.id for _, s in FRAGILE])
def test_an_answer_of_the_engine_that_is_lost_changes_nothing(
    theatre: Theatre, base_time: datetime, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ G5: the actions were done, their answer came too late; the second try says the same."""
    assert theatre.engine is not None
    answer, lost = theatre.engine.take_turn, list[str]()

    def forget_every_other(name: str, intent: str) -> list[Reply]:
        replies = answer(name, intent)
        lost.append(name)
        if len(lost) % 2:
            raise EngineError("the answer was lost")
        return replies

    monkeypatch.setattr(theatre.engine, "take_turn", forget_every_other)
    test_scenario(theatre, base_time, scenario)
    assert len(lost) == len(set(lost)) > 0


# -- what holds for every conversation, and what expected.yml adds -------------------------------


def _unsaid(turns: list[dict[str, Any]]) -> list[str]:
    return [
        f"turn {turn['turn']}: the bot says {found[0]!r} in {text!r}"
        for turn in turns
        for text in _bot_texts(turn)
        for pattern in UNSAID
        if (found := re.search(pattern, text))
    ]


def _missed(
    expected: dict[str, Any], turns: list[dict[str, Any]], left: dict[str, Any]
) -> list[str]:
    said = "\n".join(text for turn in turns for text in _bot_texts(turn))
    missed = [f"never said: {p!r}" for p in expected.get("said", []) if not re.search(p, said)]
    missed += [f"said: {p!r}" for p in expected.get("never_said", []) if re.search(p, said)]
    for table, wanted in expected.get("rows", {}).items():
        free = list(left[table])
        for row in wanted:
            found = next((r for r in free if _fits(row, r)), None)
            if found is None:
                missed.append(f"no {table} row {row} among {free}")
            else:
                free.remove(found)
    return missed


def _fits(wanted: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(_same(value, row.get(key)) for key, value in wanted.items())


def _same(wanted: Any, value: Any) -> bool:
    if isinstance(wanted, str) and len(wanted) > 2 and wanted[0] == wanted[-1] == "/":
        return value is not None and re.search(wanted[1:-1], str(value)) is not None
    return wanted == value


def _bot_texts(turn: dict[str, Any]) -> list[str]:
    own = [message["text"] for message in turn["before"] if message["from"] == "bot"]
    return own + [message["text"] for message in turn["replies"]]


# -- a transcript for people ----------------------------------------------------------------------


def transcript(out: io.StringIO) -> str:
    """The conversation as it went, and the rows it left."""
    return "\n".join(_shown(line) for line in _lines(out))


def _lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _shown(line: dict[str, Any]) -> str:
    if "turn" not in line:
        return "left: " + json.dumps(
            {key: value for key, value in line.items() if key != "scenario" and value},
            ensure_ascii=False,
            indent=2,
        )
    head = f"[{line['turn']}] {line['at']}"
    shown = [head, *(f"  ({m['from']}) {_message(m)}" for m in line["before"])]
    if line["user"] is not None:
        shown.append(f"  客户：{line['user']}")
    shown += [f"  前台：{_message(message)}" for message in line["replies"]]
    rows = {name: count for name, count in line["rows"].items() if count}
    return "\n".join([*shown, f"  owner {line['owner']}, flags {line['flags']}, rows {rows}"])


def _message(message: dict[str, Any]) -> str:
    titles = "".join(
        f" [{button['title'] if isinstance(button, dict) else button}]"
        for button in message.get("buttons", [])
    )
    return message["text"].replace("\n", "\n        ") + titles
