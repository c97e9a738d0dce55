"""Yes and no to greetings and offers; nothing else is taken for either (REQ E5)."""

import pytest

from bot.language.talk.care_words import care_wish


@pytest.mark.parametrize(
    "text",
    [
        "别给我发广告", "不要再给我发优惠消息了", "请不要发推销信息。", "别发广告了", "拒绝营销短信",
        "不想收到你们的促销活动", "以后不要再推送活动了，谢谢", "退订优惠消息", "取消订阅优惠",
        "不需要节日问候", "stop sending me ads", "no more offers please", "Unsubscribe from promotions",
    ],
)  # fmt: skip
def test_no_more_of_them(text: str) -> None:
    assert care_wish(text, gets_them=False) is False


@pytest.mark.parametrize(
    "text",
    [
        "可以发优惠消息", "可以给我发优惠信息", "愿意接收活动通知", "有优惠的话告诉我", "有活动请通知我一声",
        "订阅优惠", "好的，可以发优惠活动消息", "send me offers", "You can send me your promotions",
    ],
)  # fmt: skip
def test_yes(text: str) -> None:
    assert care_wish(text, gets_them=False) is True


@pytest.mark.parametrize(
    "text",
    [
        "有优惠吗", "最近有什么优惠活动", "我要退订明天的保洁", "取消订单", "不要了", "别来了", "可以",
        "不要发消息给阿姨", "你们的广告说满一百减二十", "我要投诉你们天天发广告", "可以发位置吗", "发票可以发给我吗",
        "不想等了", "stop", "退订", "TD",
    ],
)  # fmt: skip
def test_neither(text: str) -> None:
    assert care_wish(text, gets_them=False) is None


@pytest.mark.parametrize("text", ["退订", "TD", "td。", "unsubscribe"])
def test_the_short_word_counts_for_those_who_get_them(text: str) -> None:
    assert care_wish(text, gets_them=True) is False
