"""How a customer wants to be called (REQ A6)."""

import pytest

from bot.language.names import find_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我姓王", "王"),
        ("我叫王丽", "王丽"),
        ("免贵姓李", "李"),
        ("叫我王女士", "王女士"),
        ("13800000001 王女士", "王女士"),
        ("13800000001，王丽", "王丽"),
        ("明天九点日常保洁，漕溪路18号302室，13800000060 王女士", "王女士"),
        ("地址南京西路1266号，联系方式王女士 电话13800000060", "王女士"),
        ("打给张阿姨13800000060，明天九点", None),
        ("联系人：李娟，13800000001", "李娟"),
        ("叫我小王就行", "小王"),
        ("陈女士", "陈女士"),
        ("my name is Anna Smith", "Anna Smith"),
        ("13800000001 谢谢", None),
        ("我是江苏人", None),
        ("我是于女士的邻居", None),
        ("我是白天在家", None),
        ("王阿姨上次来的", None),
        ("周六上午", None),
        ("I am looking for a cleaner", None),
        ("", None),
    ],
)
def test_a_name_is_heard_only_where_one_is_said(text: str, name: str | None) -> None:
    assert find_name(text) == name
