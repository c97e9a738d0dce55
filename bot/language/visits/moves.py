"""What of a message names the visit that is moved, and what its new time: “周四的改到周五”."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.language.when import When, find_shift

__all__ = [
    "Move",
    "find_move",
    "names_weekday",
    "naming_part",
    "points_at_booked",
    "shift_of",
    "within_week_of",
]

_VERB = re.compile(
    r"[改换挪移](?!天|日)|调(?=[到成至为整一下个])|推[迟后到]|延[后期到]|晚(?=[一两二三半\d])|提前|往[前后]|\b(?:move|change|reschedule|switch|shift)(?:d|s|ing)?\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|until|till|for)\b", re.IGNORECASE)
_ENGLISH_VERB = re.compile(r"[a-z]", re.IGNORECASE)
_A_BIT = re.compile(r"一?下(?!周|个?[星礼月])|动|改")
_WEEKDAY = re.compile(
    r"(?:每个?|逢)?(?:周|星期|礼拜)[一二三四五六日天]|(?:every )?(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\s*(?:上午|下午|晚上|早上|中午)?(?:的|那(?:一?[次个单天趟])|'s)")
_BEFORE_IT = re.compile(
    r"(?:把|将|取消|退掉|move|change|reschedule|switch|cancel)\s*(?:the|my)?\s*$", re.IGNORECASE
)
_HINDERED = re.compile(
    r"[^，。,;；改换挪]{0,4}(?:有事|没空|没时间|不在家?|来不了|不方便|出差|加班|赶不回|要出门|要开会|不行)"
)


@dataclass(frozen=True, slots=True)
class Move:
    """The times said ``of`` the visit as it stands and those that it is moved ``to``; either may
    be empty."""

    of: tuple[When, ...]
    to: tuple[When, ...]


def find_move(text: str, times: Sequence[When]) -> Move | None:
    """The times of a text on either side of its “改到”; None where nothing is moved.

    ``times`` are those of the same text, in its order.  Never raises.
    """
    border = _border(text)
    if border is None:
        return None
    placed = list(zip(times, _places(text, times), strict=True))
    return Move(
        tuple(when for when, at in placed if at is not None and at < border),
        tuple(when for when, at in placed if at is None or at >= border),
    )


def naming_part(text: str) -> str:
    """What of a text may name the visit: all before “改到”, or all of it.  Never raises."""
    return text[: _border(text)]


def _border(text: str) -> int | None:
    """Where the old time ends: at the verb, or behind it in “改一下周五的”, “reschedule Friday”."""
    verb = _VERB.search(text)
    if verb is None:
        return None
    if _ENGLISH_VERB.match(verb[0]) and (to := _TO.search(text, verb.end())):
        return to.start()
    points = _ENGLISH_VERB.match(verb[0]) or _A_BIT.match(text, verb.end())
    return len(text) if points else verb.start()


def _places(text: str, times: Sequence[When]) -> list[int | None]:
    """Where each time stands in the text; None for one that was read from other words."""
    found: list[int | None] = []
    at = 0
    for when in times:
        place = text.find(when.text, at)
        found.append(place if place >= 0 else None)
        at = place + len(when.text) if place >= 0 else at
    return found


def shift_of(text: str, times: Sequence[When]) -> int | None:
    """Minutes from the old time to the new one; a new day or hour counts more, unless it only says
    which visit is meant: “周三的提前一小时”.  Never raises."""
    move = find_move(text, times)
    if any(when.day or when.clock for when in (move.to if move else times)):
        return None
    shift = find_shift(text)
    return round(shift.total_seconds() / 60) if shift else None


def points_at_booked(text: str, when: When) -> bool:
    """“明天的”, “把明天”, “明天我要加班”: a day that says which visit, and is no slip of the tongue."""
    at = text.find(when.text)
    if at < 0:
        return False
    rest = text[at + len(when.text) :]
    return bool(_OF_IT.match(rest) or _HINDERED.match(rest) or _BEFORE_IT.search(text[:at]))


def names_weekday(when: When) -> bool:
    """“周四”, not “下周四”: any week's, if this week has none."""
    return bool(_WEEKDAY.match(when.text))


def within_week_of(when: When, day: date, today: date) -> When:
    """A weekday that is named beside that of a visit is one of the same week, while it is ahead."""
    if when.day is None or not names_weekday(when):
        return when
    same_week = day + timedelta(days=when.day.isoweekday() - day.isoweekday())
    return replace(when, day=same_week) if same_week > today else when
