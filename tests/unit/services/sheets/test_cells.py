"""Cells say what is wrong with them and what to do (REQ B1)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.sheets import cells, people
from bot.services.sheets.cells import CellError, Kind

YUAN = cells.figure("0", "100000")


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        (YUAN, "45", Decimal("45.00")),
        (YUAN, "¥1,200.50 元", Decimal("1200.50")),
        (cells.whole(0, 60), "3", 3),
        (cells.YES_NO, "TRUE", True),
        (cells.YES_NO, "否", False),
        (cells.DATE, "2026/12/1", date(2026, 12, 1)),
        (cells.DATE, "2026年12月1日", date(2026, 12, 1)),
        (cells.PHONE, "138 0013 8000", "13800138000"),
        (cells.listing(), "甲、乙|甲，丙", ["甲", "乙", "丙"]),
        (cells.WEEKDAYS, "周一至周五", [1, 2, 3, 4, 5]),
        (cells.WEEKDAYS, "周六到周一", [1, 6, 7]),
        (cells.WEEKDAYS, "周一、周三、星期天", [1, 3, 7]),
        (cells.WEEKDAYS, "每天", [1, 2, 3, 4, 5, 6, 7]),
        (people.LEAVE, "2026-12-01至2026-12-02；2026-12-05",
         [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 5)]),
        (cells.CERTIFICATES, "健康证（2027-05-31）；安全作业证",
         [{"name": "健康证", "until": "2027-05-31"}, {"name": "安全作业证", "until": None}]),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_write_it(kind: Kind, said: str, value: object) -> None:
    assert kind.read(said) == value


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (YUAN, "四十五"), (YUAN, "-1"), (YUAN, "NaN"), (YUAN, "1e9"), (YUAN, "1.005"), (YUAN, "Infinity"),
        (cells.whole(0, 60), "3.5"), (cells.YES_NO, "也许"), (cells.DATE, "2026-02-30"),
        (cells.DATE, "明天"), (cells.PHONE, "12345"), (cells.code(), "日常 保洁"), (cells.text(3), "四个字了"),
        (cells.WEEKDAYS, "周八"), (people.LEAVE, "2026-12-03至2026-12-01"), (people.LEAVE, "国庆"),
        (cells.CERTIFICATES, "健康证（明年）"), (cells.known("服务", {"保洁": "c"}, {"c": "保洁"}), "保洁|修飞机"),
    ],
)  # fmt: skip
def test_a_wrong_cell_says_what_to_do(kind: Kind, said: str) -> None:
    with pytest.raises(CellError) as raised:
        kind.read(said)
    assert raised.value.what
    assert raised.value.hint


@given(st.sets(st.integers(1, 7), min_size=1))
def test_weekdays_survive_the_file(days: set[int]) -> None:
    wanted = sorted(days)
    assert cells.WEEKDAYS.read(str(cells.WEEKDAYS.write(wanted))) == wanted


@given(st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), min_size=1, max_size=30))
def test_leave_survives_the_file(days: set[date]) -> None:
    wanted = sorted(days)
    assert people.LEAVE.read(str(people.LEAVE.write(wanted))) == wanted


def test_an_unknown_name_is_named() -> None:
    with pytest.raises(CellError, match="修飞机"):
        cells.known("服务", {"保洁": "c"}, {"c": "保洁"}).read("保洁|修飞机")
