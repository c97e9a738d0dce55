"""Times as a customer reads them."""

from datetime import datetime, timedelta

import pytest

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
