"""What a helper is to do is no second service: 请个钟点工打扫卫生, 育儿嫂，顺便做做饭."""

import re
from collections.abc import Sequence
from typing import Final

from bot.language.script import simplify
from bot.language.services import Mention

__all__ = ["without_tasks"]

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
_SEPARATE: Final = re.compile(
    r"[。！!？?；;\n]|另外|再[约订来请找加]|还[要想][约订请找]|单独|各|一个.*一个"
)


def without_tasks(text: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """The services of a message, a helper's chores left out; other services stay.

    保姆 alone says nothing: with one chore it is that chore's service (请个保姆，主要带孩子).
    """
    if len(found) < 2 or any(mention.negated for mention in found):
        return found
    plain, spans = simplify(text), _spans(text, found)
    kept = [
        mention for place, mention in enumerate(found) if not _is_task(plain, found, spans, place)
    ]
    tasks = [mention for mention in found if mention not in kept]
    if len(kept) == 1 and len(tasks) == 1 and kept[0].text.lower() in _ANYBODY:
        return tasks
    return kept


def _is_task(
    plain: str, found: Sequence[Mention], spans: Sequence[tuple[int, int]], place: int
) -> bool:
    start = spans[place][0]
    if _HELPER.search(found[place].text) or place == 0:
        return False
    helpers = [spans[i][1] for i in range(place) if _HELPER.search(found[i].text)]
    if helpers and _CHORE.match(found[place].text.lower()):
        return _SEPARATE.search(plain, helpers[-1], start) is None
    return _SKILL.search(plain[max(0, start - 8) : start]) is not None


def _spans(text: str, found: Sequence[Mention]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    after = 0
    for mention in found:
        start = max(text.find(mention.text, after), 0)
        after = start + len(mention.text)
        spans.append((start, after))
    return spans
