"""Danger to people, and theft, in a message: recognised before the engine is asked (REQ D3).

Recall comes first: what is missed can cost a life, what is flagged too much costs a look.  The
whole message is read as it came (never ``normalise``d, which cuts).  Two look at it: rules, which
know the kind of danger and what makes it harmless, and a figure learned from thousands of lines
(``urgency``), which knows unusual words.  What the rules find is added to the figure, and so is the
engine's own suspicion where there is one: two that doubt each other stay below, two that agree do not.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from bot.language.cantonese import mandarin
from bot.language.contact.names import gives_contact
from bot.language.danger.urgency import plain, sentences, urgency
from bot.language.danger.urgent_english import ENGLISH_RULES
from bot.language.danger.urgent_harmless import (
    ACUTE,
    ASKS_FOR_CARE,
    CALM,
    DAMAGE,
    DENIED,
    EVERYDAY,
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
    THING_BREAKS,
    UNHURT,
    WHETHER,
    WHO_PAYS,
)
from bot.language.danger.urgent_outright import OUTRIGHT
from bot.language.danger.urgent_rules import RULES, Rule

__all__ = ["Urgent", "is_everyday", "urgent_kind"]


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
    SAFETY = "safety"
    """Danger of no kind that the rules know."""


_END = re.compile(r"[！？!?；;]")
_PET = re.compile(r"猫|狗|宠物|仓鼠|兔子|鹦鹉")
_ENOUGH = 1.0
"""The sum from which a message is urgent: the figure alone, or with what the two others add."""
_RULE = 2.5
"""What a sign of the rules adds to the figure (log odds)."""
_ENGINE = 1.0
"""What the engine adds where it is certain of danger."""
_CRY = re.compile(
    r"\W*(?:救命|救救我|快救人|(?:please )?help(?: me)?(?: please)?|somebody help(?: me)?|sos)[啊呀！!\s]*\W*",
    re.IGNORECASE,
)
"""A cry that does not say for what."""
_CONDITION = re.compile(
    r"(?:去年|前年|早年|前几年|几年前|多年前|[一二三四五六七八九十两\d]{1,3}年前|多年)[^，。]{0,6}(?:中风|脑梗|脑溢血|偏瘫|瘫|骨折|手术|生病)"
    r"|(?:中风|脑梗|脑溢血|小儿麻痹)(?:的)?后遗症|(?:瘫痪|卧床|偏瘫|失能|失智)(?:在床|好?几年|多年|[一二三四五六七八九十两\d]+年)"
    r"|(?:儿女|子女)[^，。]{0,4}(?:国外|外地|不在身边)"
)
"""A lasting condition, told as the reason for wanting care."""
_SUDDEN = re.compile(
    r"刚|突然|忽然|现在(?:在|又)|反应|呼吸|意识|[叫喊]不|倒|摔(?!过)|血|喘|昏|晕|抽|噎|呛|烫|烧|失踪|不见|找不|不通|没人|打[人我他她老]|骂|偷|锁|丢|跑|死|自杀|不想活|危险|救|急|怕|摸|骚扰|动不了了"
)
_Compiled = tuple[Urgent, re.Pattern[str], re.Pattern[str] | None, int]


def _compiled(rule: Rule) -> _Compiled:
    near = re.compile(rule.near) if rule.near else None
    return Urgent(rule.kind), re.compile(rule.sign), near, rule.window


_RULES: tuple[_Compiled, ...] = (
    *(_compiled(rule) for rule in RULES),
    *(_compiled(Rule(kind, sign)) for kind, sign in ENGLISH_RULES),
)
_FROM_LONG_AGO = frozenset(
    {Urgent.INJURY, Urgent.ELDER_FALL, Urgent.FIRE, Urgent.POISONING, Urgent.ELECTRIC, Urgent.FLOOD}
)


def urgent_kind(text: str, engine: float = 0.0) -> Urgent | None:
    """The gravest danger a message tells of, or None.  Never raises.

    ``engine``: how sure the language engine is of danger, 0 to 1, where it was asked.

    Not urgent: idioms (气死我了), what is denied (不是着火), what is only imagined (万一受伤谁赔),
    an old person's past fall told as the reason for wanting care.
    """
    said = plain(text)
    if _CRY.fullmatch(said.strip()):
        return Urgent.SAFETY
    if (outright := _said_outright(said)) is not None:
        return outright
    if _is_lasting(said):
        return None
    likely = urgency(text) + _ENGINE * engine
    if likely + _RULE < _ENOUGH:
        return None
    told = _told(said)
    if likely + (_RULE if told else 0.0) < _ENOUGH:
        return None
    if told is None and _only_sounds_so(text):
        return None
    return told or Urgent.SAFETY


def _said_outright(said: str) -> Urgent | None:
    """What needs no second witness, unless it is only imagined, or a theft told of others."""
    calm = _without_harmless(said)
    found = [(Urgent(kind), match) for kind, sign in OUTRIGHT if (match := sign.search(calm))]
    for kind, match in found:
        before = calm[: match.start()]
        elsewhere = kind is Urgent.THEFT and OTHERS.search(before)
        if not (elsewhere or IF.search(before) or NEGATED.search(before)):
            return kind
    return None


def _only_sounds_so(text: str) -> bool:
    """What the figure alone takes for danger and is not: no rule found any."""
    said = plain(text)
    if CALM.search(said) or UNHURT.search(said):
        return True
    return _is_of_a_pet(text) or gives_contact(text) or is_everyday(text)


def is_everyday(text: str) -> bool:
    """“我妈在洗澡没听见敲门”: of people who are merely busy, or long ill, whatever the engine
    suspects."""
    said = plain(text)
    if _is_lasting(said):
        return True
    busy = EVERYDAY.search(said) and not ACUTE.search(said)
    return bool(busy) and urgency(text) < _ENOUGH


def _is_lasting(said: str) -> bool:
    return bool(_CONDITION.search(said)) and not _SUDDEN.search(said)


def _is_of_a_pet(text: str) -> bool:
    """“仲有，屋企有隻貓”: told of a pet, and calm once it is read as Mandarin."""
    said = mandarin(text)
    return bool(_PET.search(said)) and urgency(said) < 0


def _told(said: str) -> Urgent | None:
    """The gravest danger that the rules find."""
    ended = _END.sub("。", said)
    rules = [rule for rule in _RULES if rule[1].search(ended)]
    if not rules:
        return None
    kinds = (_kind(sentence, rules) for sentence in sentences(_without_harmless(said)))
    return min((kind for kind in kinds if kind), key=list(Urgent).index, default=None)


def _kind(sentence: str, rules: Sequence[_Compiled]) -> Urgent | None:
    for kind, sign, near, window in rules:
        spans = _found(sentence, sign, near, window)
        if any(not _is_harmless(sentence, span, kind) for span in spans):
            return kind
    return None


def _without_harmless(said: str) -> str:
    """Idioms, trade words and broken things blanked, every place kept."""
    for harmless in (HARMLESS, DAMAGE, THING_BREAKS):
        said = harmless.sub(_blank, said)
    return said


def _found(
    plain: str, sign: re.Pattern[str], near: re.Pattern[str] | None, window: int
) -> Iterator[tuple[int, int]]:
    """Spans of the signs that stand near what they must stand near."""
    signs = [match.span() for match in sign.finditer(plain)]
    if near is None or not signs:
        yield from signs
        return
    others = [match.span() for match in near.finditer(plain)]
    for start, end in signs:
        if any(o <= end + window and start <= o_end + window for o, o_end in others):
            yield start, end


def _blank(found: re.Match[str]) -> str:
    return "□" * len(found.group())


def _is_harmless(plain: str, span: tuple[int, int], kind: Urgent) -> bool:
    start, end = span
    before, said, after = plain[max(0, start - 48) : start], plain[start:end], plain[end:]
    if NEGATED.search(before) or DENIED.search(said):
        return True
    if _is_imagined(before, said, after):
        return True
    if SETTLED.search(plain) or UNHURT.search(plain):
        return True
    return kind in _FROM_LONG_AGO and _is_old_story(plain)


def _is_imagined(before: str, found: str, after: str) -> bool:
    """如果漏气, 会漏电吗, 受伤谁赔, or told of other companies' people."""
    if IF.search(before) or OTHERS.search(before):
        return True
    if found.endswith("了") or after.startswith("了"):
        return False
    maybe = MAYBE_BEFORE.search(before) and MAYBE_AFTER.match(after)
    return bool(maybe or WHETHER.search(before) or WHO_PAYS.match(after))


def _is_old_story(plain: str) -> bool:
    """A past accident, or one told as the reason for wanting care, in which none of ours acted."""
    if NOW.search(plain) or OUR_PEOPLE.search(plain):
        return False
    return bool(PAST.search(plain) or ASKS_FOR_CARE.search(plain))
