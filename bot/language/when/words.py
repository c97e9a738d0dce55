"""Days by word and by weekday: 明儿个, 大后天, 听日, 三天后, 下周三, 周末, next Wednesday."""

import re
from datetime import date, timedelta
from typing import Final

from bot.language.when.calendar import coming_weekday, same_day_ahead, weekday_of_week
from bot.language.when.numbers import ENGLISH_NUM, NOT_AFTER_NUMBER, NUM, english_number, number
from bot.language.when.tokens import OWN_AFFAIR, TO, Around, Day, Pick, Rule, found, rule

_WORDS: Final = {
    "大大后天": 4, "大后天": 3, "大后日": 3, "大后儿个": 3, "大后儿": 3, "后天": 2, "后日": 2,
    "后儿个": 2, "后儿": 2, "明后天": 1, "明后两天": 1, "明天": 1, "明日": 1, "明儿个": 1,
    "明儿": 1, "明个": 1, "听日": 1, "今明两天": 0, "今天": 0, "今日": 0, "今儿个": 0, "今儿": 0,
    "今个": 0, "今朝": 0, "明朝": 1, "昨天": -1, "昨日": -1, "昨儿个": -1, "昨儿": -1,
    "寻日": -1, "琴日": -1, "前天": -2, "前日": -2, "前儿": -2, "大前天": -3, "大前日": -3,
    "day after tomorrow": 2, "day after tmr": 2, "day after tmrw": 2, "tomorrow": 1, "tmrw": 1, "tmr": 1, "today": 0,
    "yesterday": -1,
}  # fmt: skip
# Before a part of the day one character is enough: 今晚, 明早, 后晚, 听朝, 明下午.
_SHORT: Final = {"今": 0, "明": 1, "后": 2, "听": 1, "昨": -1, "寻": -1, "琴": -1, "前": -2}
_WEEKS: Final = {
    "上上": -2, "上": -1, "这": 0, "本": 0, "今": 0, "呢": 0, "大下": 2, "下": 1, "下下": 2, "下下下": 3,
    "last": -1, "next": 1,
}  # fmt: skip
_WEEKDAYS: Final = {name: place for place, name in enumerate("一二三四五六日")} | {
    "天": 6, "七": 6, "末": 5, "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6,
}  # fmt: skip
_ENGLISH: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SUNDAY: Final = 6
_TOLD: Final = re.compile(r"[^,。!?]{0,12}?(?:[来做洗擦约扫弄修]的|来过|那[次回天]|了|没)")
"""Behind 这周六: it tells what happened on it."""
_NO_COUNT_BEFORE: Final = r"(?<![一二三四五六七八九十两几\d])"
_WEEK: Final = r"(?:周|星期|礼拜|(?<![礼崇参朝跪拜])拜(?=[一二三四五六日天]))\s?"
_DAY: Final = "[一二三四五六七日天1-7]"
_DAY_CHAR: Final = (
    r"(?:[一二三四五六]|(?<=[期拜])七(?!天)|[1-6](?!\d)|[日7](?!常)|天(?!气)|末)"
    r"(?![次回趟岁遍年位]|个(?!人|阿姨)|天(?!天)|(?<=一)(?:般|直(?!到)|共|样|些|边|下(?![午昼半])))"
)


def _days_ahead(days: int) -> Pick:
    return lambda around: around.today + timedelta(days=days)


def _word(match: re.Match[str]) -> Day:
    return found(match, _days_ahead(_WORDS[match["word"]]), "word")


def _short(match: re.Match[str]) -> Day:
    return found(match, _days_ahead(_SHORT[match["word"]]), "word")


def _now(match: re.Match[str]) -> Day:
    return found(match, _days_ahead(0), "now")


def _tonight(match: re.Match[str]) -> Day:
    """The “to” is the day, “night” the part of it."""
    return found(match, _days_ahead(0), "word")


def _soon(match: re.Match[str]) -> Day:
    """等会儿四点 is today."""
    return found(match, _days_ahead(0), "word")


def _each_day(match: re.Match[str]) -> Day:
    """每天 with an hour: the first time that it comes round."""
    return found(match, lambda around: _first(around), "each")


def _first(around: Around) -> date:
    return around.today + timedelta(days=0 if around.later else 1)


def _in_days(match: re.Match[str]) -> Day | None:
    count = 0.5 if match["n"] in {"半", "半个"} else number(match["n"])
    if count is None:
        return None
    sign = -1 if match.groupdict().get("side", "").endswith("前") else 1
    if "月" in match["unit"] and count >= 1:
        return found(match, lambda around: same_day_ahead(around.today, sign * int(count)), "word")
    length = {"天": 1, "日": 1, "月": 30}.get(match["unit"][-1], 7)
    return found(match, _days_ahead(sign * int(count * length)), "word")


