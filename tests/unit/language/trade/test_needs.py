"""Latent needs (REQ B3)."""

import pytest

from bot.language.trade.needs import Need, NeedKind, find_needs, is_of_food


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("家里有80岁的老人", "elder"),
        ("宝宝三个月了", "newborn"),
        ("我怀孕五个月了", "pregnant"),
        ("家里有只柯基", "pet"),
        ("I have two cats", "pet"),
        ("我们刚搬家", "moving"),
        ("我对花粉过敏", "allergy"),
        ("我妈坐轮椅", "disabled"),
    ],
)
def test_a_need_is_seen(text: str, kind: str) -> None:
    assert NeedKind(kind) in [need.kind for need in find_needs(text)]


@pytest.mark.parametrize("text", ["没养宠物", "老人护理多少钱", "新房开荒多少钱", "擦玻璃"])
def test_what_is_denied_or_asked_in_general_is_no_need(text: str) -> None:
    assert find_needs(text) == []


def test_each_need_comes_with_its_sentence_as_typed() -> None:
    found = find_needs("我們剛搬新家。老人腿腳不便！")
    assert found == [
        Need(NeedKind.MOVING, "我們剛搬新家。"),
        Need(NeedKind.ELDER, "老人腿腳不便！"),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("my daughter has an egg allergy", True),
        ("我女儿对花生过敏", True),
        ("我儿子过敏性鼻炎", False),
        ("烧一条鱼", False),
    ],
)
def test_an_allergy_to_food_is_told_from_one_to_dust(sentence: str, expected: bool) -> None:
    assert is_of_food(sentence) is expected
