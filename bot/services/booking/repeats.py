"""A wish that is repeated (REQ C1, C3): one order with a visit every week, fortnight or day.

The draft keeps it as ``series`` = {"gap", "weekdays", "count", "span", "unclear", "without"}, see
language/series.py. Who names no end books four weeks, which the read-back says.
"""

import re
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.clock import local
from bot.language.visits.series import (
    DAILY,
    WEEKLY,
    Series,
    ends_series,
    find_extent,
    find_series,
    is_only_long,
)
from bot.language.visits.series_edits import (
    EVERY,
    asks_of_a_visit,
    begins_on,
    find_edit,
    find_range,
    free_days,
    is_remark_on_a_visit,
    leaves_out,
    moves_one_visit,
    names_day_off,
    weekdays_in,
)
from bot.services.reading import Reading
from bot.settings import Settings

MOST = 31
"""Visits of one order, so that a slip of the pen does not fill the calendar."""
_A_WEEK = 7
_SEVERAL = 3
_WORKDAYS, _WEEKEND = (1, 2, 3, 4, 5), frozenset({6, 7})
_DAY_NAME = r"(?:(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}[号日])"
_ENGLISH = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_BOTH = re.compile(
    rf"{_DAY_NAME}[^，。,;；周星礼号和跟与、]{{0,6}}(?:和|跟|与|、|以及|还有|及)(?:[下这本]+个?|\d{{1,2}}月)?(?:周|星期|礼拜|\d{{1,2}}[号日])?"
    rf"|\b{_ENGLISH}s?,? (?:and|&) (?:on |this |next )*{_ENGLISH}s?\b",
    re.IGNORECASE,
)
_NOT_BOTH = re.compile(
    r"都(?:行|可以|好|有空|方便|没问题|不)|或|还是|要么|哪|选|改|换|不是|不行|没空|没时间|不在|不方便|除了|[?？]|吗|\b(?:or|either|instead|move|change|except|not|don't|only)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"改|换|周末也|七天|都来")


def from_json(value: dict[str, Any] | None) -> Series | None:
    """The series of a draft."""
    if not value:
        return None
    return Series(
        gap=value["gap"],
        weekdays=tuple(value["weekdays"]),
        count=value["count"],
        span=value["span"],
        unclear=value["unclear"],
        without=tuple(date.fromisoformat(day) for day in value.get("without", ())),
    )


def to_json(series: Series) -> dict[str, Any]:
    """The inverse of :func:`from_json`."""
    without = [day.isoformat() for day in series.without]
    return {**asdict(series), "weekdays": list(series.weekdays), "without": without}


def heard(known: Series | None, reading: Reading) -> Series | None:
    """The series after a message: begun, made clearer, changed, or taken back."""
    text = reading.text
    if reading.payload is not None:
        return known
    if known is not None and (edited := _edited(known, reading)) is not None:
        return edited
    if ends_series(text):
        return None
    said = find_series(text)
    if known is None:
        return said or _named_days(reading)
    listed = weekdays_in(text)
    if known.unclear and (listed or (said is None and _days(reading))):
        weekdays = listed or tuple(sorted({day.isoweekday() for day in _days(reading)}))
        return replace(known, weekdays=weekdays, unclear=False)
    if extent := find_extent(text):
        return replace(known, count=extent.count, span=extent.span)
    if said is None:
        return known
    if not known.unclear and is_only_long(text):
        return known if "长期" in text else replace(known, count=None, span=said.span)
    return _joined(known, said, text)


def _edited(known: Series, reading: Reading) -> Series | None:
    """A day or a weekday less, or another in its place; None where nothing of it is said."""
    if leaves_out(reading.text) and (days := _days(reading)):
        return replace(known, without=tuple(sorted({*known.without, *days})))
    every = tuple(range(1, 8)) if known.gap == DAILY else ()
    edit = find_edit(reading.text)
    if known.unclear and edit and edit.out == _WEEKEND and not edit.new:
        return replace(known, gap=DAILY, weekdays=_WORKDAYS, unclear=False)
    weekdays = known.weekdays or every
    if edit is None or not (weekdays or edit.new):
        return None
    left = edit.of(weekdays)
    were_single = known.span is None and known.count == len(known.weekdays)
    return replace(known, weekdays=left, count=len(left) if were_single else known.count)


def _joined(known: Series, said: Series, text: str) -> Series:
    """What a new word on the repetition leaves of the old: “每天五点” is each of the days named."""
    is_of_them = len(known.weekdays) >= _SEVERAL or said.gap == WEEKLY
    keeps = not (said.weekdays or said.unclear or _CHANGES.search(text)) and is_of_them
    were_single = known.span is None and known.count == len(known.weekdays)
    return replace(
        said,
        weekdays=known.weekdays if keeps else said.weekdays,
        count=said.count or (None if were_single else known.count),
        span=said.span or known.span,
        without=known.without,
    )


def _named_days(reading: Reading) -> Series | None:
    """“下周一和周四”: one visit on each of the days that are named in one breath."""
    days = sorted(set(_days(reading)))
    is_close = len(days) >= 2 and (days[-1] - days[0]).days < _A_WEEK
    if not is_close or len(reading.services) > 1 or _NOT_BOTH.search(reading.text):
        return None
    if not _BOTH.search(reading.text) or free_days(reading.text):
        return None
    return Series(weekdays=tuple(sorted(day.isoweekday() for day in days)), count=len(days))


def points_at_a_visit(known: Series | None, is_timed: bool, reading: Reading) -> bool:
    """Whether the days of a message say which visit is meant, or which days suit, and are no new
    start."""
    text = reading.text
    changes = known is not None and (leaves_out(text) or find_edit(text) is not None)
    each = known is not None and known.weekdays and reading.times
    is_of_each = each and all("每天" in time["text"] for time in reading.times)
    one = known is not None and (asks_of_a_visit(text) or moves_one_visit(text))
    remark = is_timed and is_remark_on_a_visit(text)
    is_off = names_day_off(text) and len(_days(reading)) == 1
    return bool(changes or one or is_of_each or remark or is_off or free_days(text))


def _days(reading: Reading) -> list[date]:
    return [when.day for when in reading.moments if when.day is not None]


def begin_of(reading: Reading, today: date) -> date | None:
    """The day from which on a message wants the visits; a button tells none."""
    return begins_on(reading.text, reading.moments, today) if reading.payload is None else None


def first_day(
    series: Series, reading: Reading, today: date, planned: date | None = None
) -> date | None:
    """The day of the first visit where weekdays are named, or the week or month from which on: the
    first of them from the day that was said, from the one ``planned``, else from tomorrow; None
    where the series does not tell."""
    begin = begin_of(reading, today)
    if not series.weekdays and begin:
        return _first_such(begin, reading)
    if not series.weekdays and planned not in series.without:
        return None
    told = points_at_a_visit(series, planned is not None, reading) or find_range(reading.text)
    said = [] if told else _days(reading)
    first = max(filter(None, (begin, min(said, default=None))), default=None)
    first = first or _week_of(planned, reading, today) or today + timedelta(days=1)
    ahead = (first + timedelta(days=n) for n in range(MOST * _A_WEEK))
    return next(day for day in ahead if _is_wanted(series, day))


def _first_such(begin: date, reading: Reading) -> date:
    """The first of the weekday that is named beside the week from which on: “every week on
    Thursday, starting next week”."""
    named = next((day for day in _days(reading) if day != begin), begin)
    return begin + timedelta(days=(named - begin).days % _A_WEEK)


def _week_of(planned: date | None, reading: Reading, today: date) -> date | None:
    """The day planned, or what is ahead of its week where all its weekdays are others by now."""
    edit = find_edit(reading.text)
    if planned is None or edit is None or edit.out != EVERY:
        return planned
    return max(planned - timedelta(days=planned.weekday()), today + timedelta(days=1))


def _is_wanted(series: Series, day: date) -> bool:
    on_weekday = not series.weekdays or day.isoweekday() in series.weekdays
    return on_weekday and day not in series.without


def spans(
    series: Series, start: datetime, length: timedelta, now: datetime, settings: Settings
) -> list[tuple[datetime, datetime]]:
    """Start and end of the visits after the first, at the same time of day, within what can be
    booked ahead."""
    last = local(now).date() + timedelta(days=settings.book_days_ahead)
    days = [day for day in _days_from(series, local(start).date(), settings) if day <= last]
    clock = local(start)
    starts = [clock.replace(year=day.year, month=day.month, day=day.day) for day in days[1:]]
    return [(each, each + length) for each in starts]


def _days_from(series: Series, first: date, settings: Settings) -> list[date]:
    """Every day of the series, the first one included."""
    reach = MOST * series.gap if series.count else series.span or settings.series_days
    monday = first - timedelta(days=first.weekday())
    days = [
        day
        for day in (first + timedelta(days=n) for n in range(reach))
        if _comes_on(series, day, first, monday)
    ]
    return days[: min(series.count or MOST, MOST)]


def _comes_on(series: Series, day: date, first: date, monday: date) -> bool:
    if day in series.without:
        return False
    if series.gap == DAILY:
        return not series.weekdays or day.isoweekday() in series.weekdays
    weekdays = series.weekdays or (first.isoweekday(),)
    weeks = (day - monday).days // _A_WEEK
    return day.isoweekday() in weekdays and weeks % (series.gap // _A_WEEK) == 0
