"""Advice between services."""

import pytest

from bot.language.trade.comparing import asks_cheapest, compares


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("哪个好", True),
        ("那哪个划算", True),
        ("哪一种更适合我家", True),
        ("这两个有什么区别", True),
        ("深度和日常差在哪", True),
        ("我该选哪个呀", True),
        ("推荐哪个", True),
        ("日常保洁和深度保洁哪个便宜些", True),
        ("月嫂跟育儿嫂有啥不一样", True),
        ("日常跟深度比哪个干净", True),
        ("what is the difference between regular and deep cleaning", True),
        ("which one is better", True),
        ("哪个阿姨好", False),
        ("哪个时间好", False),
        ("上午下午哪个好约", False),
        ("你们好", False),
        ("选周六吧", False),
        ("深度保洁多少钱", False),
        ("那个好的", False),
        ("还是做日常保洁好了，不用那么彻底", False),
    ],
)
def test_compares(text: str, wanted: bool) -> None:
    assert compares(text) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("你们最便宜的是哪个", True),
        ("哪个服务最便宜", True),
        ("最实惠的是什么", True),
        ("which is the cheapest", True),
        ("最便宜多少", False),
        ("最便宜的服务多少钱", True),
        ("能不能便宜点", False),
        ("最便宜也要一百吧", False),
    ],
)
def test_asks_for_the_cheapest(text: str, wanted: bool) -> None:
    assert asks_cheapest(text) is wanted
