"""When a customer is to be called about a complaint, or not, and whether one asks for the call that
was promised."""

import re

from bot.language.script import simplify

__all__ = ["asks_for_the_call", "call_window"]

_ASKS_CALL = re.compile(
    r"(?:几点|什么时候|啥时候|几时|多久)[^，。]{0,4}(?:打|来电|回电|联系|电话)|(?:电话|回电)[^，。]{0,6}(?:几点|什么时候|啥时候|多久)"
    r"|怎么还不打|电话呢|when (?:will|are) (?:you|they|someone) call",
    re.IGNORECASE,
)
_NUMBER = r"[\d一二三四五六七八九十两]{1,3}"
_PART = r"(?:今天|明天|后天|每天|平时|工作日|周末|(?:周|星期|礼拜)[一二三四五六日天]|早上|上午|中午|下午|傍晚|晚上|夜里|白天)"
_HOUR = rf"{_NUMBER}(?:[:：]\d\d|点(?:钟|半|一刻|三刻|\d{{1,2}}分?)?)"
_WHEN = re.compile(
    rf"{_PART}*{_HOUR}(?:(?:到|至|[-~])\s?{_PART}?{_HOUR})?(?:以后|之后|过后|以前|之前|后|前|左右)?"
    rf"|{_PART}+(?:以后|之后|以前|之前|都行|都可以|都在|有空|方便)"
    r"|\b(?:after|before|from|between|until)\s\d{1,2}(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s(?:and|to|till|until)\s\d{1,2}(?::\d\d)?)?(?:\s?[ap]\.?m\.?|\so'clock)?",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"打(?:给|来|过来|我|这个|电话|吧|$|，|,|。)|(?:再|以后|后|别|要|能|来|才|时候)打|电话|联系|回电|来电|\b(?:call|ring|phone)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:不要|别|勿|不用|甭|不能|不方便)(?:再|给我)?(?:打|接|来电|联系|回电)|(?:打|接|联系)不(?:了|到|方便)|不方便(?:接)?|接不了|(?:不要|别|勿)在[^，,。]{1,14}打|\bdon'?t (?:call|ring|phone)\b|\bnot (?:call|available)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?:打|联系|来电|电话)[^，,。]{0,4}(?:了|过)|没(?:人)?(?:打|接|联系)|不通|关机|约(?:的|好|了)|说好|来的|\bcalled\b"
)


def asks_for_the_call(text: str) -> bool:
    """“几点打给我？”, “怎么还不打”.  Never raises."""
    return bool(_ASKS_CALL.search(text))


def call_window(text: str) -> str | None:
    """“晚上六点以后”, “下午三点到五点不打”: when one is to be called, as it was typed; None where
    it is not about a call to come.  Never raises."""
    plain = simplify(text)
    found = _WHEN.search(plain)
    if found is None or not _CALL.search(plain) or _PAST.search(plain):
        return None
    when = found[0].strip()
    # what was refused in a clause before is another time: “上班时间别打，六点以后”
    begin = max(plain.rfind(mark, 0, found.start()) for mark in ",，。；;") + 1
    if not _NOT.search(plain, begin):
        return when
    return f"no calls {when}" if when.isascii() else f"{when}不打"
