"""Services that are booked after the one in hand (REQ C1: no detail is lost)."""

from collections.abc import Generator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.clock import LOCAL
from bot.db import Database
from bot.language.place.address import find_addresses
from bot.language.when import When
from bot.models import Draft, DraftKind
from bot.services import drafts
from bot.services.booking import bookings, following
from bot.services.booking.quantities import quantity_of
from bot.services.desk import Desk
from bot.services.reading import Reading, Wish, address_to_json, when_from_json, when_to_json
from bot.settings import Settings
from tests.factories import NOW, make_company, make_conversation, make_service, make_worker

TOMORROW = NOW.date() + timedelta(days=1)
AFTERNOON = when_to_json(When(text="下午", part="afternoon"))


@pytest.fixture
def desk(database: Database, settings: Settings) -> Generator[Desk]:
    """A customer who has 日常保洁 in hand, with 家电清洗 and 擦玻璃 to follow."""
    with database.read() as session:
        make_company(session)
        make_service(session, "appliances", name="家电清洗", aliases=["洗空调"], unit="台")
        make_service(session, "windows", name="擦玻璃", aliases=["擦窗"], unit="平米")
        desk = Desk(session, make_conversation(session), NOW, settings)
        rest = [{"service": "appliances", "text": "空调也洗"}, {"service": "windows", "text": ""}]
        draft = drafts.open_draft(session, desk.conversation, DraftKind.BOOKING, NOW)
        drafts.update(session, draft, NOW, service="daily_clean", following=rest)
        yield desk


