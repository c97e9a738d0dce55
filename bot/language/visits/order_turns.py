"""Which of several orders is meant by its place among them: “第二个”, “后面那个”, “刚约的那单”."""

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Row", "Turn", "find_turn"]

_WHICH = r"(?:的|约的|订的)?那?(?:一)?(?:个|单|笔)"
_NEWEST = re.compile(
    rf"(?:刚才|刚刚|刚|新)(?:约|订|定|下|加)?好?{_WHICH}|\bnew(?:est)? one\b", re.IGNORECASE
)
_LAST = re.compile(
    rf"(?:后面?|后一|最后(?:面|一)?|末尾|晚(?:一?点)?的?){_WHICH}|\b(?:last|latter|later) one\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"(?:前面?|前一|头一|最前面?|早(?:一?点)?的?){_WHICH}|\b(?:first|former|earlier) one\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"第(?P<n>[一二两三四五1-5])(?:个|单|笔|项|张)")
_NUMBERS = dict(zip("一1二两2三3四4五5", (0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4), strict=True))


class Row(StrEnum):
    """In which order they are counted: as they were placed, as they come, or as they were told."""

    PLACED = "placed"
    COMING = "coming"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Turn:
    """The ``at``-th of a row, -1 the last."""

    row: Row
    at: int


def find_turn(text: str) -> Turn | None:
    """The place among several that a text names.  Never raises."""
    if _NEWEST.search(text):
        return Turn(Row.PLACED, -1)
    if _LAST.search(text):
        return Turn(Row.COMING, -1)
    if _FIRST.search(text):
        return Turn(Row.COMING, 0)
    said = _NUMBERED.search(text)
    return Turn(Row.TOLD, _NUMBERS[said["n"]]) if said else None
