"""Hours and parts of the day: 三点半, 15:30, 差一刻三点, 3pm, 晏昼, 一大早."""

import re
from collections.abc import Callable
from typing import Final

from bot.language.when.numbers import (
    ENGLISH_NUM,
    HAN,
    NOT_AFTER_NUMBER,
    NUM,
    english_number,
    number,
)
from bot.language.when.tokens import NO_UNIT, TO, Clock, Part, PartOfDay, Rule, any_of, rule

_PARTS: Final[dict[Part, str]] = {
    "morning": "清早 清早上 大清早 大清早上 大早上 一大早 一早 早上 早晨 清晨 上午 午前"
    " 早间 朝早 朝头早 上昼 前晌 头晌 前半晌 头半晌 半晌午 上半天 上半日 赶早 赶早儿",
    "noon": "中午 正午 晌午 午间 午时",
    "afternoon": "下午 午后 后晌 后半晌 下半晌 晏昼 下昼 下半天 下半日",
    "evening": "晚上 夜晚 晚间 夜里 夜间 半夜 深夜 当晚 傍晚 傍黑 擦黑 晚黑 晚头 挨晚 夜头 今夜",
}
_GREETING: Final = r"(?!\s?好(?![的吧了吗用约]|不好)|安(?!排))"
_NO_DELAY: Final = (
    rf"(?!一(?![点一二])|半|[{HAN}\d]{{1,3}}\s?(?:个|小时|天|步|次|分|年|周|些|刻|档))"
)
_WEAK: Final[dict[Part, str]] = {
    "morning": rf"(?<![提太最越还很更迟或])[早晨]"
    rf"(?![点些教产餐饭就安好日退走知上会]|一点){_NO_DELAY}|朝(?![阳南北东西鲜向代]|九晚)",
    "noon": r"午(?=[\d一二十])",
    "evening": rf"(?<![提太最越还很更早])(?<!朝九)[晚夜]"
    rf"(?![点些餐饭会到了安婚辈霜宵上里间辰来]|一点){_NO_DELAY}",
}
_QUANTITY: Final = r"(?<!一)(?<!整个)(?<!半个)(?<!整)(?<![上躺](?=下午))(?<!大(?=半夜))"
_EATEN: Final = r"(?:吃[过完好了]+{0}饭|(?<![做烧煮弄的顿]){0}饭(?:吃[过完好]了?)?(?:之|以)?后)"
_MEANT_AS_POINT: Final = (
    r"(?!\s?(?:"
    + any_of(
        "要求 意见 建议 问题 说明 原因 注意 疑问 补充 需求 想法 内容 希望 理由 不满 心 评 赞"
        " 名 单 餐 击 数 外卖 火 水 亮 头 滴 子 都不 也不 儿 一线"
    )
    + "))"
)
_EARLY_EVENING: Final = 4  # 晚上四点 is said of a winter's afternoon; 晚上三点 of the night
_DECIMAL: Final = r"(?!五个?(?:小时|钟头|钟)|[一二三四五六七八九](?:[米倍万折平元块天%级星公斤吨]))"
_A_BIT_BEFORE: Final = (
    "宜净快慢早晚好少多轻细高低大小便有差近贵真仔紧松干点软硬厚薄亮暗热冷远久长短稍懂的都吃喝用"
)
_HOUR_BEFORE: Final = "\x01,。.!?、;:()约改在是那就到至定换选或从和要想说"
_A_BIT_AFTER: Final = re.compile(
    rf"钟|半|整|[一三]刻|左右|前后|多|{NUM}分|\d\d|[零〇二三四五]?十|{TO}|之?前|以前|\s?$"
    r"|\s?(?:吧|可以|行|好|来|呢|怎么样|过来|开始|见|吗|等|才|就|没|改|[,。.!?!?、或])"
)


def hour_of(clock: Clock, part: PartOfDay | None) -> tuple[int, int]:
    """Days to add and the hour (0 to 23) that are meant."""
    if clock.hour == 24:
        return 1, 0
    if clock.hour > 12 or (clock.exact and (part is None or part.part == "morning")):
        return 0, clock.hour
    if part is None:
        return 0, clock.hour + 12 if 1 <= clock.hour <= 6 else clock.hour
    return _in_part(clock.hour, part)


