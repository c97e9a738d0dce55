"""Phone numbers as people type them, and what only looks like one."""

import pytest

from bot.language.contact.phone import Phone, as_dialled, find_phones, has_figures, mask_phone
from tests.unit.language.tables import messages

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
        "138\n0013\n8000",
        "壹叁捌零零壹叁捌零零零",
        "幺三八洞洞幺三八洞洞洞",
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
        ("00852 9123 4567", "+85291234567", None),
        ("64371234", "+862164371234", None),
        ("6437 1234转208", "+862164371234", "208"),
    ],
)
def test_landlines_extensions_and_foreign_numbers_are_read(
    typed: str, e164: str, extension: str | None
) -> None:
    assert find_phones(f"打{typed}") == [Phone(typed, e164, extension)]


@pytest.mark.parametrize(
    ("text", "city", "e164"),
    [
        ("家里座机62345678，白天有人", "上海市", "+862162345678"),
        ("静安区愚园路88弄5号，62523456，周六来", "上海市", "+862162523456"),
        ("手机13800138000/家里62345678", "上海市", "+862162345678"),
        ("固话65123456", "苏州市", "+8651265123456"),
        ("电话8234567", "拉萨市", "+868918234567"),
        ("电话8234567", "上海市", None),
        ("電話係61234567，香港嘅", "上海市", "+85261234567"),
        ("香港手机85291234567打得通吗", "上海市", "+85291234567"),
        ("澳门的手机66123456", "上海市", "+85366123456"),
        ("我台湾的电话是0912-345-678", "上海市", "+886912345678"),
    ],
)
def test_a_number_without_its_area_is_one_of_the_city_or_the_region_named(
    text: str, city: str, e164: str | None
) -> None:
    found = find_phones(text, city)
    assert (found[-1].e164 if found else None) == e164


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
        "20261205下午过来",
        "上回的单子 88213456 看下进度",
        "wifi密码88888888，来了可以连",
        "加我QQ 87654321聊",
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


@pytest.mark.parametrize(("text", "phones"), messages("contact/phone_messages.tsv"))
def test_everyday_messages_hold_these_phones_and_no_other(text: str, phones: str) -> None:
    assert [phone.e164 for phone in find_phones(text)] == phones.split()


@pytest.mark.parametrize(
    ("e164", "said"),
    [
        ("+8613800000001", "13800000001"),
        ("+862164380912", "021-64380912"),
        ("+8651265123456", "0512-65123456"),
        ("+14155552671", "+14155552671"),
        ("", ""),
    ],
)
def test_a_phone_is_said_back_as_it_is_dialled_from_here(e164: str, said: str) -> None:
    assert as_dialled(e164) == said


def test_a_phone_told_by_half_is_seen_by_its_figures() -> None:
    assert has_figures("1390198")
    assert has_figures("幺三九零幺九八")
    assert not has_figures("灰很大的，墙上有胶")
