"""Which of several phone numbers is to be called (REQ C1)."""

import pytest

from bot.language.contact.contact import contact
from bot.language.contact.phone import find_phones

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
        (f"到了打我爸电话{ONE}，我自己的是{TWO}", TWO),
        (f"电话我弟的{ONE} 他叫老四 我叫{TWO}", TWO),
        (f"{ONE}，最后一位打错了，是9不是2", "13564789019"),
        (f"{ONE}，哦不，末尾是2204", "13564782204"),
        (f"{ONE} 不对 尾号2204", "13564782204"),
        (f"{ONE}，打错了，2204", "13564782204"),
        (f"{ONE}，前三位是137不是135", "13764789012"),
        (f"{ONE}，中间四位应该是六四七三", "13564739012"),
        (f"{ONE}，倒数第二位是5", "13564789052"),
        (f"{ONE}，最后两位是123", ONE),
        (f"{ONE}，后天9点来", ONE),
        (f"{ONE}，最后4点结束", ONE),
        (f"{ONE}，前面3号楼", ONE),
    ],
)
def test_the_number_that_is_wished_is_called(text: str, called: str) -> None:
    phone = contact(text, find_phones(text))
    assert phone is not None
    assert phone.e164 == f"+86{called}"


def test_without_a_number_nobody_is_called() -> None:
    assert contact("打我电话", []) is None
