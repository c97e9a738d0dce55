"""A wish that is repeated (REQ C1, C3): one order with a visit every week, fortnight or day.

The draft keeps it as ``series`` = {"gap", "weekdays", "count", "span", "unclear"}, see
language/series.py. Who names no end books four weeks, which the read-back says.
"""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.clock import local
from bot.language.series import DAILY, Series, ends_series, find_extent, find_series
from bot.services.reading import Reading, when_from_json
from bot.settings import Settings

MOST = 31
"""Visits of one order, so that a slip of the pen does not fill the calendar."""
_A_WEEK = 7


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
    )


def to_json(series: Series) -> dict[str, Any]:
    """The inverse of :func:`from_json`."""
    return {**asdict(series), "weekdays": list(series.weekdays)}


def heard(known: Series | None, reading: Reading) -> Series | None:
    """The series after a message: begun, made clearer, or taken back."""
    if reading.payload is not None:
        return known
    if ends_series(reading.text):
        return None
    said = find_series(reading.text)
    if said is None and known is not None and known.unclear and (days := _days(reading)):
        weekdays = tuple(sorted({day.isoweekday() for day in days}))
        return replace(known, weekdays=weekdays, unclear=False)
    if known is not None and (extent := find_extent(reading.text)):
        return replace(known, count=extent.count, span=extent.span)
    if said is None or known is None:
        return said or known
    return replace(said, count=said.count or known.count, span=said.span or known.span)


def _days(reading: Reading) -> list[date]:
    times = (when_from_json(each) for each in reading.times)
    return [when.day for when in times if when is not None and when.day is not None]


def first_day(series: Series, reading: Reading, today: date) -> date | None:
    """The day of the first visit where weekdays are named: the first of them from the day that was
    said, else from tomorrow; None where the series does not tell."""
    if not series.weekdays:
        return None
    days = _days(reading)
    begin = min(days) if days else today + timedelta(days=1)
    return next(
        day
        for day in (begin + timedelta(days=n) for n in range(_A_WEEK))
        if day.isoweekday() in series.weekdays
    )


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
    if series.gap == DAILY:
        return not series.weekdays or day.isoweekday() in series.weekdays
    weekdays = series.weekdays or (first.isoweekday(),)
    weeks = (day - monday).days // _A_WEEK
    return day.isoweekday() in weekdays and weeks % (series.gap // _A_WEEK) == 0
