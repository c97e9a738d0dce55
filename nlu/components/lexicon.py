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
TOPICS, CONCEPTS = "lexicon.txt", "concepts.txt"
"""Coarse, and fine with the world outside of the trade in it."""
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
    return "|".join(_whole(word) for word in sorted(words, key=len, reverse=True))


def _whole(word: str) -> str:
    """A word as a pattern; a Latin one is no part of a longer one."""
    pattern = re.escape(word)
    return rf"(?<![a-z]){pattern}(?![a-z])" if word.isascii() and word.isalpha() else pattern


@lru_cache(maxsize=2)
def vocabulary(name: str) -> dict[str, str]:
    """Return the topic of each word of the file; the first topic of a word wins."""
    found: dict[str, str] = {}
    for line in _lines(name):
        topic, _, words = line.partition(":")
        for word in words.split():
            found.setdefault(word, topic)
    return found


@lru_cache(maxsize=2)
def _pattern(name: str) -> Pattern[str]:
    shapes = "|".join(f"(?P<{shape}>{pattern})" for shape, pattern in _SHAPES.items())
    return re.compile(f"{shapes}|(?P<WORD>{_longest_first(list(vocabulary(name)))})")


@lru_cache(maxsize=1)
def _places() -> Pattern[str]:
    names = [name for line in _lines("places.txt") for name in line.split()]
    return re.compile(_longest_first(names))


@lru_cache(maxsize=2)
def _symbols(name: str) -> dict[str, str]:
    """Return one private-use character for each topic and shape."""
    names = sorted({*vocabulary(name).values(), *_SHAPES})
    return {topic: chr(_FIRST_SYMBOL + number) for number, topic in enumerate(names)}


def matches(text: str, name: str = TOPICS) -> Iterator[Match]:
    """Yield (start, end, topic or shape) of what is known in a lower-case text."""
    known = vocabulary(name)
    for match in _pattern(name).finditer(text):
        kind = match.lastgroup or "WORD"
        yield match.start(), match.end(), known[match.group()] if kind == "WORD" else kind


def places(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the place names in a lower-case text."""
    return [match.span() for match in _places().finditer(text)]


def abstract(text: str, name: str = TOPICS) -> str:
    """Return a lower-case text with each word of the file replaced by its topic's character."""
    out, done = [], 0
    for start, end, topic in matches(text, name):
        out += [text[done:start], _symbols(name)[topic]]
        done = end
    return "".join([*out, text[done:]])