def _draft(desk: Desk) -> Draft:
    return drafts.open_draft(desk.session, desk.conversation, DraftKind.BOOKING, NOW)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("said", "services", "place"),
    [
        ("挂机三台柜机一台", [], 0),
        ("空调是柜机，有两台", [], 0),
        ("擦窗大概25平", ["windows"], 1),
        ("玻璃大概25平", [], 1),
        ("家里120平", [], None),
        ("家里有狗", [], None),
        ("周六上午", [], None),
        ("改成洗空调，先不保洁", ["daily_clean", "appliances"], None),
    ],
)
def test_what_is_said_of_the_next_service_is_kept_for_it(
    desk: Desk, said: str, services: list[str], place: int | None
) -> None:
    bookings.take(desk, _draft(desk), Reading(text=said, intent="inform", services=services))
    more = [each.get("more") for each in _draft(desk).data["following"]]
    assert more == [[said] if place == i else None for i in range(2)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_time_of_the_next_service_is_not_that_of_the_one_in_hand(desk: Desk) -> None:
    draft = _draft(desk)
    when = when_to_json(When(text="周日上午", day=NOW.date(), part="morning"))
    said = Reading(text="擦窗是周日上午", intent="inform", services=["windows"], when=when)
    bookings.take(desk, draft, said)
    assert draft.data["service"] == "daily_clean"
    assert "when" not in draft.data
    assert draft.data["following"][1]["when"] == when


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_next_booking_begins_with_how_much_was_said_of_it(desk: Desk) -> None:
    draft = _draft(desk)
    said = "挂机三台柜机一台，油烟机是侧吸的"
    bookings.take(desk, draft, Reading(text=said, intent="inform"))
    rest = draft.data["following"]
    drafts.close(desk.session, draft)
    following.open_next(desk, rest, None, "+8613800138000")
    begun = _draft(desk).data
    assert begun["service"] == "appliances"
    assert begun["pieces"]["挂机"] == 3
    assert begun["notes"] == ["油烟机是侧吸的"]
    assert [each["service"] for each in begun["following"]] == ["windows"]


def test_several_texts_complete_each_other() -> None:
    assert quantity_of(["空调也洗", "挂机三台柜机一台"], "台") == Decimal(4)
    assert quantity_of(["擦玻璃", "大概25平"], "平米") == Decimal(25)
    assert quantity_of(["除螨"], "次") is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("said", "time", "mine"),
    [
        ("约周日上午九点，顺便空调也洗", "周日上午九点", True),
        ("顺便空调也洗，周日上午九点", "周日上午九点", False),
    ],
)
def test_a_time_before_what_is_added_is_of_the_order_in_hand(
    desk: Desk, said: str, time: str, mine: bool
) -> None:
    when = {"text": time, "day": "2026-11-29", "clock": "09:00:00", "until": None}
    when |= {"part": None, "hours": None}
    reading = Reading(
        text=said, intent="inform", services=["appliances"], adds=True, when=when, times=[when]
    )
    bookings.take(desk, _draft(desk), reading)
    assert ("when" in _draft(desk).data) == mine
    [added] = [w for w in _draft(desk).data["following"] if w["service"] == "appliances"]
    assert (added["when"] is None) == mine


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("wish", "clock", "day"),
    [
        ({"text": "顺便空调也洗"}, "12:00", TOMORROW),
        ({"text": "洗空调", "together": True}, "12:00", TOMORROW),
        ({"text": "洗空调"}, None, None),
        ({"text": "空调下午洗", "when": AFTERNOON}, None, TOMORROW),
    ],
)
def test_what_is_done_by_the_way_comes_right_after_the_visit_before(
    desk: Desk, wish: dict[str, Any], clock: str | None, day: date | None
) -> None:
    drafts.close(desk.session, _draft(desk))
    make_worker(desk.session, "W099", skills=["appliances"])
    start = datetime.combine(TOMORROW, time(9), LOCAL)
    visit = (start, start + timedelta(hours=3))
    following.open_next(desk, [{"service": "appliances", **wish}], None, "+8613800138000", visit)
    when = when_from_json(_draft(desk).data.get("when"))
    assert (when.day if when else None) == day
    assert (f"{when.clock:%H:%M}" if when and when.clock else None) == clock


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("said", "address", "is_second"),
    [
        ("丈母娘那边擦玻璃", "普陀区宜川路100弄3号402", True),
        ("擦玻璃 普陀区宜川路100弄3号402", "普陀区宜川路100弄3号402", True),
        ("改成擦玻璃，地址普陀区宜川路100弄3号402", "普陀区宜川路100弄3号402", False),
        ("擦玻璃", None, False),
    ],
)
def test_another_service_at_another_place_is_an_order_of_its_own(
    desk: Desk, said: str, address: str | None, is_second: bool
) -> None:
    draft = _draft(desk)
    home = address_to_json(find_addresses("徐汇区漕溪路18号302", "上海市")[0])
    drafts.update(desk.session, draft, NOW, following=None, address=home)
    there = address_to_json(find_addresses(address, "上海市")[0]) if address else None
    reading = Reading(text=said, intent="inform", services=["windows"], address=there)
    bookings.take(desk, draft, reading)
    assert draft.data["service"] == ("daily_clean" if is_second else "windows")
    assert ("following" in draft.data) == is_second


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_each_of_several_services_takes_its_own_part_of_the_day(desk: Desk) -> None:
    draft = _draft(desk)
    morning = when_to_json(When(text="上午", part="morning"))
    wishes = [
        Wish(service="daily_clean", text="打扫上午", when=morning),
        Wish(service="windows", text="擦窗下午", when=AFTERNOON),
    ]
    said = Reading(text="打扫上午 擦窗下午", intent="inform", wishes=wishes)
    said.services = [wish.service for wish in wishes]
    bookings.take(desk, draft, said)
    assert draft.data["when"]["part"] == "morning"
    assert draft.data["following"][1]["when"]["part"] == "afternoon"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_size_outlasts_the_change_of_service_and_a_number_of_another_unit_does_not(
    desk: Desk,
) -> None:
    draft = _draft(desk)
    drafts.update(desk.session, draft, NOW, following=None, notes=["55平米"])
    bookings.take(desk, draft, Reading(text="擦玻璃", intent="inform", services=["windows"]))
    assert draft.data["quantity"] == "55"
    bookings.take(desk, draft, Reading(text="换成家电", intent="inform", services=["appliances"]))
    assert "quantity" not in draft.data
