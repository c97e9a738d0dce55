"""Phone numbers as people type them, and what only looks like one."""

import pytest

from bot.language.phone import Phone, find_phones, mask_phone

_MOBILE = "+8613800138000"


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "138.0013.8000",
        "１３８　００１３　８０００",
        "+86 138 0013 8000",
        "0086-13800138000",
        "8613800138000",
        "幺三八零零幺三八零零零",
        "一三八，零零一三，八零零零",
        "1三八00一三8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "138 001 38000",
        "13800 138000",
    ],
)
def test_a_mobile_number_is_found_exactly_as_typed(typed: str) -> None:
    assert find_phones(f"我的电话是{typed}，谢谢") == [Phone(typed, _MOBILE)]


@pytest.mark.parametrize(
    ("typed", "e164", "extension"),
    [
        ("021-63501234", "+862163501234", None),
        ("021-63501234转8001", "+862163501234", "8001"),
        ("（０２１）63501234转分机12", "+862163501234", "12"),
        ("02163501234-802", "+862163501234", "802"),
        ("0512 6750 1234", "+8651267501234", None),
        ("+86 21 6350 1234", "+862163501234", None),
        ("13800138000转1234", _MOBILE, "1234"),
        ("+1 415 555 2671", "+14155552671", None),
        ("+852 9123 4567", "+85291234567", None),
    ],
)
def test_landlines_extensions_and_foreign_numbers_are_read(
    typed: str, e164: str, extension: str | None
) -> None:
    assert find_phones(f"打{typed}") == [Phone(typed, e164, extension)]


def test_two_numbers_are_two_phones_in_order() -> None:
    found = find_phones("13800138000/13900139000")
    assert [phone.e164 for phone in found] == [_MOBILE, "+8613900139000"]


@pytest.mark.parametrize(
    "text",
    [
        "订单号20261122001",
        "单号13912345678",
        "D20261122001",
        "A13800138000",
        "身份证310105199001011234",
        "310105 19900101 1234",
        "138001380001",
        "1380013800",
        "12345678901",
        "一共13800138000元",
        "2026-11-22 14:00到16:30",
        "13栋2单元1502",
        "010-12345678",
        "138xxxx0001",
        "400-820-8820",
        "二三四五六七八",
    ],
)
def test_orders_prices_dates_and_identity_cards_are_no_phones(text: str) -> None:
    assert find_phones(text) == []


def test_a_number_called_a_phone_counts_also_after_the_word_order() -> None:
    assert find_phones("订单手机号13800138000")[0].e164 == _MOBILE


@pytest.mark.parametrize(
    ("e164", "masked"),
    [
        ("+8613800138000", "138****8000"),
        ("+862163501234", "021****1234"),
        ("+8651267501234", "0512****1234"),
        ("+14155552671", "+1****2671"),
        ("", "****"),
        ("rubbish", "****"),
        ("+1234", "****"),
    ],
)
def test_a_masked_number_shows_its_ends_only(e164: str, masked: str) -> None:
    assert mask_phone(e164) == masked
