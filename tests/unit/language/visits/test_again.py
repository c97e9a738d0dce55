"""What a wish takes from the order before it (REQ C1)."""

import pytest

from bot.language.booking.wishes import special_wish
from bot.language.visits.again import Same, find_same, is_elsewhere, speaks_of_before

ALL, WORK, TIME, DAY = Same.ALL, Same.WORK, Same.TIME, Same.DAY


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("跟上回一样", {ALL}),
        ("和上次一模一样就行", {ALL}),
        ("下周三同样再来一次", {ALL}),
        ("周五再来一次吧", {ALL}),
        ("老样子，周六", {ALL}),
        ("按上次的来", {ALL}),
        ("照之前那样做", {ALL}),
        ("一样的再来一次，下周四", {ALL}),
        ("same again next Friday please", {ALL}),
        ("book the same again", {ALL}),
        ("再订一个同样的 12月3号", {ALL}),
        ("还要一次，跟刚才一样，周五", {ALL}),
        ("下周还来，跟上次一样的时间", {TIME}),
        ("跟上回一样的服务", {WORK}),
        ("同样的项目，给我妈家", {WORK}),
        ("再下一周的同一时间", {TIME}),
        ("下周五 时间一样", {TIME}),
        ("再加个空调清洗 3台 同一天下午", {DAY}),
        ("空调那个也同一天", {DAY}),
        ("the same day, please", {DAY}),
        ("我想再约一个保洁", {Same.KIND}),
        ("我要再做一次深度保洁", {Same.KIND}),
    ],
)
def test_what_stays_as_it_was_is_read(text: str, same: set[Same]) -> None:
    assert find_same(text) == same
    assert special_wish(text) is None, "no wish for who comes"


@pytest.mark.parametrize(
    "text",
    [
        "跟上次一样的地址",
        "还是上次那位阿姨",
        "跟别家一样的价格吗",
        "那天我有事",
        "上次没擦干净",
        "明天下午两点",
    ],
)
def test_other_words_take_nothing_from_before(text: str) -> None:
    assert not find_same(text)


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("再来一次，给我丈母娘家", True),
        ("同样的给我爸妈也来一次", True),
        ("跟上次一样，不过换个地方", True),
        ("same again for my parents", True),
        ("下周三同样再来一次", False),
        ("给我安排老样子", False),
    ],
)
def test_another_place_is_told_from_the_one_before(text: str, elsewhere: bool) -> None:
    assert is_elsewhere(text) is elsewhere


def test_a_time_before_is_spoken_of_or_not() -> None:
    assert speaks_of_before("要上次那个阿姨")
    assert speaks_of_before("same cleaner as last time")
    assert not speaks_of_before("固定同一个阿姨")
