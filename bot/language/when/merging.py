"""A correction or completion of what was said before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from bot.language.when.clocks import hour_of
from bot.language.when.model import SHANGHAI, When, in_hours
from bot.language.when.normal import normalise
from bot.language.when.scan import scan
from bot.language.when.tokens import Clock, Day, Part, PartOfDay

_ANY_DAY = date(2000, 1, 1)
_A_VISIT = 4 * 60
_HOURS: dict[str, range] = {
    "morning": range(0, 12), "noon": range(11, 14), "afternoon": range(12, 19),
    "evening": range(17, 24),
}  # fmt: skip


def merge(old: When | None, new: When) -> When:
    """What holds after `new`: what it does not say stays; `text` is that of `new`.

    A new hour ends an old range but keeps its length, and takes the place of bounds; new bounds
    leave an old hour that keeps them; a new part of the day drops an hour that
    does not lie in it; a bare hour after a part (“明天晚上”, “七点”) is read within that part.
    """
    if old is None:
        return new
    merged = replace(new, day=new.day or old.day, hours=new.hours or _hours(old, new))
    if new.is_bounded:
        return _bounded(old, merged)
    if new.clock is not None:
        return replace(merged, clock=_within(old, new), part=None)
    if old.is_bounded:
        merged = replace(merged, earliest=old.earliest, latest=old.latest, done_by=old.done_by)
    if new.part is None:
        until = None if new.hours else old.until
        return replace(merged, clock=old.clock, until=until, part=old.part)
    if old.clock is not None and old.clock.hour in _HOURS[new.part]:
        return replace(merged, clock=old.clock, until=old.until, part=None)
    if old.clock is not None and (moved := _into(old, new.part)):
        return _moved(merged, old, moved)
    return merged


def merge_all(times: Sequence[When]) -> When | None:
    """Several expressions as one wish: later ones correct or complete earlier ones."""
    known: When | None = None
    for when in times:
        known = merge(known, when)
    return known


def names_day(when: When) -> bool:
    """Whether the day stands in its own words: “周三晚上”, not an evening of a day known before."""
    return any(isinstance(token, Day) for token in scan(normalise(when.text)))


def _bounded(old: When, merged: When) -> When:
    start = old.clock and datetime.combine(merged.day or _ANY_DAY, old.clock, SHANGHAI)
    if start is not None and merged.allows(start, start):
        until = _ending(old, merged)
        hours = None if until else merged.hours
        return replace(old, text=merged.text, day=merged.day, hours=hours, until=until or old.until)
    return replace(
        merged,
        part=merged.part or (old.part if old.clock is None else None),
        earliest=merged.earliest or old.earliest,
        latest=merged.latest or old.latest,
        done_by=merged.done_by or old.done_by,
    )


def _ending(old: When, new: When) -> time | None:
    """九点开始，十一点半前弄完: an end soon after the start is that of the visit; a late one only says
    until when there is time."""
    if old.clock is None or new.done_by is None or old.hours or old.until:
        return None
    minutes = _minutes(new.done_by) - _minutes(old.clock)
    return new.done_by if 0 < minutes <= _A_VISIT else None


def _into(old: When, part: str) -> time | None:
    """七点, 明晚: the hour that was said before its part of the day, twelve hours later."""
    tokens = scan(normalise(old.text))
    clocks = [token for token in tokens if isinstance(token, Clock)]
    bare = clocks and not any(isinstance(token, PartOfDay) for token in tokens)
    if not bare or clocks[0].exact or old.clock is None or old.clock.hour >= 12:
        return None
    later = old.clock.replace(hour=old.clock.hour + 12)
    return later if later.hour in _HOURS[part] else None


def _moved(merged: When, old: When, clock: time) -> When:
    until = (
        old.until.replace(hour=old.until.hour + 12) if old.until and old.until.hour < 12 else None
    )
    return replace(merged, clock=clock, until=until or old.until, part=None)


def _hours(old: When, new: When) -> Decimal | None:
    """The length that stays: none beside a new end, an old range's when only its start moves."""
    if new.until is not None:
        return None
    if new.clock is None or old.until is None or old.clock is None:
        return old.hours
    minutes = (_minutes(old.until) - _minutes(old.clock)) % (24 * 60)
    return in_hours(minutes) if minutes else None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _within(old: When, new: When) -> time | None:
    """The new hour, read in the old part of the day when it was said without one."""
    tokens = scan(normalise(new.text))
    said = next((token for token in tokens if isinstance(token, Clock)), None)
    own_part = any(isinstance(token, PartOfDay) for token in tokens)
    if said is None or own_part or old.clock is not None or new.until is not None:
        return new.clock
    part = _part(old.part)
    hour = hour_of(said, PartOfDay(0, 0, part))[1] if part else -1
    return time(hour, said.minute) if part and hour in _HOURS[part] and hour > 4 else new.clock


def _part(name: str | None) -> Part | None:
    match name:
        case "morning" | "noon" | "afternoon" | "evening":
            return name
        case _:
            return None
