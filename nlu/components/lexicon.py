"""Everyday knowledge for small data: words by topic, place names, shapes of times and numbers.

A topic stands for its words as one private-use character, so that “擦玻璃怎么收费” and
“洗空调几钿” look alike to a model that has seen only one of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from re import Pattern

_HERE = Path(__file__).parent
_FIRST_SYMBOL = 0xE000
_SHAPES = {
    "PHONE": r"1[\dx*]{10}|\d{3,4}[- ]?\d{7,8}",
    "TIME": (
        r"(?:今|明|后|大后|昨|前)[天晚早日儿]|(?:这|下|上|下下|本)?个?(?:周|星期|礼拜)[一二三四五六日天末]"
        r"|\d+[号日]|[早上中下晚]午|早上|晚上|傍晚|凌晨|\d{1,2}[:：]\d\d"
        r"|[\d一二两三四五六七八九十]+点半?|[\d一二两三四五六七八九十]+月"
    ),
    "NUMBER": r"\d+(?:\.\d+)?",
}
Match = tuple[int, int, str]


def _lines(name: str) -> list[str]:
    """Return the lines of a word file without comments and blank lines."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _longest_first(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=1)
def topics() -> dict[str, str]:
    """Return the topic of each word of lexicon.txt; the first topic of a word wins."""
    found: dict[str, str] = {}
    for line in _lines("lexicon.txt"):
        topic, _, words = line.partition(":")
        for word in words.split():
            found.setdefault(word, topic)
    return found


@lru_cache(maxsize=1)
def _pattern() -> Pattern[str]:
    shapes = "|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items())
    return re.compile(f"{shapes}|(?P<WORD>{_longest_first(list(topics()))})")


@lru_cache(maxsize=1)
def _places() -> Pattern[str]:
    names = [name for line in _lines("places.txt") for name in line.split()]
    return re.compile(_longest_first(names))


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    """Return one private-use character for each topic and shape."""
    names = sorted({*topics().values(), *_SHAPES})
    return {name: chr(_FIRST_SYMBOL + number) for number, name in enumerate(names)}


def matches(text: str) -> Iterator[Match]:
    """Yield (start, end, topic or shape) of what is known in a lower-case text."""
    for match in _pattern().finditer(text):
        kind = match.lastgroup or "WORD"
        yield match.start(), match.end(), topics()[match.group()] if kind == "WORD" else kind


def places(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the place names in a lower-case text."""
    return [match.span() for match in _places().finditer(text)]


def abstract(text: str) -> str:
    """Return a lower-case text with each known word replaced by its topic's character."""
    out, done = [], 0
    for start, end, topic in matches(text):
        out += [text[done:start], _symbols()[topic]]
        done = end
    return "".join([*out, text[done:]])
