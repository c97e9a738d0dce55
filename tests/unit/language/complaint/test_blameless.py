"""What only sounds like a complaint, and its near misses (REQ A11)."""

import pytest

from bot.language.complaint.blameless import (
    gives_number,
    imagines,
    only_details,
    reckons,
    wants_work,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("想把家里沙发和床垫弄弄 我儿子过敏性鼻炎", True),
        ("家里乱得一塌糊涂 想请人收拾一下", True),
        ("马桶堵了 想找人通一下", True),
        ("租的房子太脏了，想打扫一下", True),
        ("你们把我沙发洗坏了 想重新洗", False),
        ("空调洗了还是有味 想再洗一次", False),
        ("想让阿姨把厨房再打扫一遍", False),
        ("请问擦玻璃擦裂了归谁管", False),
        ("上次没擦到的地方要补擦", False),
    ],
)
def test_work_wished_for_at_something_dirty(text: str, expected: bool) -> None:
    assert wants_work(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("那就是一千四百二", True),
        ("就按100平算吧", True),
        ("说好的三百 按四百收的", False),
        ("两百四付掉了", False),
        ("多收了我五十", False),
    ],
)
def test_a_sum_worked_out(text: str, expected: bool) -> None:
    assert reckons(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话打我老婆的13701690023", True),
        ("打我爸手机 13817765520", True),
        ("阿姨打我儿子", False),
        ("打我妈的那个保姆电话13701690023", False),
    ],
)
def test_another_number_to_call(text: str, expected: bool) -> None:
    assert gives_number(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two hours, just the kitchen and bathroom", True),
        ("what about windows then", True),
        ("my name is Oliver, by the way", True),
        ("the floor has streaks", False),
        ("nobody showed up", False),
        ("my vase is in pieces", False),
        ("为什么没擦干净", False),
    ],
)
def test_short_english_without_a_word_of_what_went_wrong(text: str, expected: bool) -> None:
    assert only_details(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保洁要是打碎东西谁赔", True),
        ("你们退款要多久", True),
        ("打碎东西赔吗", True),
        ("你们打碎了我的花瓶谁赔", False),
        ("我的退款要多久", False),
    ],
)
def test_what_is_only_imagined(text: str, expected: bool) -> None:
    assert imagines(text) is expected
