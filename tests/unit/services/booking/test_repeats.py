"""A repeated service is one order with many visits (REQ C1, C3)."""

from collections.abc import Generator
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.clock import local
from bot.db import Database
from bot.errors import RefusedError
from bot.language.visits.series import Series
from bot.models import Condition, Surcharge, Visit
from bot.services.booking import bookings, repeats
from bot.services.dispatch.dispatch import TRAVEL
from bot.services.order import orders
from bot.services.reading import Reading, when_to_json
from bot.settings import Settings
from tests.factories import NOW, PHONE, at, book, count, make_company, make_conversation
from tests.unit.services.booking.test_bookings import ADDRESS, Form, find_times

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class SeriesForm(Form):
    """A form that reads every time of a message, as the desk does."""

    def says(self, text: str, *services: str) -> list[str]:
        times = find_times(text, NOW)
        reading = Reading(
            text=text,
            services=list(services),
            when=when_to_json(times[-1]) if times else None,
            times=[when_to_json(each) for each in times],
        )
        taken = bookings.take(self.desk, self.draft, reading)
        return [refusal.reason for refusal in taken.refusals]

    def wish(self, text: str) -> orders.Wish:
        self.say(ADDRESS, "daily_clean", phone=PHONE)
        assert not self.says(text, "daily_clean")
        return bookings.wish_of(self.desk, self.draft)

    def days(self, text: str) -> list[str]:
        wish = self.wish(text)
        starts = [wish.start, *(start for start, _ in wish.further)]
        return [f"{local(start):%m-%d %H}" for start in starts]


@pytest.fixture
def form(settings: Settings, database: Database) -> Generator[SeriesForm]:
    with database.read() as session:
        make_company(session, workers=2)
        yield SeriesForm(session, settings, make_conversation(session))


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("每周六上午9点来", ["11-28 09", "12-05 09", "12-12 09", "12-19 09"]),
        ("每周六上午9点来，先做两次", ["11-28 09", "12-05 09"]),
        ("隔周的周六上午9点来，做两个月", ["11-28 09", "12-12 09", "12-26 09", "01-09 09"]),
        ("每周二和周五下午两点，做两周", ["11-24 14", "11-27 14", "12-01 14", "12-04 14"]),
        ("下周一和周四上午9点，一共两次", ["11-23 09", "11-26 09"]),
        ("12月1号和3号上午9点", ["12-01 09", "12-03 09"]),
        ("每周六上午9点来，先做两次，从12月开始", ["12-05 09", "12-12 09"]),
        ("从明天上午9点起连着三天", ["11-23 09", "11-24 09", "11-25 09"]),
    ],
)
def test_the_visits_of_a_series_follow_what_was_said(
    form: SeriesForm, said: str, days: list[str]
) -> None:
    """REQ C1."""
    assert form.days(said) == days


def test_a_month_of_every_day_ends_after_four_weeks(form: SeriesForm) -> None:
    assert len(form.days("明天上午9点开始每天来，做一个月")) == 28


def test_no_visit_lies_further_ahead_than_can_be_booked(form: SeriesForm) -> None:
    form.desk.settings = form.desk.settings.model_copy(update={"book_days_ahead": 15})
    assert form.days("每周六上午9点来") == ["11-28 09", "12-05 09"]


def test_how_often_without_days_is_asked_for_and_then_taken(form: SeriesForm) -> None:
    form.say(ADDRESS, "daily_clean", phone=PHONE)
    assert form.says("每周两次，下午两点", "daily_clean") == ["which_weekdays"]
    with pytest.raises(RefusedError):
        bookings.wish_of(form.desk, form.draft)
    assert not form.says("周二和周五")
    assert len(bookings.wish_of(form.desk, form.draft).further) == 7


def test_a_series_can_become_one_visit_again(form: SeriesForm) -> None:
    form.wish("每周六上午9点来")
    assert not form.says("先来一次吧")
    assert not bookings.wish_of(form.desk, form.draft).further


