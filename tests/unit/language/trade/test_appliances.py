"""Counting appliances over several messages (REQ C1, C7)."""

import pytest

from bot.language.trade.appliances import count_appliances, to_be_repaired, total


@pytest.mark.parametrize(
    ("text", "known", "counts"),
    [
        ("洗油烟机一台空调两台", {}, {"油烟机": 1, "空调": 2}),
        ("两台空调和一台油烟机", {}, {"空调": 2, "油烟机": 1}),
        ("洗油烟机和两台空调", {}, {"油烟机": 1, "空调": 2}),
        ("洗空调", {}, {"空调": 1}),
        ("换成空调 两台挂机", {"油烟机": 1, "冰箱": 1}, {"油烟机": 1, "冰箱": 1, "挂机": 2}),
        ("洗衣机换成空调", {"油烟机": 1, "洗衣机": 2}, {"油烟机": 1, "空调": 1}),
        ("换成两台空调", {"洗衣机": 1}, {"空调": 2}),
        ("都是一台", {"油烟机": 2, "洗衣机": 2}, {"油烟机": 1, "洗衣机": 1}),
        ("各两台", {"油烟机": 1, "空调": 1}, {"油烟机": 2, "空调": 2}),
        ("再加一台油烟机", {"空调": 2}, {"空调": 2, "油烟机": 1}),
        ("再加一台", {"空调": 2}, {"空调": 3}),
        ("两台", {"空调": 1}, {"空调": 2}),
        ("空调改三台", {"空调": 2, "油烟机": 1}, {"空调": 3, "油烟机": 1}),
        ("油烟机不洗了", {"空调": 2, "油烟机": 1}, {"空调": 2}),
        ("那就洗挂机，确认", {"空调": 2}, {"空调": 2}),
        ("挂机两台柜机一台", {"空调": 1}, {"挂机": 2, "柜机": 1}),
        ("挂机三台柜机一台，油烟机是侧吸的", {}, {"挂机": 3, "柜机": 1, "油烟机": 1}),
        ("空调要洗，两台", {}, {"空调": 2}),
        ("再加个油烟机", {"电器": 3}, {"电器": 3, "油烟机": 1}),
        ("挂机只洗一台吧", {"电器": 3, "油烟机": 1}, {"电器": 3, "油烟机": 1, "挂机": 1}),
        ("上午九点，两个小时", {"空调": 2}, {"空调": 2}),
        ("再加一台油煙機", {"空调": 1}, {"空调": 1, "油烟机": 1}),
    ],
)
def test_appliances_are_added_up(text: str, known: dict[str, int], counts: dict[str, int]) -> None:
    assert count_appliances(text, known) == counts


def test_the_total_is_what_is_paid_for() -> None:
    assert total({"空调": 2, "油烟机": 1}) == 3


@pytest.mark.parametrize(
    ("text", "appliance"),
    [
        ("空调坏了你们修吗", "空调"),
        ("油烟机维修做不做", "油烟机"),
        ("do you repair washing machines", "洗衣机"),
        ("空调清洗多少钱", None),
        ("空调那单改到周六，要修改地址", None),
        ("马桶修吗", None),
    ],
)
def test_what_is_to_be_repaired(text: str, appliance: str | None) -> None:
    assert to_be_repaired(text) == appliance
