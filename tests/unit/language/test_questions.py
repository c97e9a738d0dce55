"""What a message asks about."""

from collections.abc import Callable

import pytest

from bot.language.questions import (
    asks_days,
    asks_desk_hours,
    asks_duration,
    asks_excluded,
    asks_for_all,
    asks_hours,
    asks_places,
    asks_scope,
    is_in_general,
)


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


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (asks_duration, "三小时够吗 100平"),
        (asks_duration, "两个小时做得完吗"),
        (asks_duration, "要多长时间"),
        (asks_excluded, "不包括什么"),
        (asks_excluded, "哪些不做"),
        (asks_excluded, "what's not included?"),
        (asks_scope, "都打扫哪些地方"),
        (asks_scope, "包含什么"),
        (asks_scope, "what is included"),
        (asks_for_all, "你们都有什么服务"),
        (asks_for_all, "有哪些服务项目"),
        (asks_for_all, "ok then, what services do you have?"),
        (asks_places, "哪些区能上门"),
        (asks_places, "外地去不去"),
        (asks_hours, "晚上八点以后呢"),
        (asks_hours, "你们几点到几点"),
        (asks_days, "周日能做吗"),
        (asks_days, "过年上门吗"),
        (asks_desk_hours, "你们人工几点上班"),
        (asks_desk_hours, "他们几点上班"),
    ],
)
def test_what_is_asked(asks: Callable[[str], bool], text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    ("asks", "text"),
    [
        (asks_duration, "提前多久约够吗"),
        (asks_duration, "够了谢谢"),
        (asks_excluded, "不要擦玻璃"),
        (asks_scope, "不包括什么"),
        (asks_scope, "做什么时候的"),
        (asks_for_all, "服务态度怎么样"),
        (asks_for_all, "服务内容有哪些"),
        (asks_places, "地方不大"),
        (asks_hours, "周日能做吗"),
        (asks_days, "几点到几点"),
        (asks_desk_hours, "你们几点能来"),
        (asks_desk_hours, "人工费多少"),
    ],
)
def test_what_is_not_asked(asks: Callable[[str], bool], text: str) -> None:
    assert not asks(text)
