"""Which of several phone numbers is the one to call."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.language.contact.phone import Phone
from bot.language.contact.phone_mends import mended
from bot.language.script import simplify

__all__ = ["contact"]

_CLAUSE: Final = re.compile(r"[,，。;；!！?？\n]")
_OLD_BEFORE: Final = re.compile(
    r"(?:(?<!是)不是|别打|不要打|不用打|别再打|以前|原来|原先|之前|从前|旧|老号|老的|上次留|客服|热线"
    r"|你们(?:公司|店|那)?的?(?:电话|号码?)?|(?:阿姨|师傅|保洁员?|司机)(?:的|姓.)?(?:电话|手机|号码?)?是?)"
    r"[^\d]{0,6}$"
)
_OLD_AFTER: Final = re.compile(
    r"[^\d]{0,6}?(?:停机|停用|不用了|别打|不要打|不打了|空号|作废|注销|换(?:了|成|为|号)|改(?:了|成|为)|丢了"
    r"|欠费|错了|不对|(?:打不通|没人接|不接|不通)(?!再|就|的?时|的话|可以|请|才|,|，))"
)
_WRONG: Final = re.compile(r"不对|错了|更正|[写打说发填]错|搞错|应该是|改成|换成")
_SECOND: Final = re.compile(
    r"打不通|没人接|不接|不在|再打|再联系|或者?|备用|不行|也可以|也行|实在|另外|还有"
)
_WHOSE: Final = re.compile(r"(?:打|联系|找)(?:我)?(?P<who>[\u4e00-\u9fff]{1,4})的")
_CALLED: Final = re.compile(
    r"^(?!.*(?:到了|来了|上门|开门|到的?时候)).*(?:打|联系|拨|致电|call|contact)[^\d]{0,6}$", re.I
)
"""On arrival somebody else may be called: “到了打我爸电话137…，我自己的是139…”."""
_OWN: Final = re.compile(r"我(?:自己|本人)?(?:的|叫|电话|手机|号码|是)[^\d]{0,4}$|本人[^\d]{0,4}$")


def contact(text: str, phones: Sequence[Phone]) -> Phone | None:
    """The first number that is wished; what is out of use, wrong or a reserve stands back."""
    plain = simplify(text)
    if len(phones) < 2:
        return _mended(plain, text, phones[0]) if phones else None
    places = _places(text, phones)
    ranks = [_rank(plain, places, index, phone) for index, phone in enumerate(phones)]
    if (named := _named(plain, places)) is not None:
        return phones[named]
    return phones[ranks.index(min(ranks))]


def _mended(plain: str, text: str, phone: Phone) -> Phone:
    """The number with what the words behind it put right: 最后一位打错了，是9不是7."""
    behind = plain[text.find(phone.text) + len(phone.text) :]
    return replace(phone, e164=mended(phone.e164, behind)) if behind else phone


def _places(text: str, phones: Sequence[Phone]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    after = 0
    for phone in phones:
        start = text.find(phone.text, after)
        after = start + len(phone.text)
        places.append((start, after))
    return places


def _named(plain: str, places: Sequence[tuple[int, int]]) -> int | None:
    """Whose number is told to be called behind all of them: 先打太太的."""
    told = _WHOSE.search(plain, places[-1][1])
    if told is None:
        return None
    starts = [0, *(end for _, end in places)]
    labels = [plain[after:start] for after, (start, _) in zip(starts, places, strict=False)]
    fitting = [index for index, label in enumerate(labels) if told["who"] in label]
    return fitting[0] if len(fitting) == 1 else None


def _rank(
    plain: str, places: Sequence[tuple[int, int]], index: int, phone: Phone
) -> tuple[bool, bool, bool, bool, bool]:
    """Small for the one to call: not out of use, not a reserve, told to be called, the customer's
    own, a mobile."""
    start, end = places[index]
    before = plain[places[index - 1][1] if index else 0 : start]
    after = plain[end : places[index + 1][0]] if index + 1 < len(places) else plain[end:]
    close = _CLAUSE.split(before)[-1]
    old = bool(_OLD_BEFORE.search(close) or _OLD_AFTER.match(_CLAUSE.split(after)[0]))
    corrected = index + 1 < len(places) and bool(_WRONG.search(after))
    second = index > 0 and bool(_SECOND.search(before)) and not _WRONG.search(before)
    return (
        old or corrected,
        second,
        not _CALLED.search(close),
        not _OWN.search(close),
        not phone.e164.startswith("+861"),
    )
