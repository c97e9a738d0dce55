"""Parts of a known address that are mended by their number alone: “门牌我打反了，是1304”."""

import re

__all__ = ["mends_a_part", "names_wrong_road", "with_new_parts"]

_SLIP = re.compile(
    r"反了|颠倒|[多少漏](?:打|写|输|敲|填)了?|不对|(?<!没)(?<!有)错|更正|纠正|手误|口误|\b(?:typo|wrong|mixed up|swapped|correction)\b",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(r"(?:不是|\bnot)\s*(?P<wrong>\w{1,6})", re.IGNORECASE)
_NAMES_PART = re.compile(
    r"门牌|房号|房间|室号|楼号|栋号|幢号|单元|弄号|地址|\d\s?室|"
    r"\b(?:room|flat|apartment|apt|unit|suite|address|door)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"电话|手机|面积|尾号|号码|日期|时间|价|[\d一二两三四五六七八九十]\s*(?:元|块|点|平|个?小时|人|月|台|次)"
    r"|\b(?:phone|number is|date|time|price|sqm|pm|am)\b|¥|[路街道巷]",
    re.IGNORECASE,
)
_N = r"(?:\d{1,5}|[一二三四五六七八九十百]{1,4}|[A-Za-z])"
_NUMBERED = re.compile(rf"(?P<number>{_N})\s?(?P<kind>支?弄|号楼|号|栋|幢|座|单元)")
_ROOM_SAID = re.compile(
    r"(?<![\dA-Za-z弄])(?<!\d[:：.])(?P<room>[A-Za-z]?\d{3,4}[A-Za-z]?)\s?[室房]?"
    r"(?!\s?(?:[\d:：.]|支?弄|号|栋|幢|座|单元|[楼年月日元块]))"
)
_DIGIT_TOO_MANY = re.compile(r"[多漏少](?:打|写|输|敲|填)了?一?(?:位|个|点)")
_ROOM_OF_DIGITS = re.compile(
    r"(?<![\dA-Za-z弄:：.])(?P<room>[A-Za-z]?\d{2,5}[A-Za-z]?)\s?[室房]?(?=$|[\s,，。吧的哈啊!！])"
)
"""“门牌多打了一位 是50”."""
_ROOM_KNOWN = re.compile(
    r"(?<=[号楼栋幢座层元\s])[A-Za-z]?\d{2,4}[A-Za-z]?(?=室?$)"
    r"|(?i:(?<=room )|(?<=flat )|(?<=apt )|(?<=unit )|(?<=apartment ))\d{1,4}[A-Za-z]?"
)
_BEFORE_ROOM = re.compile(r"[号栋幢座元]$|号楼$")
_BUILDINGS = ("号楼", "栋", "幢", "座", "号")
_LONGEST = 40


def with_new_parts(known: str, text: str) -> str | None:
    """``known`` with the lane, building, unit or room that ``text`` mends; None where it mends none.

    What is known already is the wrong part (“1403写反了，是1304”).  Never raises.
    """
    if len(text) > _LONGEST or _ELSE.search(text):
        return None
    named = _NAMES_PART.search(text)
    not_this = _NOT_THIS.search(text)
    mends = named or _SLIP.search(text) or (not_this and not_this["wrong"] in known)
    if not mends:
        return None
    mended = known
    for said in _NUMBERED.finditer(text) if named else ():
        mended = _with_number(mended, said["number"], said["kind"])
    for said in (_ROOM_OF_DIGITS if _DIGIT_TOO_MANY.search(text) else _ROOM_SAID).finditer(text):
        mended = mended if _is_in(said["room"], known) else _with_room(mended, said["room"])
        if mended == known and named and _BEFORE_ROOM.search(known):
            mended += said["room"]
    return mended if mended != known else None


def mends_a_part(text: str) -> bool:
    """Whether a message is about nothing but a part of an address that was wrong.  Never raises."""
    cued = _SLIP.search(text) or _NOT_THIS.search(text)
    is_short = len(text) <= _LONGEST and not _ELSE.search(text)
    mended = _DIGIT_TOO_MANY.search(text) and _ROOM_OF_DIGITS.search(text)
    numbered = (
        mended or _ROOM_SAID.search(text) or (_NAMES_PART.search(text) and _NUMBERED.search(text))
    )
    return bool(is_short and cued and numbered)


def names_wrong_road(text: str) -> bool:
    """“路名错了”, “少写了一个字”: the name of the road was a slip.  Never raises."""
    return bool(_SLIP.search(text)) and len(text) <= _LONGEST


def _with_number(known: str, number: str, kind: str) -> str:
    same = list(re.finditer(rf"{_N}(?=\s?{kind})", known))
    if not same and kind in _BUILDINGS:
        same = list(re.finditer(rf"{_N}\s?(?:{'|'.join(_BUILDINGS)})", known))
        number += kind
    if not same or number in {found.group() for found in same}:
        return known
    return known[: same[-1].start()] + number + known[same[-1].end() :]


def _is_in(room: str, known: str) -> bool:
    return re.search(rf"(?<![\dA-Za-z]){room}(?![\dA-Za-z])", known) is not None


def _with_room(known: str, room: str) -> str:
    return _ROOM_KNOWN.sub(lambda _: room, known, count=1)
