"""Yes, no, neither; and the wish for a person."""

import pytest

from bot.language.talk.answers import read_answer, wants_person

_YES = (
    "行 可以 对的 没错 嗯嗯 OK 确认 就这样 妥 中 要得 系 得 好 好的，谢谢 是的 对，没问题 好滴 "
    "可以的，麻烦了 "
    "嗯，可以 好呀[愉快] OK👌 对对对 确认无误 就这么定了 好的👍 行吧 帮我下单吧 YES 信息都对 1"
)
_NO = (
    "算了 不用了 先不 取消吧 no 不要 不了，谢谢 不对 不是 不需要，谢谢 那算了 还是算了 "
    "暂时不用了 唔使喇 下次吧 我不要了 不行"
)
_UNCLEAR = (
    "[微笑] 嗯? 哦 可以吗 好的但是改下午 👍 😂 。 嗯 谢谢 好的，不过换个阿姨 随便 等一下 你好 "
    "行不行 多少钱 都行 "
    "好吗 考虑一下 明天下午三点 好像不对 不好意思 是吗 不是吧 ok？ 不错，地址改一下 不要月嫂 "
    "好难 行李多 可爱"
)


@pytest.mark.parametrize("text", _YES.split())
def test_a_clear_yes_is_yes(text: str) -> None:
    assert read_answer(text) is True


@pytest.mark.parametrize("text", _NO.split())
def test_a_clear_no_is_no(text: str) -> None:
    assert read_answer(text) is False


@pytest.mark.parametrize("text", _UNCLEAR.split())
def test_anything_else_is_no_answer(text: str) -> None:
    assert read_answer(text) is None


_YES_SENTENCES = (
    "yes please|yes that's all correct|all good|looks good to me|everything is correct, thanks|"
    "fine, book it|yes, all the details are correct, please book it|please go ahead and book it|"
    "that works for me|yes it is|let's do it|sounds perfect|exactly right|i'm happy with that|"
    "核对过了，没问题|时间地址都对，下单吧|嗯没问题，订吧|那给我安排上|对，没错，就这么订|没啥毛病|"
    "那就定下来吧|就定这个时间|直接下单"
)
_NO_CLEAR_SENTENCES = (
    "that's all|is that all correct|looks good but make it 3pm|everything except the phone|"
    "book it for friday|confirm the address|works on friday|no problem with the dog|not all correct|"
    "exactly 3 hours|that's not right|do it later|没问题吧|对吧|地址对，电话不对|时间对，地址错了|"
    "确认一下时间|我确认一下|订两个|订到周五吧|先下单再说价格|好好好好好好好好好好好好好好好好好好好好好x|"
    "好呀好呀好呀好呀好呀好呀好呀好呀好呀好呀好呀好呀x"
)


@pytest.mark.parametrize("text", _YES_SENTENCES.split("|"))
def test_a_yes_may_be_a_whole_sentence(text: str) -> None:
    assert read_answer(text) is True


@pytest.mark.parametrize("text", _NO_CLEAR_SENTENCES.split("|"))
def test_a_sentence_that_says_more_than_yes_is_none(text: str) -> None:
    assert read_answer(text) is None


def test_an_english_no_is_read() -> None:
    assert read_answer("No thanks") is False


@pytest.mark.parametrize(
    "text",
    [
        "转人工",
        "叫你们经理",
        "找个活人",
        "real person please",
        "我要投诉，找你们领导",
        "让人给我回个电话",
        "有人吗",
        "I want to talk to a human",
        "叫個真人嚟",
        "别让机器人跟我说话",
        "帮我转接客服",
        "请安排专人联系我",
    ],
)
def test_the_wish_for_a_person_is_heard(text: str) -> None:
    assert wants_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "不用转人工",
        "人工费多少",
        "找个阿姨",
        "客服态度差",
        "经理说可以打折",
        "一个人来吗",
        "派人来打扫",
        "我找人代收",
        "家里有人吗",
    ],
)
def test_people_in_a_sentence_are_no_such_wish(text: str) -> None:
    assert not wants_person(text)
