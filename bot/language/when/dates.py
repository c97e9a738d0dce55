"""Days by number: 2026年12月5日, 12-5, 12月5号, 5号, 下个月3号, 月底, Dec 5."""

import re
from datetime import date, timedelta
from typing import Final

from bot.language.when.calendar import (
    coming,
    coming_day_of_month,
    day_or_none,
    month_ahead,
    month_end,
)
from bot.language.when.numbers import HAN, NOT_AFTER_NUMBER, NUM, number
from bot.language.when.tokens import (
    OWN_AFFAIR,
    TO,
    UNITS,
    Around,
    Day,
    Pick,
    Rule,
    any_of,
    found,
    not_after,
    rule,
)

_A_YEAR: Final = 370
_LAST_TIME: Final = re.compile(r"上[回次趟](?:是|在|约|做|来)?$")
_YEARS: Final = {"去": -1, "今": 0, "明": 1, "后": 2}
_MONTHS: Final = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "下": 1, "下下": 2}
_ENGLISH: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTH_NAME: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# 文一路5号, 12栋5号, 第5号, a5号
_ADDRESS_BEFORE: Final = (
    not_after(
        "路 街 弄 巷 村 镇 厦 苑 城 府 区 座 栋 幢 楼 层 庄 馆 库 坊 口"
        " 单元 门牌 号 胡同 订单 编号 第 编 # -"
    )
    + r"(?<![^知]道)(?<![^家这那]里)(?<![^医]院)(?<![^儿]园)(?<![a-z])"
)
# 5号楼, 5号线, 5号技师, 5号302
_ADDRESS_AFTER: Final = (
    r"(?!\s?(?:\d{3,}|"
    + any_of(
        "楼 线 院 地铁 门 单元 库 店 技师 阿姨 的阿姨 员工 师傅 车 出口 口 公寓 桥 路 机"
        " 馆 厅 房 床 铺 码 仓 塔 座 幢 栋 厂 电池 字 胡同 弄 街 别墅 商务 大院 小区 花园"
        " 室 柜 巷 套餐 方案 服务 订单 位 链"
    )
    + "))"
)
_MONTH_WORD: Final = r"(?P<rel>上上|下下|[上这本当下])个?月"
_EDGE: Final = r"(?:^|(?<=[\s\x01,，。、()（）!！?？;:：在到是约于从改换定订给想要就那的天日]))"


def _exact(match: re.Match[str]) -> Day | None:
    """A date with its year: in digits (also two of them) or 今年, 明年."""
    year, month, day = match["year"], number(match["month"]), number(match["day"])
    if month is None or day is None:
        return None
    if year in _YEARS:
        ahead = _YEARS[year]
        return found(match, lambda around: day_or_none(around.today.year + ahead, month, day))
    fixed = day_or_none(int(year) % 100 + 2000, month, day)
    return found(match, lambda _: fixed) if fixed else None


def yearly(month: int, day: int) -> Pick:
    """The next such day from today on, within a year: 2月29号 of another year is asked for."""

    def pick(around: Around) -> date | None:
        day_of = coming(around.today, lambda year: day_or_none(year, month, day))
        return day_of if day_of and (day_of - around.today).days <= _A_YEAR else None

    return pick


def _month_day(match: re.Match[str]) -> Day | None:
    month, day = number(match["month"]), number(match["day"])
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if _LAST_TIME.search(match.string, 0, match.start()):
        return found(match, lambda around: _gone(around.today, month, day))
    return found(match, yearly(month, day))


def _gone(today: date, month: int, day: int) -> date | None:
    """The last such day that is over: 上回十一月三号做的."""
    days = (day_or_none(year, month, day) for year in (today.year, today.year - 1))
    return next((one for one in days if one is not None and one <= today), None)


def _english(match: re.Match[str]) -> Day | None:
    month, day = _ENGLISH.index(match["name"][:3]) + 1, int(match["day"])
    if day_or_none(2024, month, day) is None:
        return None
    return found(match, yearly(month, day))


