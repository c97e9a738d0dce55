"""The booking draft: details in any order, rules with a reason and an offer (REQ C1, C2)."""

from collections.abc import Callable, Generator
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import RefusedError
from bot.language.place.address import Address, find_addresses
from bot.language.when import find_times, merge
from bot.models import Condition, Conversation, Draft, DraftKind, Order, Surcharge
from bot.services import drafts
from bot.services.booking import bookings, draft_time, start_offers
from bot.services.desk import Desk
from bot.services.reading import Reading, address_to_json, when_to_json
from bot.settings import Settings
from tests.factories import (
    NOW,
    PHONE,
    at,
    book,
    count,
    make_company,
    make_conversation,
    make_worker,
)

ADDRESS = "上海市徐汇区漕溪路18号3栋501室"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Form:
    """A customer who books; texts are read as the desk reads them."""

    def __init__(self, session: Session, settings: Settings, conversation: Conversation) -> None:
        self.desk = Desk(session, conversation, NOW, settings)
        self.session = session

    @property
    def draft(self) -> Draft:
        return drafts.open_draft(self.session, self.desk.conversation, DraftKind.BOOKING, NOW)

    def say(self, text: str, *services: str, phone: str | None = None) -> list[str]:
        """Take a message into the draft; the reasons of what was refused."""
        times, places = find_times(text, NOW), find_addresses(text, "上海市")
        reading = Reading(
            text=text,
            intent="inform",
            services=list(services),
            when=when_to_json(times[0]) if times else None,
            address=address_to_json(places[0]) if places else None,
            phone=phone,
        )
        taken = bookings.take(self.desk, self.draft, reading)
        return [refusal.reason for refusal in taken.refusals]

    def fill(self) -> None:
        assert not self.say(f"明天下午两点，{ADDRESS}", "daily_clean", phone=PHONE)


@pytest.fixture
def form(database: Database, settings: Settings) -> Generator[Form]:
    """A new form in a company with two workers; rolled back at the end."""
    with database.read() as session:
        make_company(session, workers=2)
        yield Form(session, settings, make_conversation(session))


STEPS: list[Callable[[Form], object]] = [
    lambda form: form.say("日常保洁", "daily_clean"),
    lambda form: form.say("明天下午两点"),
    lambda form: form.say(ADDRESS),
    lambda form: form.say("13800138000", phone=PHONE),
]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_details_come_in_any_order(form: Form, order: tuple[int, ...]) -> None:
    """REQ C1."""
    for step in order:
        assert bookings.missing(form.draft) is not None
        STEPS[step](form)
    assert bookings.missing(form.draft) is None
    wish = bookings.wish_of(form.desk, form.draft)
    assert (wish.start, wish.phone, wish.district) == (at("11-23 14:00"), PHONE, "徐汇区")
    assert (wish.end - wish.start, wish.address) == (timedelta(hours=2), ADDRESS)


def test_everything_may_come_in_one_message(form: Form) -> None:
    """REQ C1."""
    form.fill()
    assert bookings.missing(form.draft) is None


def test_what_is_missing_is_asked_in_a_fixed_order(form: Form) -> None:
    """REQ C1."""
    assert bookings.missing(form.draft) == "service"
    form.say("日常保洁", "daily_clean")
    assert bookings.missing(form.draft) == "start"
    form.say("明天")
    assert bookings.missing(form.draft) == "start", "a day without a clock is no start"
    form.say("下午两点")
    assert bookings.missing(form.draft) == "address"


def test_a_correction_replaces_what_was_said(form: Form) -> None:
    """REQ C1."""
    form.fill()
    form.say("改成后天上午十点")
    assert bookings.wish_of(form.desk, form.draft).start == at("11-24 10:00")
    form.say("上海市徐汇区田林路1号2室")
    assert "田林路" in bookings.wish_of(form.desk, form.draft).address


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("昨天下午两点", "past"),
        ("今天上午九点", "past"),
        ("今天上午十点半", "too_soon"),
        ("2027年6月1日上午十点", "too_far"),
        ("明天早上六点", "outside_hours"),
        ("明天晚上十点", "outside_hours"),
        ("明天晚上七点", "ends_late"),
    ],
)
def test_a_start_against_the_rules_is_refused_with_its_reason(
    form: Form, said: str, reason: str
) -> None:
    """REQ C1."""
    assert form.say(said, "daily_clean") == [reason]
    assert bookings.values(form.draft)["start"] is None


