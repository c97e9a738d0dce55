"""The quiet hours, also over midnight (REQ E5)."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.clock import LOCAL
from bot.services.sending import quiet_hours
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.factories import at

MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
).map(lambda moment: moment.replace(tzinfo=LOCAL))
QUIET = {"suppress_health_check": [HealthCheck.function_scoped_fixture], "deadline": None}


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("11-25 21:59", False),
        ("11-25 22:00", True),
        ("11-25 23:59", True),
        ("11-26 00:00", True),
        ("11-26 07:59", True),
        ("11-26 08:00", False),
        ("11-26 12:00", False),
    ],
)
def test_the_quiet_hours_go_over_midnight(settings: Settings, moment: str, quiet: bool) -> None:
    """REQ E5."""
    assert quiet_hours.in_quiet_hours(at(moment), settings) is quiet


@pytest.mark.parametrize(
    ("moment", "after", "before"),
    [
        ("11-25 21:59", "11-25 21:59", "11-25 21:59"),
        ("11-25 22:00", "11-26 08:00", "11-25 21:45"),
        ("11-26 00:00", "11-26 08:00", "11-25 21:45"),
        ("11-26 07:59", "11-26 08:00", "11-25 21:45"),
        ("11-26 08:00", "11-26 08:00", "11-26 08:00"),
    ],
)
def test_what_falls_into_the_quiet_hours_goes_after_or_before_them(
    settings: Settings, moment: str, after: str, before: str
) -> None:
    """REQ E5."""
    assert quiet_hours.after_quiet(at(moment), settings) == at(after)
    assert quiet_hours.before_quiet(at(moment), settings) == at(before)


def test_quiet_hours_within_one_day_stay_on_that_day(make_settings: MakeSettings) -> None:
    """REQ E5."""
    settings = make_settings(quiet_from=time(0, 30), quiet_until=time(8))
    assert not quiet_hours.in_quiet_hours(at("11-25 00:29"), settings)
    assert quiet_hours.in_quiet_hours(at("11-25 00:30"), settings)
    assert quiet_hours.after_quiet(at("11-25 03:00"), settings) == at("11-25 08:00")
    assert quiet_hours.before_quiet(at("11-25 03:00"), settings) == at("11-25 00:15")


def test_quiet_hours_from_midnight_begin_the_evening_before(make_settings: MakeSettings) -> None:
    settings = make_settings(quiet_from=time(0), quiet_until=time(8))
    assert quiet_hours.in_quiet_hours(at("11-25 00:00"), settings)
    assert quiet_hours.before_quiet(at("11-25 03:00"), settings) == at("11-24 23:45")


def test_equal_ends_are_no_quiet_hours(make_settings: MakeSettings) -> None:
    settings = make_settings(quiet_from=time(8), quiet_until=time(8))
    assert not any(quiet_hours.in_quiet_hours(at(f"11-25 {h:02}:00"), settings) for h in range(24))


@hypothesis_settings(max_examples=150, derandomize=True, **QUIET)
@given(
    moment=MOMENTS,
    start=st.times(min_value=time(18), max_value=time(23, 59)),
    end=st.times(min_value=time(5), max_value=time(10)),
)
def test_a_shifted_moment_is_never_in_the_quiet_hours_nor_a_day_away(
    make_settings: MakeSettings, moment: datetime, start: time, end: time
) -> None:
    """REQ E5."""
    settings = make_settings(quiet_from=start, quiet_until=end)
    later = quiet_hours.after_quiet(moment, settings)
    earlier = quiet_hours.before_quiet(moment, settings)
    assert not quiet_hours.in_quiet_hours(later, settings)
    assert not quiet_hours.in_quiet_hours(earlier, settings)
    assert earlier <= moment <= later
    assert later - earlier < timedelta(hours=24)
