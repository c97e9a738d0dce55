"""Working time with breaks and the Chinese calendar (REQ A2, D5)."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.models import ClockKind, Group
from bot.services.handoff import service_levels
from bot.services.handoff.service_levels import Hours
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.factories import at

DESK = Hours(time(8, 30), time(23, 0))
OFFICE = Hours(time(9, 0), time(18, 0), ((time(12, 0), time(13, 0)),), working_days_only=True)
NIGHT = Hours(time(22, 0), time(6, 0), ((time(1, 0), time(2, 0)),))


@pytest.mark.parametrize(
    ("start", "minutes", "hours", "end"),
    [
        ("11-23 10:00", 10, DESK, "11-23 10:10"),
        ("11-23 02:00", 10, DESK, "11-23 08:40"),
        ("11-23 22:55", 10, DESK, "11-24 08:35"),
        ("11-23 23:00", 10, DESK, "11-24 08:40"),
        ("11-23 11:55", 10, OFFICE, "11-23 13:05"),
        ("11-23 12:30", 10, OFFICE, "11-23 13:10"),
        ("11-23 11:50", 10, OFFICE, "11-23 12:00"),
        ("11-20 17:55", 10, OFFICE, "11-23 09:05"),
        ("11-21 10:00", 480, OFFICE, "11-23 18:00"),
        ("11-21 10:00", 481, OFFICE, "11-24 09:01"),
        ("11-23 23:30", 90, NIGHT, "11-24 01:00"),
        ("11-24 00:30", 60, NIGHT, "11-24 02:30"),
        ("11-24 05:55", 10, NIGHT, "11-24 22:05"),
        ("11-23 03:00", 10, None, "11-23 03:10"),
    ],
)
def test_time_is_counted_only_while_people_work(
    start: str, minutes: int, hours: Hours | None, end: str
) -> None:
    assert service_levels.after(at(start), timedelta(minutes=minutes), hours) == at(end)


def test_a_holiday_stands_still_and_a_substituted_sunday_counts() -> None:
    """National Day 2026: 1 to 7 October off; Sunday, 20 September and Saturday, 10 October count."""
    before = at("09-30 17:55")
    assert service_levels.after(before, timedelta(minutes=10), OFFICE) == at("10-08 09:05")
    assert service_levels.after(at("10-09 17:55"), timedelta(minutes=10), OFFICE) == at(
        "10-10 09:05"
    )


def test_a_group_has_its_own_hours_and_limits(make_settings: MakeSettings) -> None:
    own = {"closes": "18:00", "breaks": [["12:00", "13:00"]], "reply_limit_seconds": 300}
    settings: Settings = make_settings(service_levels={"complaint": own})
    hours = service_levels.hours_of(Group.COMPLAINT, settings)
    assert (hours.opens, hours.closes) == (time(8, 30), time(18, 0))
    promised = service_levels.promise_of(ClockKind.FIRST, Group.COMPLAINT, settings)
    assert (promised.aim.seconds, promised.limit.seconds) == (60, 300)
    others = service_levels.promise_of(ClockKind.FIRST, Group.ORDER, settings)
    assert (others.aim.seconds, others.limit.seconds) == (60, 600)


def _worked(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """Counted minute by minute."""
    spans = [
        span
        for number in range(-1, 12)
        for span in hours.spans((start + timedelta(days=number)).astimezone(LOCAL).date())
    ]
    minutes, moment = 0, start
    while moment < end:
        minutes += any(begin <= moment < finish for begin, finish in spans)
        moment += timedelta(minutes=1)
    return timedelta(minutes=minutes)


@given(
    start=st.integers(0, 7 * 24 * 60),
    length=st.integers(1, 20 * 60),
    hours=st.sampled_from([DESK, OFFICE, NIGHT]),
)
def test_the_end_is_where_counting_by_minutes_ends(start: int, length: int, hours: Hours) -> None:
    begin = at("11-16 00:00") + timedelta(minutes=start)
    end = service_levels.after(begin, timedelta(minutes=length), hours)
    assert _worked(begin, end, hours) == timedelta(minutes=length)
    assert _worked(begin, end - timedelta(minutes=1), hours) < timedelta(minutes=length)