def test_the_day_survives_a_refused_clock(form: Form) -> None:
    """REQ C1."""
    form.say("明天晚上十点", "daily_clean")
    form.say("那下午三点")
    assert bookings.values(form.draft)["start"] == at("11-23 15:00").isoformat()


def test_an_address_where_we_do_not_work_is_refused(form: Form) -> None:
    """REQ C1."""
    assert form.say("北京市朝阳区建国路1号3室") == ["outside_area"]
    assert bookings.values(form.draft)["address"] is None


def test_when_nobody_is_free_the_nearest_free_starts_are_offered(
    database: Database, settings: Settings
) -> None:
    """REQ C1, C4."""
    with database.read() as session:
        service = make_company(session, workers=1)
        book(session, service, at("11-23 14:00"), settings)
        form = Form(session, settings, make_conversation(session))
        assert form.say(f"明天下午两点，{ADDRESS}", "daily_clean") == ["nobody_free"]
        offered = start_offers.offers(form.desk, form.draft)
        assert len(offered) == 3
        assert at("11-23 14:00") not in offered
        assert {start.date() for start in offered} == {at("11-23 14:00").date()}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("明天五点以后", "11-23 17:00", "11-23 23:59"),
        ("明天最晚十点", "11-23 00:00", "11-23 10:00"),
        ("明天十二点前要做完", "11-23 00:00", "11-23 10:00"),
    ],
)
def test_a_bound_is_no_hour_and_what_is_offered_keeps_it(
    form: Form, text: str, first: str, last: str
) -> None:
    """REQ C1: an hour that was only bounded is asked for, not guessed."""
    form.say(text, "daily_clean")
    assert bookings.values(form.draft)["start"] is None
    offered = start_offers.offers(form.desk, form.draft)
    assert at(first) <= offered[0]
    assert offered[0] <= at(last)
    assert all(at(first).time() <= start.astimezone(at(first).tzinfo).time() for start in offered)


def test_only_workers_of_the_district_count(database: Database, settings: Settings) -> None:
    """REQ C4."""
    with database.read() as session:
        service = make_company(session, workers=1)
        make_worker(session, "W099", areas=["崇明区"])
        book(session, service, at("11-23 14:00"), settings)
        form = Form(session, settings, make_conversation(session))
        assert form.say(f"明天下午两点，{ADDRESS}", "daily_clean") == ["nobody_free"]


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("地址错了，是1503", "1503室"),
        ("打错了，是1503", "1503室"),
        ("不对，应该是1503", "1503室"),
        ("门牌号写错了应该是 903 室", "903室"),
        ("房号：601", "601室"),
        ("地址错了，手机尾号1503", "1502室"),
        ("打错了，尾号是1503", "1502室"),
        ("这个价格不对吧，上次才1503", "1502室"),
    ],
)
def test_a_bare_number_mends_the_room_and_nothing_else(form: Form, text: str, room: str) -> None:
    """REQ C1."""
    form.say("上海市徐汇区漕溪路18号3栋1502室", "daily_clean")
    form.say(text)
    assert bookings.values(form.draft)["address"] == f"上海市徐汇区漕溪路18号3栋{room}"


@pytest.mark.parametrize(
    "door", ["17号楼 2单元 902", "3单元 1201", "东区 5号楼 602", "二期 18号 302", "2单元 东户"]
)
def test_a_door_told_alone_goes_on_with_the_road(form: Form, door: str) -> None:
    """REQ C1."""
    form.say("徐汇区 漕溪路 600弄", "daily_clean")
    form.say(door)
    assert bookings.values(form.draft)["address"] == f"上海市徐汇区漕溪路 600弄{door}"


