"""Arithmetic with days; what does not exist (30 February) is None."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, None when there is no such one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_ahead(today: date, months: int) -> tuple[int, int]:
    """Year and month, so many months after (or before) that of `today`."""
    total = today.year * 12 + today.month - 1 + months
    return total // 12, total % 12 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def same_day_ahead(today: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = month_ahead(today, months)
    return date(year, month, min(today.day, month_end(year, month).day))


def coming(today: date, of_year: Callable[[int], date | None]) -> date | None:
    """The first from today on of days that come once a year."""
    days = (of_year(year) for year in range(today.year - 1, today.year + 3))
    return next((day for day in days if day is not None and day >= today), None)


def coming_day_of_month(today: date, number: int) -> date | None:
    """The next 5th, 31st … from today on."""
    months = (month_ahead(today, ahead) for ahead in range(4))
    days = (day_or_none(year, month, number) for year, month in months)
    return next((day for day in days if day is not None and day >= today), None)


def weekday_of_week(today: date, weeks: int, weekday: int) -> date:
    """The weekday (Monday 0) of the calendar week so many weeks ahead."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def coming_weekday(today: date, weekday: int, *, today_counts: bool) -> date:
    """The next such weekday; today itself only when it counts."""
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or (0 if today_counts else 7))
