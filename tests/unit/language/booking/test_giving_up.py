"""A booking given up, and a part of it left out (REQ C1)."""

import pytest

from bot.language.booking.giving_up import gives_up, leaves_out


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("太贵了，算了", True, False),
        ("我不想约了", True, False),
        ("这单不要了", True, False),
        ("never mind", True, False),
        ("不安全就算了 里面擦擦", False, True),
        ("不要外面", False, True),
        ("外面就不用擦了", False, True),
        ("那玻璃就不单独要了", False, True),
        ("只擦里面", False, True),
        ("厨房不用做", False, True),
        ("双休不用来", False, True),
        ("周末就不要来了", True, False),
        ("好的", False, False),
    ],
)
def test_a_booking_is_given_up_or_only_a_part_of_it(text: str, whole: bool, part: bool) -> None:
    assert (gives_up(text), leaves_out(text)) == (whole, part)
