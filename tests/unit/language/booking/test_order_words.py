"""What is said to an order that stands (REQ C8)."""

import pytest

from bot.language.booking.order_words import (
    booked_elsewhere,
    find_order_change,
    find_remark,
    keeps_order,
)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("备注：门铃坏了 敲门", "门铃坏了 敲门"),
        ("麻烦加个备注 楼下电梯坏了走楼梯", "楼下电梯坏了走楼梯"),
        ("加一句 别跟她说是我花钱请的", "别跟她说是我花钱请的"),
        ("小区进门要登记，报我名字", "小区进门要登记，报我名字"),
        ("提醒阿姨带鞋套", "提醒阿姨带鞋套"),
        ("她有糖尿病，也跟护理员说一下", "她有糖尿病，也跟护理员说一下"),
        ("please tell the cleaner about my cat", "please tell the cleaner about my cat"),
        ("能换个细心点的阿姨吗", "换个细心点的阿姨"),
        ("能换个时间吗", None),
        ("能不能叫个力气大点的师傅", "叫个力气大点的师傅"),
        ("找个做饭的阿姨", None),
        ("对了 老人要吃药 三点那顿 提醒一下", "对了 老人要吃药 三点那顿 提醒一下"),
        ("tell me the price", None),
        ("阿姨几点到", None),
        ("到现在还没给我打电话", None),
        ("再加一个小时吧", None),
    ],
)
def test_what_the_worker_is_to_be_told(text: str, remark: str | None) -> None:
    assert find_remark(text) == remark


@pytest.mark.parametrize(
    ("text", "is_change"),
    [
        ("再加一个小时吧", True),
        ("多做两小时", True),
        ("还想再加一台洗衣机", True),
        ("对加到同一单", True),
        ("改成两个人", True),
        ("再多叫一个人来 两个阿姨", True),
        ("多派两个阿姨", True),
        ("阳台的落地窗不用擦了 减掉10平", True),
        ("多谢", False),
        ("叫一个人来就行", False),
        ("等下，改成日常的", True),
        ("推迟一个小时", False),
        ("晚一个小时来", False),
        ("多收了我两个小时的钱", False),
        ("换到日常来的那天", False),
    ],
)
def test_more_or_other_than_was_booked(text: str, is_change: bool) -> None:
    assert (find_order_change(text, other_service="日常" in text) is not None) == is_change


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("那不取消了", True),
        ("那这次的单还要的，别给我取消", True),
        ("不取消 就问问", True),
        ("I don't want to cancel it", True),
        ("取消吧", False),
        ("不想约了，取消", False),
        ("no wait, keep it", True),
        ("留着吧", True),
        ("keep the dog away", False),
        ("不加了 太贵", True),
        ("不用了 一个够了", True),
        ("那不改了，就这样", True),
        ("不用了", False),
        ("不改了时间，改地址", False),
    ],
)
def test_an_order_that_stays(text: str, kept: bool) -> None:
    assert keeps_order(text) is kept


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("不是在这里约的，打电话约的", True),
        ("我在美团上订的", True),
        ("我老婆约的", True),
        ("I booked it by phone", True),
        ("我昨天约的", False),
        ("打电话约一下", False),
        ("帮我妈约的", False),
    ],
)
def test_an_order_that_was_placed_elsewhere(text: str, elsewhere: bool) -> None:
    assert booked_elsewhere(text) is elsewhere
