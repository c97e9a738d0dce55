"""What a helper is to do is no second service: 请个钟点工打扫卫生, 育儿嫂，顺便做做饭."""

import re
from collections.abc import Sequence
from typing import Final

from bot.language.script import simplify
from bot.language.trade.services import Mention

__all__ = ["chores_for", "is_chore", "only_wiped", "told_chores", "without_tasks"]

_HELPER: Final = re.compile(
    r"钟点|小时工|计时|点工|住家|保姆|育儿嫂|月嫂|育婴|护工|阿姨|helper|nanny|ayi|maid|cleaner",
    re.I,
)
_ANYBODY: Final = frozenset({"保姆", "阿姨", "nanny", "maid", "ayi", "cleaner"})
_CHORE: Final = re.compile(
    r"[做烧煮弄炒整]{1,2}|打扫|搞卫生|搞清洁|清洁|家务|收拾|[拖扫擦抹](?:个|一?下)?(?:地|桌|灰)|洗碗|整理|"
    r"[带看接陪遛](?!状)|照[看顾]|伺候|clean|cook|laundry|look"
)
_SKILL: Final = re.compile(r"(?:会|要求)(?:要|会|能)?(?:给?我?们?家?)?(?:个|顿|几)?$")
_APPLIANCE: Final = re.compile(r"油烟机|烟机|灶|冰箱|洗衣机|空调|热水器|微波炉|烤箱")
_WIPED: Final = re.compile(
    r"(?:不是|不用|不要|不需要)(?:要)?(?:专门|专业|拆|深度)*(?:清洗|拆洗|拆|洗)|擦(?:一?擦|一?下|个)?(?:外面|表面|外壳|外边|就行|就好)"
)
_WISHES: Final = re.compile(
    r"[约订换改]|下单|另外|单独|还是|算了|不要|不用|只要|就要|多少|[?？]|[吗呢]$|再(?:来|加|找|请)(?:一?个)|\b(?:book|instead|rather|also need|another)\b",
    re.I,
)
"""A service of its own, or another one in the place of the helper."""
_CLAUSE: Final = re.compile(r"[^，,。；;！!\n]+")
_SEPARATE: Final = re.compile(
    r"[。！!？?；;\n]|另外|再[约订来请找加]|还[要想][约订请找]|单独|各|一个.*一个"
)


def only_wiped(text: str) -> bool:
    """“油烟机也擦一下，不是清洗”: a chore of the cleaning in hand, no service.  Never raises."""
    return bool(_WIPED.search(text) and _APPLIANCE.search(text))


def is_chore(words: str) -> bool:
    """“做饭”, “带孩子”: what somebody does, not the name of a helper.  Never raises."""
    return bool(_CHORE.match(words.lower())) and not _HELPER.search(words)


def chores_for(helper: str, text: str, found: Sequence[Mention]) -> list[str]:
    """The clauses of chores for a helper who is wished already (住家保姆, then 做饭打扫，接孩子放学);
    none where another service is wished.  ``helper`` is the name of the service.  Never raises."""
    named = [mention for mention in found if not mention.negated]
    are_chores = all(is_chore(m.text) for m in named)
    if not named or not are_chores or not _HELPER.search(helper) or _WISHES.search(text):
        return []
    return told_chores(text, named)


def told_chores(text: str, chores: Sequence[Mention], but: Sequence[Mention] = ()) -> list[str]:
    """The clauses that name chores, without those that name the service itself (``but``)."""
    clauses = [clause.strip() for clause in _CLAUSE.findall(text)]
    return [
        clause
        for clause in clauses
        if any(chore.text in clause and _CHORE.match(chore.text.lower()) for chore in chores)
        and not any(mention.text in clause for mention in but)
    ]


def without_tasks(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The services of a message, a helper's chores left out; other services stay.

    保姆 alone says nothing: with one chore it is that chore's service (请个保姆，主要带孩子).
    """
    if only_wiped(text):
        found = [mention for mention in found if not _APPLIANCE.search(mention.text)]
    if len(found) < 2:
        return found
    marks = _tasks(text, found)
    tasks = [mention for mention, is_task in zip(found, marks, strict=True) if is_task]
    kept = [mention for mention, is_task in zip(found, marks, strict=True) if not is_task]
    if len(kept) == 1 and len(tasks) == 1 and kept[0].text.lower() in _ANYBODY:
        return tasks
    return kept


def _tasks(text: str, found: Sequence[Mention]) -> list[bool]:
    """For each mention, whether it is what the helper named before it is to do."""
    plain, end = simplify(text), 0
    has_helper = False
    marks: list[bool] = []
    for mention in found:
        start = max(text.find(mention.text, end), end)
        between = plain[end:start]
        has_helper = has_helper and _SEPARATE.search(between) is None
        is_helper = _HELPER.search(mention.text) is not None
        chore = has_helper and _CHORE.match(mention.text.lower()) is not None
        skill = bool(marks) and _SKILL.search(between[-8:]) is not None
        marks.append(not is_helper and not mention.negated and (chore or skill))
        has_helper = has_helper or (is_helper and not mention.negated)
        end = start + len(mention.text)
    return marks