def _in_part(hour: int, part: PartOfDay) -> tuple[int, int]:
    if part.small:
        return 0, hour % 12
    if part.part == "evening":
        return (1, hour % 12) if hour == 12 or hour < _EARLY_EVENING else (0, hour + 12)
    if part.part == "afternoon":
        return 0, hour if hour in {0, 12} else hour + 12
    if part.part == "noon":
        return 0, hour + 12 if 1 <= hour <= 3 else hour
    return 0, hour


def _spoken(match: re.Match[str]) -> Clock | None:
    """三点, 三点半, 三点一刻, 三点二十, 15点."""
    hour, minute = number(match["h"]), _minute(match)
    if hour is None or hour > 24 or minute is None or minute > 59:
        return None
    if match["h"] in {"一", "1"} and not match["tail"] and not _is_one_o_clock(match):
        return None
    return Clock(match.start(), match.end(), hour, minute, hour > 12 or hour == 0)


def _minute(match: re.Match[str]) -> int | None:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 * (number(match["quarter"]) or 0)
    return number(match["min"] or match["bare"] or "0")


_READ: Final = "\x01"
"""What stands for a day or part of the day that was read already: 下午一点."""
_NOTHING_AT_ALL: Final = re.compile(r"\s?(?:都|也|儿|空|时间|办法|问题|动静|消息|音信|效果|活)")


def _is_one_o_clock(match: re.Match[str]) -> bool:
    """一点 is mostly “a bit” (干净一点, 早一点来); an hour only where nothing else fits."""
    before = match.string[: match.start()].rstrip()[-1:]
    after = match.string[match.end() :]
    if before == _READ:
        return _NOTHING_AT_ALL.match(after) is None
    if match["h"] == "1":
        return before not in _A_BIT_BEFORE or not before
    return (not before or before in _HOUR_BEFORE) and _A_BIT_AFTER.match(after) is not None


def _pair(match: re.Match[str]) -> Clock | None:
    """两三点: the earlier."""
    hour = number(match["h"])
    return None if hour is None else Clock(match.start(), match.end(), hour)


def _before(match: re.Match[str]) -> Clock | None:
    """差一刻三点, 差五分钟九点."""
    hour, minus = number(match["h"]), 15 if match["quarter"] else number(match["min"])
    if hour is None or minus is None or not 1 <= hour <= 24 or not 1 <= minus <= 59:
        return None
    return Clock(match.start(), match.end(), hour - 1 or 12, 60 - minus, hour > 13)


def _digital(match: re.Match[str]) -> Clock | None:
    hour, minute = int(match["h"]), int(match["min"])
    if hour > 24 or minute > 59:
        return None
    return _with_half(match, hour, minute, len(match["h"]) == 2 and (hour < 10 or hour > 12))


def _with_half(match: re.Match[str], hour: int, minute: int, exact: bool) -> Clock | None:
    half = match["half"]
    if half and 1 <= hour <= 12:
        hour, exact = hour % 12 + (12 if half == "p" else 0), True
    return Clock(match.start(), match.end(), hour, minute, exact, half == "p")


def _marked(match: re.Match[str]) -> Clock | None:
    """3pm, 10 am."""
    hour = int(match["h"])
    return _with_half(match, hour, 0, exact=True) if 1 <= hour <= 24 else None


def _bare(match: re.Match[str]) -> Clock | None:
    """An hour without a word for it: at 10, 早9, 2~4点."""
    hour, minute = number(match["h"]), int(match.groupdict().get("min") or 0)
    if hour is None or hour > 24 or minute > 59:
        return None
    return Clock(match.start("h"), match.end(), hour, minute, hour > 12)


def _english_hour(match: re.Match[str]) -> Clock | None:
    """At two, ten o'clock."""
    hour = None if match["h"] in {"a", "an"} else english_number(match["h"])
    if hour is None or hour > 24:
        return None
    return Clock(match.start("h"), match.end(), hour, 0, hour > 12)


