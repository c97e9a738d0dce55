"""Weekdays of a repeated visit in English, and their near misses."""

import pytest

from bot.language.visits.english_days import every_day_named, left_out, only_days, skips


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every week on Thursday at 1pm, starting next week", (4,)),
        ("every Tuesday and Friday", (2, 5)),
        ("Mondays, Wednesdays and Fridays at 9", (1, 3, 5)),
        ("every other Wednesday at ten", (3,)),
        ("6 hours, weekdays", (1, 2, 3, 4, 5)),
        ("Monday to Friday, 9am to 3pm", (1, 2, 3, 4, 5)),
        ("Tuesday at nine", ()),
        ("My daughter is home on Wednesdays", ()),
        ("Are you open on Sundays?", ()),
        ("not on Sundays", ()),
    ],
)
def test_the_weekdays_of_a_series(text: str, days: tuple[int, ...]) -> None:
    assert every_day_named(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("we don't need Sunday", {7}),
        ("except Sunday", {7}),
        ("please drop Friday, only Tuesday", {5}),
        ("Could we skip Wednesday?", {3}),
        ("no, Sunday please", set()),
        ("I might skip Wednesday, I'll let you know", set()),
    ],
)
def test_the_weekdays_that_are_not_wanted(text: str, days: set[int]) -> None:
    assert left_out(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("please drop Friday, only Tuesday", {2}),
        ("just Tuesdays", {2}),
        ("Fridays only", {5}),
        ("only Tuesday morning is free for my husband", set()),
    ],
)
def test_the_weekdays_that_are_left(text: str, days: set[int]) -> None:
    assert only_days(text) == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("please leave out the 24th", True),
        ("can I pause it over Christmas?", True),
        ("no cleaning on 25 December", True),
        ("please come on the 24th", False),
        ("no, the 24th is fine", False),
    ],
)
def test_a_date_that_is_left_out(text: str, expected: bool) -> None:
    assert skips(text) is expected
