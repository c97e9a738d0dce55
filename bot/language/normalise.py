"""One spelling for everything a customer types: what the engine and the readers see.

``normalise`` may shorten, so it is for the language engine and for the answers to a question; a
reader that must miss nothing (urgent, manners) takes the text as it came.
"""

import re
import unicodedata

from bot.language.script import han_count, is_traditional, simplify, to_simplified
from bot.language.typos import correct

__all__ = ["LONGEST", "is_english", "is_traditional", "locate", "normalise", "simplify"]

LONGEST = 500
"""Characters: the engine took 18 s for 32,000 (DESIGN, Engine)."""
_HEAD, _GAP = 300, "..."
_JOINER = "\u200d"
_ENGLISH_WORD = re.compile(r"(?<![A-Za-z0-9'-])(?![A-Za-z'-]*\d)[A-Za-z]+(?:'[A-Za-z]+)?")
"""Not the letters of a code: "YG-K0PC-E39F-A1M0" holds the word "a" otherwise."""
_COMMON = """
    a about address again all am an and any anyone are arrive asap at available back be book
    booking but by call came can cancel change clean cleaner cleaning come complain complaint
    cook cost could day did do does don't english for from get good have he hello help hi home
    house how hour i i'd i'm in is it just late like long maid me morning much my nanny need
    new next no not of on one order our person please price rate refund room schedule she
    service someone sorry speak still talk thank thanks that the there they this time to today
    tomorrow tonight two urgent want was we week weekend what when where which who why will
    window with work would yes you your afternoon evening road street avenue lane room building
    district near broken stole fire gas emergency where's what's it's can't
"""
_COMMON_ENGLISH = frozenset(_COMMON.split())


def normalise(text: str) -> str:
    """Width, script, invisible marks, blanks and typos put right; at most ``LONGEST`` characters.

    A slash at the start goes too: the engine would take ``/order_place{...}`` for a command
    (DESIGN, Engine), and a fullwidth one turns into it here.  Never raises.
    """
    visible = _without_marks(_cut(text, LONGEST * 4))
    narrow = unicodedata.normalize("NFKC", visible)
    plain = simplify(to_simplified(_without_marks(narrow)))
    return _cut(correct(" ".join(plain.split()).lstrip("/\\ ")), LONGEST).strip()


def locate(original: str, simplified_span: tuple[int, int]) -> str:
    """What was typed at a span of ``simplify(original)``; a span outside is clipped."""
    start, end = (max(0, edge) for edge in simplified_span)
    return original[start:end]


def is_english(text: str) -> bool:
    """Whether the customer writes English: at least two words, one of them common.

    "ok", "wifi" and pinyin are no English; a Chinese address or name inside does not hinder.
    """
    words = [word.lower() for word in _ENGLISH_WORD.findall(text[: LONGEST * 4])]
    known = sum(word in _COMMON_ENGLISH for word in words)
    return len(words) >= 2 and known >= max(1, len(words) // 5) and len(words) > han_count(text) / 2


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    tail = longest - _HEAD - len(_GAP)
    return text[:_HEAD] + _GAP + text[-tail:]


def _without_marks(text: str) -> str:
    return "".join(_visible(text, place) for place in range(len(text)))


def _visible(text: str, place: int) -> str:
    char = text[place]
    if char.isspace():
        return " "
    if char == _JOINER and _joins_emoji(text, place):
        return char
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"} else char


def _joins_emoji(text: str, place: int) -> bool:
    """A zero-width joiner between two pictures makes one picture (a family) of them."""
    after = text[place + 1 : place + 2]
    return place > 0 and unicodedata.category(text[place - 1]) in _PICTURE and after > "\u2000"


_PICTURE = frozenset({"So", "Sk", "Mn"})
