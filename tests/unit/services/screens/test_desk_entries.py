"""What people type in goes the bot's own ways (REQ A1, C1, C8, D2, D4)."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from bot.clock import local
from bot.db import Database
from bot.errors import ConflictError
from bot.house import House
from bot.language.when import When
from bot.models import (
    CaseKind,
    Complaint,
    Conversation,
    DraftKind,
    History,
    Need,
    Order,
    Outbox,
    Staff,
)
from bot.services import drafts
from bot.services.customer import intake
from bot.services.customer.customers import remember_contact
from bot.services.customer.intake_sources import Source
from bot.services.desk import Desk
from bot.services.reading import when_to_json
from bot.services.screens import desk_entries
from bot.services.screens.desk_entries import Booking
from bot.settings import Settings
from tests.factories import (
    ADDRESS,
    NOW,
    PHONE,
    at,
    count,
    make_company,
    make_conversation,
    make_service,
    make_staff,
    make_worker,
)

WEDNESDAY = date(2026, 11, 25)
WISH = Booking(
    key="booking:1",
    service="daily_clean",
    day=WEDNESDAY,
    clock=time(9),
    hours="3",
    address="徐汇区漕溪路18号3栋501室",
    phone="138 0013 8000",
    note="有狗",
)


def scene(session: Session, settings: Settings) -> tuple[Desk, Staff]:
    make_company(session)
    return Desk(session, make_conversation(session), NOW, settings), make_staff(session)


def test_an_order_is_booked_priced_and_told_once(house: House) -> None:
    """REQ C1, C2, C7: twice the same click is one order and one message."""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        first = desk_entries.book(desk, WISH, me, wording=house.wording)
        again = desk_entries.book(desk, WISH, me, wording=house.wording)
        assert again.id == first.id
        assert (first.phone, first.note, str(first.amount)) == (PHONE, "有狗", "135.00")
        assert first.visits[0].start_at == at("11-25 09:00")
        assert first.visits[0].worker_id is not None
        assert count(session, Order) == 1
        (told,) = session.query(Outbox).all()
        assert first.number in told.message.text
        who = session.query(History).filter_by(subject="order", action="entered").one()
        assert (who.actor, who.after) == (f"staff:{me.username}", "console")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"day": date(2026, 11, 20)}, "已经过"),
        ({"clock": time(23)}, "上门时间是|上门服务时段"),
        ({"address": "北京市朝阳区建国路1号"}, "服务区域|上门的区域|服务的区域"),
        ({"phone": "123"}, "电话号码不完整"),
        ({"hours": "很久"}, "大于 0"),
        ({"hours": "NaN"}, "大于 0"),
        ({"service": None}, "请选择服务"),
        ({"address": "", "phone": ""}, "联系电话和服务地址"),
    ],
)
def test_the_bots_rules_hold_for_people_too(
    house: House, change: dict[str, object], why: str
) -> None:
    """REQ C1: the past, closed hours, other cities; nothing is stored."""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        with pytest.raises(ConflictError, match=why), session.begin_nested():
            desk_entries.book(desk, replace(WISH, **change), me, wording=house.wording)  # pyright: ignore[reportArgumentType]
        assert count(session, Order) == 0


def test_a_taken_worker_is_a_refusal_with_a_sentence_for_the_customer(house: House) -> None:
    """REQ C4: 0 double bookings, whoever books."""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        desk_entries.book(desk, WISH, me, wording=house.wording)
        with pytest.raises(ConflictError, match="可以这样告诉客户"):
            desk_entries.book(desk, replace(WISH, key="booking:2"), me, wording=house.wording)


def test_the_bots_half_filled_form_is_taken_over_and_its_secrets_stay_masked(house: House) -> None:
    """Nothing is typed again; phone and address are not shown in full (REQ G2)."""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        draft = drafts.open_draft(session, desk.conversation, DraftKind.BOOKING, NOW)
        when = when_to_json(When(text="周三上午九点", day=WEDNESDAY, clock=time(9)))
        drafts.update(
            session, draft, NOW, service="daily_clean", when=when, phone=PHONE, notes=["有猫"]
        )
        form = desk_entries.half_booked(session, desk.conversation.id)
        assert (form.service, form.day, form.clock) == ("daily_clean", WEDNESDAY, time(9))
        assert (form.note, form.phone, form.from_bot) == ("有猫", "", True)
        assert form.phone_known == "138****8000"
        order = desk_entries.book(
            desk, replace(form, address=WISH.address), me, wording=house.wording
        )
        assert (order.phone, order.request_key) == (PHONE, draft.key)
        assert drafts.find(session, desk.conversation.id, DraftKind.BOOKING) is None


def test_an_order_moves_and_the_customer_is_told(house: House) -> None:
    """REQ C8"""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        order = desk_entries.book(desk, WISH, me, wording=house.wording)
        moved = date(2026, 11, 26)
        for _ in range(2):
            desk_entries.reschedule(desk, order.id, moved, time(14), me, wording=house.wording)
        assert order.visits[0].start_at == at("11-26 14:00")
        assert count(session, Outbox) == 2
        with pytest.raises(ConflictError, match="已经过"):
            desk_entries.reschedule(
                desk, order.id, date(2026, 11, 21), time(9), me, wording=house.wording
            )


def test_c8_the_second_visit_of_an_order_moves_alone(house: House) -> None:
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        wish = replace(WISH, repeats="weekly", visits="3")
        order = desk_entries.book(desk, wish, me, wording=house.wording)
        first, second, third = (visit.start_at for visit in order.visits)
        chosen = order.visits[1]
        desk_entries.reschedule(
            desk,
            order.id,
            (second + timedelta(days=1)).date(),
            time(9),
            me,
            wording=house.wording,
            visit_id=chosen.id,
        )
        assert chosen.start_at.date() == (second + timedelta(days=1)).date()
        assert {first, third} < {visit.start_at for visit in order.visits}


# -- by phone, on site, in writing --


def test_a_caller_is_the_customer_whom_the_phone_leads_to(database: Database) -> None:
    """REQ A6: by the phone, never by the name; the order goes to the live channel."""
    with database.write() as session:
        me, talk = make_staff(session), make_conversation(session, "wechat")
        talk.identity.customer.name = "周小燕"
        remember_contact(session, talk.identity, phone=PHONE, address=ADDRESS, now=NOW)
        known = intake.find(session, "13800138000")
        assert known is not None
        assert (known.name, known.customer_id) == ("周**", talk.identity.customer_id)
        call = intake.open_contact(session, Source.PHONE, "13800138000", "另一个名字", me, now=NOW)
        assert call.identity.customer_id == talk.identity.customer_id
        assert call.identity.customer.name == "周小燕"
        assert intake.answering(session, call).id == talk.id
        again = intake.open_contact(session, Source.PHONE, "13800138000", "", me, now=NOW)
        assert again.id == call.id
        assert PHONE not in call.identity.external_id


def test_a_new_caller_is_made_and_owned_by_who_took_the_call(database: Database) -> None:
    """REQ A4: first-contact responsibility."""
    with database.write() as session:
        me = make_staff(session)
        assert intake.find(session, "13900139000") is None
        call = intake.open_contact(session, Source.ON_SITE, "13900139000", "吴阿姨", me, now=NOW)
        assert call.identity.customer.name == "吴阿姨"
        assert call.owner_staff_id == me.id
        assert intake.answering(session, call).id == call.id
        with pytest.raises(ConflictError, match="手机号"):
            intake.open_contact(session, Source.PHONE, "12", "", me, now=NOW)


def test_an_order_by_phone_is_told_on_the_phone(house: House) -> None:
    with house.database.write() as session:
        make_company(session)
        me = make_staff(session)
        call = intake.open_contact(session, Source.PHONE, "13800138000", "", me, now=NOW)
        desk = Desk(session, call, NOW, house.settings)
        desk_entries.book(desk, WISH, me, wording=house.wording, source=Source.PHONE)
        assert count(session, Outbox) == 0
        who = session.query(History).filter_by(action="entered").one()
        assert who.after == "phone"


@pytest.mark.parametrize("kind", intake.REQUESTS)
def test_an_enquiry_by_letter_is_a_case_with_its_deadline_and_its_words_are_kept(
    house: House, kind: CaseKind
) -> None:
    """REQ A1, A2, A7: within 24 h; once per key."""
    with house.database.write() as session:
        me = make_staff(session)
        call = intake.open_contact(session, Source.LETTER, "13800138000", "", me, now=NOW)
        text = "家里有老人，想了解养老护理"
        intake.note_down(session, call, text, me, now=NOW)
        cases = [
            intake.request(session, call, kind, text, key="k1", now=NOW, settings=house.settings)
            for _ in range(2)
        ]
        assert len({case.id for case in cases}) == 1
        assert (cases[0].kind, cases[0].owner_id) == (kind, me.id)
        assert (cases[0].due_at - NOW).total_seconds() == 24 * 3600
        assert count(session, Need) == 1
        assert count(session, Conversation) == 1
        assert count(session, Complaint) == 0


@pytest.mark.parametrize(
    ("repeats", "visits", "starts", "amount"),
    [
        ("weekly", "3", ["11-25", "12-02", "12-09"], "405.00"),
        ("fortnightly", "", ["11-25", "12-09"], "270.00"),
        ("workdays", "4", ["11-25", "11-26", "11-27", "11-30"], "540.00"),
        ("", "9", ["11-25"], "135.00"),
    ],
)
def test_a_repeated_service_is_one_order_of_many_visits(
    house: House, repeats: str, visits: str, starts: list[str], amount: str
) -> None:
    """REQ C1, C7: 3 hours at 45 yuan for every visit."""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        wish = replace(WISH, repeats=repeats, visits=visits)
        order = desk_entries.book(desk, wish, me, wording=house.wording)
        assert [f"{local(visit.start_at):%m-%d}" for visit in order.visits] == starts
        assert str(order.amount) == amount


def test_a_month_of_a_daily_service_costs_its_month(house: House) -> None:
    """REQ C7: 26 days in a row for the price of “26 天”; 13 of them still cost the minimum."""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        make_worker(session, "W009", skills=["yuesao"])
        make_service(
            session, "yuesao", name="月嫂", unit="26天", price=Decimal(15800),
            minimum=Decimal(15800),
        )  # fmt: skip
        wish = replace(WISH, service="yuesao", hours="9", repeats="daily", visits="26")
        order = desk_entries.book(desk, wish, me, wording=house.wording)
        assert (len(order.visits), str(order.amount)) == (26, "15800.00")


@pytest.mark.parametrize("visits", ["1", "0", "99", "几次"])
def test_a_senseless_number_of_visits_is_refused(house: House, visits: str) -> None:
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        wish = replace(WISH, repeats="weekly", visits=visits)
        with pytest.raises(ConflictError, match="重复的次数"), session.begin_nested():
            desk_entries.book(desk, wish, me, wording=house.wording)
        assert count(session, Order) == 0
