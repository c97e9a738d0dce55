"""Danger to people, and theft, in a message: recognised before the engine is asked (REQ D3).

Recall comes first: what is missed can cost a life, what is flagged too much costs a look.  The whole
message is read as it came (never ``normalise``d, which cuts), sentence by sentence.
"""

import re
from enum import StrEnum
from functools import lru_cache

from bot.language.script import simplify
from bot.language.urgent_english import ENGLISH_RULES
from bot.language.urgent_harmless import ASKS_FOR_CARE, HARMLESS, NEGATED, PAST, UNREAL
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


_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
_BLANKS = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
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
    """Each sentence once, without the blanks and signs that people put between characters."""
    plain = _BLANKS.sub("", simplify(text).lower().replace("’", "'"))
    return list(dict.fromkeys(_SENTENCE.findall(plain)))


@lru_cache(maxsize=2048)
def _kind(sentence: str) -> Urgent | None:
    plain = HARMLESS.sub(lambda found: "□" * len(found.group()), sentence)
    for kind, rule in (*_COMPILED, *_ENGLISH):
        for match in rule.finditer(plain):
            if not _is_harmless(plain, match, kind):
                return kind
    return None


def _is_harmless(plain: str, match: re.Match[str], kind: Urgent) -> bool:
    before = plain[max(0, match.start() - 16) : match.start()]
    if NEGATED.search(before) or NEGATED.search(match.group()) or UNREAL.search(plain):
        return True
    if kind not in _FROM_LONG_AGO:
        return False
    return bool(PAST.search(plain) or ASKS_FOR_CARE.search(plain))
