"""How much a message sounds like danger: one figure, learned from labelled lines (REQ D3).

A linear model over pieces of one and two characters, and of two and three after children, old
people, workers, valuables, parts of the body, fuels and poisons became one letter each: what a
sentence does to a child it can do to a grandmother.  Of English it knows words and pairs of
words.  The weights beside this file are made by ``make urgency`` from nlu/urgency/lines.tsv and
the engine's training data; reading needs no engine.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from bot.language.danger import urgent_words as words
from bot.language.patterns import either
from bot.language.script import simplify
from bot.language.typos import correct

__all__ = ["BIAS", "WEIGHTS", "pieces", "plain", "sentences", "urgency"]

WEIGHTS = Path(__file__).with_name("urgency_weights.tsv")
BIAS = "<bias>"
_CONCEPTS = tuple(
    (letter, re.compile(either(group)))
    for letter, group in {
        "C": words.CHILD,
        "E": words.ELDER,
        "S": words.STAFF,
        "V": words.VALUABLE,
        "P": words.PART,
        "F": words.FUEL,
        "X": words.POISON,
    }.items()
)
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_BLANKS = re.compile(r"(?<=[^\x00-\x7f])[ \t]+(?=[^\x00-\x7f])")
_CLAUSES = re.compile(r"(?<=[^\x00-\x7f]{2})[ \t]+(?=[^\x00-\x7f]{2})")
_PAUSE = re.compile(r"\s*\n\s*|(?:\.{2,}|。{2,}|…+|~+)")
_MARKS = re.compile(r"[^\w\u3400-\u9fff]+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[a-z][a-z']*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SHORT = 12
_STORY = 60
"""From this many characters on, a message is also read in parts: the danger may be in one."""


def urgency(text: str) -> float:
    """Log odds that the message, or a part of a long one, tells of danger.  Never raises."""
    said = plain(text)
    parts = sentences(said) if len(said) >= _STORY else []
    return max(_score(pieces(part)) for part in [said, *parts])


def plain(text: str) -> str:
    """Simplified, corrected, lower case; bubbles, blanks and pauses (……) are commas."""
    typed = _PAUSE.sub("，", correct(simplify(text)).lower().replace("’", "'"))
    return _BLANKS.sub("", _CLAUSES.sub("，", typed))


def sentences(said: str) -> list[str]:
    """Each sentence once, a short one also together with its next."""
    alone = _SENTENCE.findall(said)
    pairs = [
        f"{first.rstrip('。！？!?；;')}，{second}"
        for first, second in pairwise(alone)
        if min(len(first), len(second)) <= _SHORT
    ]
    return list(dict.fromkeys([*alone, *pairs]))


def pieces(said: str) -> set[str]:
    """The pieces of a ``plain`` text, those of its concepts behind an @, Latin words behind a #.

    A text of Latin words alone has no others: letters say little where words say much.
    """
    worded = _worded(_WORD.findall(said))
    if worded and not _HAN.search(said):
        return worded
    words_only = _DIGITS.sub("0", _MARKS.sub(" ", said))
    concepts = words_only
    for letter, pattern in _CONCEPTS:
        concepts = pattern.sub(letter, concepts)
    return {
        *_cut(f"^{words_only}$", (1, 2)),
        *(f"@{piece}" for piece in _cut(f"^{concepts}$", (2, 3))),
        *worded,
    }


def _worded(latin: Sequence[str]) -> set[str]:
    """Each word, and each with its next."""
    return {*(f"#{word}" for word in latin), *(f"#{a} {b}" for a, b in pairwise(latin))}


def _cut(text: str, lengths: Sequence[int]) -> set[str]:
    return {text[i : i + n] for n in lengths for i in range(len(text) - n + 1)}


def _score(found: set[str]) -> float:
    weights = _weights()
    return weights[BIAS] + sum(weights.get(piece, 0.0) for piece in found) / sqrt(len(found))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return {piece: float(weight) for piece, weight in (line.rsplit("\t", 1) for line in lines)}