def of_month(day: int) -> Pick:
    """The next such day of a month; beside a date named just before, that month's."""

    def pick(around: Around) -> date | None:
        near = around.before and day_or_none(around.before.year, around.before.month, day)
        return near if near and near >= around.today else coming_day_of_month(around.today, day)

    return pick


def _day_of_month(match: re.Match[str]) -> Day | None:
    day = number(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    return found(match, of_month(day))


def _of_named_month(match: re.Match[str]) -> Day | None:
    day, ahead = number(match["day"]), _MONTHS[match["rel"]]
    if day is None:
        return None
    return found(match, lambda around: day_or_none(*month_ahead(around.today, ahead), day))


def _edge_of_month(match: re.Match[str]) -> Day | None:
    """月初 is the 1st, 月中 the 15th, 月底 the last; without a month, the next one to come."""
    rel, named, edge = match["rel"], match["named"], match["edge"]
    month = number(named) if named else None
    if named and (month is None or not 1 <= month <= 12):
        return None
    return found(match, lambda around: _edge(around.today, rel, month, edge))


def _edge(today: date, rel: str | None, month: int | None, edge: str) -> date | None:
    if month is not None:
        return coming(today, lambda year: _on_edge(year, month, edge))
    if rel:
        return _on_edge(*month_ahead(today, _MONTHS[rel]), edge)
    days = (_on_edge(*month_ahead(today, ahead), edge) for ahead in (0, 1))
    return next((day for day in days if day >= today), None)


def _on_edge(year: int, month: int, edge: str) -> date:
    if edge in {"底", "末", "尾"}:
        return month_end(year, month)
    return date(year, month, 1 if edge in {"初", "头"} else 15)


def _last_of_month(match: re.Match[str]) -> Day:
    ahead = _MONTHS[match["rel"]]
    return found(match, lambda around: month_end(*month_ahead(around.today, ahead)))


def _new_year(match: re.Match[str]) -> Day:
    return found(match, yearly(1, 1))


def _beginning_of_month(match: re.Match[str]) -> Day:
    """从下个月开始: its first day."""
    ahead = _MONTHS[match["rel"]]
    return found(match, lambda around: date(*month_ahead(around.today, ahead), 1))


def _end_of_year(match: re.Match[str]) -> Day:
    return found(match, lambda around: date(around.today.year, 12, 31))


def _nth_weekday(match: re.Match[str]) -> Day | None:
    """每个月第一个周六, 下个月最后一个周日, 12月第二个周六: the first such day to come."""
    named = number(match["named"]) if match["named"] else None
    if match["named"] and (named is None or not 1 <= named <= 12):
        return None
    weekday = "一二三四五六日天末".index(match["day"])
    weekday = {7: 6, 8: 5}.get(weekday, weekday)
    nth = number(match["nth"]) if match["nth"] else 1 if match["first"] else 0

    def pick(around: Around) -> date | None:
        months = _months_meant(around.today, match["rel"], named)
        days = (_weekday_of_month(year, month, weekday, nth or 0) for year, month in months)
        return next((day for day in days if day is not None and day >= around.today), None)

    return found(match, pick)


def _months_meant(today: date, rel: str | None, named: int | None) -> list[tuple[int, int]]:
    if named is not None:
        return [(today.year, named), (today.year + 1, named)]
    return [month_ahead(today, ahead) for ahead in ([_MONTHS[rel]] if rel else [0, 1])]


def _weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The first, second … such weekday of a month, the last for 0; None for a fifth that is not."""
    if nth == 0:
        last = month_end(year, month)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None


_NOT_MORE: Final = rf"(?![\d几{HAN}])"
_NOT_COUNT: Final = rf"(?!\s?(?:[ap]\.?m|[{UNITS}点时]|-\d|[.:/]\d))"

RULES: Final[tuple[Rule, ...]] = (
    rule(
        r"(?<![\d.\-])(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        _exact,
    ),
    rule(r"(?<![\d.\-])(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)", _exact),
    rule(
        rf"(?<!\d)(?P<year>20\d\d|\d\d|[今明后去])年\s?的?\s?"
        rf"(?P<month>{NUM})\s?月份?\s?的?(?P<day>{NUM})(?:\s?[号日]|{_NOT_MORE})",
        _exact,
    ),
    rule(
        rf"{NOT_AFTER_NUMBER}(?P<month>{NUM})\s?月份?的?\s?(?P<day>{NUM})"
        rf"(?:\s?[号日](?!线)|{_NOT_MORE}{_NOT_COUNT})",
        _month_day,
    ),
    rule(r"(?<![\d.\-])(?P<month>\d{1,2})[./](?P<day>\d{1,2})[号日](?!线)", _month_day),
    rule(
        r"(?:^|(?<=[\s,]))(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?=\s?(?:$|[上下中]午|早上|晚上|早晨)|\s(?:[01]?\d|2[0-3])[:点])",
        _month_day,
    ),
    rule(
        r"(?:^|(?<=[\s,]))(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?=[上下中]午|早上|晚上|早晨)",
        _month_day,
    ),
    rule(rf"{_MONTH_WORD}\s?的?\s?(?P<day>{NUM})\s?[号日]", _of_named_month),
    rule(
        rf"{_MONTH_WORD}\s?(?P<day>[二三]?十[{HAN}]?|廿[{HAN}]|[123]?\d){_NOT_MORE}{_NOT_COUNT}",
        _of_named_month,
    ),
    rule(r"(?:新年|新的一年|明年|来年)的?(?:第一天|头一天)(?!上班)", _new_year),
    rule(rf"从{_MONTH_WORD}(?:开始|起){OWN_AFFAIR}", _beginning_of_month),
    rule(
        rf"(?:每个?月|{_MONTH_WORD}|(?<![\d{HAN}])(?P<named>{NUM})月份?)的?(?:第(?P<nth>[一二三四五1-5])|(?P<first>头一?)|最后一?)个"
        r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])",
        _nth_weekday,
    ),
    rule(
        rf"(?:(?<![\d{HAN}])(?P<named>{NUM})月份?|{_MONTH_WORD}|(?<![个{HAN}\d])月)的?"
        r"(?P<edge>[底末尾]|头|初(?![一二三四五六七八九十])|中(?!旬))",
        _edge_of_month,
    ),
    rule(rf"(?:{_MONTH_WORD}的?最后[一1]天)", _last_of_month),
    rule(r"(?<![几\d])年底", _end_of_year),
    rule(
        rf"{_EDGE}(?P<month>1[0-2]|0?[1-9])[-/](?P<day>3[01]|[12]\d|0?[1-9]){_NOT_COUNT}(?!\d|号楼)[号日]?",
        _month_day,
    ),
    rule(
        rf"{_EDGE}(?!24/7)(?P<day>1[3-9]|2\d|3[01])/(?P<month>1[0-2]|0?[1-9])(?=\s|$|,)", _month_day
    ),
    rule(rf"(?:每个?月的?){NOT_AFTER_NUMBER}(?P<day>{NUM})\s?[号日]", _day_of_month),
    rule(
        rf"{NOT_AFTER_NUMBER}{_ADDRESS_BEFORE}(?P<day>{NUM})\s?(?:号{_ADDRESS_AFTER}|(?<!一)日(?![常内子本益后]|之后|以后))",
        _day_of_month,
    ),
    rule(
        rf"{NOT_AFTER_NUMBER}{_ADDRESS_BEFORE}(?P<day>{NUM})(?=(?:{TO}|、|,|或者?){NUM}[号日]{_ADDRESS_AFTER})",
        _day_of_month,
    ),
    rule(
        rf"(?<![a-z]){_MONTH_NAME}\.?\s?(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:a-z])",
        _english,
    ),
    rule(
        r"(?<![a-z])(?:on\s)?the\s(?P<day>\d{1,2})(?:st|nd|rd|th)(?!\s(?:floor|unit|room|of))",
        _day_of_month,
    ),
    rule(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:of\s)?{_MONTH_NAME}(?![a-z])", _english),
)
