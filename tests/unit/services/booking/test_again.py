"""A wish takes over from the order before it what it does not say itself (REQ C1)."""

from collections.abc import Generator
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.clock import local
from bot.db import Database
from bot.language.when import find_shift
from bot.models import Order
from bot.services.booking import again, bookings
from bot.services.reading import Reading, when_to_json
from bot.settings import Settings
from tests.factories import (
    NOW,
    at,
    book,
    make_company,
    make_conversation,
    make_service,
    make_worker,
)
from tests.unit.services.booking.test_bookings import Form, find_times

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class AgainForm(Form):
    """A form of somebody who has booked before."""

    def again(self, text: str, *services: str) -> None:
        times, shift = find_times(text, NOW), find_shift(text)
        reading = Reading(
            text=text,
            services=list(services),
            when=when_to_json(times[-1]) if times else None,
            times=[when_to_json(each) for each in times],
            shift=round(shift.total_seconds() / 60) if shift else None,
        )
        again.take_up(self.desk, self.draft, reading)
        assert not bookings.take(self.desk, self.draft, reading).refusals

    def booked(self, settings: Settings, code: str = "daily_clean", **more: object) -> Order:
        service = bookings.catalogue.by_code(self.session, code)
        assert service is not None
        start = at("11-24 14:00")
        more = {"end": start + timedelta(hours=3), **more}
        conversation = self.desk.conversation
        return book(self.session, service, start, settings, conversation=conversation, **more)


@pytest.fixture
def form(settings: Settings, database: Database) -> Generator[AgainForm]:
    with database.read() as session:
        make_company(session, workers=2)
        appliances = make_service(
            session, "appliance_clean", name="家电清洗", unit="台", minimum=Decimal(0)
        )
        make_worker(session, "W009", skills=[appliances.code])
        yield AgainForm(session, settings, make_conversation(session))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("下周三同样再来一次", "11-25 14:00"),
        ("下周同一时间再来一次", "12-01 14:00"),
        ("再下一周的同一时间", "12-01 14:00"),
        ("周五跟上回一样，上午九点", "11-27 09:00"),
        ("同一天下午四点再来一次", "11-24 16:00"),
    ],
)
def test_the_same_again_is_complete_at_once(
    form: AgainForm, settings: Settings, text: str, start: str
) -> None:
    before = form.booked(settings, note="不要吸尘器；12月1日不上门")
    form.again(text)
    wish = bookings.wish_of(form.desk, form.draft)
    assert local(wish.start) == at(start)
    assert (wish.address, wish.phone) == (before.address, before.phone)
    assert (wish.end - wish.start, wish.note) == (timedelta(hours=3), "不要吸尘器")


def test_another_service_on_the_same_day_takes_day_and_place(
    form: AgainForm, settings: Settings
) -> None:
    before = form.booked(settings, note="不要吸尘器")
    form.again("再帮我加个空调清洗 3台 同一天上午", "appliance_clean")
    when = form.draft.data["when"]
    assert (when["day"], when["clock"], when["part"]) == ("2026-11-24", None, "morning")
    assert form.draft.data["address"]["full"] == before.address
    assert (form.draft.data["quantity"], form.draft.data.get("notes")) == ("3", None)


def test_how_many_there_were_is_taken_from_the_order(form: AgainForm, settings: Settings) -> None:
    form.booked(settings, "appliance_clean", note="油烟机 1 台、空调 2 台；要戴鞋套")
    form.again("周六再来一次")
    wish = bookings.wish_of(form.desk, form.draft)
    assert Decimal(form.draft.data["quantity"]) == 3
    assert wish.note == "油烟机 1 台、空调 2 台；要戴鞋套"


def test_for_somebody_else_only_the_work_is_the_same(form: AgainForm, settings: Settings) -> None:
    form.booked(settings, note="不要吸尘器")
    form.again("给我丈母娘家也同样来一次，周五")
    assert bookings.missing(form.draft) == "address"
    assert form.draft.data["notes"] == ["不要吸尘器"]
    form.draft.data.clear()
    form.again("跟上回一样的服务")
    assert form.draft.data.keys().isdisjoint({"address", "phone"})
    assert form.draft.data["when"]["hours"] == "3"


def test_the_same_time_within_another_booking_takes_nothing_else(
    form: AgainForm, settings: Settings
) -> None:
    form.booked(settings)
    form.say("家电清洗，两台空调，周六上午九点", "appliance_clean")
    form.draft.asked = "address"
    form.again("周日吧，时间一样")
    assert bookings.missing(form.draft) == "address"
    assert form.draft.data["when"]["clock"] == "09:00:00"


def test_who_never_booked_is_asked_as_usual(form: AgainForm) -> None:
    form.again("老样子")
    assert bookings.missing(form.draft) == "service"
