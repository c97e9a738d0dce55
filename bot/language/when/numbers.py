"""Small numbers as people type them: 3, 十五, 廿三, 零五, 两."""

import re
from typing import Final

HAN: Final = "零〇一二两三四五六七八九十廿卅俩仨"
NUM: Final = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"
NOT_AFTER_NUMBER: Final = rf"(?<![\d{HAN}百千万.:第])"

_ONES: Final = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3,
    "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_SHAPE: Final = re.compile(r"(?:(?P<tens>[二三四五六七八九]?十|廿|卅)|[零〇])?(?P<ones>.)?")
_ENGLISH: Final = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
ENGLISH_NUM: Final = rf"(?:\d{{1,2}}|an?|{'|'.join(_ENGLISH[1:])})"


def number(text: str) -> int | None:
    """The value from 0 to 99 of digits or a Chinese number word, None for anything else."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return None
    ones = _ONES.get(shape["ones"], None) if shape["ones"] else 0
    return None if ones is None else _tens(shape["tens"]) + ones


def _tens(word: str | None) -> int:
    if not word:
        return 0
    if word in "廿卅":
        return 20 if word == "廿" else 30
    return 10 * (_ONES[word[0]] if len(word) == 2 else 1)


def english_number(text: str) -> int | None:
    """The value of digits, “a”, “an” or one … twelve."""
    if text in {"a", "an"}:
        return 1
    return _ENGLISH.index(text) if text in _ENGLISH else number(text)
