"""Which visits of a repeated order are meant (REQ C8)."""

from datetime import date, datetime, timedelta

import pytest

from bot.language.visits.moves import find_move
from bot.language.visits.visit_words import (
    days_named,
    says_one,
    says_onward,
    says_rest,
)
from bot.language.when import SHANGHAI, find_times

NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)  # a Monday
TUESDAY = date(2026, 12, 1)
DAYS = [TUESDAY + timedelta(weeks=n, days=d) for n in range(3) for d in (0, 3)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周二的改到周三", ["12-01"]),
        ("周五那次不来了", ["12-04"]),
        ("12月8号的取消", ["12-08"]),
        ("12月8号和11号都不用来", ["12-08", "12-11"]),
        ("周二和周五都不用来", ["12-01", "12-04"]),
        ("周二都改到周三", ["12-01", "12-08", "12-15"]),
        ("每周二都改成周三吧", ["12-01", "12-08", "12-15"]),
        ("以后周五的都取消", ["12-04", "12-11", "12-18"]),
        ("每周五的那个，12月11号不用来", ["12-11"]),
        ("下周都不用来", ["12-01", "12-04"]),
        ("下下周停一周", ["12-08", "12-11"]),
        ("下周的改到下下周", ["12-01", "12-04"]),
        ("12月7号那周都不用来", ["12-08", "12-11"]),
        ("这周不用来", []),
        ("以后周五别来了，周二照常", ["12-04", "12-11", "12-18"]),
        ("12月4号的取消掉，12月11号的留着", ["12-04"]),
        ("从周二开始后面都取消", ["12-01"]),
        ("十二月都不用来了", ["12-01", "12-04", "12-08", "12-11", "12-15", "12-18"]),
        ("1月份的都取消", []),
        ("12月8号不用来", ["12-08"]),
        ("第三次改到周六", ["12-08"]),
        ("第一次往后推一天", ["12-01"]),
        ("最后一次取消", ["12-18"]),
        ("第九次取消", None),
        ("12月9号不用来", []),
        ("skip next week please", ["12-01", "12-04"]),
        ("move Tuesday's to Wednesday", ["12-01"]),
        ("改到周五", None),
        ("推迟到下周", None),
        ("下周同一时间", None),
        ("取消吧", None),
    ],
)
def test_the_days_of_the_visits_that_are_named(text: str, days: list[str] | None) -> None:
    times = find_times(text, NOW)
    move = find_move(text, times)
    named = days_named(text, move.of if move else times, DAYS, NOW.date())
    assert (None if named is None else [f"{day:%m-%d}" for day in named]) == days


def test_a_weekday_may_be_asked_for_in_this_week_only() -> None:
    text = "周二的改到周三"
    times = find_times(text, NOW)[:1]
    assert days_named(text, times, DAYS, NOW.date(), any_week=False) == []


@pytest.mark.parametrize(
    ("text", "rest", "onward", "one"),
    [
        ("后面的都取消", True, True, False),
        ("从周二开始不来了", True, True, False),
        ("全部取消", True, False, False),
        ("下周都不用来", True, False, True),
        ("就这一次不来", False, False, True),
        ("取消吧", False, False, False),
        ("第一次往后推一天", False, False, False),
        ("第一次改到周三行吗，后面还是周二", False, False, True),
        ("周三改周四，其他几次照旧", False, False, True),
    ],
)
def test_how_many_visits_are_meant(text: str, rest: bool, onward: bool, one: bool) -> None:
    assert (says_rest(text), says_onward(text), says_one(text)) == (rest, onward, one)
