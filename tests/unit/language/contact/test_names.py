"""How a customer wants to be called (REQ A6)."""

import pytest

from bot.language.contact.names import (
    bare_name,
    find_name,
    introduces,
    is_form_of_address,
    with_title,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我姓王", "王"),
        ("我叫王丽", "王丽"),
        ("免贵姓李", "李"),
        ("叫我王女士", "王女士"),
        ("叫我大刘", "大刘"),
        ("姓贝 宝贝的贝", "贝"),
        ("13524410987, ask for Marta", "Marta"),
        ("13800000001 王女士", "王女士"),
        ("13800000001，王丽", "王丽"),
        ("138 0000 0001 Tom", "Tom"),
        ("Tom Smith, 13800000001", "Tom Smith"),
        ("it's Tom, 13800000001", "Tom"),
        ("13800000001 Thanks", None),
        ("13800000001. Saturday", None),
        ("I'm Looking for a cleaner", None),
        ("明天九点日常保洁，漕溪路18号302室，13800000060 王女士", "王女士"),
        ("地址南京西路1266号，联系方式王女士 电话13800000060", "王女士"),
        ("打给张阿姨13800000060，明天九点", None),
        ("联系人：李娟，13800000001", "李娟"),
        ("叫我小王就行", "小王"),
        ("陈女士", "陈女士"),
        ("my name is Anna Smith", "Anna Smith"),
        ("13800000001 谢谢", None),
        ("我是江苏人", None),
        ("我是于女士的邻居", None),
        ("我是白天在家", None),
        ("王阿姨上次来的", None),
        ("周六上午", None),
        ("I am looking for a cleaner", None),
        ("", None),
        ("我叫阿梁", "阿梁"),
        ("叫我Amy就可以", "Amy"),
        ("名字是章，立早章", "章"),
        ("我叫沈建国 你们喊我老沈就行", "老沈"),
        ("联系人行政王小姐", "王小姐"),
        ("我姓闻 新闻的闻", "闻"),
        ("我姓明 明天的明 13701800180", "明"),
        ("13611992045 小陈", "小陈"),
        ("小陈13611992045", "小陈"),
        ("明天九点，漕溪路18号302室，18621774433 钟", "钟"),
        ("我妈电话13564021177，姓吴，到了联系我妈", None),
        ("明天来，13900000000 周六", None),
        ("我是老客户", None),
        ("宗先生，13764561234", "宗先生"),
        ("我姓谈 13916123456", "谈"),
        ("我姓经，13564011928", "经"),
        ("我姓明 明天的明", "明"),
        ("我姓什么你查查", None),
        ("叫我老公来接", None),
    ],
)
def test_a_name_is_heard_only_where_one_is_said(text: str, name: str | None) -> None:
    assert find_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("老徐", "老徐"),
        ("小陈。", "小陈"),
        ("阿梁", "阿梁"),
        ("施", "施"),
        ("成", None),
        ("老人", None),
        ("小高层", None),
    ],
)
def test_a_bare_name_is_heard_where_one_was_asked_for(text: str, name: str | None) -> None:
    assert bare_name(text) == name


def test_a_surname_alone_addresses_nobody() -> None:
    polite = [
        name for name in ("章", "欧阳", "欧阳女士", "老徐", "Amy") if is_form_of_address(name)
    ]
    assert polite == ["欧阳女士", "老徐", "Amy"]


def test_a_corrected_surname_keeps_the_title() -> None:
    assert with_title("章", "张先生") == "章先生"
    assert with_title("章", None) == "章"
    assert with_title("章伟", "张先生") == "章伟"


def test_a_name_behind_our_own_question_introduces() -> None:
    assert introduces("贵姓？我姓闻 新闻的闻")
    assert not introduces("贵姓？")
    assert not introduces("我姓闻，洗空调要多少钱")
