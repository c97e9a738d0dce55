"""Which visits of a repeated order a message is about: “下周都不用来”, “周二的”, “后面的都取消”."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot.language.moves import find_move, names_weekday, naming_part
from bot.language.normalise import normalise
from bot.language.when import When, find_shift

__all__ = ["days_named", "says_one", "says_onward", "says_rest"]

_WEEK = re.compile(
    r"(?P<rel>[这本]|下+)(?:一)?个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])|\b(?P<english>this|next) week\b",
    re.IGNORECASE,
)
_THAT_WEEK = re.compile(r"(?:的)?(?:那|这)(?:一)?个?(?:周|星期|礼拜)(?![一二三四五六日天末])")
_EVERY = ("每", "逢")
"""“每周四的那个，下周四不用来”: how often names the order, the other day the visit."""
_EACH = re.compile(r"每个?(?:周|星期|礼拜)|逢|以后|往后|全部|所有|\bevery\b|\ball\b", re.IGNORECASE)
_BOTH = re.compile(r"都|全")
_ONWARD = re.compile(
    r"后面|以后|之后|往后|剩下|剩余|余下|开始|起(?!来)|不再来|不做了|整单|整个订单|\brest\b|from now on|\bonwards?\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"全部|全都|都(?:不|取消|退|改|挪|换|推)|所有|不用再来|\ball\b|\bevery(?:thing)?\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?:这|那|下|就|只|单)(?:一)?(?:次|回|趟)|[这本下]个?(?:周|星期|礼拜)|今天|明天|后天|号的?(?:那|这)|先不来"
    r"|\b(?:this|next|only|just)\b",
    re.IGNORECASE,
)


def says_onward(text: str) -> bool:
    """“后面的”, “从后天开始”: a visit and those after it.  Never raises."""
    return bool(_ONWARD.search(text))


def says_rest(text: str) -> bool:
    """“后面的都…”, “全部取消”: more than one visit, named or not.  Never raises."""
    return says_onward(text) or bool(_REST.search(text))


def says_one(text: str) -> bool:
    """“就这一次”, “先不来”: one visit, named or not.  Never raises."""
    return bool(_ONE.search(text))


def days_named(
    text: str,
    times: Sequence[When],
    days: Collection[date],
    today: date,
    *,
    any_week: bool = True,
) -> list[date] | None:
    """Those of the ``days`` with a visit that a message names, in their order; None where it names
    no day at all.  A weekday alone is in ``any_week`` that of the next visit on such a day.

    ``times`` are those of the text; of a move only what stands before “改到” names a visit.
    """
    if monday := _week_of_a_day(text, times) or _week(text, today):
        return sorted(day for day in days if monday <= day < monday + timedelta(weeks=1))
    named = _naming(text, times)
    if not named:
        return None
    if _means_each(text, named):
        weekdays = {when.day.isoweekday() for when in named if when.day}
        return sorted(day for day in days if day.isoweekday() in weekdays)
    found = {day for when in named if (day := _of(when, days, any_week=any_week))}
    return sorted(found)


def _week_of_a_day(text: str, times: Sequence[When]) -> date | None:
    """“12月7号那周”."""
    for when in times:
        rest = text[text.find(when.text) + len(when.text) :] if when.text in text else ""
        if when.day and _THAT_WEEK.match(rest):
            return when.day - timedelta(days=when.day.weekday())
    return None


def _week(text: str, today: date) -> date | None:
    """The Monday of a week that is named as a whole."""
    plain = naming_part(normalise(text))
    found = _WEEK.search(plain)
    if found is None or find_shift(text) is not None:
        return None
    said = found["rel"] or ("下" if (found["english"] or "").lower() == "next" else "")
    weeks = said.count("下")
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def _naming(text: str, times: Sequence[When]) -> list[When]:
    move = find_move(text, times)
    named = [when for when in (move.of if move else times) if when.day is not None]
    return [when for when in named if not when.text.startswith(_EVERY)] or named


def _means_each(text: str, named: Sequence[When]) -> bool:
    """“每周二的”, “周二都…”: all visits on a weekday; “周二和周五都…” are two."""
    if not all(names_weekday(when) for when in named):
        return False
    return bool(_EACH.search(text) or (_BOTH.search(text) and len(named) == 1))


def _of(when: When, days: Collection[date], *, any_week: bool) -> date | None:
    if when.day in days:
        return when.day
    if when.day is None or not (any_week and names_weekday(when)):
        return None
    alike = [day for day in days if day.isoweekday() == when.day.isoweekday()]
    return min(alike, default=None)
