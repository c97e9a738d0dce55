"""The checks of a replay: what fails is told, what holds is silent."""

from typing import Any

import pytest

from bot.models import Flag
from bot.replay.player import failed
from bot.replay.script import Check, EndCheck


def record(**more: Any) -> dict[str, Any]:
    """A turn in which the bot answered a complaint."""
    values: dict[str, Any] = {
        "replies": [{"text": "非常抱歉", "buttons": []}, {"text": "编号 T20261122-0001"}],
        "before": [{"text": "明天 9 点上门"}],
        "owner": "queue",
        "flags": ["complaint", "angry"],
        "rows": {"orders": 1, "complaints": 0},
    }
    return {**values, **more}


HOLDS = [
    None,
    Check(),
    Check(replies=["抱歉"]),
    Check(replies=[r"T\d{8}-\d{4}$", "^非常"]),
    Check(replies=["抱歉\n编号"]),
    Check(never=["可能", "大概"]),
    Check(before=["上门"]),
    Check(owner="queue"),
    Check(flags=[Flag.ANGRY, Flag.COMPLAINT]),
    Check(rows={"orders": 1, "complaints": 0}),
    EndCheck(),
    EndCheck(owner="queue", rows={"orders": 1}),
]
FAILS = [
    (Check(replies=["谢谢"]), "no '谢谢' in"),
    (Check(replies=["抱歉", "谢谢", "再见"]), "no '再见'"),
    (Check(never=["抱歉"]), "'抱歉' in"),
    (Check(before=["谢谢"]), "no '谢谢' before"),
    (Check(owner="bot"), "owner queue instead of bot"),
    (Check(flags=[Flag.COMPLAINT]), "flags ['complaint', 'angry'] instead of ['complaint']"),
    (Check(flags=[]), "instead of []"),
    (Check(rows={"orders": 2}), "rows orders: 1 instead of 2"),
    (Check(rows={"camels": 1}), "rows camels: None instead of 1"),
    (EndCheck(owner="person"), "owner queue instead of person"),
    (EndCheck(rows={"complaints": 1}), "rows complaints: 0 instead of 1"),
]


@pytest.mark.parametrize("check", HOLDS)
def test_a_check_that_holds_is_silent(check: Check | EndCheck | None) -> None:
    assert failed(check, record()) == []


@pytest.mark.parametrize(("check", "told"), FAILS)
def test_a_check_that_fails_tells_what_was_expected(check: Check | EndCheck, told: str) -> None:
    assert any(told in problem for problem in failed(check, record()))


def test_every_failure_is_told() -> None:
    check = Check(replies=["x", "y"], never=["抱歉"], owner="bot", rows={"orders": 9}, flags=[])
    assert len(failed(check, record())) == 6


def test_silence_is_no_text() -> None:
    silent = record(replies=[], before=[])
    assert failed(Check(never=["."]), silent) == []
    assert failed(Check(replies=["."], before=["."]), silent) != []
