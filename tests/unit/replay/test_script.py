"""The format of a replay file: strict, with moments that know their time zone."""

from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.models import Flag, VisitState
from bot.replay.script import Says, Script, load_script
from tests.factories import at

HEAD = "base_time: 2026-11-22T10:00:00+08:00\n"
FULL = (
    HEAD
    + """
scenarios:
  - id: one
    title: 投诉
    channel: wechat
    given:
      orders:
        - {service: 日常保洁, start: "2026-11-25T09:00+08:00", state: completed, note: 有狗}
      complaints:
        - {order: 1, category: late, state: open, said: 明天回复}
    turns:
      - {user: 你好, at: 2026-11-22T10:05:00+08:00, expect: [greets]}
      - {user: 确认, type: button, check: {replies: [好的], never: [错], before: [], owner: bot}}
      - {order: {1: under_way}, given: {survey: {order: 1}}}
      - {person: takes}
      - {person: {says: 您好}}
      - {person: releases, check: {flags: [complaint, angry], rows: {orders: 1}}}
    check: {rows: {complaints: 1}, owner: queue}
"""
)


def load(tmp_path: Path, content: str) -> Script:
    path = tmp_path / "script.yml"
    path.write_text(content, encoding="utf-8")
    return load_script(path)


def test_a_file_with_everything_is_read(tmp_path: Path) -> None:
    script = load(tmp_path, FULL)
    assert script.base_time == at("11-22 10:00")
    [scenario] = script.scenarios
    assert (scenario.channel, len(scenario.turns)) == ("wechat", 6)
    assert scenario.given.orders[0].start == at("11-25 09:00")
    assert scenario.given.orders[0].phone == "13800000001"
    assert scenario.turns[0].at == at("11-22 10:05")
    assert scenario.turns[2].order == {1: VisitState.UNDER_WAY}
    assert scenario.turns[4].person == Says(says="您好")
    check = scenario.turns[5].check
    assert check is not None
    assert check.flags == [Flag.COMPLAINT, Flag.ANGRY]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-22T10:00:00+08:00",
        "2026-11-22 10:00:00 +08:00",
        "'2026-11-22T10:00:00+08:00'",
        "2026-11-22T02:00:00Z",
    ],
)
def test_a_moment_may_be_quoted_or_not(tmp_path: Path, moment: str) -> None:
    script = load(tmp_path, f"base_time: {moment}\nscenarios: []\n")
    assert script.base_time == at("11-22 10:00")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("base_time: 2026-11-22T10:00:00\nscenarios: []\n", "base_time"),
        ("base_time: '2026-11-22T10:00:00'\nscenarios: []\n", "base_time"),
        ("scenarios: []\n", "base_time"),
        (HEAD, "scenarios"),
        (HEAD + "scenarios: []\nmore: 1\n", "more"),
        (HEAD + "scenarios: [{id: a}]\n", r"scenarios\.0\.turns"),
        (HEAD + "scenarios: [{id: a, turns: [{usr: x}]}]\n", r"turns\.0\.usr"),
        (HEAD + "scenarios: [{id: a, turns: [{user: x, type: fax}]}]\n", r"turns\.0\.type"),
        (HEAD + "scenarios: [{id: a, channel: fax, turns: []}]\n", r"scenarios\.0\.channel"),
        (HEAD + "scenarios: [{id: a, turns: [{check: {flags: [x]}}]}]\n", r"check\.flags"),
        (HEAD + "scenarios: [{id: a, turns: [{order: {1: lost}}]}]\n", r"order\.1"),
        (HEAD + "scenarios: [{id: a, turns: [{at: 2026-11-22 10:00:00}]}]\n", r"turns\.0\.at"),
        (HEAD + "scenarios: [{id: a, turns: [], check: {replies: [x]}}]\n", r"check\.replies"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, content: str, named: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"script\.yml:\n[^§]*{named}"):
        load(tmp_path, content)


@pytest.mark.parametrize("content", ["a: [", "\tx"])
def test_what_is_no_yaml_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigurationError, match=r"script\.yml"):
        load(tmp_path, content)


@pytest.mark.parametrize("content", ["", "[]", "text"])
def test_what_is_no_script_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigurationError, match=r"script\.yml"):
        load(tmp_path, content)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.yml"):
        load_script(tmp_path / "none.yml")
