"""Danger to people and theft (REQ D3): every line of the tables, and the ways it may be told."""

import pytest

from bot.language.urgent import Urgent, urgent_kind
from tests.unit.language import urgent_lines as lines

_POSITIVE = [
    tuple(line.split("\t"))
    for table in (
        lines.POSITIVE_BEFORE_THE_CODE,
        lines.POSITIVE_AFTER_THE_CODE,
        lines.POSITIVE_THIRD_ROUND,
    )
    for line in table.strip().splitlines()
]
_NEGATIVE = [
    line
    for table in (
        lines.NEGATIVE_BEFORE_THE_CODE,
        lines.NEGATIVE_AFTER_THE_CODE,
        lines.NEGATIVE_THIRD_ROUND,
    )
    for line in table.strip().splitlines()
]
# Damage with water on the floor: a look too many is accepted.
_ACCEPTED = {"孩子打破了鱼缸，地上都是水，能来清理吗"}


@pytest.mark.parametrize(("kind", "text"), _POSITIVE)
def test_danger_is_recognised(kind: str, text: str) -> None:
    assert urgent_kind(text) is not None, kind


def test_the_kind_is_right_for_nine_of_ten() -> None:
    right = sum(urgent_kind(text) == kind for kind, text in _POSITIVE)
    assert right >= 0.9 * len(_POSITIVE)


@pytest.mark.parametrize("text", [line for line in _NEGATIVE if line not in _ACCEPTED])
def test_ordinary_text_is_no_danger(text: str) -> None:
    assert urgent_kind(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "阿姨把孩子\n烫伤了",
        "阿姨把孩子……烫伤了",
        "着 火 了",
        "煤 气 漏 了",
        "你好。阿姨人不错。"
        + "今天来打扫得很干净，谢谢。" * 80
        + "就是走了以后一股煤气味。"
        + "好的。" * 80,
        "保结把煤汽开着走了",
        "我妈在家。摔倒了！",
    ],
)
def test_danger_is_found_in_bubbles_typos_and_long_messages(text: str) -> None:
    assert urgent_kind(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "阿姨把孩子烫伤了，你们怎么处理？",
        "阿姨不小心把孩子摔了",
        "不是你们阿姨偷的还能是谁",
        "插座冒火星了",
        "他打断我妈的腿",
        "拿着菜刀追我",
        "让你们师傅别再骚扰我，他天天跟踪我",
        "我妈刚出院，护工又把她摔了",
    ],
)
def test_words_of_denial_and_question_do_not_hide_what_happened(text: str) -> None:
    assert urgent_kind(text) is not None


def test_the_gravest_of_several_dangers_leads() -> None:
    assert urgent_kind("项链不见了。厨房还有煤气味") is Urgent.GAS
