"""A door, a building or a room that is told alone, after the road was: “八百弄”, “18号”, “1502”."""

import re

from bot.language.place.door_parts import is_doors

__all__ = [
    "door_said",
    "ends_before_room",
    "first_door",
    "goes_on_behind",
    "names_room",
    "room_said",
]

_LED = re.compile(
    r"^(?:是|在|就|地址|门牌号?|房间?号|室号|[:：\s])+(?=[\dA-Za-z一二三四五六七八九十百东西南北])"
)
_A_NUMBER = re.compile(r"[\d一二三四五六七八九十百]+(?:支?弄|号(?!楼|院))")
_ENDS = re.compile(r"(?:[的吧啊哈。.，,\s])+$")
_ROOM = re.compile(r"(?P<said>\d{3,4}[A-Za-z]?室?)")
_ENGLISH = re.compile(
    r"(?:(?:it'?s|and) )?(?P<said>(?:(?:room|rm|apt|apartment|flat|unit|suite|building|bldg|block|tower)\.? ?#?[A-Z]?\d{1,4}[A-Z]?(?:, ?| |$)){1,3})[.!]?",
    re.IGNORECASE,
)
_BEFORE_ROOM = re.compile(r"(?:单元|栋|幢|座|号楼?|弄|[\d一二三四五六七八九十]楼|层)$")


def door_said(text: str) -> str | None:
    """The numbers behind a road that are all of a message: “800弄 6号301”, “2单元902”; not a bare
    room.  Never raises."""
    said = _bare(text)
    is_door = is_doors(said) and not _ROOM.fullmatch(said)
    return " ".join(re.split(r"[\s,，、]+", said)) if is_door else None


def _bare(text: str) -> str:
    return _ENDS.sub("", _LED.sub("", text.strip()))


def names_room(door: str) -> bool:
    """“15号 602”: no day of the month.  Never raises."""
    return bool(re.search(r"号\D{0,2}\d{2,4}室?$", door))


def goes_on_behind(door: str) -> bool:
    """“2单元902”, “3楼”: what stands behind the number of a road; a bare “15号” may be a day."""
    return names_room(door) or not _A_NUMBER.match(door)


def first_door(text: str) -> str | None:
    """The door with which a longer message begins: “6号 301，家里有狗”.  Never raises."""
    first, *rest = re.split(r"[，,。；;\n]", text.strip(), maxsplit=1)
    return door_said(first) if rest else None


def room_said(text: str) -> str | None:
    """The room, or an English unit, that is all of a message.  Never raises."""
    found = _ROOM.fullmatch(_bare(text)) or _ENGLISH.fullmatch(text.strip())
    return found["said"].strip(" ,") if found else None


def ends_before_room(address: str) -> bool:
    """Whether a bare number behind an address is a room: “8栋1单元”.  Never raises."""
    return bool(_BEFORE_ROOM.search(address))
