"""Questions that the booking in hand answers by itself (REQ A3, C1)."""

from decimal import Decimal

import pytest

from bot.language.booking.asked_back import (
    Sum,
    asks_what_is_written,
    asks_when_it_begins,
    sum_checked,
)


@pytest.mark.parametrize(
    ("text", "amount", "is_bound"),
    [
        ("115块对吧", 115, False),
        ("也才216对吧", 216, False),
        ("那就是115块钱吧", 115, False),
        ("so 115 yuan right", 115, False),
        ("那就是一千四百二", 1420, False),
        ("算下来126?", 126, False),
        ("200块够吗", 200, True),
        ("一百五以内吧", 150, True),
        ("不超过两百吧", 200, True),
    ],
)
def test_a_sum_that_is_checked(text: str, amount: int, is_bound: bool) -> None:
    assert sum_checked(text) == Sum(Decimal(amount), is_bound)


@pytest.mark.parametrize(
    "text",
    [
        "1502吧",
        "3个小时吧",
        "15号楼吧",
        "90平吧",
        "13916780234",
        "两个人对吧",
        "三小时对吧",
        "一百平左右",
        "给你200吧",
        "就是1302",
        "那就是三楼",
        "三个人够吗",
        "你们收了我300块",
    ],
)
def test_other_figures_are_no_sum(text: str) -> None:
    assert sum_checked(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "到底几点到",
        "她几点来",
        "约的是哪天来着",
        "我看错了 礼拜天那天是几号来着",
        "定的几点",
        "what time will she come",
    ],
)
def test_when_it_begins_is_asked_of_what_is_booked(text: str) -> None:
    assert asks_when_it_begins(text)


@pytest.mark.parametrize(
    "text",
    [
        "几点能来",
        "最早几点来",
        "你们几点上班",
        "什么时候方便来",
        "几点结束",
        "明天几点都行",
        "几天做一次",
        "什么时候付钱",
    ],
)
def test_what_can_be_had_is_another_question(text: str) -> None:
    assert not asks_when_it_begins(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("地址写的哪里", True),
        ("你记的电话是多少", True),
        ("电话没写错吧", True),
        ("地址写错了", False),
        ("电话打我老婆的", False),
    ],
)
def test_what_is_written_is_asked(text: str, asks: bool) -> None:
    assert asks_what_is_written(text) is asks