def _this_hour(match: re.Match[str]) -> Clock:
    """明天这个点: the hour at which it is said."""
    return Clock(match.start(), match.end(), 0, exact=True, now=True)


def _half_past(match: re.Match[str]) -> Clock | None:
    """Half past two, quarter to three."""
    hour, minutes = english_number(match["h"]), 30 if match["by"] == "half" else 15
    if hour is None or not 1 <= hour <= 12:
        return None
    if match["side"] == "to":
        hour, minutes = hour - 1 or 12, 60 - minutes
    return Clock(match.start(), match.end(), hour, minutes)


def _noon(match: re.Match[str]) -> Clock:
    return Clock(match.start(), match.end(), 12, 0, exact=True)


def _part(
    part: Part, *, weak: bool = False, small: bool = False
) -> Callable[[re.Match[str]], PartOfDay]:
    return lambda match: PartOfDay(match.start(), match.end(), part, weak, small)


_AM_PM: Final = r"\s?(?P<half>[ap])\.?m\.?(?![a-z])"
_MINUTES: Final = (
    r"(?P<tail>(?:钟|整)?(?P<half>半)|(?:钟|整)?(?P<quarter>[一1二两三3])刻钟?"
    rf"|过?(?P<min>\d{{1,2}}|{NUM})分(?!钟|之)"
    rf"|(?P<bare>[0-5]\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?){NO_UNIT}(?!\s?[点月])|钟|整)?"
)
FOLLOWS_DAY: Final = rule(
    rf"\s?(?P<h>\d{{1,2}})(?={TO}\d{{1,2}}(?!\d){NO_UNIT})(?![-]\d\d?[-号日])", _bare
)
_BARE_END: Final = rf"(?:[.。](?P<min>\d\d))?[店]?{NO_UNIT}(?!\s?[点:时])"
FOLLOWS_DAY_CLOSED: Final = rule(
    r"\s?(?P<h>[01]\d|2[0-3])(?P<min>[0-5][05])(?P<half>)(?![\d号弄栋幢座室楼元块平米-])", _digital
)
"""明天0900, 周三 1430."""
FOLLOWS_PART: Final = rule(rf"\s?(?P<h>\d{{1,2}})(?!\s?刻){_BARE_END}", _bare)
FOLLOWS_WEAK: Final = rule(rf"(?P<h>\d{{1,2}}|[{HAN}]{{1,3}}){_BARE_END}", _bare)
_HOUR_TO: Final = r"\s{1,2}(?:to|till|until)\s"
_NO_HOURS: Final = (
    r"\s(?:hour|hr|day|week|month|year|visit|time|room|people|person|window|yuan|rmb|kid|child)"
)
FOLLOWS_ENGLISH: Final = rule(
    rf"{_HOUR_TO}(?P<h>{ENGLISH_NUM})(?![a-z\d:/])(?!{_NO_HOURS})", _english_hour
)
"""From four to seven."""
FOLLOWS_TO: Final = rule(rf"{TO}(?P<h>{NUM})(?:[.](?P<min>\d\d))?{NO_UNIT}(?!\s?[点时:])", _bare)

