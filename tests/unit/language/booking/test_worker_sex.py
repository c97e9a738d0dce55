"""Whether a woman or a man is to come (REQ C1, C4)."""

import pytest

from bot.language.booking.wishes import special_wish
from bot.language.booking.worker_sex import Sex, asks_sex, sex_does_not_matter, wanted_sex

WOMAN, MAN = Sex.FEMALE, Sex.MALE


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("我要女的，家里只有我一个人", WOMAN), ("洗空调，两台，要个男师傅", MAN), ("女阿姨", WOMAN),
        ("能不能派个女的", WOMAN), ("不要男的", WOMAN), ("老人是男的，要男护工", MAN),
        ("女的，算了换成男的吧", MAN), ("I'd prefer a lady", WOMAN), ("最好是女的", WOMAN),
        ("是女的阿姨吗", None), ("我是女的，一个人住", None), ("家里有女儿", None), ("整理女装", None),
        ("潘女士，13764561234", None), ("要个女士", WOMAN), ("男的女的都行", None), ("女主人在家", None), ("老公在家，男的来不方便", None),
    ],
)  # fmt: skip
def test_a_wish_is_told_from_who_lives_there(text: str, wished: Sex | None) -> None:
    assert wanted_sex(text) == wished
    assert (special_wish(text) or "").endswith(wished or "")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("来的是女的吧？", True), ("有男的吗", True), ("是男的还是女的", True), ("来的人是男是女", True),
        ("Is the cleaner a woman?", True), ("要个男师傅", False), ("家里有女儿可以吗", False),
    ],
)  # fmt: skip
def test_a_question_is_no_wish(text: str, asks: bool) -> None:
    assert asks_sex(text) == asks


def test_a_wish_can_be_taken_back() -> None:
    assert sex_does_not_matter("男的也行")
    assert not sex_does_not_matter("要男的")
