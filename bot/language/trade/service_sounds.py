"""Names of services by their sound: 油烟基清洗, 钟典工, “bao jie”.

A name of three characters or more is known with one in three written as another of the same sound
(input methods offer them); a name in pinyin is known whole.  Shorter homophones are ``typos``'.
"""

import contextlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

__all__ = ["Sounds", "find_by_sound", "sounds_of"]

_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_LATIN: Final = re.compile(r"[a-z]+")
_MERGED: Final = str.maketrans({"v": "u"})
_SOUTHERN: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_FUNCTION_WORDS: Final = frozenset("几多少吗吧呢的了个是不在有和我你他她要")
_SHORTEST: Final = 3
_MOST_WORDS: Final = 5

Sounds = tuple[
    Mapping[str, Sequence[tuple[tuple[str, ...], str, str]]],
    Mapping[str, str],
]
"""By first syllable: (syllables, name, code); and by pinyin written together: code."""


def sounds_of(names: Iterable[tuple[str, str]]) -> Sounds:
    """What ``find_by_sound`` looks up, of (name, code)."""
    spoken: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for name, code in names:
        if not _HAN.fullmatch(name):
            continue
        syllables = tuple(map(_syllable, name))
        spelled.setdefault("".join(syllables), code)
        if len(name) >= _SHORTEST:
            merged = tuple(map(_merged, syllables))
            spoken[merged[0]].append((merged, name, code))
    return {first: sorted(said, key=_longest) for first, said in spoken.items()}, spelled


def find_by_sound(plain: str, sounds: Sounds) -> list[tuple[int, int, str]]:
    """Start, end and code of what sounds like a name and is written otherwise."""
    spoken, spelled = sounds
    return [*_homophones(plain, spoken), *_pinyin(plain, spelled)]


def _homophones(
    plain: str, spoken: Mapping[str, Sequence[tuple[tuple[str, ...], str, str]]]
) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for run in _HAN.finditer(plain):
        syllables = tuple(_merged(_syllable(char)) for char in run.group())
        for place, first in enumerate(syllables):
            for said, name, code in spoken.get(first, ()):
                typed = run.group()[place : place + len(name)]
                if syllables[place : place + len(said)] == said and _is_slip(typed, name):
                    start = run.start() + place
                    found.append((start, start + len(name), code))
                    break
    return found


def _is_slip(typed: str, name: str) -> bool:
    wrong = [a for a, b in zip(typed, name, strict=True) if a != b]
    return 0 < len(wrong) <= len(name) // 3 and not _FUNCTION_WORDS.intersection(wrong)


def _pinyin(plain: str, spelled: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Neighbouring words of Latin letters that together are a name's pinyin."""
    words = list(_LATIN.finditer(plain))
    found: list[tuple[int, int, str]] = []
    for index, word in enumerate(words):
        joined, end = "", word.start()
        for other in words[index : index + _MOST_WORDS]:
            if plain[end : other.start()].strip(" '"):
                break
            joined, end = joined + other.group(), other.end()
            if joined in spelled:
                found.append((word.start(), end, spelled[joined]))
    return found


def _longest(said: tuple[tuple[str, ...], str, str]) -> tuple[int, str]:
    return -len(said[1]), said[1]


def _merged(syllable: str) -> str:
    for northern, southern in _SOUTHERN:
        syllable = syllable.replace(northern, southern)
    return syllable


@lru_cache(maxsize=8192)
def _syllable(char: str) -> str:
    """Pinyin without tone; JioNLP's banner on import is silenced."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    said: list[str] = jionlp.pinyin(char, formater="simple")
    return said[0].rstrip("012345").translate(_MERGED) if said else char