def _weeks_from_day(match: re.Match[str]) -> Day | None:
    """一周后的今天, 两周后的周六: so many weeks after such a day to come."""
    weeks = number(match["n"])
    if weeks is None:
        return None
    weekday = _WEEKDAYS.get(match["day"] or "")
    return found(match, lambda around: _so_many_weeks_after(around, weekday, weeks), "word")


def _so_many_weeks_after(around: Around, weekday: int | None, weeks: int) -> date:
    first = around.today + timedelta(weeks=weeks)
    return first if weekday is None else coming_weekday(first, weekday, today_counts=True)


def _in_english(match: re.Match[str]) -> Day | None:
    count = english_number(match["n"])
    length = {"week": 7, "fortnight": 14}.get(match["unit"], 1)
    return None if count is None else found(match, _days_ahead(count * length), "word")


def _from_today(match: re.Match[str]) -> Day | None:
    """A week from tomorrow."""
    count, length = english_number(match["n"]), 7 if match["unit"] == "week" else 1
    later = 1 if match["next"] else 0
    return None if count is None else found(match, _days_ahead(count * length + later), "word")


def _weekday(match: re.Match[str]) -> Day:
    """下周三 is in the next calendar week (Monday first), a bare 周三 the next one to come."""
    if match["rel"]:
        told = _TOLD.match(match.string, match.end()) is not None
        return found(match, _in_week(_WEEKS[match["rel"]], match["days"][0], told=told), "week")
    day = _WEEKDAYS[match["days"][0]]
    return found(match, lambda around: _next(around, day), "weekday")


def _begin_of_week(match: re.Match[str]) -> Day:
    """从下周开始, 下周初: its Monday."""
    rel = match["rel"] or match["rel2"]
    return found(match, _in_week(_WEEKS[rel], "一", told=False), "week")


def _each_weekday(match: re.Match[str]) -> Day:
    """每周一三五: the first of them to come."""
    days = [_WEEKDAYS[char] for char in match["days"] if char in _WEEKDAYS]
    return found(match, lambda around: min(_next(around, day) for day in days), "word")


def _in_week(weeks: int, char: str, *, told: bool) -> Pick:
    def pick(around: Around) -> date:
        day = weekday_of_week(around.today, weeks, _WEEKDAYS[char])
        if told or weeks != 0 or day >= around.today:
            return day
        if around.today.weekday() == _SUNDAY:
            # On a Sunday 这周末 is today, and 这周六 the one to come for whom weeks begin then.
            return around.today if char == "末" else day + timedelta(days=7)
        return day

    return pick


def _next(around: Around, weekday: int) -> date:
    """The next one to come; beside a date named just before (下周三或周四) the one of that week."""
    if around.before is not None:
        near = weekday_of_week(around.before, 0, weekday)
        return near if near >= around.today else near + timedelta(days=7)
    return coming_weekday(around.today, weekday, today_counts=around.later)


def _each_range(match: re.Match[str]) -> Day:
    first, last = _WEEKDAYS[match["first"]], _WEEKDAYS[match["last"]]
    days = [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]
    return found(match, lambda around: min(_next(around, day) for day in days), "weekday")


def _days_off(match: re.Match[str]) -> Day:
    """双休日 is the next Saturday to come."""
    return found(match, lambda around: _next(around, _WEEKDAYS["末"]), "weekday")


def _english_weekday(match: re.Match[str]) -> Day:
    weekday = 5 if match["day"] == "weekend" else _ENGLISH.index(match["day"][:3])
    if match["rel"] == "this":
        return found(match, lambda around: coming_weekday(around.today, weekday, today_counts=True))
    if match["rel"]:
        weeks = _WEEKS[match["rel"]]
        return found(match, lambda around: weekday_of_week(around.today, weeks, weekday))
    return found(match, lambda around: _next(around, weekday), "weekday")


# 现在 mostly tells a state (现在还没来); it asks for a visit with one of these behind it.
_COME: Final = (
    r"\s?(?:就|马上|立刻|能不能|可不可以|可以|能|想|要|需要|急需?|有没有|还?有|给我|帮我|你们"
    r"|派|叫|请|找|约|快|,|\s){0,4}(?:过?来(?!不及|电)|派|上门|叫|安排|预?约(?!的)|要(?=[人阿个一两])"
    r"|[人阿师](?:姨|傅)?(?=吗|么|来|能|过|有|$)|空|做(?!完|了)|打扫|清洁|就?要?\s?$)"
)
_END: Final = r"\s?(?:吧|可以吗|行吗|行不行|可以不|就行|就要|呢|好吗)?\s?[,。.!?]?\s?$"
_BY_LENGTH: Final = sorted(_WORDS, key=len, reverse=True)
_CHINESE: Final = "|".join(word for word in _BY_LENGTH if not word.isascii())
_LATIN: Final = "|".join(word for word in _BY_LENGTH if word.isascii())
_LATER_PART: Final = (
    r"(?=\s?(?:早上|早晨|早(?![点些]|一点)|晨|上午|中午|午|下午|傍晚|晚(?![点些一])|晚上|夜|朝))"
)

