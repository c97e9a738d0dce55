"""What is said of work for months, apart from the first meeting about it."""

from datetime import datetime

import pytest

from bot.language.booking.engagement import Span, asks_to_meet, span_of, times_in, work_said
from bot.language.when import SHANGHAI, find_times

NOW = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("预产期12月15号", ["due"]),
        ("1月8日生", ["due"]),
        ("预产期说错了，是2月20号", ["due"]),
        ("地址说错了，是12月20号面谈", ["meeting"]),
        ("医生说12月20号剖", ["due"]),
        ("12月1号上户", ["begin"]),
        ("希望12月1号开始", ["begin"]),
        ("12月15号", ["begin"]),
        ("白班 8点半到6点", ["shift"]),
        ("早八点到晚六点，周一到周五", ["shift", "shift"]),
        ("周三上午十点", ["meeting"]),
        ("明天", ["meeting"]),
        ("12月1号上门面谈", ["meeting"]),
        ("预产期12月15号，这周六下午两点来面谈", ["due", "meeting"]),
        ("12月3号10点", ["meeting"]),
        ("下周三，上午十点", ["meeting"]),
        ("6号再来吧 1号太赶", ["begin", "gone"]),
        ("the baby is due on 15 December", ["due"]),
    ],
)
def test_a_due_date_or_a_shift_is_not_the_time_of_the_meeting(text: str, spans: list[str]) -> None:
    said = [each for when in find_times(text, NOW) for each in times_in(when, text, NOW)]
    found = [span_of(when, text, is_asked=False) for when in said]
    assert set(found) == {Span(each) for each in spans}


def test_a_bare_day_is_the_meetings_once_that_was_asked() -> None:
    [when] = find_times("12月15号", NOW)
    assert span_of(when, "12月15号", is_asked=True) is Span.MEETING


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("先做三个月", ["先做三个月"]),
        ("那先订一个月吧", ["那先订一个月吧"]),
        ("要做满42天", ["要做满42天"]),
        ("老婆剖腹产，要会催乳的", ["老婆剖腹产", "要会催乳的"]),
        ("最好会讲上海话", ["最好会讲上海话"]),
        ("白天来就行，晚上我们自己带", ["白天来就行", "晚上我们自己带"]),
        ("一家三口 不吃猪肉 我们是回民", ["一家三口", "不吃猪肉", "我们是回民"]),
        ("双胞胎 要加钱吗，金牌的最好", ["双胞胎", "金牌的最好"]),
        ("想请个住家保姆", []),
        ("预产期说错了，是2月20号", []),
        ("你好", []),
        ("确认", []),
        ("浦东新区世纪大道100号", []),
        ("一个月多少钱", []),
        ("休息日怎么算", []),
        ("周三上午十点", []),
        ("下周三面谈", []),
        ("12月15号", []),
    ],
)
def test_what_is_said_of_the_work_is_kept_as_it_was_said(text: str, notes: list[str]) -> None:
    assert work_said(text) == notes


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("能先面试吗", True),
        ("那位阿姨能先见一面吗 面试", True),
        ("先面试再定可以吗", True),
        ("想先见个面", True),
        ("can we meet her first?", True),
        ("周三面谈", False),
        ("能便宜点吗", False),
    ],
)
def test_who_wants_to_meet_first_is_understood(text: str, asks: bool) -> None:
    assert asks_to_meet(text) is asks
