"""The pattern builder changes the form of a word, never what it matches."""

import re

import pytest

from bot.language.patterns import either


@pytest.mark.parametrize(
    ("words", "pattern"),
    [
        ("着火 起火", "着火|起火"),
        ("[二三]宝", "二宝|三宝"),
        ("(?:煤|燃)气味", "煤气味|燃气味"),
        ("(?<!睡)着了", "着(?<!睡着)了"),
        ("门打不开", "门打不开"),
    ],
)
def test_branches_begin_with_a_letter(words: str, pattern: str) -> None:
    assert either(words) == pattern


def test_the_look_behind_still_looks_behind() -> None:
    pattern = re.compile(either("(?<![睡看])着了"))
    assert pattern.search("床着了")
    assert not pattern.search("睡着了")