RULES: Final[tuple[Rule, ...]] = (
    rule(
        rf"差(?:(?P<quarter>一刻钟?)|(?P<min>{NUM})分钟?)(?:到|就|不到)?(?P<h>{NUM})点(?:钟|整)?",
        _before,
    ),
    rule(
        rf"{NOT_AFTER_NUMBER}(?P<h>[一二两三四五六七八](?=[二三四五六七八九])|九(?=十)).点(?:钟|多)?(?![半{HAN}])",
        _pair,
    ),
    rule(
        rf"{NOT_AFTER_NUMBER}(?<![这几])(?P<h>{NUM})\s?"
        rf"(?:点{_MEANT_AS_POINT}{_DECIMAL}|时(?![候间段节期代刻常而光尚]))\s?{_MINUTES}",
        _spoken,
    ),
    rule(
        r"(?<![\d:.])(?P<h>\d{1,2}):\s?(?P<min>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?(?P<half>[ap])\.?m\.?(?![a-z]))?",
        _digital,
    ),
    rule(rf"(?<![\d:.a-z])(?P<h>\d{{1,2}})\.(?P<min>[0-5]\d){_AM_PM}", _digital),
    rule(rf"(?<![\d:.a-z])(?P<h>\d{{1,2}}){_AM_PM}", _marked),
    rule(r"(?<![\d:.a-z])(?P<h>\d{1,2})(?=\s?ish(?![a-z]))", _bare),
    rule(
        rf"(?<![a-z])(?:at|from|around|by|before|after)\s(?P<h>\d{{1,2}})(?:\so'?clock)?{NO_UNIT}(?!-\d{{3}})(?!\s(?:day|week|month|year|hour|min|room|people|person|time|visit|attempt|call|clean|of\b))",
        _bare,
    ),
    rule(rf"(?<![a-z])(?:at\s)(?P<h>{ENGLISH_NUM})(?:\so'?clock)?(?![a-z\d:/])", _english_hour),
    rule(rf"(?<![\d:.a-z])(?P<h>{ENGLISH_NUM})\s?o'?clock", _english_hour),
    rule(
        rf"(?<![a-z])(?P<by>half|(?:a\s)?quarter)\s(?P<side>past|to)\s(?P<h>{ENGLISH_NUM})(?![a-z\d])",
        _half_past,
    ),
    rule(
        rf"(?<![\d:.\-第])(?P<h>{NUM})(?={TO}{NUM}(?:点|时(?![候间])|:\d\d|\s?[ap]\.?m\b))", _bare
    ),
    rule(
        rf"(?<![a-z])(?:from|between)\s(?P<h>{ENGLISH_NUM})(?={_HOUR_TO}{ENGLISH_NUM}(?![a-z\d:/])(?!{_NO_HOURS}))",
        _english_hour,
    ),
    rule(
        rf"(?:^|(?<=[,\x01])\s?)(?P<h>{ENGLISH_NUM})(?={_HOUR_TO}{ENGLISH_NUM}(?:\s?$|[,.!]))",
        _english_hour,
    ),
    rule(r"(?<![a-z])(?:at\s)?(?:noon|midday)(?![a-z])", _noon),
    rule(
        r"(?<=\x01)\s?的?(?:这个点(?![位心评子])|这个?时候|这会儿?)(?!\s?(?:还|都|才|了|没|也|就没))"
        r"|(?<![a-z])(?:at\s|around\s|about\s)?this\stime(?=\s(?:tomorrow|tmrw?|on\s))",
        _this_hour,
    ),
    rule(
        rf"(?<![\d:.a-z])(?P<h>{ENGLISH_NUM})(?=\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight)(?![a-z]))",
        _english_hour,
    ),
    rule(rf"正午(?!\s?(?:的时候|时分)?\s?[\d{HAN}])(?:时分|的时候)?", _noon),
    *(
        rule(_QUANTITY + any_of(words) + _GREETING + r"(?!睡|饭|餐|顿)", _part(part))
        for part, words in _PARTS.items()
    ),
    rule(
        r"下了?班(?:之|以)?后(?!来)|下班(?:到家|回来|回家)?(?=\s?[五六七八5-8]点)"
        rf"|{_EATEN.format('晚')}",
        _part("evening"),
    ),
    rule(_EATEN.format("[中午]"), _part("afternoon")),
    rule(r"凌晨|黎明", _part("morning", small=True)),
    *(rule(words, _part(part, weak=True)) for part, words in _WEAK.items()),
    rule(r"(?<!good )(?<![a-z])(?:in\sthe\s|this\s)?morning(?![a-z])", _part("morning")),
    rule(r"(?<!good )(?<![a-z])(?:in\sthe\s|this\s)?afternoon(?![a-z])", _part("afternoon")),
    rule(r"(?<!good )(?<![a-z])(?:in\sthe\s|this\s)?(?:evening|night)(?![a-z])", _part("evening")),
)
