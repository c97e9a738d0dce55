"""The days that a customer has left open for a booking: 下周哪天都行, 月底前, 就别周三.

The draft keeps ``span`` = [first, last day] and ``off``, the days on which it does not suit: dates,
or ISO weekdays where any week's is meant.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.clock import local
from bot.language.visits.moves import names_weekday
from bot.language.when import When
from bot.language.when.spans import DaySpan, find_span
from bot.models import Draft
from bot.services import drafts
from bot.services.desk import Desk
from bot.services.reading import Reading, when_from_json, when_to_json

__all__ = ["first_open", "in_span", "is_open", "take_open_days", "within_days"]

_AHEAD = 14


def take_open_days(desk: Desk, draft: Draft, reading: Reading) -> None:
    """Keep within which days it may be, and on which it may not; a day in hand that does not suit
    is let go, its hour kept."""
    if reading.payload is not None:
        return
    if span := _span(desk, reading):
        days = [span.first.isoformat(), span.last.isoformat()]
        drafts.update(desk.session, draft, desk.now, span=days)
    elif any(each.day and not in_span(draft, each) for each in reading.moments):
        drafts.update(desk.session, draft, desk.now, span=None, off=None)
    if off := [_name(when) for when in reading.excuses if when.day]:
        kept = [day for day in draft.data.get("off") or [] if day not in off]
        drafts.update(desk.session, draft, desk.now, off=[*kept, *off])
    when = when_from_json(draft.data.get("when"))
    is_named = any(each.day for each in reading.moments) or draft.data.get("series")
    if off and when and when.day and not is_named and not _suits(draft, when.day):
        without_day = when_to_json(replace(when, day=None))
        drafts.update(desk.session, draft, desk.now, when=without_day, near=None)


def in_span(draft: Draft, said: When) -> When | None:
    """“周五”, after “下周哪天都行”, is the one of that week; None for a day outside of it."""
    span = draft.data.get("span")
    if not span or said.day is None:
        return None
    first, last = map(date.fromisoformat, span)
    if first <= said.day <= last:
        return said
    if not names_weekday(said):
        return None
    day = first + timedelta((said.day.isoweekday() - first.isoweekday()) % 7)
    return replace(said, day=day) if day <= last else None


def within_days(desk: Desk, draft: Draft, said: When | None, reading: Reading) -> When | None:
    """What a message wishes of the time within the days left open, but for their end."""
    span = _span(desk, reading)
    if said is None or span is None or span.deadline is None:
        return said and (in_span(draft, said) or said)
    left = replace(said, day=None, part=None)
    return left if left.clock or left.hours or left.is_bounded else None


def is_open(draft: Draft) -> Callable[[date], bool]:
    """Whether a day may be offered for this draft."""
    suits = draft.data.get("suits") or range(1, 8)
    first, last = draft.data.get("span") or ("", "9")
    return lambda day: (
        day.isoweekday() in suits and first <= day.isoformat() <= last and _suits(draft, day)
    )


def first_open(draft: Draft, day: date) -> date:
    """The first day from this one on that was left open, as far as there is one."""
    suits, span = is_open(draft), draft.data.get("span")
    begin = max(day, date.fromisoformat(span[0])) if span else day
    return next((each for n in range(_AHEAD) if suits(each := begin + timedelta(n))), begin)


def _span(desk: Desk, reading: Reading) -> DaySpan | None:
    return find_span(reading.text, reading.moments, local(desk.now).date())


def _name(when: When) -> str:
    assert when.day is not None
    return str(when.day.isoweekday()) if names_weekday(when) else when.day.isoformat()


def _suits(draft: Draft, day: date) -> bool:
    return not {str(day.isoweekday()), day.isoformat()} & set(draft.data.get("off") or [])