RULES: Final[tuple[Rule, ...]] = (
    rule(rf"(?<![先])(?P<word>{_CHINESE})(?!生|星期|礼拜|周|月|那些|历史|代)", _word),
    rule(rf"(?<![a-z])(?:the\s)?(?P<word>{_LATIN})(?![a-z])", _word),
    rule(r"(?<![a-z])to(?=night(?![a-z]))", _tonight),
    rule(
        rf"(?<![先以之然而最随今明往从此\d年月日天周期节午])(?P<word>[今明后听昨寻琴前]){_LATER_PART}",
        _short,
    ),
    rule(
        rf"{NOT_AFTER_NUMBER}(?P<n>{NUM})\s?(?:周|个?星期|个?礼拜)(?:之|以)?后的?"
        rf"(?:今天|{_WEEK}(?P<day>{_DAY}))(?![点时个])",
        _weeks_from_day,
    ),
    rule(
        rf"{NOT_AFTER_NUMBER}(?<!前)(?P<n>半个?|{NUM})\s?(?P<unit>天|日|周|个?星期|个?礼拜|个?月)(?:之|以)?"
        r"(?P<side>后|前)(?!天|面)",
        _in_days,
    ),
    rule(
        rf"再?过(?![两几]天(?!后))(?P<n>半个?|{NUM})(?P<unit>天|日|周|个?星期|个?礼拜|个?月)(?![的多])(?:之?后)?",
        _in_days,
    ),
    rule(
        rf"(?<![a-z])in\s(?P<n>{ENGLISH_NUM})\s(?P<unit>day|week|fortnight)s?(?![a-z])",
        _in_english,
    ),
    rule(
        rf"(?<![a-z])(?P<n>{ENGLISH_NUM})\s(?P<unit>day|week)s?\sfrom\s(?:now|today|(?P<next>tomorrow))(?![a-z])",
        _from_today,
    ),
    rule(
        rf"(?:每逢?|逢)个?{_WEEK}(?P<first>{_DAY}){TO}(?:{_WEEK})?(?P<last>{_DAY})(?![点时个])",
        _each_range,
    ),
    rule(
        rf"(?:每逢?|逢|隔)个?{_WEEK}(?P<days>{_DAY_CHAR}(?:[、和,]?[二三四五六日天](?![点时个天\d十]))*)",
        _each_weekday,
    ),
    rule(
        rf"{_NO_COUNT_BEFORE}(?:(?P<rel>下下下|下下|大下|上上|(?<!时间)上|[这本今呢下])(?:一?个)?)?{_WEEK}"
        r"(?P<days>" + _DAY_CHAR + r"(?:(?<=六)[日天](?![常天气]))?)",
        _weekday,
    ),
    rule(
        r"(?:从(?P<rel>下下|下)一?个?(?:周|星期|礼拜)(?:就|再)?(?:开始|起)|(?P<rel2>下下|下)个?(?:周|星期|礼拜)(?:起(?![床来])"
        rf"|初|一开始|头上?(?=$|[\s,。])|开始(?=每|[来做约]|\s?$))){OWN_AFFAIR}",
        _begin_of_week,
    ),
    rule(r"双休日|公休日", _days_off),
    rule(r"(?<![a-z])this\s(?=(?:morning|afternoon|evening)(?![a-z]))", _tonight),
    rule(r"每[天日]|每(?=[早晚](?![点一]))|天天", _each_day),
    rule(
        r"(?<![a-z])(?:(?P<rel>next|this|last)\s)?(?P<day>weekend|mon|tue|tues|wed|thu|thur|thurs|fri"
        r"|(?:sat|sun)(?=\s?(?:$|[,.?!\d]|at\b|from\b|between\b|am\b|pm\b|or\b|and\b|morning|noon|afternoon|evening|night))"
        r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?(?![a-z])",
        _english_weekday,
    ),
    rule(
        rf"(?<![到在从直])(?:现在|马上|立刻|立马|即刻|这就)(?={_COME}|{_END})|尽快(?={_COME}|{_END})",
        _now,
    ),
    rule(
        r"(?:等一?[会下]儿?|一会儿?|待会儿?|过会儿?|回头)(?=[,\s]?(?:" + NUM + r")(?:点|:\d\d))",
        _soon,
    ),
    rule(
        r"(?<![a-z])(?:asap|as\ssoon\sas\spossible|right\s(?:now|away)|(?<=come\s)now)(?![a-z])"
        r"|^\s*now[\s.!?]*$",
        _now,
    ),
)
