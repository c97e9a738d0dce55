"""The one clock."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import LOCAL, ManualClock, SystemClock, aware, local
from tests.factories import NOW

NAIVE = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001


@pytest.mark.parametrize("refuse", [aware, local, ManualClock, lambda m: ManualClock(NOW).set(m)])
def test_a_moment_without_a_time_zone_is_refused(refuse: object) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        refuse(NAIVE)  # type: ignore[operator]


def test_a_manual_clock_stands_still_until_it_is_set() -> None:
    clock = ManualClock(NOW)
    assert clock.now() == clock.now() == NOW
    clock.advance(timedelta(minutes=5))
    assert clock.now() == NOW + timedelta(minutes=5)
    clock.set(NOW)
    assert clock.now() == NOW


def test_the_clocks_tell_utc() -> None:
    assert ManualClock(NOW).now().tzinfo is UTC
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_local_is_the_wall_clock_in_shanghai() -> None:
    moment = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert local(moment).replace(tzinfo=None) == datetime(2026, 11, 23, 1, 30)  # noqa: DTZ001
    assert local(moment).tzinfo is LOCAL
