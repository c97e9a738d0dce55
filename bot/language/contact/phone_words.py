"""Mobile numbers told piece by piece: 138后面八个8, 159三个8再加12345, “one three eight, double two …”."""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["find_told"]

_COUNTS: Final = {name: value for value, name in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
}
_ENGLISH: Final = {
    name: str(value)
    for value, name in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
} | {"oh": "0", "o": "0"}
_TIMES: Final = {"double": 2, "triple": 3}
_JOINER: Final = r"(?:后面|后边|然后|接着|再加上?|加上?|再|是|呃|嗯|额|那个|哦|啊|[,，、。… ])"
_REPEAT: Final = r"[一二两俩三四五六七八2-8]个[\d零一二三四五六七八九]"
_TOLD: Final = re.compile(
    rf"(?<![\d.#])1[3-9]\d(?=[^。！!？?\n]{{0,12}}?(?:个|后面|后边|加|然后|接着|呃|嗯|额))(?:{_JOINER}{{0,6}}(?:{_REPEAT}|\d{{1,8}}(?!个))){{1,5}}(?!\d)"
)
_WORD: Final = rf"(?:(?:double|triple)\s)?(?:{'|'.join(_ENGLISH)})"
_IN_WORDS: Final = re.compile(rf"(?<![a-z]){_WORD}(?:[ ,\-]{{1,2}}{_WORD}){{7,10}}(?![a-z])", re.I)
_PIECE: Final = re.compile(rf"{_REPEAT}|\d+")


def find_told(digits: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and the number; ``digits`` is the text with its spoken digits as digits."""
    for match in _TOLD.finditer(digits):
        yield (*match.span(), "".join(map(_piece, _PIECE.findall(match.group()))))
    for match in _IN_WORDS.finditer(digits):
        yield (*match.span(), _from_words(match.group().lower()))


def _piece(said: str) -> str:
    count, repeated, digit = said.partition("个")
    if not repeated:
        return said
    times = int(count) if count.isdigit() else _COUNTS[count]
    return str(_COUNTS.get(digit, digit)) * times


def _from_words(said: str) -> str:
    number, times = "", 1
    for word in re.split(r"[ ,\-]+", said):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        number, times = number + _ENGLISH[word] * times, 1
    return number
