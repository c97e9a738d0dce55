"""Free starts that are offered, proposed and taken (REQ C1)."""

from collections.abc import Generator
from datetime import datetime

import pytest

from bot.clock import local
from bot.db import Database
from bot.language.booking.excuses import without_excuses, without_hindrances
from bot.language.visits.any_time import any_time
from bot.language.when import find_times, merge_all
from bot.services import drafts
from bot.services.booking import bookings, start_offers
from bot.services.reading import Reading, when_to_json
from bot.settings import Settings
from tests.factories import NOW, make_company, make_conversation
from tests.unit.services.booking.test_bookings import ADDRESS, Form

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def form(settings: Settings, database: Database) -> Generator[Form]:
    with database.read() as session:
        make_company(session, workers=2)
        yield Form(session, settings, make_conversation(session))


def _proposed(form: Form) -> str | None:
    """What the next question would propose, put to the draft as the desk does."""
    drafts.ask(form.session, form.draft, "start", NOW)
    starts = start_offers.offers(form.desk, form.draft)
    start = start_offers.proposal(form.desk, form.draft, starts)
    said = [each.isoformat() for each in starts]
    drafts.update(
        form.session, form.draft, NOW, offered=said, proposed=start.isoformat() if start else None
    )
    return f"{local(start):%m-%d %H:%M}" if start else None


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("日常保洁", ["11-23 09", "11-23 14", "11-24 09"]),
        ("11月25日", ["11-25 09", "11-25 14", "11-25 17"]),
        ("周末", ["11-28 09", "11-28 14", "11-29 09"]),
    ],
)
def test_starts_are_spread_where_no_hour_is_known(
    form: Form, text: str, offered: list[str]
) -> None:
    form.say(text, "daily_clean")
    starts = start_offers.offers(form.desk, form.draft)
    assert [f"{local(start):%m-%d %H}" for start in starts] == offered


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("下下周", ["11-30 09", "11-30 14", "12-01 09"]),
        ("下下周哪天都行，就别周二", ["11-30 08", "12-02 08", "12-03 08"]),
        ("月底前", ["11-23 09", "11-23 14", "11-24 09"]),
        ("周三之前弄好", ["11-23 09", "11-23 14", "11-24 09"]),
        ("明天不行", ["11-24 09", "11-24 14", "11-25 09"]),
        ("周末两天哪天有空", ["11-28 09", "11-28 14", "11-29 09"]),
        ("11月25日三点之前都可以", ["11-25 13", "11-25 14", "11-25 14"]),
    ],
)
def test_only_the_days_and_hours_left_open_are_offered(
    form: Form, text: str, offered: list[str]
) -> None:
    _hear(form, text)
    starts = start_offers.offers(form.desk, form.draft)
    assert [f"{local(start):%m-%d %H}" for start in starts] == offered


def test_a_day_that_does_not_suit_is_let_go_with_its_hour_kept(form: Form) -> None:
    form.say("11月25日上午十点", "daily_clean")
    _hear(form, "25号我出差")
    when = form.draft.data["when"]
    assert (when["day"], when["clock"]) == (None, "10:00:00")
    _hear(form, "27号吧")
    assert form.draft.data["when"]["day"] == "2026-11-27"


def _hear(form: Form, text: str) -> None:
    """A message with every time that it wishes, or rules out."""
    every = find_times(text, NOW)
    wished = without_hindrances(text, without_excuses(text, every))
    merged = merge_all(wished)
    reading = Reading(
        text=text,
        services=["daily_clean"],
        times=[when_to_json(when) for when in wished],
        excused=[when_to_json(when) for when in every if when not in wished],
        when=when_to_json(merged) if merged else None,
        any_time=any_time(text),
    )
    bookings.take(form.desk, form.draft, reading)


def test_an_evening_that_is_too_late_is_refused_with_the_reason(form: Form) -> None:
    assert form.say("11月25日七点以后我才到家", "daily_clean") == ["ends_late"]
    starts = start_offers.offers(form.desk, form.draft)
    assert [f"{local(start):%d %H:%M}" for start in starts] == ["25 17:00", "25 17:30", "25 18:00"]
    form.say("十点左右")
    when = form.draft.data["when"]
    assert (when["day"], when["clock"]) == ("2026-11-25", "10:00:00")


def test_the_nearest_starts_to_a_refused_hour_are_offered(form: Form) -> None:
    assert form.say("明天早上七点", "daily_clean") == ["outside_hours"]
    starts = start_offers.offers(form.desk, form.draft)
    assert [f"{local(start):%H:%M}" for start in starts] == ["08:00", "08:30", "09:00"]


@pytest.mark.parametrize(
    ("said", "start"),
    [
        (["11月29日上午", "可以"], "11-29 09:00"),
        (["11月29日", "可以", "嗯"], "11-29 09:00"),
        (["11月29日", "你好", "不知道", "行"], "11-29 09:00"),
        (["11月29日", "可以", "太早了", "可以", "好"], "11-29 11:00"),
        (["11月29日上午", "10点吧"], "11-29 10:00"),
        (["11月29日", "你好"], None),
    ],
)
def test_a_yes_takes_the_start_that_was_proposed(
    form: Form, said: list[str], start: str | None
) -> None:
    """REQ C1: who says yes to several is proposed one; no hour is asked for a third time."""
    first, *answers = said
    form.say(first, "daily_clean")
    for answer in answers:
        _proposed(form)
        form.say(answer)
    known = bookings.values(form.draft)["start"]
    assert (known and f"{datetime.fromisoformat(known):%m-%d %H:%M}") == start


def test_who_goes_on_with_other_details_has_taken_the_proposal(form: Form) -> None:
    form.say("11月29日上午", "daily_clean")
    assert _proposed(form) == "11-29 09:00"
    form.say(ADDRESS)
    assert bookings.values(form.draft)["start"] is not None
