"""Days within which something is to be done: 月底前, 周五之前, 下周哪天都行, 这两天."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.language.when.model import When
from bot.language.when.normal import normalise

__all__ = ["DaySpan", "find_span"]

_BEFORE: Final = re.compile(
    r"[\s的]?(?:之前|以前|前(?![后面台天往期段任夫妻\d一二两三四五几半])|为止)"
)
_EDGE: Final = re.compile(r"[底末尾]$")
_WEEK: Final = re.compile(
    r"(?P<rel>下下|下|这|本)一?个?(?:周|星期|礼拜)(?!\s?[一二三四五六日天末1-7]|同|一样|[开起]|初|[以之]?[前后]|都不|不"
    r"|[^，。]{0,3}(?:出差|搬|回|放假|开学|入住|没空|有事|旅游|上班|生日))"
)
_THESE_DAYS: Final = re.compile(r"[这近](?:[两几]|一两|三五)天(?!没|都没|不)")
_FEW: Final = 3
_SUNDAY: Final = 6
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From ``first`` to ``last``, both included; ``deadline`` is the time that names no day of its
    own but the end of it."""

    first: date
    last: date
    deadline: When | None = None


def find_span(text: str, times: Sequence[When], today: date) -> DaySpan | None:
    """The days that are left open within bounds; None where one day is named, or none.

    ``times`` are those of the text.  Never raises.
    """
    text = text[:_LONGEST]
    for when in times:
        if when.day is not None and when.clock is None and _is_deadline(text, when):
            return _until(when, today)
    if any(when.day is not None for when in times):
        return None
    plain = normalise(text)
    if week := _WEEK.search(plain):
        return _week(week["rel"].count("下"), today)
    return DaySpan(today, today + timedelta(_FEW)) if _THESE_DAYS.search(plain) else None


def _is_deadline(text: str, when: When) -> bool:
    at = text.find(when.text)
    return at >= 0 and not when.is_bounded and bool(_BEFORE.match(text, at + len(when.text)))


def _until(when: When, today: date) -> DaySpan | None:
    """The end of a month counts as its last day; of any other day the one before is the last."""
    assert when.day is not None
    last = when.day if _EDGE.search(when.text) else when.day - timedelta(1)
    return DaySpan(today, last, when) if last > today else None


def _week(weeks: int, today: date) -> DaySpan | None:
    monday = today - timedelta(today.weekday()) + timedelta(weeks=weeks)
    first = max(monday, today)
    last = monday + timedelta(_SUNDAY)
    return DaySpan(first, last) if first <= last else None
