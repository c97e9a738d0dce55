"""Which part of a service a question is about."""

import pytest

from bot.language.trade.parts import asks_part, find_parts


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("月嫂会做饭吗", "产妇月子餐"),
        ("月嫂会做饭吗", "全家饮食"),
        ("管不管做我们全家的饭", "全家饮食"),
        ("开荒里不是含擦玻璃吗", "玻璃内外侧（可安全够到的部分）"),
        ("外面那层也擦吗", "可安全够到的外侧"),
        ("油烟机里面洗不洗", "油烟机等家电拆洗"),
        ("大宝也能带吗", "照顾大宝"),
        ("会给老人洗澡吗", "助餐助浴"),
        ("能陪我去医院吗", "陪同散步和就医"),
        ("买菜也管吗", "买菜（菜钱实报实销）"),
        ("碗筷洗不洗呀", "餐后洗碗"),
        ("会不会扔我东西", "当天请您在家一起决定物品去留"),
        ("收纳盒你们带还是我买", "收纳用品的费用另计"),
        ("有狗可以吗", "有宠物请提前安置"),
        ("会测血压喂药吧", "按医嘱提醒用药"),
        ("do you clean the carpet?", "walls and carpets"),
    ],
)
def test_a_part_is_asked_by_one_word_and_held_by_another(text: str, held: str) -> None:
    assert asks_part(text)
    assert any(part.held.search(held) for part in find_parts(text))


@pytest.mark.parametrize(
    "text",
    [
        "深度保洁包含什么",
        "不包括什么",
        "明天能来吗",
        "多少钱",
        "家里有孩子",
        "擦玻璃",
        "你们几点上班",
    ],
)
def test_no_part_is_asked_about(text: str) -> None:
    assert not asks_part(text)
