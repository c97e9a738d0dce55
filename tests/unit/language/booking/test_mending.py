"""Corrections, excuses and short names (REQ C1)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.booking.mending import (
    find_correction,
    find_short_name,
    without_doors,
    without_refused,
)
from bot.language.trade.services import Mention, ServiceName
from bot.language.when import find_times

NOW = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LEXICON = [
    ServiceName("daily", "日常保洁"),
    ServiceName("deep", "深度保洁"),
    ServiceName("w", "擦玻璃"),
]


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        ("门牌说错了，不是601，是610", ("601", "610")),
        ("是610不是601", ("601", "610")),
        ("应该是3号楼不是2号楼", ("2号楼", "3号楼")),
        ("你是不是机器人", None),
        ("是不是明天来", None),
        ("不是", None),
        ("", None),
    ],
)
def test_a_correction_names_the_wrong_and_the_right(
    text: str, correction: tuple[str, str] | None
) -> None:
    assert find_correction(text) == correction


def test_doors_that_are_mended_are_no_days() -> None:
    text = "地址是漕溪路28号不是18号"
    assert without_doors(text, find_times(text, NOW)) == []
    day = "不是周三，是周四"
    assert without_doors(day, find_times(day, NOW))


def test_a_service_that_is_too_dear_is_not_wished() -> None:
    deep, daily = Mention("深度保洁", "deep"), Mention("日常保洁", "daily")
    assert without_refused("深度保洁太贵了，还是日常保洁", [deep, daily]) == [daily]
    assert without_refused("深度保洁太贵了", [deep]) == [deep]


def test_a_service_that_is_over_stands_back_beside_another() -> None:
    nurse, nanny = Mention("月嫂", "nurse"), Mention("育儿嫂", "nanny")
    assert without_refused("月嫂到期了，接着想找个育儿嫂", [nurse, nanny]) == [nanny]
    assert without_refused("上次请的月嫂很好，这次要育儿嫂", [nurse, nanny]) == [nanny]
    assert without_refused("月嫂到期了", [nurse]) == [nurse]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("太贵了，还是日常的，改后天", "daily"),
        ("换成深度的吧", "deep"),
        ("日常的就行，礼拜天", "daily"),
        ("上午的就行", None),
        ("就明天吧", None),
        ("日常开销太大", None),
        ("深度的吧 后天上午九点", "deep"),
        ("那先来个深度的 六个小时", "deep"),
        ("那就约这周六下午 三小时 日常", "daily"),
        ("深度睡眠不好", None),
        ("日常用品自己有", None),
        ("平时日常打扫过", None),
    ],
)
def test_a_service_is_chosen_by_the_beginning_of_its_name(text: str, code: str | None) -> None:
    assert find_short_name(text, LEXICON) == code
