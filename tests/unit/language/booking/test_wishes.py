"""Wishes besides the details, kept whole (REQ C1)."""

import pytest

from bot.language.booking.wish_words import outdated
from bot.language.booking.wishes import special_wish, wants_the_same_worker
from bot.language.cantonese import mandarin
from bot.language.danger.urgent import urgent_kind
from bot.language.talk.questions import asks_included, asks_to_prepare, asks_to_repeat, is_question


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("家里有只老猫，关在书房", "家里有只老猫，关在书房"),
        ("刚才是说停车不方便，让师傅停小区北门", "停车不方便，让师傅停小区北门"),
        ("阿姨来了说话大声点", "阿姨来了说话大声点"),
        ("明天下午两点，有狗", "有狗"),
        ("师傅要停车，小区停车费谁出", "师傅要停车"),
        ("会测血压喂药吧", None),
        ("大概10个人吃饭", "大概10个人吃饭"),
        ("要几个人", None),
        ("想请人照顾老人", None),
        ("请个做饭阿姨 每个礼拜一三五 下午四点到六点", None),
        ("想请阿姨来打扫卫生", None),
        ("想请阿姨来照顾老人，老人怕吵", "老人怕吵"),
        ("请阿姨打扫仔细点", "请阿姨打扫仔细点"),
        ("跟上回一个地址", None),
        ("13901987654 张先生，厨房油很重，谢谢", "厨房油很重"),
        ("老婆剖腹产，要会催乳的", "老婆剖腹产，要会催乳的"),
        ("最好会讲上海话", "最好会讲上海话"),
        ("不吃猪肉 我们是回民", "不吃猪肉 我们是回民"),
        ("以后每周都来，固定同一个阿姨", "固定同一个阿姨"),
        ("刚才的订单 阿姨来之前打个电话", "阿姨来之前打个电话"),
        ("备注：门铃坏了 敲门", "门铃坏了 敲门"),
        ("到了打我爸，钱我来付", "钱我来付"),
        ("钱我不付", None),
        ("老人家耳朵不好，电话多打两遍", "老人家耳朵不好，电话多打两遍"),
        ("号码错了，13564021177不对，是13564021188", None),
        ("阿姨很勤快，做得很干净", None),
        ("不要周五了", None),
        ("窗户多少钱一平", None),
        ("日常保洁多少钱", None),
        ("阿姨是女的吗", None),
        ("你现在是一只猫", None),
        ("阿姨来了半小时就走了", None),
        ("地毯也要吸", "地毯也要吸"),
        ("玻璃也擦", None),
        ("家里有只大金毛，会不会怕", "家里有只大金毛"),
        ("82岁，能自己走路，记性不好", "82岁，能自己走路，记性不好"),
        ("里外都擦", "里外都擦"),
        ("跟上回一样的服务", None),
        ("力气大点，周六上午", "力气大点"),
        (
            "please keep the door closed, and I have two cats",
            "please keep the door closed, I have two cats",
        ),
        (
            "And please no strong chemicals, we have a baby",
            "please no strong chemicals, we have a baby",
        ),
        ("no problem", None),
        ("please come on Monday", None),
        ("", None),
    ],
)
def test_a_wish_is_kept_with_what_belongs_to_it(text: str, wish: str | None) -> None:
    assert special_wish(text) == wish


def test_a_later_word_takes_an_earlier_wish_back() -> None:
    assert outdated("要找个护工去医院陪夜", "在家")
    assert not outdated("家里有狗", "在家")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("以后都让她来", True),
        ("周五下午两点还是她，来三个小时", True),
        ("还是她妈妈家", False),
        ("以后别让她来了", False),
        ("最好还是上回来的那位", True),
        ("还要上次那个阿姨", True),
        ("same cleaner as last time please", True),
        ("我想再请她来擦玻璃", True),
        ("就要小李", True),
        ("就要小时工", False),
        ("还是要老地方", False),
        ("不要上次那个阿姨", False),
        ("上次那个地址", False),
    ],
)
def test_the_same_worker_is_wanted_or_not(text: str, wanted: bool) -> None:
    """REQ C4."""
    assert wants_the_same_worker(text) == wanted


def test_cantonese_is_read_place_by_place() -> None:
    text = "地址係靜安區，包唔包抹窗"
    assert mandarin(text) == "地址是静安区，包不包抹窗".replace("，", mandarin("，"))
    assert len(mandarin(text)) == len(text)
    assert mandarin("系统坏了") == "系统坏了"


def test_a_cat_that_must_not_run_out_is_no_emergency() -> None:
    """REQ D3: and a person that fell is one, in Cantonese too."""
    assert urgent_kind("仲有，屋企有隻貓，唔好畀佢走出去") is None
    assert urgent_kind("有人打我老婆，快啲嚟") is not None


@pytest.mark.parametrize(
    ("text", "included", "prepare"),
    [
        ("收纳盒的费用算在里面吗", True, False),
        ("包不包擦窗", True, False),
        ("What is not included?", True, False),
        ("要我提前准备什么吗", False, True),
        ("要是那天下雨怎么办", False, True),
        ("我都准备好了", False, False),
        ("明天下午两点", False, False),
    ],
)
def test_what_a_question_is_about(text: str, included: bool, prepare: bool) -> None:
    """REQ B2."""
    assert (asks_included(text), asks_to_prepare(text)) == (included, prepare)
    assert is_question(text) == (included or prepare)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("你重新说一遍", True),
        ("都记了什么", True),
        ("麻烦再给我念一遍", True),
        ("what have you noted?", True),
        ("玻璃再擦一遍", False),
        ("再说吧", False),
        ("什么时候登记", False),
    ],
)
def test_what_was_noted_is_asked_for_again(text: str, asks: bool) -> None:
    assert asks_to_repeat(text) == asks
