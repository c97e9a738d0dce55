"""How a text sounds."""

import pytest

from components.sounds import syllables


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("宝洁多少钱", "保洁多少钱"),
        ("阿姨次到了", "阿姨迟到了"),
        ("想月个月嫂", "想约个月嫂"),
        ("陈阿姨", "程阿姨"),
    ],
)
def test_what_is_typed_by_its_sound_sounds_like_what_was_meant(typed: str, meant: str) -> None:
    assert syllables(typed) == syllables(meant)


def test_other_words_keep_theirs_and_other_writing_stands() -> None:
    assert syllables("保洁") != syllables("保姆")
    assert syllables("WiFi坏了") == ["wifi", "huai", "le"]
