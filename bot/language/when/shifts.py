"""A new time told from the old one: 推迟一天, 提前半小时, 下周同一时间, same time next week.

Only a booked visit gives it a meaning; the reader of `find_times` leaves it alone.
"""

import re
from datetime import timedelta
from typing import Final

from bot.language.when.normal import normalise
from bot.language.when.numbers import ENGLISH_NUM, NUM, english_number, number

__all__ = ["find_shift"]

_LONGEST: Final = 1000
_WEEKS: Final = {None: 1, "下": 1, "下一": 1, "下下": 2, "下下下": 3, "再下": 2, "再下一": 2}
_UNITS: Final = {
    "天": 1440, "日": 1440, "day": 1440, "周": 10080, "星期": 10080, "礼拜": 10080, "week": 10080,
    "小时": 60, "钟头": 60, "钟": 60, "hour": 60, "刻": 15, "分": 1, "minute": 1, "min": 1,
}  # fmt: skip
_SAME_TIME: Final = (
    r"(?:同一个?|同样的?|一样的?|老|原来的?|原|相同的?|照旧的?|这个|这)(?:时间段?|时段|钟点|时候|点)"
    r"|时间(?:还是|也|都)?(?:不变|照旧|照常|一样|相同)"
)
_NEXT_WEEK: Final = (
    r"(?P<rel>下下下|下下|再下一|再下|下一|下)个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7])"
)
_AMOUNT: Final = (
    rf"(?P<n>半|{NUM})\s?个?(?P<half>半)?\s?(?P<unit>天|日|周|星期|礼拜|小时|钟头|钟(?![点])|刻|分)"
    r"(?:钟)?(?P<tail>半)?"
)
_LATER: Final = (
    r"(?:推[迟后延]|往后[推延挪拖移排]?|[顺拖后]延|延[后迟期]|押后|推(?=[一二两三半\d])|后移|"
    r"(?<![今明昨当早夜])晚)"
)
_EARLIER: Final = r"(?:提前|提早|往前[推挪移提]?|前移|(?<![今明昨一清大])早(?![上晨]))"
_GAP: Final = r"(?:个|上|到|来|过来|大概|差不多|再|\s){0,3}"
_SIDE: Final = rf"(?:(?P<later>{_LATER})|(?P<earlier>{_EARLIER}))"

_SAME: Final = re.compile(
    rf"{_NEXT_WEEK}[^。!?\d]{{0,6}}?(?:{_SAME_TIME})"
    rf"|(?:{_SAME_TIME})[^。!?\d]{{0,6}}?{_NEXT_WEEK.replace('rel', 'rel2')}"
)
_MOVE: Final = re.compile(rf"{_SIDE}{_GAP}{_AMOUNT}")
_ENGLISH_SAME: Final = re.compile(
    r"\bsame time,? next week\b|\bnext week,? (?:at )?(?:the )?same time\b", re.ASCII
)
_ENGLISH: Final = re.compile(
    rf"\b(?:by )?(?P<n>{ENGLISH_NUM}|half an) (?P<unit>day|week|hour|minute|min)s? "
    r"(?P<side>later|earlier)\b|\b(?:postpone|delay|push)\w* (?:\w+ ){0,3}?(?:back )?(?:by |for )?"
    rf"(?P<n2>{ENGLISH_NUM}|half an) (?P<unit2>day|week|hour|minute|min)s?\b",
    re.ASCII,
)


def find_shift(text: str) -> timedelta | None:
    """How far from the visit's old start the new one lies (earlier: negative), or None.

    “推迟了一小时” tells what happened and is no wish.  At most the first 1000 characters are read.
    """
    plain = normalise(text[:_LONGEST])
    if same := _SAME.search(plain):
        return timedelta(weeks=_WEEKS[same["rel"] or same["rel2"]])
    if _ENGLISH_SAME.search(plain):
        return timedelta(weeks=1)
    if move := _MOVE.search(plain):
        return _signed(_minutes(move["n"], move["unit"], bool(move["half"] or move["tail"])), move)
    if said := _ENGLISH.search(plain):
        minutes = _english_minutes(said["n"] or said["n2"], said["unit"] or said["unit2"])
        return timedelta(minutes=-minutes if said["side"] == "earlier" else minutes)
    return None


def _signed(minutes: int | None, move: re.Match[str]) -> timedelta | None:
    if not minutes:
        return None
    return timedelta(minutes=-minutes if move["earlier"] else minutes)


def _minutes(count: str, unit: str, half: bool) -> int | None:
    length = _UNITS[unit]
    if count == "半":
        return length // 2
    whole = number(count)
    return None if whole is None else whole * length + (length // 2 if half else 0)


def _english_minutes(count: str, unit: str) -> int:
    length = _UNITS[unit]
    return length // 2 if count == "half an" else (english_number(count) or 0) * length
