"""Anger, abuse, forbidden phrases."""

import pytest

from bot.language.talk.manners import (
    apologises,
    forbidden_phrases,
    is_abusive,
    is_angry,
    takes_leave,
)


@pytest.mark.parametrize(
    "text",
    [
        "气死我了",
        "你们就是骗子",
        "再不退钱我去12315",
        "我要曝光你们",
        "傻逼公司",
        "搞什么啊!!!",
        "WHAT THE HELL IS GOING ON",
        "什么态度",
        "法院见",
        "this is unacceptable",
        "等了三个小时还没来",
    ],
)
def test_anger_at_us_is_noticed(text: str) -> None:
    assert is_angry(text)


@pytest.mark.parametrize(
    "text",
    [
        "好的",
        "谢谢!!!",
        "洗衣机滚筒清洗",
        "我没生气",
        "OK AC TV",
        "怎么投诉",
        "太好了！！！",
        "垃圾没倒",
        "婆婆气人，想请个阿姨",
    ],
)
def test_ordinary_text_is_not_angry(text: str) -> None:
    assert not is_angry(text)


def test_swearing_is_abuse_also_when_spaced() -> None:
    assert is_abusive("你们这帮 傻 逼")
    assert not is_abusive("滚筒洗衣机怎么洗")


@pytest.mark.parametrize(
    ("text", "is_sorry"),
    [
        ("刚才语气重了，不好意思", True),
        ("对不起啊", True),
        ("sorry, my bad", True),
        ("到了也不说对不起", False),
        ("一句对不起都没有", False),
        ("连声抱歉都没说", False),
        ("she never said sorry", False),
    ],
)
def test_an_apology_is_told_from_one_that_is_missed(text: str, is_sorry: bool) -> None:
    assert apologises(text) is is_sorry


def test_forbidden_phrases_are_found_in_any_width_and_script() -> None:
    assert forbidden_phrases("這個大 概可以", ["大概", "可能", "大概", ""]) == ["大概"]


def test_who_takes_leave_is_heard() -> None:
    assert takes_leave("谢谢再见")
    assert takes_leave("先这样吧")
    assert not takes_leave("先这样，再加一台空调")
