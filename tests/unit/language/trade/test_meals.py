"""What is said of a meal (REQ C1)."""

import pytest

from bot.language.trade.meals import find_meal


@pytest.mark.parametrize(
    ("text", "meal"),
    [
        ("要做八个菜 有条鱼有个红烧肉", "八个菜"),
        ("六个大人两个小孩", "六个大人、两个小孩"),
        ("一天两顿 中午和晚上 四口人", "一天两顿、四口人"),
        ("中午十二点前要吃上 10个人", "10个人"),
        ("10个人", "10个人"),
        ("找个做饭阿姨 一天两顿 四口人", "一天两顿、四口人"),
        ("四菜一汤就行", "四菜一汤"),
        ("三荤两素", "三荤两素"),
        ("两个人过来打扫", None),
        ("要两个人", None),
        ("派3个人来搬", None),
        ("要3个人做饭", None),
        ("第二个人不行", None),
        ("我一个人住", None),
        ("买菜做饭", None),
        ("三个房间", None),
        ("5号楼602", None),
        ("", None),
    ],
)
def test_the_figures_of_a_meal_are_found(text: str, meal: str | None) -> None:
    assert find_meal(text) == meal
