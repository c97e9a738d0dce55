"""Times as a customer reads them."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.models import Condition, Surcharge
from bot.services import phrasing
from tests.factories import NOW, at


@pytest.mark.parametrize(
    ("days", "text", "english"),
    [
        (1, "11月28日（周六）09:00–11:00", "Sat 28 Nov 09:00–11:00"),
        (
            2,
            "11月28日、12月5日（周六）09:00–11:00，共 2 次",
            "28 Nov, 5 Dec (Sat) 09:00–11:00, 2 visits",
        ),
        (
            8,
            "11月28日至1月16日（每周六）09:00–11:00，共 8 次",
            "28 Nov to 16 Jan (Sat) 09:00–11:00, 8 visits",
        ),
    ],
)
def test_visits_are_read_back_as_a_person_would_say_them(
    days: int, text: str, english: str
) -> None:
    starts = [at("11-28 09:00") + timedelta(weeks=n) for n in range(days)]
    spans: list[tuple[datetime, datetime]] = [(s, s + timedelta(hours=2)) for s in starts]
    assert phrasing.visits(spans, NOW) == text
    assert phrasing.visits(spans, NOW, "en") == english


@pytest.mark.parametrize(
    ("moved", "text"),
    [
        (
            "12-05 14:00",
            "11月28日至1月16日（每周六）09:00–11:00，共 7 次；12月5日（周六）14:00–16:00",
        ),
        (
            "12-06 09:00",
            "11月28日至1月16日（每周六）09:00–11:00，共 7 次；12月6日（周日）09:00–11:00",
        ),
    ],
)
def test_a_visit_that_was_moved_is_told_apart_from_the_others(moved: str, text: str) -> None:
    starts = [at("11-28 09:00") + timedelta(weeks=n) for n in range(8)]
    starts[1] = at(moved)
    assert phrasing.visits([(s, s + timedelta(hours=2)) for s in starts], NOW) == text


def test_what_may_come_on_top_of_a_price_is_said_before_the_day_is_known() -> None:
    """REQ B2, C7."""
    weekend = Surcharge(
        title="周末加价", condition=Condition.WEEKEND, percent=Decimal(10), amount=Decimal(0),
        hours=Decimal(0),
    )  # fmt: skip
    urgent = Surcharge(
        title="加急", condition=Condition.URGENT, percent=Decimal(0), amount=Decimal(30),
        hours=Decimal(4),
    )  # fmt: skip
    said = phrasing.extras([weekend, urgent])
    assert said == "周末另加 10%，提前不足 4 小时预约另加 30 元"
    english = phrasing.extras([weekend, urgent], "en")
    assert english == "weekends plus 10%, less than 4 hours ahead plus 30 yuan"
    assert phrasing.extras([]) == ""
