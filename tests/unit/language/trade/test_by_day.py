"""Prices by the day of what is paid by the hour."""

import pytest

from bot.language.trade.by_day import asks_by_day


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("一天多少钱", True), ("请个阿姨照顾老人一个月大概多少", True), ("每天怎么收费", True),
        ("多少钱一个月", True), ("老人陪护多少钱一天", True), ("how much is that per day", True),
        ("一天要几个小时", False), ("一个月到底几天算一个月", False), ("多少钱", False),
        ("先来一天吧", False), ("一个月后再说", False),
    ],
)  # fmt: skip
def test_a_price_by_the_day(text: str, asks: bool) -> None:
    assert asks_by_day(text) is asks
