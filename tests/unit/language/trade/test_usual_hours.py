"""The catalogue's rule of thumb for hours (REQ B1)."""

from decimal import Decimal

import pytest

from bot.language.trade.usual_hours import hours_needed, usual_hours

DAILY = "1 名保洁员，2 小时起，80 平米的两居室通常 3 小时。"
DEEP = "A team of 2, 4 hours minimum; a two-bedroom flat usually takes 6–8 working hours."


@pytest.mark.parametrize(
    ("duration", "home", "needed"),
    [
        (DAILY, "120平", "4.5"),
        (DAILY, "80平", "3"),
        (DAILY, "三室两厅", "4.5"),
        (DAILY, "两张床", None),
        (DEEP, "2 bedrooms", "6"),
        (DEEP, "120平", "9"),
    ],
)
def test_a_larger_home_takes_longer_in_proportion(
    duration: str, home: str, needed: str | None
) -> None:
    usual = usual_hours(duration)
    assert usual is not None
    assert hours_needed(usual, home) == (Decimal(needed) if needed else None)


def test_a_text_without_the_size_of_a_home_has_no_rule() -> None:
    assert usual_hours("每台 1–1.5 小时，一次上门通常 2 小时。") is None
    usual = usual_hours(DAILY)
    assert usual is not None
    assert usual.text == "80 平米的两居室通常 3 小时"
