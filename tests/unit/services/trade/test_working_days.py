"""Working days of the Chinese calendar 2026, substituted workdays included (REQ D5)."""

from datetime import date

import pytest

from bot.clock import local
from bot.services.trade.working_days import add_working_days, is_working_day
from tests.factories import at

WORKDAYS = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10", "02-13", "02-24", "10-08"]
FREE = ["01-01", "01-02", "01-03", "02-15", "02-16", "02-17", "02-23", "04-06", "05-01", "05-05"]
FREE += ["06-19", "09-25", "10-01", "10-07", "11-21", "11-22"]


@pytest.mark.parametrize("day", WORKDAYS)
def test_a_day_on_which_people_work(day: str) -> None:
    """REQ D5: Saturdays and Sundays that are worked for the long holidays count."""
    assert is_working_day(date.fromisoformat(f"2026-{day}"))


@pytest.mark.parametrize("day", FREE)
def test_a_day_off(day: str) -> None:
    """REQ D5."""
    assert not is_working_day(date.fromisoformat(f"2026-{day}"))


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("11-23 09:00", 3, "11-26"),
        ("11-22 10:00", 3, "11-25"),
        ("11-20 23:59", 1, "11-23"),
        # 国庆: 1-7 October off, Saturday the 10th is worked
        ("09-30 10:00", 1, "10-08"),
        ("09-30 10:00", 3, "10-10"),
        ("10-03 10:00", 3, "10-10"),
        ("10-09 10:00", 1, "10-10"),
        # Sunday 20 September is worked, 中秋 25-27 off
        ("09-18 10:00", 1, "09-20"),
        ("09-24 10:00", 1, "09-28"),
        # 春节: 15-23 February off, Saturdays the 14th and the 28th are worked
        ("02-13 10:00", 1, "02-14"),
        ("02-13 10:00", 2, "02-24"),
        ("02-25 10:00", 3, "02-28"),
        ("02-14 18:30", 10, "03-06"),
        # 元旦: Sunday the 4th is worked
        ("01-01 10:00", 1, "01-04"),
        ("11-23 09:00", 10, "12-07"),
    ],
)
def test_a_deadline_is_six_in_the_evening_of_the_working_day(
    start: str, days: int, due: str
) -> None:
    """REQ D5."""
    assert add_working_days(at(start), days) == at(f"{due} 18:00")


def test_the_day_of_the_start_is_the_local_one() -> None:
    """Midnight in Shanghai is still the day before in UTC."""
    due = add_working_days(at("11-24 00:30"), 1)
    assert local(due).date() == date(2026, 11, 25)
