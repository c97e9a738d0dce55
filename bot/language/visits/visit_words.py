"""Which visits of a repeated order a message is about: “下周都不用来”, “周二的”, “后面的都取消”."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot.language.normalise import normalise
from bot.language.visits.moves import names_weekday, naming_part
from bot.language.when import When, find_shift

__all__ = ["days_named", "says_one", "says_onward", "says_rest"]

_WEEK = re.compile(
    r"(?P<rel>[这本]|下+)(?:一)?个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])|\b(?P<english>this|next) week\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?P<n>1[0-2]|(?<!\d)[1-9]|十[一二]?|(?<!十)[一二三四五六七八九])月(?:份)?(?:的|里|整个)?(?=都|全|不|先不|停|取消|别)"
)
_MONTHS = {str(n): n for n in range(1, 13)} | {
    name: n
    for n, name in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1
    )
}
_THAT_WEEK = re.compile(r"(?:的)?(?:那|这)(?:一)?个?(?:周|星期|礼拜)(?![一二三四五六日天末])")
_STAYS = re.compile(
    r"(?:的|那[次个天]?)?(?:还是)?(?:都|就|先|给我)?(?:照常|不变|照旧|不动|照样|留着|保留|照来|还来)"
)
_NTH = re.compile(r"第(?P<n>[一二三四五六七八1-8])(?:次|回|趟|天)|(?P<first>头一(?:次|回|趟|天))")
_LAST = re.compile(r"最后(?:一|那)?(?:次|回|趟|天)|\bthe last (?:one|visit|time)\b", re.IGNORECASE)
_NUMBERS = {
    name: n
    for n, names in enumerate(zip("一二三四五六七八", "12345678", strict=True))
    for name in names
}
_EVERY = ("每", "逢")
"""“每周四的那个，下周四不用来”: how often names the order, the other day the visit."""
_EACH = re.compile(
    r"每个?(?:周|星期|礼拜)|逢|以后|往后(?![推挪延移改拖])|全部|所有|\bevery\b|\ball\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"开始|起(?!来)|后面|之后|剩下|剩余|余下|\bfrom\b", re.IGNORECASE)
_BOTH = re.compile(r"都|全")
_OTHERS_STAY = re.compile(
    r"(?:后面|以后|之后|往后|剩下|剩余|余下|其[他余它]|别的)(?:的|几次|那几次)*(?:都|也|全)*(?:还是|不变|照旧|照常|不动|原来|不用[改动]|按原)"
)
"""“第一次改到周三，后面还是周二”"""
_ONWARD = re.compile(
    r"后面|以后|之后|往后(?![推挪延移改拖])|剩下|剩余|余下|开始|起(?!来)|不再来|不做了|整单|整个订单|\brest\b|from now on|\bonwards?\b",
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
    return bool(_ONWARD.search(_OTHERS_STAY.sub("", text)))


def says_rest(text: str) -> bool:
    """“后面的都…”, “全部取消”: more than one visit, named or not.  Never raises."""
    return says_onward(text) or bool(_REST.search(_OTHERS_STAY.sub("", text)))


def says_one(text: str) -> bool:
    """“就这一次”, “先不来”: one visit, named or not.  Never raises."""
    return bool(_ONE.search(text) or _OTHERS_STAY.search(text))


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

    ``times`` are those of the text that may name a visit: of a move only those before “改到”.
    """
    if (at := _place(text)) is not None:
        return sorted(days)[at : at + 1 or None]
    if month := _MONTH.search(naming_part(text)):
        return sorted(day for day in days if day.month == _MONTHS[month["n"]])
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
    """Those that name a visit which is to be another: “周二照常” stays."""
    days = [when for when in times if when.day is not None and not _stays(text, when)]
    return [when for when in days if not when.text.startswith(_EVERY)] or days


def _stays(text: str, when: When) -> bool:
    at = text.find(when.text)
    return at >= 0 and _STAYS.match(text[at + len(when.text) :]) is not None


def _place(text: str) -> int | None:
    """“第三次”, “最后一次”: which of them in a row, -1 the last."""
    plain = naming_part(text)
    if _LAST.search(plain):
        return -1
    found = _NTH.search(plain)
    if found is None:
        return None
    return _NUMBERS[found["n"]] if found["n"] else 0


def _means_each(text: str, named: Sequence[When]) -> bool:
    """“每周二的”, “周二都…”: all visits on a weekday; “周二和周五都…” are two."""
    if _FROM.search(text) or not all(names_weekday(when) for when in named):
        return False
    return bool(_EACH.search(text) or (_BOTH.search(text) and len(named) == 1))


def _of(when: When, days: Collection[date], *, any_week: bool) -> date | None:
    if when.day in days:
        return when.day
    if when.day is None or not (any_week and names_weekday(when)):
        return None
    alike = [day for day in days if day.isoweekday() == when.day.isoweekday()]
    return min(alike, default=None)
