"""Spaces within an address (REQ C1)."""

from datetime import datetime

import pytest

from bot.clock import LOCAL
from bot.language.place.address import find_addresses
from bot.language.spacing import as_typed, closed_up, paused
from bot.language.when import find_times

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("徐汇区漕溪路 18 号 3 栋 501 室", "徐汇区漕溪路18号3栋501室"),
        ("南京西路 1266 号 8 楼 803 室", "南京西路1266号8楼803室"),
        ("我住 B2 栋 3 单元", "我住B2栋3单元"),
        ("下周三 14 点", "下周三 14 点"),
        ("3 台空调", "3 台空调"),
        ("12 月 5 日", "12 月 5 日"),
        ("6号再来吧 1号太赶", "6号再来吧 1号太赶"),
    ],
)
def test_only_the_numbers_of_a_door_are_closed_up(text: str, closed: str) -> None:
    assert closed_up(text) == closed


def test_a_spaced_address_is_read_whole_and_names_no_day() -> None:
    text = closed_up("徐汇区漕溪路 18 号 3 栋 501 室")
    assert not find_times(text, NOW)
    [address] = find_addresses(text, "上海市")
    assert address.full == "上海市徐汇区漕溪路18号3栋501室"


@pytest.mark.parametrize("text", ["漕溪路 18 号 3 栋", "漕溪路18号3栋"])
def test_what_was_found_stands_in_the_text_as_it_was_typed(text: str) -> None:
    assert as_typed(closed_up(text), f"住{text}，周六") == text


def test_a_blank_between_words_is_a_pause() -> None:
    assert paused("周六打扫 晚上烧饭 10个人") == "周六打扫，晚上烧饭，10个人"
    assert paused("book it now 3 times") == "book it now 3 times"
