"""Which pieces of a text can be searched for: pairs of neighbouring characters, and phones.

Chinese has no blanks between words, so every pair of neighbours is a piece: a sentence that holds a
word holds all its pairs. A long run of digits is one piece, and its last four are another: phones
are asked for that way, and their pairs would tell too much (REQ G2).
"""

import re
from itertools import pairwise

from bot.language.script import simplify

_LONG_DIGITS = re.compile(r"(?<!\d)\d{7,}(?!\d)")
_RUN = re.compile(r"\S+")
_TAIL = 4
LONGEST_QUERY = 60


def fold(text: str) -> str:
    """Halfwidth, Simplified, lower case; as long as ``text``, so that places stay the same."""
    return "".join(_lower(char) for char in simplify(text))


def pieces(text: str) -> set[str]:
    """All pieces of a text."""
    folded = fold(text)
    long = _LONG_DIGITS.findall(folded)
    rest = _LONG_DIGITS.sub(" ", folded)
    pairs = {a + b for run in _RUN.findall(rest) for a, b in pairwise(run)}
    return pairs | set(long) | {tail(digits) for digits in long}


def tail(digits: str) -> str:
    """The piece that stands for the end of a phone number."""
    return f"…{digits[-_TAIL:]}"


def words(query: str) -> list[str]:
    """What a query asks for, each folded and at least two characters long; all must be found."""
    found = fold(query[:LONGEST_QUERY]).split()
    return list(dict.fromkeys(word for word in found if len(word) > 1))


def ways(word: str) -> list[set[str]]:
    """The sets of pieces of which a text must hold one whole set, if it holds the word."""
    usual = pieces(word)
    return [usual, {tail(word)}] if word.isdigit() and len(word) == _TAIL else [usual]


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char
