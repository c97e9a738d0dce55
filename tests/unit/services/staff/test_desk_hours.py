"""When people are at the desk (REQ A9)."""

import pytest

from bot.services.staff.desk_hours import next_opening, people_are_there
from bot.settings import Settings
from tests.factories import at


@pytest.mark.parametrize(
    ("now", "there", "opening"),
    [
        ("11-22 08:29", False, "11-22 08:30"),
        ("11-22 08:30", True, "11-22 08:30"),
        ("11-22 22:59", True, "11-22 22:59"),
        ("11-22 23:00", False, "11-23 08:30"),
        ("11-23 00:00", False, "11-23 08:30"),
        ("11-30 23:30", False, "12-01 08:30"),
    ],
)
def test_the_customer_is_told_when_somebody_is_there(
    settings: Settings, now: str, there: bool, opening: str
) -> None:
    """REQ A9."""
    assert people_are_there(at(now), settings) is there
    assert next_opening(at(now), settings) == at(opening)
