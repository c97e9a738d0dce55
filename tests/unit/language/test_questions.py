"""What a message asks about."""

import pytest

from bot.language.questions import is_in_general


@pytest.mark.parametrize(
    ("time", "general"),
    [
        ("周末", True),
        ("节假日", True),
        ("工作日", True),
        ("on weekends", True),
        ("这周末", False),
        ("周六", False),
        ("下个工作日", False),
        ("11月28日", False),
    ],
)
def test_a_time_in_general_names_no_day(time: str, general: bool) -> None:
    assert is_in_general(time) is general
