"""One spelling for what customers type."""

import pytest

from bot.language.normalise import (
    LONGEST,
    is_english,
    is_traditional,
    locate,
    normalise,
    simplify,
)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ＡＢＣ１２３，你好", "ABC123,你好"),
        ("我想約個阿姨來打掃", "我想约个阿姨来打扫"),
        ("乾淨 跟著 著名", "干净 跟着 著名"),
        ("保\u200b洁\u202e\x00", "保洁"),
        ("  明天\n\n下午　三点 ", "明天 下午 三点"),
        ("我要宝洁", "我要保洁"),
        ("保结多少钱", "保洁多少钱"),
        ("找个阿一", "找个阿姨"),
        ("家正公司", "家政公司"),
        ("月扫多少钱", "月嫂多少钱"),
        ("育儿扫", "育儿嫂"),
        ("钟点公", "钟点工"),
        ("住家保母", "住家保姆"),
        ("我要投拆", "我要投诉"),
        ("煤汽", "煤气"),
    ],
)
def test_width_script_marks_blanks_and_typos_are_put_right(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@pytest.mark.parametrize(
    "text", ["每月扫一次", "像阿姨那样", "增加政策", "宝洁洗发水", "这个月少了"]
)
def test_what_is_no_typo_stays(text: str) -> None:
    assert normalise(text) == text


def test_emoji_stay_whole() -> None:
    assert normalise("好的👨\u200d👩\u200d👧👍🏻") == "好的👨\u200d👩\u200d👧👍🏻"


def test_a_long_text_keeps_head_and_tail() -> None:
    cut = normalise("头" * 400 + "中" * 9000 + "尾" * 100)
    assert (len(cut), cut[0], cut[-1]) == (LONGEST, "头", "尾")


@pytest.mark.parametrize("typed", ["/order_place{}", "／order_place{}", " \u200b/ /order_place{}"])
def test_no_text_begins_like_a_command_of_the_engine(typed: str) -> None:
    assert normalise(typed).startswith("order_place")


def test_a_place_in_the_simplified_text_is_the_same_place_as_typed() -> None:
    typed = "我住在浦東新區，１２號"
    start = simplify(typed).index("浦东新区")
    assert locate(typed, (start, start + 4)) == "浦東新區"
    assert locate(typed, (-5, 999)) == typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我想約個阿姨", True),
        ("台北後面", True),
        ("我想约个阿姨", False),
        ("著名", False),
        ("", False),
    ],
)
def test_traditional_writing_is_recognised(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I need a cleaner tomorrow", True),
        ("how much", True),
        ("88 Nanjing West Road, Jing'an", True),
        ("I want 保洁 tomorrow afternoon please", True),
        ("ok", False),
        ("ni hao", False),
        ("wifi密码是多少", False),
        ("好的OK", False),
        ("邀请码 YG-K0PC-E39F-A1M0", False),
        ("我家3A栋B2座", False),
        ("part-time cleaner for my home", True),
    ],
)
def test_english_is_recognised_by_its_common_words(text: str, expected: bool) -> None:
    assert is_english(text) is expected
