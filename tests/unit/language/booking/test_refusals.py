"""What a customer would rather not give (REQ C1, E2)."""

import pytest

from bot.language.booking.refusals import declines_survey, refuses_phone


@pytest.mark.parametrize(
    ("text", "phone", "survey"),
    [
        ("不想给电话", True, False), ("为什么要留电话", True, False), ("不留", True, False),
        ("电话就用这个微信行吗", True, False), ("微信联系可以吗", True, False), ("微信支付", False, False),
        ("不想评", False, True), ("别再问了", False, True), ("没空打分", False, True),
        ("13900001111", False, False), ("挺好的，五分", False, False),
    ],
)  # fmt: skip
def test_a_refusal_is_read(text: str, phone: bool, survey: bool) -> None:
    assert (refuses_phone(text), declines_survey(text)) == (phone, survey)
