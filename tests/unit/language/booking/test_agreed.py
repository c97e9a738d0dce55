"""A clear yes to what was read back, in the words of every day (REQ C2)."""

import pytest

from bot.language.booking.agreed import agreed


@pytest.mark.parametrize(
    "text",
    [
        "行行行 快点订",
        "那没事了 订上",
        "成 定下来",
        "嗯 那就见一面",
        "行吧，订一下",
        "就订这个",
        "那就订吧 别磨叽了",
        "那先这样定",
        "先订着吧",
        "行吧先订上",
        "好 听你的 订",
        "可以啊 那就来吧",
        "好吧 那就这样吧",
        "那就麻烦你们了",
        "好 那就拜托了",
        "可以 没有别的了",
        "没别的了 下单吧",
        "不用改 确认",
        "没问题 价格也可以",
        "行 贵就贵点 订吧",
        "要得 就这样嘛",
        "侬帮我订好了",
        "那就这么愉快地决定了",
        "能订了",
        "就要这个",
        "go for it",
        "yes that's all correct",
        "correct, go ahead",
    ],
)
def test_an_everyday_yes_settles_it(text: str) -> None:
    assert agreed(text)


@pytest.mark.parametrize(
    "text",
    [
        "先订两个",
        "订到周五吧",
        "定几点啊",
        "好 但改下午",
        "行 换个阿姨",
        "订了吗",
        "先不订",
        "别订",
        "订之前问一下",
        "嗯",
        "谢谢",
        "麻烦了",
        "可以，付款怎么付",
        "就来两个人",
        "好的 我先问问老公",
        "没有别的时间了吗",
        "就要女的",
        "便宜点就订",
        "快点来",
        "我确认一下",
        "见面再说",
        "行 到时候打我电话",
        "那就麻烦你们带拖把",
        "随便",
        "不用了",
        "ok but 3pm",
        "book it for friday",
    ],
)
def test_a_word_more_or_less_settles_nothing(text: str) -> None:
    assert not agreed(text)
