"""How a service is to be repeated, in words (REQ C1)."""

import pytest

from bot.language.series import Series, ends_series, find_extent, find_series, says_how_often


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("每周六上午都来打扫", Series(7, (6,))),
        ("以后每个星期三下午两点来做保洁", Series(7, (3,))),
        ("每周一三五上午9点", Series(7, (1, 3, 5))),
        ("每周二和周五来，做一个月", Series(7, (2, 5), None, 28)),
        ("每周一到周五都要来做饭", Series(7, (1, 2, 3, 4, 5))),
        ("每礼拜天来一次，先做四次", Series(7, (7,), 4)),
        ("每周来一次，下周三开始", Series(7)),
        ("固定每周打扫一次", Series(7)),
        ("隔周来一次", Series(14)),
        ("每两周做一次保洁，做三个月", Series(14, (), None, 84)),
        ("每两个星期的周六来", Series(14)),
        ("连着五天做饭", Series(1, (), 5)),
        ("连续3天上午来照顾老人", Series(1, (), 3)),
        ("每天中午来做饭，做两周", Series(1, (), None, 14)),
        ("工作日每天来，来一个月", Series(1, (1, 2, 3, 4, 5), None, 28)),
        ("每周两次保洁", Series(7, unclear=True)),
        ("一周三次，做一个月", Series(7, (), None, 28, unclear=True)),
        ("钟点工包月", Series(7, (), None, 28, unclear=True)),
        ("every Saturday morning please", Series(7, (6,))),
        ("cleaning every Tuesday and Friday for two months", Series(7, (2, 5), None, 56)),
        ("every other week", Series(14)),
        ("twice a week", Series(7, unclear=True)),
    ],
)
def test_repetitions_are_read(text: str, series: Series) -> None:
    assert find_series(text) == series


@pytest.mark.parametrize(
    "text",
    [
        "这周六上午来打扫",
        "下周一下午两点保洁",
        "宝宝两个月大，想请育儿嫂",
        "一周后来",
        "我要约三次取消的那单",
        "一个月前做过一次",
        "约一次深度保洁",
        "上个月做过，这次再来",
        "周一到周五我都不在家",
        "多少钱一个月",
        "daily cleaning tomorrow at 9",
        "",
    ],
)
def test_a_single_visit_is_no_series(text: str) -> None:
    assert find_series(text) is None


@pytest.mark.parametrize("text", ["就做这一次", "先来一次看看", "不用每周来了", "just once please"])
def test_a_series_can_be_taken_back(text: str) -> None:
    assert ends_series(text)
    assert find_series(text) is None


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("先做两周吧", Series(span=14)),
        ("改成四次", Series(count=4)),
        ("就三个月", Series(span=84)),
        ("宝宝两个月", None),
        ("两周前做过", None),
    ],
)
def test_a_length_alone_is_read_where_nothing_else_is_said(
    text: str, extent: Series | None
) -> None:
    assert find_extent(text) == extent
    assert says_how_often(text) is (extent is not None)
