"""What mends a number that was just told: “最后一位打错了，是9不是7”, “末尾是2204”."""

import re
from typing import Final

__all__ = ["mended"]

_WORDS: Final = "零〇一幺二两三四五六七八九"
_SPOKEN: Final = str.maketrans(_WORDS, "0011223456789")
_DIGITS: Final = (
    rf"(?P<digits>[\d{_WORDS}](?:[ ]?[\d{_WORDS}]){{0,7}})(?![\d{_WORDS}]|[点号月日弄楼室元块])"
)
_WRONG: Final = (
    r"(?:(?:刚|我|又)*(?:打|写|输|发|说|填|报|按)[错反]了?|错了|反了|不对|有误|改一?下|更正)"
)
_COUNT: Final = r"(?P<count>[一二两三四五六1-6])"
_PLACE: Final = (
    rf"(?:(?P<end>(?:最后|末尾|结尾|后面?|尾巴?|末)的?(?:{_COUNT}[位个](?:数字?)?)?|尾号|末位|尾数|末几位)"
    rf"|(?P<start>(?:开头|前面?|头)的?(?:(?P<count2>[一二两三四1-4])[位个](?:数字?)?)?)|(?P<middle>中间的?(?:[四4][位个](?:数字?)?)?)"
    rf"|(?P<back>倒数)?第(?P<nth>[一二两三四五六七八九十]{{1,2}}|\d{{1,2}})[位个](?:数字?)?)"
)
_MEND: Final = re.compile(
    rf"{_PLACE}[\s,，:：]*(?:[\d{_WORDS}]{{1,8}}[ ]?(?={_WRONG}))?{_WRONG}?[\s,，:：]*(?:(?:不是|不要)[ ]?[\d{_WORDS}]{{1,8}}[,，\s]*)?(?:而|应该|应|改成|改为|要)*是?[\s:：]*{_DIGITS}"
)
_AGAIN: Final = re.compile(
    rf"^[\s,，。.…]*(?:哦|噢|啊|等等|等下)*[,，\s]*{_WRONG}[,，。\s]*(?:应该|是|改成)*\s*{_DIGITS}\s*[吧的哈。!！]*$"
)
"""哦不对，2204: four digits told again are the last four."""
_NO: Final = re.compile(r"(?:哦|噢|啊)?不(?!对|是|要|用)[,，]")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_LONGEST: Final = 60
_FIGURES: Final = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}


def mended(number: str, behind: str) -> str:
    """The mobile number (E.164) with what the words behind it put right; else as it was.

    Raises nothing; a mend that gives no mobile number is none.
    """
    if not number.startswith("+861"):
        return number
    digits, said = number[3:], _NO.sub("不对，", behind[:_LONGEST])
    found = _MEND.search(said)
    again = None if found else _AGAIN.search(said)
    if found:
        new = _put(digits, found)
    elif again and len(_plain(again["digits"])) in {3, 4}:
        tail = _plain(again["digits"])
        new = digits[: -len(tail)] + tail
    else:
        return number
    return f"+86{new}" if new and _MOBILE.fullmatch(new) else number


def _plain(said: str) -> str:
    return re.sub(r"\D", "", said.translate(_SPOKEN))


def _put(digits: str, found: re.Match[str]) -> str | None:
    """The digits in the place that is named; None where the count does not fit."""
    right = _plain(found["digits"])
    count = found["count"] or found["count2"]
    if count and _value(count) != len(right):
        return None
    if found["nth"]:
        place = _value(found["nth"]) - 1
        place = len(digits) - 1 - place if found["back"] else place
        fits = len(right) == 1 and 0 <= place < len(digits)
        return digits[:place] + right + digits[place + 1 :] if fits else None
    if found["end"]:
        return digits[: -len(right)] + right
    if found["start"]:
        return right + digits[len(right) :]
    return digits[:3] + right + digits[7:] if len(right) == 4 else None


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _FIGURES.get(word, 0)
