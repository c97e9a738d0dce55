"""“每周六上午都来”, “隔周一次”, “连着五天”, “每周二和周五做一个月”: a service that is repeated."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.language.normalise import normalise
from bot.language.visits.english_days import every_day_named
from bot.language.visits.series_edits import find_range, weekdays_in
from bot.language.when.numbers import english_number

__all__ = [
    "Series",
    "ends_series",
    "find_extent",
    "find_series",
    "is_only_long",
    "months_said",
    "says_how_often",
]

WEEKLY, FORTNIGHTLY, DAILY = 7, 14, 1
_DAYS = {
    **{name: number for number, name in enumerate("一二三四五六日", start=1)},
    **{str(number): number for number in range(1, 8)},
    "天": 7,
    "末": 6,
}
_FIGURES = {name: number for number, name in enumerate("一二三四五六七八九", start=1)} | {
    "两": 2,
    "俩": 2,
}
_WEEK = r"(?:周|星期|礼拜)"
_NUMBER = r"(?P<{}>\d{{1,2}}|[一二两俩三四五六七八九十]{{1,3}}|半)"
_DAY = r"(?:[一二三四五六末]|[日天](?![常间用然]))"
_EVERY_DAYS = re.compile(
    rf"(?:每|逢)个?{_WEEK}(?P<days>{_DAY}(?!次|回|趟|个?小时|个?钟)(?:\s*(?P<to>[到至\-~])?[、,，和跟及与]?\s*(?:每|逢)?{_WEEK}?{_DAY}(?!次|回|趟|个|小时|点|天))*)"
)
_FORTNIGHT = re.compile(
    rf"(?:每|隔)(?:两|二|2|俩)个?{_WEEK}|隔(?:一?个?)?{_WEEK}|双周|every (?:other|two|2|second) weeks?"
    r"|every (?:other|second) (?:mon|tues|wednes|thurs|fri|satur|sun)day|fortnight|biweekly|bi-weekly",
    re.IGNORECASE,
)
_WEEK_TIMES = re.compile(
    rf"(?:每|一)个?{_WEEK}[^\d一二两三四五六七，。]{{0,4}}{_NUMBER.format('times')}(?:次|回|趟|天)"
    r"|(?P<english>once|twice|three times) (?:a|per|every) week",
    re.IGNORECASE,
)
_EVERY_WEEK = re.compile(
    rf"每个?{_WEEK}(?!{_DAY})|固定{_WEEK}|每{_WEEK}固定|\bevery week\b(?!end)|\bweekly\b",
    re.IGNORECASE,
)
_WORKDAYS = re.compile(
    r"每个?工作日|工作日(?:每天|都(?!行|可以|好|有空|方便|没问题|在|ok|成|不))|每天工作日|every (?:weekday|working day)",
    re.IGNORECASE,
)
_EVERY_DAY = re.compile(r"每天|每日|天天|\bevery day\b|\bdaily\b(?! clean)", re.IGNORECASE)
_IN_A_ROW = re.compile(
    rf"(?:连着?|连续)(?:来|做|约)?{_NUMBER.format('row')}天|(?P<english>\d{{1,2}}) days in a row"
)
_SO_MANY_DAYS = re.compile(
    rf"(?:每天|每日|天天|从|起|开始)[^。]{{0,16}}?(?:做|来|试|请|照顾|陪|住|约){{1,2}}(?:满|个|上)?{_NUMBER.format('count')}天(?![前后内以])"
    rf"|(?:先|就|只)(?:做|来|试|请|约|订){{1,2}}(?:个)?{_NUMBER.format('first')}天(?![前后内以])"
)
"""“从下周一起做五天”, “先试两天”: day after day."""
_COUNT = re.compile(
    rf"(?:一共|总共|共|先|改成|改为|换成|连续|连着?|约|订|做|来|安排){{1,2}}(?:约|订|做|来|安排)?{_NUMBER.format('count')}(?:次|回|趟)"
    r"|(?P<english>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:times|visits)\b(?! (?:a|per) week)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"{_NUMBER.format('number')}(?P<unit>个月|个?{_WEEK}(?!{_DAY})|个季度)(?!前|后|内|以前|之前|大)"
    r"|(?P<english>\d{1,2}|a|one|two|three) (?P<english_unit>months?|weeks?)\b",
    re.IGNORECASE,
)
_OTHER_MONTH = re.compile(r"[上下]个?月")
_LASTS = re.compile(
    r"(?:做|来|约|订|包|干|请|用)(?:上|满|个)?(?:一|1)个月(?!前|后|内|大)|包月|按月来|长期|\bfor (?:a|one) month\b",
    re.IGNORECASE,
)
_LASTS_WEEKS = re.compile(
    rf"(?:做|来|约|请|照顾|陪护?|看护|住|帮忙)(?:上|满|个)?(?:[2-8]|[两二三四五六七八])个?{_WEEK}(?![一二三四五六日天末前后内大了]|[以之][前后内])"
)
"""“要人照顾两周”: for how long, and not yet on which days."""
_PRICED = re.compile(
    r"(?:^|[,，。 ])先(?:做|请|订|约|来|定)?(?P<first>\d{1,2}|[一二两三四五六七八九十])个月(?!前|后|内|大)"
    r"|(?:一共|总共|合计|要|做|住|请|订|共)(?P<before>[2-9]|1[0-2]|[两三四五六七八九十])个月(?!前|后|内|大)"
    r"|(?P<after>[2-9]|1[0-2]|[两三四五六七八九十])个月[^，,。大前后]{0,4}(?:多少|几钱|一共|总共|合计|下来|怎么算|什么价)"
)
"""“两个月一共多少钱”; of one month the price is asked, not told."""
_ENDS = re.compile(
    r"(?:就|只|先)(?:约|做|来|要|订|定|试|请)?(?:这)?(?:一|1)(?:次|回|趟)|(?:就|只|先)(?:约|做|来|要|订|定|试|请)(?:这)?(?:一|1)天"
    r"|(?:那|这)(?:一)?(?:天|次)就(?:可以|行|好|够)|(?:^|[，,。 ])(?:就|来)?(?:一|1)(?:次|天)(?:就)?(?:够|行|好|可以)|试(?:一|1)天|先试一?试(?:看|吧|一下)?(?=$|[，,。！!])|单次(?:就|即)|不用(?:每周|每天|固定|重复)|不要(?:每周|每天|固定|重复)"
    r"|\bjust once\b|\bonly once\b",
    re.IGNORECASE,
)
_ONLY_EXTENT = re.compile(
    r"(?:那|那就|就|先|还是|改成|改为|换成|只|一共|总共|做|来|约|订|要|安排){0,4}"
    rf"(?:\d{{1,2}}|[一二两俩三四五六七八九十半]{{1,3}})(?:次|回|趟|个月|个?{_WEEK})"
    r"(?:就行|就好|就可以|可以了|就够了|看看|再说|先|吧|的|了|啊|呢|,|，|。|!|！| )*"
)
_FROM_WHEN = re.compile(r"^(?:那|就)?从[^，。]{1,10}?(?:开始|起(?!床))[，, ]*")
_MONTH, _WEEK_DAYS, _QUARTER = 28, 7, 84
_DAYS_A_WEEK = {5: (1, 2, 3, 4, 5), 6: (1, 2, 3, 4, 5, 6), 7: ()}
"""“一周五天” are those from Monday on, which the read-back names."""
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Series:
    """Visits every ``gap`` days (7, 14 or 1), on ISO ``weekdays`` where they are named.

    ``count`` visits in all or over ``span`` days, as far as it was said. ``unclear``: how often was
    said, or for how long, but not on which days. ``without`` are days that are left out.
    """

    gap: int = WEEKLY
    weekdays: tuple[int, ...] = ()
    count: int | None = None
    span: int | None = None
    unclear: bool = False
    without: tuple[date, ...] = ()


def find_series(text: str) -> Series | None:
    """How a service is to be repeated, None for a single visit. Never raises."""
    plain = normalise(text)
    if ends_series(plain):
        return None
    if number := _so_many_days(plain):
        return Series(DAILY, (), number)
    count, span = _count(plain), _span(plain)
    if _WORKDAYS.search(plain):
        return Series(DAILY, (1, 2, 3, 4, 5), count, span)
    if weekly := _weekly(plain):
        return replace(weekly, count=count, span=span)
    if (range_ := find_range(plain)) or _EVERY_DAY.search(plain):
        return Series(DAILY, range_, count, span)
    if len(listed := weekdays_in(plain)) >= _SEVERAL:
        return Series(WEEKLY, listed, count, span)
    lasts = _LASTS.search(plain) or _LASTS_WEEKS.search(plain)
    return Series(WEEKLY, (), count, span or _MONTH, unclear=True) if lasts else None


def _so_many_days(plain: str) -> int | None:
    """How many days one after the other, where it is more than one."""
    if row := _IN_A_ROW.search(plain):
        return _number(row["row"] or row["english"])
    found = _SO_MANY_DAYS.search(plain)
    number = _number(found["count"] or found["first"]) if found else None
    return number if number and number > 1 else None


def _weekly(plain: str) -> Series | None:
    """So many times a week or fortnight, on the days that are named; None where it says neither."""
    gap = FORTNIGHTLY if _FORTNIGHT.search(plain) else WEEKLY
    if days := _named_days(plain):
        return Series(gap, days)
    times = _WEEK_TIMES.search(plain)
    often = _times(times) if times else 1
    if often in _DAYS_A_WEEK and times and times[0].endswith("天"):
        return Series(DAILY, _DAYS_A_WEEK[often])
    if often > 1:
        listed = weekdays_in(plain)
        return Series(gap, listed if len(listed) == often else (), unclear=len(listed) != often)
    if gap == FORTNIGHTLY or times or _EVERY_WEEK.search(plain):
        return Series(gap)
    return None


def says_how_often(text: str) -> bool:
    """Whether a message is about the repetition of a service, or about nothing but its length."""
    return bool(find_series(text) or ends_series(text) or find_extent(text))


def is_only_long(text: str) -> bool:
    """“长期的”, “照顾两周”: for how long, and nothing of how often."""
    plain = normalise(text)
    return bool(_LASTS.search(plain) or _LASTS_WEEKS.search(plain)) and not _WEEK_TIMES.search(
        plain
    )


def find_extent(text: str) -> Series | None:
    """“先做两周吧”, “改成四次”: the length of a series known already, in a message of nothing else."""
    plain = _FROM_WHEN.sub("", normalise(text))
    if not _ONLY_EXTENT.fullmatch(plain):
        return None
    count, span = _count(plain), _span(plain)
    return Series(count=count, span=span) if count or span else None


def months_said(text: str) -> int | None:
    """“先三个月”, “订一个月”: for how many months somebody is to stay; None in any other message."""
    plain = normalise(text)
    if priced := _PRICED.search(plain):
        return _number(priced["first"] or priced["before"] or priced["after"])
    if not (_ONLY_EXTENT.fullmatch(plain) or _LASTS.search(plain)):
        return None
    span = _span(plain)
    return span // _MONTH if span and span % _MONTH == 0 else None


def ends_series(text: str) -> bool:
    """“就这一次”: what was to be repeated is wanted once."""
    return bool(_ENDS.search(normalise(text)))


def _named_days(plain: str) -> tuple[int, ...]:
    if english := every_day_named(plain):
        return english
    found = _EVERY_DAYS.search(plain)
    if not found:
        return ()
    days = [_DAYS[sign] for sign in re.findall(_DAY, found["days"])]
    if found["to"] and len(days) == 2 and days[0] < days[1]:
        days = [*range(days[0], days[1] + 1)]
    return tuple(sorted(set(days)))


def _times(found: re.Match[str]) -> int:
    english = (found["english"] or "").lower()
    if english:
        return {"once": 1, "twice": 2}.get(english, 3)
    return _number(found["times"]) or 1


def _count(plain: str) -> int | None:
    found = _COUNT.search(_WEEK_TIMES.sub(" ", plain))
    said = (found["count"] or found["english"]) if found else None
    number = (english_number(said.lower()) or _number(said)) if said else None
    return number if number != 1 else None  # “每周来一次” says how often


def _span(plain: str) -> int | None:
    """Days: a month is four weeks, so that a weekly visit comes four times."""
    for phrase in (_FORTNIGHT, _WEEK_TIMES, _OTHER_MONTH):
        plain = phrase.sub(" ", plain)
    found = _SPAN.search(plain)
    if not found:
        return None
    if found["english"]:
        number = {"a": 1, "one": 1, "two": 2, "three": 3}.get(found["english"].lower())
        unit = _MONTH if found["english_unit"].lower().startswith("month") else _WEEK_DAYS
        return (number or int(found["english"])) * unit
    if found["number"] == "半":
        return _MONTH // 2 if "月" in found["unit"] else None
    number = _number(found["number"]) or 1
    unit = _QUARTER if "季" in found["unit"] else _MONTH if "月" in found["unit"] else _WEEK_DAYS
    return number * unit


def _number(text: str) -> int | None:
    """1 to 39, in figures or in Chinese; 0 is no number."""
    if text.isdigit():
        return int(text) or None
    if text == "半":
        return None
    tens, ten, ones = text.rpartition("十")
    value = (_FIGURES.get(tens, 1) * 10 if ten else 0) + _FIGURES.get(ones, 0)
    return value or None
