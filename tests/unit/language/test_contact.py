"""Which of several phone numbers is to be called (REQ C1)."""

import pytest

from bot.language.contact import contact
from bot.language.phone import find_phones

ONE, TWO = "13564789012", "13764789013"


@pytest.mark.parametrize(
    ("text", "called"),
    [
        (f"电话{ONE}", ONE),
        (f"{ONE}或者{TWO}都行", ONE),
        (f"先打我老婆{TWO}，打不通再打我{ONE}", TWO),
        (f"手机{ONE}，不行就打{TWO}我先生的", ONE),
        (f"{ONE}这个别打了，打{TWO}", TWO),
        (f"以前留的{ONE}停机了，换成{TWO}", TWO),
        (f"把{ONE}改成{TWO}", TWO),
        (f"{ONE}，不好意思打错了，{TWO}", TWO),
        (f"不要打{ONE}，那是我前夫，打{TWO}", TWO),
        (f"我妈号码{ONE}，但她耳背，还是打我的{TWO}", TWO),
        (f"先生{ONE}，太太{TWO}，先打太太的", TWO),
        (f"阿姨说她号码{ONE}，我自己的是{TWO}", TWO),
        (f"021-62345678，手机{ONE}", ONE),
    ],
)
def test_the_number_that_is_wished_is_called(text: str, called: str) -> None:
    phone = contact(text, find_phones(text))
    assert phone is not None
    assert phone.e164 == f"+86{called}"


def test_without_a_number_nobody_is_called() -> None:
    assert contact("打我电话", []) is None
