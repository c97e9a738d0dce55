"""What the span tagger knows of each character: neighbours, its word, lexicon, place names."""

import re
from collections.abc import Sequence

import jieba.posseg

from components.lexicon import matches, places

Span = tuple[int, int, str]
_PARTS = frozenset("路街弄号栋幢室楼区市县镇村户层座苑园门里巷道院厦城湾府庭墅庄桥站口")
_NUMERALS = frozenset("一二三四五六七八九十百零两")
_HOUSE = re.compile(
    r"(?:[\d一二三四五六七八九十]+|[a-z])(?:号楼|号|弄|栋|幢|座|单元|室|层|楼|村|组|巷|支路|路|街|期)"
)
_NEAR, _FAR = 2, 3  # characters to either side
_PAIRS = ((-2, -1), (-1, 0), (0, 1), (1, 2))
_TRIPLES = ((-1, 1), (-2, 0), (0, 2))
_LOOK_AHEAD = 9


def features(text: str) -> list[list[str]]:
    """Return the features of each character; none for an empty text."""
    text = text.lower()
    marks = _marks(text)
    return [_window(text, marks, i) + _context(text, i) for i in range(len(text))]


def _marks(text: str) -> list[list[str]]:
    """Return what is known of each character by word segmentation, lexicon and gazetteer."""
    marks: list[list[str]] = [[] for _ in text]
    _mark_words(text, marks)
    _mark(marks, [(start, end, f"g={topic}") for start, end, topic in matches(text)])
    _mark(marks, [(start, end, "place") for start, end in places(text)])
    _mark(marks, [(match.start(), match.end(), "house") for match in _HOUSE.finditer(text)])
    return marks


def _mark_words(text: str, marks: list[list[str]]) -> None:
    """Add each character's place in its word, and the word's class."""
    start = 0
    for word, kind in jieba.posseg.cut(text):
        end = start + len(word)
        for i in range(start, end):
            edge = "S" if len(word) == 1 else "B" if i == start else "E" if i == end - 1 else "I"
            marks[i] += [f"b={edge}", f"p={kind}"]
        start = end


def _mark(marks: list[list[str]], found: Sequence[Span]) -> None:
    """Add a name to the characters of each span, telling the first from the rest."""
    for start, end, name in found:
        for i in range(start, end):
            marks[i].append(f"{name}:{'B' if i == start else 'E' if i == end - 1 else 'I'}")


def _window(text: str, marks: list[list[str]], at: int) -> list[str]:
    """Return the features of a character and its neighbours, one by one."""
    found = ["bias"]
    for offset in range(-_FAR, _FAR + 1):
        i = at + offset
        if not 0 <= i < len(text):
            found.append(f"{offset}:edge")
            continue
        found += [f"{offset}c={text[i]}", f"{offset}t={_type(text[i])}"]
        found += [f"{offset}part"] if text[i] in _PARTS else []
        found += [f"{offset}{mark}" for mark in marks[i]] if abs(offset) <= _NEAR else []
    return found


def _context(text: str, at: int) -> list[str]:
    """Return the features of neighbouring characters taken together."""
    found = []
    for first, last in (*_PAIRS, *_TRIPLES):
        if at + first >= 0 and at + last < len(text):
            gram = text[at + first : at + last + 1]
            found += [f"{first}{last}cc={gram}", f"{first}{last}tt={''.join(map(_type, gram))}"]
    ahead = text[at + 1 : at + _LOOK_AHEAD]
    distance = next((n for n, character in enumerate(ahead, 1) if character in _PARTS), 0)
    return [*found, f"next={distance}"]


def _type(character: str) -> str:
    """Return d(igit), n(umeral), a(lphabet), h(an) or p(unctuation)."""
    if character.isdigit():
        return "d"
    if character in _NUMERALS:
        return "n"
    if character.isascii() and character.isalpha():
        return "a"
    return "h" if "\u4e00" <= character <= "\u9fff" else "p"


def encode(length: int, entities: Sequence[dict]) -> list[str]:
    """Return one B-/I-/O tag for each character from entities with start, end and entity."""
    tags = ["O"] * length
    for entity in entities:
        for i in range(entity["start"], entity["end"]):
            tags[i] = f"{'B' if i == entity['start'] else 'I'}-{entity['entity']}"
    return tags


def decode(tags: Sequence[str]) -> list[Span]:
    """Return (start, end, entity) of the tagged spans; a stray I- opens a span."""
    spans: list[Span] = []
    for i, tag in enumerate(tags):
        kind = tag[2:]
        if tag[0] == "I" and spans and spans[-1][1:] == (i, kind):
            spans[-1] = (spans[-1][0], i + 1, kind)
        elif tag != "O":
            spans.append((i, i + 1, kind))
    return spans
