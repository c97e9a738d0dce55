"""Danger to people, and theft, in a message: recognised before the engine is asked (REQ D3).

Recall comes first: what is missed can cost a life, what is flagged too much costs a look.  The whole
message is read as it came (never ``normalise``d, which cuts), sentence by sentence.
"""

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bot.language.script import simplify
from bot.language.urgent_english import ENGLISH_RULES
from bot.language.urgent_harmless import (
    ASKS_FOR_CARE,
    DAMAGE,
    DENIED,
    HARMLESS,
    IF,
    MAYBE_AFTER,
    MAYBE_BEFORE,
    NEGATED,
    NOW,
    OTHERS,
    OUR_PEOPLE,
    PAST,
    SETTLED,
    WHO_PAYS,
)
from bot.language.urgent_rules import RULES

__all__ = ["Urgent", "urgent_kind"]


class Urgent(StrEnum):
    """What kind of danger: it picks the fixed text of what to do first."""

    GAS = "gas"
    FIRE = "fire"
    SELF_HARM = "self_harm"
    MISSING_PERSON = "missing_person"
    VIOLENCE = "violence"
    HARASSMENT = "harassment"
    POISONING = "poisoning"
    ELECTRIC = "electric"
    TRAPPED = "trapped"
    ELDER_FALL = "elder_fall"
    INJURY = "injury"
    THEFT = "theft"
    FLOOD = "flood"


_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_BLANKS = re.compile(r"(?<=[^\x00-\x7f])[ \t]+(?=[^\x00-\x7f])")
_PAUSE = re.compile(r"\s*\n\s*|(?:\.{2,}|。{2,}|…+|~+)")
_SHORT = 12
_COMPILED = tuple((Urgent(kind), re.compile(rule, re.I)) for kind, rule in RULES)
_ENGLISH = tuple((Urgent(kind), re.compile(rule, re.I)) for kind, rule in ENGLISH_RULES)
_FROM_LONG_AGO = frozenset(
    {Urgent.INJURY, Urgent.ELDER_FALL, Urgent.FIRE, Urgent.POISONING, Urgent.ELECTRIC, Urgent.FLOOD}
)


def urgent_kind(text: str) -> Urgent | None:
    """The gravest danger a message tells of, or None.  Never raises.

    Not urgent: idioms (气死我了), what is denied (不是着火), what is only imagined (万一受伤谁赔),
    an old person's past fall told as the reason for wanting care.
    """
    kinds = [kind for sentence in _sentences(text) if (kind := _kind(sentence))]
    return min(kinds, key=list(Urgent).index, default=None)


def _sentences(text: str) -> list[str]:
    """Each sentence once; bubbles and pauses (……) join, a short one also with its next."""
    plain = _PAUSE.sub("，", simplify(text).lower().replace("’", "'"))
    alone = _SENTENCE.findall(_BLANKS.sub("", plain))
    pairs = [
        f"{first.rstrip('。！？!?；;')}，{second}"
        for first, second in pairwise(alone)
        if min(len(first), len(second)) <= _SHORT
    ]
    return list(dict.fromkeys([*alone, *pairs]))


@lru_cache(maxsize=2048)
def _kind(sentence: str) -> Urgent | None:
    plain = DAMAGE.sub(_blank, HARMLESS.sub(_blank, sentence))
    for kind, rule in (*_COMPILED, *_ENGLISH):
        for match in rule.finditer(plain):
            if not _is_harmless(plain, match, kind):
                return kind
    return None


def _blank(found: re.Match[str]) -> str:
    return "□" * len(found.group())


def _is_harmless(plain: str, match: re.Match[str], kind: Urgent) -> bool:
    before, after = plain[max(0, match.start() - 48) : match.start()], plain[match.end() :]
    if NEGATED.search(before) or DENIED.search(match.group()):
        return True
    if _is_imagined(before, match.group(), after):
        return True
    return bool(SETTLED.search(plain)) or (kind in _FROM_LONG_AGO and _is_old_story(plain))


def _is_imagined(before: str, found: str, after: str) -> bool:
    """如果漏气, 会漏电吗, 受伤谁赔, or told of other companies' people."""
    if IF.search(before) or OTHERS.search(before):
        return True
    if found.endswith("了"):
        return False
    maybe = MAYBE_BEFORE.search(before) and MAYBE_AFTER.match(after)
    return bool(maybe or WHO_PAYS.match(after))


def _is_old_story(plain: str) -> bool:
    """A past accident, or one told as the reason for wanting care, in which none of ours acted."""
    if NOW.search(plain) or OUR_PEOPLE.search(plain):
        return False
    return bool(PAST.search(plain) or ASKS_FOR_CARE.search(plain))
