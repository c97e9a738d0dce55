"""Working days of the Chinese calendar, substituted workdays included (REQ D5)."""

from datetime import date, datetime, timedelta
from functools import cache

import holidays

from bot.clock import LOCAL, local


def is_working_day(day: date) -> bool:
    """Whether people work on that day in mainland China."""
    return _calendar(day.year).is_working_day(day)


@cache
def _calendar(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=year)


def add_working_days(start: datetime, days: int) -> datetime:
    """18:00 on the ``days``-th working day after ``start``."""
    day, left = local(start).date(), days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return datetime(day.year, day.month, day.day, 18, 0, tzinfo=LOCAL)