def test_a_series_is_refused_with_the_day_on_which_nobody_is_free(
    form: SeriesForm, settings: Settings
) -> None:
    """REQ C1: nothing is promised for a week that cannot be kept."""
    service = bookings.catalogue.by_code(form.session, "daily_clean")
    assert service is not None
    for _ in range(2):
        book(form.session, service, at("12-05 09:00"), settings)
    form.say(ADDRESS, "daily_clean", phone=PHONE)
    assert not form.says("每周六上午9点来", "daily_clean")
    with pytest.raises(RefusedError) as refused:
        bookings.wish_of(form.desk, form.draft)
    assert refused.value.places["when"] == "12月05日 09:00"


def test_a_series_costs_each_visit_and_its_own_surcharges(form: SeriesForm) -> None:
    """REQ C7: 2 hours at 45 yuan, two of the four days on a weekend."""
    form.session.add(
        Surcharge(code="we", title="周末加价", condition=Condition.WEEKEND, percent=Decimal(10))
    )
    wish = form.wish("每周五和周六上午9点来，做两周")
    price = bookings.price_of(form.desk, form.draft, wish)
    assert (price.amount, price.surcharge) == (Decimal("378.00"), Decimal("18.00"))
    assert (price.extra, price.basis.endswith("共 4 次")) == ("周末加价", True)


def test_a_confirmed_series_is_one_order_of_the_same_worker(form: SeriesForm) -> None:
    """REQ C3, C4."""
    form.wish("每周六上午9点来")
    order = bookings.confirm(form.desk, form.draft)
    assert len(order.visits) == count(form.session, Visit) == 4
    assert len({visit.worker_id for visit in order.visits}) == 1
    assert all(
        b.start_at - a.end_at > TRAVEL for a, b in zip(order.visits, order.visits[1:], strict=False)
    )


def test_a_series_never_has_more_visits_than_a_month_has_days(
    form: SeriesForm, settings: Settings
) -> None:
    every_day = Series(1, (), 99)
    found = repeats.spans(every_day, at("11-23 09:00"), timedelta(hours=2), NOW, settings)
    assert len(found) == repeats.MOST - 1


@pytest.mark.parametrize(
    ("said", "then", "days"),
    [
        (
            "每周二和周五下午两点，做两周",
            "对了周二改周三吧，周五不变",
            ["11-25", "11-27", "12-02", "12-04"],
        ),
        ("每周二和周五下午两点，做两周", "不要周五了", ["11-24", "12-01"]),
        ("每周二下午两点", "12月1号那次不要", ["11-24", "12-08", "12-15"]),
        ("每周二下午两点", "11月24号那次不要", ["12-01", "12-08", "12-15", "12-22"]),
        ("每周二下午两点，做两周", "从12月开始", ["12-01", "12-08"]),
        ("每周二和周五下午两点，做两周", "从12月3号开始吧", ["12-04", "12-08", "12-11", "12-15"]),
        ("每周二下午两点，做两周", "长期的", ["11-24", "12-01"]),
        ("每周二和周五下午两点，做两周", "先来一天试试", ["11-24"]),
        ("周二下午两点", "周二那次我不在家 密码锁", ["11-24"]),
        (
            "every week on Thursday at 2pm, starting next week, two visits",
            "Make it Wednesdays instead",
            ["11-25", "12-02"],
        ),
        ("Tuesday and Friday, from two to four", "please drop Friday, only Tuesday", ["11-24"]),
        (
            "every Tuesday and Friday at 2pm for two weeks",
            "we don't need Friday",
            ["11-24", "12-01"],
        ),
        (
            "周三下午两点开始，照顾两个星期",
            "周末不用来",
            ["11-25", "11-26", "11-27", "11-30", *(f"12-{day:02}" for day in (1, 2, 3, 4, 7, 8))],
        ),
        ("周一到周三，做一周", "每天下午五点到七点", ["11-23", "11-24", "11-25"]),
    ],
)
def test_a_later_word_changes_what_was_booked(
    form: SeriesForm, said: str, then: str, days: list[str]
) -> None:
    form.say(ADDRESS, "daily_clean", phone=PHONE)
    form.says(said, "daily_clean")
    assert not form.says(then)
    wish = bookings.wish_of(form.desk, form.draft)
    starts = [wish.start, *(start for start, _ in wish.further)]
    assert [f"{local(start):%m-%d}" for start in starts] == days
