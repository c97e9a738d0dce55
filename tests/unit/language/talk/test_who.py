"""Questions about the company."""

import pytest

from bot.language.talk.who import asks_hotline, asks_where_we_are, asks_who


@pytest.mark.parametrize(
    "text",
    [
        "你们叫啥名字来着",
        "对了你们公司叫什么名字",
        "你是机器人吗",
        "您是真人还是机器",
        "安心家政？哪里的",
        "你们是哪里的",
        "你们公司在哪儿啊",
        "公司地址在哪",
        "有实体店吗",
        "你们客服电话多少",
        "有没有联系电话",
        "are you a robot?",
        "what is your name",
    ],
)
def test_a_question_about_us(text: str) -> None:
    assert asks_who(text)


@pytest.mark.parametrize(
    "text",
    [
        "我要找人工",
        "阿姨叫什么名字",
        "我电话多少来着",
        "你们在哪些区上门",
        "我家地址在哪你们知道吧",
        "给我打电话",
        "联系电话139",
        "电话要留吗",
    ],
)
def test_no_question_about_us(text: str) -> None:
    assert not asks_who(text)


def test_where_and_phone_are_told_apart() -> None:
    assert asks_where_we_are("你们是哪里的公司")
    assert not asks_hotline("你们是哪里的公司")
    assert asks_hotline("你们的客服电话是多少")
    assert not asks_where_we_are("你们的客服电话是多少")
