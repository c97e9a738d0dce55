"""Survey answers (REQ E2)."""

from decimal import Decimal

import pytest

from bot.language.survey.rating import Rating, read_csat, read_nps


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("五星", "5"),
        ("给满分", "5"),
        ("一般般", "3"),
        ("三分半", "3.5"),
        ("4", "4"),
        ("4.5分", "4.5"),
        ("非常满意", "5"),
        ("满意", "4"),
        ("不满意", "2"),
        ("太差了", "1"),
        ("⭐⭐⭐⭐", "4"),
        ("一星都嫌多", "1"),
        ("还行吧", "3"),
        ("很满意，阿姨很细心", "5"),
        ("0分", "1"),
        ("差评", "1"),
        ("five stars", "5"),
        ("terrible", "1"),
        ("完美", "5"),
        ("打八分满分十分", "4"),
        ("满分十分打八分", "4"),
        ("我打九分，十分满分的话", "4.5"),
        ("十分制给7分", "3.5"),
        ("十分里八分", "4"),
        ("8/10", "4"),
        ("I'd give it 8 out of 10, she was late", "4"),
        ("on a scale of 10, 6", "3"),
        ("百分制给90", "4.5"),
        ("八十五分，满分一百", "4.25"),
        ("满分5分给4分", "4"),
        ("打十分满分", "5"),
        ("满分五分", "5"),
        ("十分满意", "5"),
        ("扣一分，来晚了", "4"),
        ("满分扣半分", "4.5"),
        ("给5分，不扣分", "5"),
        ("本来想给满分，等太久，四分吧", "4"),
    ],
)
def test_a_score_is_read_from_words_and_figures(text: str, score: str) -> None:
    rating = read_csat(text)
    assert rating is not None
    assert rating.score == Decimal(score)


@pytest.mark.parametrize(
    "text",
    [
        "👍",
        "4点",
        "13800138000",
        "D20261101001",
        "下午3点",
        "多少分？",
        "6",
        "您好",
        "三十分钟",
        "等了5分钟",
        "给八分吧",
        "85分",
        "勉强给个六分吧",
        "二十分",
        "地址是5/10号",
    ],
)
def test_times_phones_orders_and_stickers_are_no_scores(text: str) -> None:
    assert read_csat(text) is None


def test_the_reason_is_kept() -> None:
    assert read_csat("两颗星，阿姨老看手机") == Rating(Decimal(2), "阿姨老看手机")


def test_a_scale_of_ten_is_halved_but_stars_are_stars() -> None:
    assert read_csat("9分", scale=10) == Rating(Decimal("4.5"))
    assert read_csat("4颗星", scale=10) == Rating(Decimal(4))


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("10", 10),
        ("9分", 9),
        ("0", 0),
        ("八分吧", 8),
        ("满分", 10),
        ("8.5", None),
        ("11", None),
        ("10点", None),
        ("打八分满分十分", 8),
        ("五分制四分", 8),
        ("4/5", 8),
        ("满分100打90", 9),
        ("扣一分", 9),
        ("给她打100分", 10),
    ],
)
def test_the_likelihood_to_recommend_is_a_whole_number(text: str, score: int | None) -> None:
    assert read_nps(text) == score
