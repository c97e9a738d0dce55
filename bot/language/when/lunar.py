"""Lunar dates by JioNLP's table (checked 2024 to 2056), solar terms by the usual formula."""

import contextlib
import io
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any, Final

# Month and constant of each term: day = 0.2422 · yy + constant − leap days (2000 to 2088).
TERMS: Final = {
    "清明": (4, 4.81), "冬至": (12, 21.94), "夏至": (6, 21.37), "立春": (2, 3.87),
    "立夏": (5, 5.52), "立秋": (8, 7.5), "立冬": (11, 7.438), "春分": (3, 20.646),
    "秋分": (9, 23.042),
}  # fmt: skip


@cache
def _library() -> Any:
    """JioNLP, imported at the first lunar date (0.6 s) and without its banner."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    return jionlp


@lru_cache(maxsize=512)
def solar(year: int, month: int, day: int) -> date | None:
    """The day of a lunar date (no leap months), None where there is no such date."""
    try:
        found: datetime = _library().lunar2solar(year, month, day, False)
    except (ImportError, ValueError):
        return None
    return found.date()


def new_years_eve(year: int) -> date | None:
    """除夕: the day before the lunar new year that begins in January or February of `year`."""
    first = solar(year, 1, 1)
    return None if first is None else first - timedelta(days=1)


@lru_cache(maxsize=512)
def day_of_month(day: date) -> int | None:
    """The day of the lunar month on which `day` falls; None outside 1900 to 2100."""
    try:
        found: tuple[int, int, int, bool] = _library().solar2lunar(datetime.combine(day, time.min))
    except (ImportError, ValueError):
        return None
    return found[2]


def next_day_of_month(today: date, day: int) -> date | None:
    """The first day from today on that is the given one of any lunar month (初八)."""
    days = (today + timedelta(days=ahead) for ahead in range(62))
    return next((one for one in days if day_of_month(one) == day), None)


def solar_term(year: int, name: str) -> date:
    """The day of a solar term (清明, 冬至) in a year of our calendar."""
    month, constant = TERMS[name]
    leap_days = (year - 1 if month <= 2 else year) % 100 // 4
    return date(year, month, int(year % 100 * 0.2422 + constant) - leap_days)
