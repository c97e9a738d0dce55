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
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=2)
def vocabulary(name: str) -> dict[str, str]:
    """Return the topic of each word of the file; the first topic of a word wins."""
    found: dict[str, str] = {}
    for line in _lines(name):
        topic, _, words = line.partition(":")
        for word in words.split():
            found.setdefault(word, topic)
    return found


@lru_cache(maxsize=1)
def _shapes() -> Pattern[str]:
    return re.compile("|".join(f"(?P<{shape}>{pattern})" for shape, pattern in _SHAPES.items()))


@lru_cache(maxsize=2)
def _lengths(name: str) -> dict[str, list[int]]:
    """Return how long the words with a first character are, longest first."""
    found: dict[str, set[int]] = {}
    for word in vocabulary(name):
        found.setdefault(word[0], set()).add(len(word))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


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
    """Yield (start, end, topic or shape) of what is known in a lower-case text.

    At each place a shape comes first, then the longest word: a look-up for each length, because
    one pattern of all the words takes ten times as long.
    """
    at = 0
    while at < len(text):
        found = _shape_at(text, at) or _word_at(text, at, name)
        if found:
            yield found
        at = found[1] if found else at + 1


def _shape_at(text: str, at: int) -> Match | None:
    match = _shapes().match(text, at)
    return (at, match.end(), match.lastgroup or "") if match else None


def _word_at(text: str, at: int, name: str) -> Match | None:
    known = vocabulary(name)
    for length in _lengths(name).get(text[at], ()):
        word = text[at : at + length]
        end = at + len(word)  # at the end of the text the slice is shorter
        if word in known and _is_whole(text, at, end):
            return at, end, known[word]
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a Latin word is no part of a longer one; other words may stand anywhere."""
    if not (text[start:end].isascii() and text[start:end].isalpha()):
        return True
    around = text[start - 1 : start] + text[end : end + 1]
    return not any(char.isascii() and char.isalpha() for char in around)


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
