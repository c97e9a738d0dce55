"""Phones of other people beside the customer's own (REQ C1)."""

import pytest

from bot.language.contact.of_others import (
    adds_phone,
    is_beside_own,
    names_contact,
    phones_of_others,
    whose_phone,
)

ONE, TWO = "13564789012", "13764789013"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"师傅到了打给物业小陈 {ONE} 他开门", f"师傅到了打给物业小陈 {ONE} 他开门"),
        (f"到了打我爸电话{ONE}，我自己的是{TWO}，钱我来付", f"到了打我爸 {ONE}"),
        (f"{TWO} 丈母娘 {ONE}", f"丈母娘 {ONE}"),
        (f"我电话 {TWO} 丈母娘 135 6478 9012", f"丈母娘 {ONE}"),
        (f"电话我弟的{ONE} 他叫老四 我叫{TWO}", f"我弟 {ONE} 他叫老四"),
        (f"手机{TWO}，不行就打{ONE}我先生的", f"我先生 {ONE}"),
        (f"我妈电话{ONE}，我的是{TWO}", f"我妈 {ONE}"),
        (f"{ONE}是我老婆的", f"我老婆 {ONE}"),
        (f"phone is my wife's: {ONE}", f"my wife {ONE}"),
        (f"我妈姓储，她电话{ONE}，我的是{TWO}", f"她 {ONE}"),
        (f"号码错了，{ONE}不对，是{TWO}", None),
        (f"我老婆生孩子，电话{ONE}", None),
        (f"先生姓王{ONE}", None),
        (f"王先生{ONE}", None),
        (f"{ONE} 王阿姨", None),
        ("丈母娘喜欢干净", None),
    ],
)
def test_a_number_is_kept_with_whose_it_is(text: str, kept: str | None) -> None:
    assert phones_of_others(text) == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("text", "whose", "is_beside"),
    [
        (f"师傅到了打给物业小陈 {ONE}", "物业小陈", True),
        (f"我老婆 {ONE}", "我老婆", True),
        (f"她电话打不通就打我妈 {ONE}", "我妈", True),
        (f"我妈说电话关机了，打我爸的 {ONE}", "我爸", False),
        (f"电话打我女儿的 {ONE}，她姓傅", "我女儿", False),
        (f"电话改成我老婆的{ONE}", "我老婆", False),
        (f"前台小葛 {ONE}", "前台小葛", True),
        (f"我电话{ONE}，我妈在家", None, False),
        (f"我女儿的电话也记一下，{ONE}", "我女儿", True),
        ("我妈的座机53069921也加一下", "我妈", True),
        ("我妈在家", None, False),
    ],
)
def test_a_number_of_another_takes_the_place_of_the_own_where_it_is_said_so(
    text: str, whose: str | None, *, is_beside: bool
) -> None:
    assert (whose_phone(text), is_beside_own(text)) == (whose, is_beside)


@pytest.mark.parametrize(
    ("text", "adds"),
    [
        (f"我女儿的电话也记一下，{ONE}", True),
        ("我妈的座机53069921也加一下", True),
        (f"再加一个我老公的电话{ONE}", True),
        (f"电话改成我老婆的{ONE}", False),
        (f"我老婆 {ONE}", False),
        (f"我电话{ONE}，记一下", False),
    ],
)
def test_a_second_number_is_told_from_another(text: str, *, adds: bool) -> None:
    assert adds_phone(text) == adds


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"电话打我的 {ONE}，她耳朵不好", True),
        (f"打我爸的 {ONE}", True),
        (f"我自己 {ONE} 联系我就好", True),
        (f"让他打我电话 {ONE}", False),
        (f"联系先打我妈 {ONE}", True),
        (f"先打我{ONE}", False),
        (f"联系电话打 {ONE}", True),
        (f"我要改下电话，打这个 {ONE}", True),
        (f"手机换了，以后打{ONE}", True),
        (f"以后打扫完打{ONE}", False),
        (f"打我{ONE}", False),
        (f"九点打我电话{ONE}", False),
        (f"给我回个电话 {ONE}", False),
        ("打我的", False),
    ],
)
def test_the_number_to_call_about_a_booking_is_no_wish_to_be_called(
    text: str, *, names: bool
) -> None:
    assert names_contact(text) == names
