"""Which day is moved, and to which (REQ C8)."""

from datetime import date, datetime

import pytest

from bot.language.visits.moves import (
    find_move,
    names_weekday,
    points_at_booked,
    shift_of,
    within_week_of,
)
from bot.language.when import SHANGHAI, When, find_times

NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)


def times(text: str) -> list[When]:
    return find_times(text, NOW)


def said(whens: tuple[When, ...]) -> list[str]:
    return [when.text for when in whens]


@pytest.mark.parametrize(
    ("text", "of", "to"),
    [
        ("周四的改到周五", ["周四"], ["周五"]),
        ("把明天的改到明天下午四点", ["明天"], ["明天下午四点"]),
        ("明天我要加班 改后天同一时间", ["明天"], ["后天"]),
        ("26号的提前到25号", ["26号"], ["25号"]),
        ("周三没空，换周五下午三点行吗", ["周三"], ["周五下午三点"]),
        ("那单改大后天同一时间", [], ["大后天"]),
        ("往后挪到周日吧", [], ["周日"]),
        ("周五的那次改一下", ["周五"], []),
        ("move Thursday's to Friday", ["Thursday"], ["Friday"]),
        ("move it to Saturday same time", [], ["Saturday"]),
        ("please reschedule from Thursday to Saturday 3pm", ["Thursday"], ["Saturday 3pm"]),
    ],
)
def test_a_move_has_two_sides(text: str, of: list[str], to: list[str]) -> None:
    move = find_move(text, times(text))
    assert move is not None
    assert (said(move.of), said(move.to)) == (of, to)


@pytest.mark.parametrize("text", ["周四上午九点", "改天再说", "后天和周五都可以", "周五取消"])
def test_nothing_is_moved_where_nothing_says_so(text: str) -> None:
    assert find_move(text, times(text)) is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("明天的改到后天", True),
        ("把明天改到后天", True),
        ("明天我要加班 改后天", True),
        ("周四那次挪到周五", True),
        ("明天上午的改到下午", True),
        ("move Thursday to Friday", True),
        ("明天，哦不，改后天吧", False),
        ("明天算了，改后天", False),
        ("明天下午两点改三点", False),
    ],
)
def test_a_day_that_says_which_visit_is_told_from_a_slip(text: str, points: bool) -> None:
    assert points_at_booked(text, times(text)[0]) is points


@pytest.mark.parametrize(
    ("text", "visit", "day"),
    [
        ("周五", date(2026, 12, 3), date(2026, 12, 4)),
        ("周二", date(2026, 12, 4), date(2026, 12, 1)),
        ("周日", date(2026, 12, 3), date(2026, 12, 6)),
        ("周五", date(2026, 11, 26), date(2026, 11, 27)),
        ("下周五", date(2026, 12, 10), date(2026, 12, 4)),
        ("12月2号", date(2026, 12, 10), date(2026, 12, 2)),
        ("Friday", date(2026, 12, 3), date(2026, 12, 4)),
    ],
)
def test_a_bare_weekday_is_of_the_week_of_the_visit(text: str, visit: date, day: date) -> None:
    assert within_week_of(times(text)[0], visit, NOW.date()).day == day


def test_a_weekday_that_is_over_is_next_weeks() -> None:
    friday = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)
    when = find_times("周三", friday)[0]
    assert within_week_of(when, date(2026, 11, 28), friday.date()).day == date(2026, 12, 2)


@pytest.mark.parametrize(("text", "bare"), [("周四", True), ("下周四", False), ("本周四", False)])
def test_a_week_that_is_named_stays(text: str, bare: bool) -> None:
    assert names_weekday(times(text)[0]) is bare


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("周三的提前一小时", -60),
        ("12月9号和11号的推迟一天", 24 * 60),
        ("周四的能晚两个小时吗", 120),
        ("往后推一周", 7 * 24 * 60),
        ("周三的推迟到周五", None),
        ("周三的改到周四，往后推一天", None),
        ("周三下午两点", None),
    ],
)
def test_a_shift_is_counted_from_the_visit_that_is_named(text: str, minutes: int | None) -> None:
    assert shift_of(text, times(text)) == minutes
