"""The answer to a start that was offered (REQ C1)."""

import pytest

from bot.language.booking.offered import agrees, declines


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("可以", True, False),
        ("嗯", True, False),
        ("嗯嗯", True, False),
        ("都对", True, False),
        ("对，下单吧", True, False),
        ("好的好的", True, False),
        ("那就这个", True, False),
        ("OK", True, False),
        ("行 帮我约", True, False),
        ("好 就先订一天", True, False),
        ("那就定这个吧", True, False),
        ("好，订", True, False),
        ("约不了", False, False),
        ("订单取消", False, False),
        ("不行", False, True),
        ("太早了", False, True),
        ("这个时间不方便", False, True),
        ("换个时间吧", False, True),
        ("有没有别的时间", False, True),
        ("都不合适", False, True),
        ("可以带孩子吗", False, False),
        ("不用了", False, False),
        ("算了", False, False),
        ("我问问我老公", False, False),
        ("徐汇区漕溪路18号", False, False),
        ("", False, False),
    ],
)
def test_a_start_is_taken_or_another_is_wanted(text: str, yes: bool, no: bool) -> None:
    assert (agrees(text), declines(text)) == (yes, no)