def test_the_pieces_of_an_address_join_in_whatever_order_they_come(form: Form) -> None:
    """REQ C1."""
    form.say("金沙雅苑21号803", "daily_clean")
    form.say("徐汇区的")
    form.say("漕宝路958号")
    assert bookings.values(form.draft)["address"] == "上海市徐汇区漕宝路958号金沙雅苑21号803"
    form.say("刚才路名错了，是漕溪路")
    assert bookings.values(form.draft)["address"] == "上海市徐汇区漕溪路958号金沙雅苑21号803"
    form.say("换到田林路108号")
    assert "金沙雅苑" not in (bookings.values(form.draft)["address"] or "")


def test_a_lane_alone_is_no_address_until_its_door_was_asked_for_twice(form: Form) -> None:
    """REQ C1."""
    form.say("徐汇区漕溪路600弄", "daily_clean")
    assert bookings.missing(form.draft) == "start"
    assert bookings.values(form.draft)["address"] is None
    for _ in range(3):
        drafts.ask(form.session, form.draft, "address", NOW)
    form.say("就这个弄堂，到了打电话")
    assert bookings.values(form.draft)["address"] == "上海市徐汇区漕溪路600弄"


def test_an_english_room_stands_behind_its_road(form: Form) -> None:
    form.say("No. 88 Century Avenue, Xuhui", "daily_clean")
    room = Address("Room 1803", None, None, None, "Room 1803", complete=False, full="Room 1803")
    said = Reading(text="Room 1803", intent="inform", address=address_to_json(room), language="en")
    bookings.take(form.desk, form.draft, said)
    assert bookings.values(form.draft)["address"] == "No. 88 Century Avenue, Xuhui, Room 1803"


def test_special_wishes_are_kept_as_a_note(form: Form) -> None:
    """REQ C1."""
    form.fill()
    form.say("家里有狗，门禁密码1234")
    wish = bookings.wish_of(form.desk, form.draft)
    assert wish.note is not None
    assert "有狗" in wish.note
    assert "门禁密码1234" in wish.note


@pytest.mark.parametrize(
    ("text", "length"),
    [("明天下午两点", 2), ("明天下午两点，做三个小时", 3), ("明天下午两点到六点", 4)],
)
def test_the_length_is_as_said_else_as_the_catalogue_says(
    form: Form, text: str, length: int
) -> None:
    """REQ C1, C7."""
    form.say("", "daily_clean", phone=PHONE)
    form.say(ADDRESS)
    times = find_times(text, NOW)
    when = times[0]
    for more in times[1:]:
        when = merge(when, more)
    drafts.update(form.session, form.draft, NOW, when=when_to_json(when))
    wish = bookings.wish_of(form.desk, form.draft)
    assert wish.end - wish.start == timedelta(hours=length)
    assert bookings.price_of(form.desk, form.draft, wish).amount == Decimal(45 * length)


def test_the_price_read_back_and_stored_holds_the_surcharge(form: Form) -> None:
    """REQ C7: what is charged on top is known as soon as time and place are."""
    form.fill()
    plain = bookings.price_of(form.desk, form.draft, bookings.wish_of(form.desk, form.draft))
    form.session.add(
        Surcharge(code="U", title="临时预约加价", condition=Condition.URGENT,
                  hours=Decimal(720), amount=Decimal("12.50"))
    )  # fmt: skip
    form.session.flush()
    dear = bookings.price_of(form.desk, form.draft, bookings.wish_of(form.desk, form.draft))
    assert plain.amount is not None
    assert (dear.amount, dear.extra) == (plain.amount + Decimal("12.50"), "临时预约加价")
    order = bookings.confirm(form.desk, form.draft)
    assert (order.amount, order.surcharge) == (dear.amount, Decimal("12.50"))


