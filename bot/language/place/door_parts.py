"""The numbers at the end of an address: lane, number, building, unit, floor and room, and what
becomes of them when some of them are told again or told later."""

import re
from typing import Final

__all__ = ["ends_with_lane", "has_doors", "has_room", "is_doors", "joined_doors"]

_N: Final = r"(?:\d{1,5}|[一二三四五六七八九十百零〇两]{1,5})"
_PARTS: Final = {
    "lane": rf"{_N}\s?支?弄",
    "number": rf"[甲乙丙丁附]?{_N}\s?号(?![楼院室房])",
    "building": rf"(?:[A-Za-z]?{_N}[A-Za-z]?|[A-Za-z东西南北])\s?(?:号楼|号院|栋楼?|幢楼?|座)",
    "unit": rf"{_N}\s?(?:单元|门洞|号门)",
    "floor": rf"{_N}\s?[楼层]",
    "room": r"(?:[A-Za-z]?\d{2,4}[A-Za-z]?\s?[室房号]?|\d{1,4}\s?[室房]|[东西南北中][边间]?[户室])",
}
_ORDER: Final = list(_PARTS)
_ONE: Final = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PARTS.items())
_PART: Final = re.compile(rf"[\s,，、\-]*(?:{_ONE})")
_ANY: Final = "|".join(_PARTS.values())
_TAIL: Final = re.compile(rf"(?:[\s,，、\-]*(?:{_ANY}))+$")
_ROAD: Final = re.compile(r"[路街道巷]$")


def is_doors(detail: str) -> bool:
    """Whether there is nothing but numbers that stand behind a road or an estate: “3号楼 502”."""
    return _parts(detail) is not None


def has_room(detail: str) -> bool:
    """Whether the last thing told is a room: nothing smaller can follow."""
    return "room" in (_parts(_tail(detail)) or {})


def has_doors(detail: str) -> bool:
    """Whether numbers stand behind a name: “品尊国际8号楼”."""
    return not is_doors(detail) and bool(_tail(detail))


def ends_with_lane(detail: str) -> bool:
    """“古猗园路888弄”: a lane has many doors, and none is told."""
    return list(_parts(_tail(detail)) or {}) == ["lane"]


def joined_doors(known: str, said: str) -> str | None:
    """``known`` with the numbers of ``said`` in their places; None where ``said`` is more than
    numbers or ``known`` has none: “600弄17号楼” and “2单元902”, “12号1403” and “14号”."""
    tail = _tail(known)
    old, new = _parts(tail), _parts(said)
    if not old or not new:
        return None
    head = known[: len(known) - len(tail)]
    is_of_the_road = list(old) == ["number"] and _ROAD.search(head.strip()) is not None
    if is_of_the_road and "number" in new and len(new) > 1:
        return _glued(head + tail.strip(), said)  # a compound's own numbers: 真北路958号 21号803
    if max(map(_ORDER.index, old)) < min(map(_ORDER.index, new)):
        return _glued(known, said)
    parts = old | new
    ordered = [parts[kind] for kind in _ORDER if kind in parts]
    gap = " " if tail[:1] == " " else ""
    return head + gap + _run(ordered)


def _tail(detail: str) -> str:
    found = _TAIL.search(detail)
    return found.group() if found else ""


def _parts(text: str) -> dict[str, str] | None:
    """Every part by its kind, in the order told; None where something else is between them, or a
    larger one behind a smaller."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None or match.lastgroup is None or match.lastgroup in found:
            return None
        found[match.lastgroup] = match[match.lastgroup].strip()
        at = match.end()
    return found or None


def _run(parts: list[str]) -> str:
    text = ""
    for part in parts:
        text = _glued(text, part)
    return text


def _glued(first: str, second: str) -> str:
    """A blank between a Latin sign and the next: “2单元902”, “8号 1504” as they are typed."""
    blank = " " if first and first[-1].isascii() and second[0].isascii() else ""
    return first + blank + second.strip()
