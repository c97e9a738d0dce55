"""Festivals by name with their neighbours (国庆第二天, 春节前一周), and lunar dates."""

import re
from datetime import date, timedelta
from typing import Final

from bot.language.when import lunar
from bot.language.when.calendar import coming
from bot.language.when.numbers import HAN, NUM, number
from bot.language.when.tokens import Around, Day, Pick, Rule, found, rule

_FIXED: Final = {
    "元旦": (1, 1), "跨年": (12, 31), "情人节": (2, 14), "妇女节": (3, 8), "三八节": (3, 8),
    "愚人节": (4, 1), "五一": (5, 1), "劳动节": (5, 1), "六一": (6, 1), "儿童节": (6, 1),
    "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1), "万圣节": (10, 31), "光棍节": (11, 11),
    "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
    "平安夜": (12, 24), "圣诞": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25),
    "xmas eve": (12, 24), "xmas": (12, 25), "boxing day": (12, 26), "halloween": (10, 31),
    "new year's day": (1, 1), "new year’s day": (1, 1), "new years day": (1, 1),
    "new year's eve": (12, 31), "new year’s eve": (12, 31), "new years eve": (12, 31),
}  # fmt: skip
_LUNAR: Final = {
    "春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "七夕": (7, 7), "中元": (7, 15),
    "中秋": (8, 15), "八月十五": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_EVE: Final = frozenset({"除夕", "大年夜", "大年三十", "年三十", "大年30"})
_NTH: Final = {
    "母亲节": (5, 6, 2),
    "父亲节": (6, 6, 3),
    "感恩节": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
}  # month, weekday, nth
_YEARS: Final = {"去年": -1, "今年": 0, "明年": 1, "后年": 2}

_NAMES: Final = "|".join(
    sorted([*_FIXED, *_LUNAR, *lunar.TERMS, *_NTH, *_EVE], key=len, reverse=True)
)
_PLACE: Final = r"(?![东南西北中一二]?(?:路|街|大道|广场|村|小区|桥|公园|大厦|新村|商场|店))"
_NUMBER: Final = (
    rf"(?<=[五六十]一)[点时月号个分层楼栋块元岁人次平位年级届遍处趟回条件样种款天、万千百:\d{HAN}]"
)
# “Before” or “after” a festival is no day, neither is 国庆期间.
_AFTER: Final = (
    r"(?!之?以?[前后]|[那这]?几天|期间|假期|放假|快乐|礼|月饼"
    r"|有?(?:没有|什么|没|啥)?(?:活动|优惠|折扣|打折))"
)
_FESTIVE: Final = timedelta(days=100)
_FIRST_DAYS: Final = r"初[一二三四五六七八九十]"
_NO_GRADE: Final = r"(?![步次期级中学数英语]|年级|的?孩子|物理|化学)"


def of_year(name: str, year: int) -> date | None:
    """The day of a festival in a year of our calendar; those of the 12th moon may be later."""
    if name in _EVE:
        return lunar.new_years_eve(year)
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in lunar.TERMS:
        return lunar.solar_term(year, name)
    if name in _NTH:
        return _nth_weekday(year, *_NTH[name])
    return lunar.solar(year, *_LUNAR[name])


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _shift(match: re.Match[str]) -> int | None:
    """Days from the festival: 第二天 1, 前一周 -7; None when the count is no number."""
    count = number(match["nth"] or match["n"] or "零")
    if count is None:
        return None
    if match["nth"]:
        return count - 1
    if match["side"]:
        days = count * (1 if match["unit"] in "天日晚" else 7)
        return -days if match["side"] == "前" else days
    return -1 if match["eve"] else 0


def _festival(match: re.Match[str]) -> Day | None:
    shift = _shift(match)
    if shift is None:
        return None
    return found(match, _yearly(match["name"], match["year"], shift))


def _yearly(name: str, year: str | None, shift: int) -> Pick:
    def of(one: int) -> date | None:
        day = of_year(name, one)
        return None if day is None else day + timedelta(days=shift)

    if year:
        return lambda around: of(around.today.year + _YEARS[year])
    return lambda around: coming(around.today, of)


def _lunar_date(match: re.Match[str]) -> Day | None:
    month = {"正": 1, "冬": 11, "腊": 12}.get(match["month"]) or number(match["month"])
    day = number(match["day"].removeprefix("初"))
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return found(match, _of_moon(month, day))


def _of_moon(month: int, day: int) -> Pick:
    return lambda around: coming(around.today, lambda year: lunar.solar(year, month, day))


def _near_new_year(match: re.Match[str]) -> Day | None:
    """年初三 and 年廿八."""
    day = number(match["day"].removeprefix("初"))
    month = 1 if match["day"].startswith("初") else 12
    return None if day is None else found(match, _of_moon(month, day))


def _any_moon(match: re.Match[str]) -> Day | None:
    day = number(match["day"].removeprefix("初"))
    if day is None:
        return None
    new_year = _of_moon(1, day)

    def pick(around: Around) -> date | None:
        """Towards New Year nobody means another moon's 初八."""
        festive = new_year(around)
        if festive is not None and festive - around.today <= _FESTIVE:
            return festive
        return lunar.next_day_of_month(around.today, day)

    return found(match, pick)


RULES: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:(?P<year>[去今明后]年)的?)?(?<![二三四五六七八九十点月初\d第])(?<![^今明后去大]年)(?P<name>{_NAMES})"
        rf"{_PLACE}(?!{_NUMBER})(?:节?+(?:假期|假|放假)?+的?+)(?![轻青纪级龄])"
        rf"(?:第(?P<nth>{NUM})天|(?P<side>[前后])的?第?(?P<n>{NUM})个?(?P<unit>天|日|晚|周|星期|礼拜)"
        rf"|(?P<eve>前夕|头一天|前夜)|[当那这]天|当日)?{_AFTER}",
        _festival,
    ),
    rule(
        rf"(?:大年|年后?|春节|过年|新年)(?P<day>{_FIRST_DAYS}|廿[一二三四五六七八九]?|二十[七八九])",
        _near_new_year,
    ),
    rule(
        rf"(?:农历|阴历|旧历|老历)的?(?P<month>{NUM}|[正冬腊])月(?P<day>初?{NUM})[号日]?",
        _lunar_date,
    ),
    rule(rf"(?P<month>[正冬腊])月(?P<day>初?{NUM})", _lunar_date),
    rule(rf"(?<![\d{HAN}])(?P<month>{NUM})月(?P<day>{_FIRST_DAYS})", _lunar_date),
    rule(rf"(?<![上读念升月年最])(?P<day>{_FIRST_DAYS}){_NO_GRADE}", _any_moon),
)
