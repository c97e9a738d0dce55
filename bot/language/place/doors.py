"""A door, a building or a room that is told alone, after the road was: “八百弄”, “18号”, “1502”."""

import re

__all__ = ["door_said", "ends_before_room", "first_door", "names_room", "room_said"]

_N = r"(?:\d{1,5}|[一二三四五六七八九十百零〇两]{1,4})"
_DOOR = re.compile(
    rf"(?:是|在|就|地址)?\s*(?=[\d一二三四五六七八九十百])"
    rf"(?P<said>(?:{_N}(?:支?弄))?\s?(?:{_N}号(?:\d{{1,3}}[号幢栋座]?楼?)?\s?(?:\d{{1,4}}室?)?)?)(?:的|吧|啊)?[。.]?"
)
_ROOM = re.compile(r"(?:是|就是)?(?P<said>\d{3,4}[A-Za-z]?室?)(?:的|吧|啊|室)?[。.]?")
_ENGLISH = re.compile(
    r"(?:(?:it'?s|and) )?(?P<said>(?:(?:room|rm|apt|apartment|flat|unit|suite|building|bldg|block|tower)\.? ?#?[A-Z]?\d{1,4}[A-Z]?(?:, ?| |$)){1,3})[.!]?",
    re.IGNORECASE,
)
_BEFORE_ROOM = re.compile(r"(?:单元|栋|幢|座|号楼|[\d一二三四五六七八九十]楼|层)$")


def door_said(text: str) -> str | None:
    """The number of a door that is all of a message.  Never raises."""
    found = _DOOR.fullmatch(text.strip())
    return " ".join(found["said"].split()) or None if found else None


def names_room(door: str) -> bool:
    """“15号 602”: no day of the month.  Never raises."""
    return bool(re.search(r"号\D{0,2}\d{2,4}室?$", door))


def first_door(text: str) -> str | None:
    """The door with which a longer message begins: “6号 301，家里有狗”.  Never raises."""
    first, *rest = re.split(r"[，,。；;\n]", text.strip(), maxsplit=1)
    return door_said(first) if rest else None


def room_said(text: str) -> str | None:
    """The room, or an English unit, that is all of a message.  Never raises."""
    found = _ROOM.fullmatch(text.strip()) or _ENGLISH.fullmatch(text.strip())
    return found["said"].strip(" ,") if found else None


def ends_before_room(address: str) -> bool:
    """Whether a bare number behind an address is a room: “8栋1单元”.  Never raises."""
    return bool(_BEFORE_ROOM.search(address))