def test_nothing_is_stored_before_the_yes(form: Form) -> None:
    """REQ C2."""
    form.fill()
    bookings.wish_of(form.desk, form.draft)
    assert count(form.session, Order) == 0


def test_the_yes_stores_the_order_and_ends_the_draft(form: Form) -> None:
    """REQ C2, A6."""
    form.fill()
    key = form.draft.key
    order = bookings.confirm(form.desk, form.draft)
    assert (order.request_key, order.phone, order.amount) == (key, PHONE, Decimal(90))
    assert order.visits[0].start_at == at("11-23 14:00")
    assert count(form.session, Draft) == 0
    customer = form.desk.conversation.identity.customer
    assert (customer.phone, customer.address) == (PHONE, ADDRESS)


def test_a_wish_whose_time_went_by_is_refused_at_the_yes(form: Form, clock: ManualClock) -> None:
    """REQ C1, C2."""
    form.fill()
    form.desk.now = at("11-23 13:30")
    with pytest.raises(RefusedError, match="too_soon"):
        bookings.confirm(form.desk, form.draft)
    assert count(form.session, Order) == 0


# -- moving an order ------------------------------------------------------------------------------


def _reschedule_draft(form: Form, order: Order, start: str) -> Draft:
    draft = drafts.open_draft(form.session, form.desk.conversation, DraftKind.RESCHEDULE, NOW)
    when = find_times(start, NOW)[0]
    drafts.update(
        form.session,
        draft,
        NOW,
        order_id=order.id,
        visit_id=order.visits[0].id,
        district=order.district,
        service=order.service.code,
        when=when_to_json(when),
    )
    return draft


def test_a_visit_may_be_moved_within_its_own_time(database: Database, settings: Settings) -> None:
    """REQ C8: it does not clash with itself."""
    with database.read() as session:
        service = make_company(session, workers=1)
        form = Form(session, settings, make_conversation(session))
        order = book(session, service, at("11-25 09:00"), settings)
        draft_time.check_when(form.desk, _reschedule_draft(form, order, "11月25日上午十点"))


def test_a_move_is_offered_only_where_the_orders_district_has_somebody(
    database: Database, settings: Settings
) -> None:
    """REQ C1, C8."""
    with database.read() as session:
        service = make_company(session, workers=1)
        make_worker(session, "W099", areas=["崇明区"])
        form = Form(session, settings, make_conversation(session))
        order = book(session, service, at("11-25 09:00"), settings)
        book(session, service, at("11-26 14:00"), settings)
        draft = _reschedule_draft(form, order, "11月26日下午两点")
        assert at("11-26 14:00") not in start_offers.offers(form.desk, draft)
        with pytest.raises(RefusedError, match="nobody_free"):
            draft_time.check_when(form.desk, draft)


# -- drafts ---------------------------------------------------------------------------------------


def test_a_conversation_has_one_draft_of_a_kind_with_a_lasting_key(database: Database) -> None:
    """REQ G5."""
    with database.write() as session:
        conversation = make_conversation(session)
        first = drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW)
        assert drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW) is first
        key = first.key
        drafts.close(session, first)
        assert drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW).key != key


def test_the_draft_touched_last_is_the_current_one(database: Database) -> None:
    with database.write() as session:
        conversation = make_conversation(session)
        booking = drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW)
        complaint = drafts.open_draft(session, conversation, DraftKind.COMPLAINT, NOW)
        assert drafts.current(session, conversation.id) is complaint
        drafts.update(session, booking, NOW + timedelta(seconds=1), phone=PHONE)
        assert drafts.current(session, conversation.id) is booking


def test_asking_again_is_counted(database: Database) -> None:
    with database.write() as session:
        draft = drafts.open_draft(session, make_conversation(session), DraftKind.BOOKING, NOW)
        for what, times in (("phone", 1), ("phone", 2), ("address", 1), ("phone", 1)):
            drafts.ask(session, draft, what, NOW)
            assert (draft.asked, draft.data["asked_times"]) == (what, times)
