"""A wish to be called, and numbers that are none (REQ A10)."""

import pytest

from bot.language.contact.call_wishes import (
    asks_the_desk_to_call,
    names_order_phone,
    refuses_hours,
    speaks_of_calls,
    times_the_call,
)

ONE = "13564789012"


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (f"算了你让他打我电话吧 {ONE}", True),
        ("能不能让你们同事下午给我打个电话", True),
        ("让他们五点半以后打这个电话", True),
        ("please call me back", True),
        (f"电话打我的 {ONE}，她耳朵不好", False),
        (f"我自己 {ONE} 联系我就好", False),
        ("请人打扫完联系我", False),
        ("以后都让她来，下周六上午九点", False),
        ("让他们来打扫", False),
        ("让阿姨到了打电话", False),
    ],
)
def test_a_call_of_the_desk_is_wished(text: str, *, wishes: bool) -> None:
    assert asks_the_desk_to_call(text) == wishes


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        (f"订单电话是{ONE}", True),
        (f"上次订的电话是 {ONE}", True),
        (f"预约时留的手机{ONE}", True),
        (f"手机号 {ONE}", True),
        ("是用我老婆手机订的", True),
        (f"电话{ONE}", False),
        (f"我要留的电话是{ONE}", False),
        (f"手机号{ONE}，下午打给我", False),
    ],
)
def test_a_number_finds_an_order(text: str, *, finds: bool) -> None:
    assert names_order_phone(text) == finds


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("那多久有人联系我", True),
        ("投诉那个多久回我", True),
        ("阿姨今天打电话给我道歉了", True),
        ("下午给我回个电话", False),
        ("打电话给我说一下", False),
    ],
)
def test_who_speaks_of_a_call_wishes_for_none(text: str, *, speaks: bool) -> None:
    assert speaks_of_calls(text) == speaks


@pytest.mark.parametrize(
    ("text", "times", "refuses"),
    [
        ("下午四点以后打", True, False),
        ("不要在十二点到两点打", True, True),
        ("两点到四点之间不方便接，四点后都行", True, True),
        ("下午四点上门", False, False),
        ("改四点吧，三点要开会", False, False),
        ("阿姨四点来打扫", False, False),
    ],
)
def test_the_hour_of_a_call_is_told_from_that_of_a_visit(
    text: str, *, times: bool, refuses: bool
) -> None:
    assert (times_the_call(text), refuses_hours(text)) == (times, refuses)
