"""A booking given up, and a part of it left out (REQ C1)."""

import pytest

from bot.language.booking.giving_up import gives_up, leaves_out, objects


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("太贵了，算了", True, False),
        ("我不想约了", True, False),
        ("这单不要了", True, False),
        ("never mind", True, False),
        ("不安全就算了 里面擦擦", False, True),
        ("不要外面", False, True),
        ("外面就不用擦了", False, True),
        ("那玻璃就不单独要了", False, True),
        ("只擦里面", False, True),
        ("厨房不用做", False, True),
        ("双休不用来", False, True),
        ("周末就不要来了", False, True),
        ("好的", False, False),
    ],
)
def test_a_booking_is_given_up_or_only_a_part_of_it(text: str, whole: bool, part: bool) -> None:
    assert (gives_up(text), leaves_out(text)) == (whole, part)


@pytest.mark.parametrize(
    "text",
    [
        "算了不要了",
        "不约了不约了，先这样",
        "取消吧不要了",
        "我老公说不用了",
        "我妈说不要请人了",
        "还是算了吧，不好意思",
        "暂时不用了 谢谢",
        "下次再说吧",
        "那就不麻烦你们了",
        "没必要请了",
        "钟点工不要了",
        "叫阿姨别来了",
        "把这单取消",
        "刚才那单取消掉吧",
        "我自己打扫吧 不用来了",
        "贵死了 不弄了",
        "please cancel it",
        "forget it",
        "I don't need it any more",
    ],
)
def test_a_clause_that_says_nothing_else_drops_the_whole(text: str) -> None:
    assert gives_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "家里有条柯基，胆子小的阿姨就别来了",
        "男的就别派来了",
        "怕狗的就不要来了",
        "年纪太大的就不要了",
        "抽烟的师傅别来",
        "八点前别来",
        "太早别来",
        "吃饭的时候别来",
        "不要太吵",
        "不用带拖把",
        "下雨就不来了吧",
        "别迟到",
        "不要催我",
        "香水味重的就算了",
        "不会做辅食的就不要来了",
        "上次那个阿姨就不要派了",
        "门口那堆纸箱不用管",
        "元旦那天不用来",
        "不要取消",
        "别取消",
        "please drop Friday, only Tuesday",
        "don't ring the bell",
        "no pets",
    ],
)
def test_no_word_about_a_detail_drops_the_booking(text: str) -> None:
    assert not gives_up(text)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("不对", True),
        ("不对不对，写错了", True),
        ("that's wrong", True),
        ("hmm that's wrong", True),
        ("不约了", False),
        ("不对，是周四", False),
    ],
)
def test_what_is_wrong_is_to_be_mended_and_drops_nothing(text: str, is_wrong: bool) -> None:
    assert objects(text) is is_wrong
