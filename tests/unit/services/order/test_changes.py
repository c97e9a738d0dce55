"""Changes of orders and customers that are easy to get wrong (REQ A6, C1, C5, C7, C8)."""

from datetime import timedelta

from bot.channels.base import TemporaryError
from bot.clock import ManualClock
from bot.conversation.outbox import Sender
from bot.house import House
from bot.jobs.follow_ups import fire_due
from bot.language.when import find_times
from bot.models import (
    DraftKind,
    Order,
)
from bot.services import drafts
from bot.services.booking import bookings, start_offers
from bot.services.customer.customers import remember_contact
from bot.services.desk import Desk
from bot.services.order import orders
from bot.services.reading import when_to_json
from bot.settings import Settings
from tests.factories import (
    NOW,
    PHONE,
    FakeChannel,
    at,
    book,
    make_company,
    make_conversation,
)


def move(house: House, order_id: int, start: str, now: str) -> None:
    with house.database.write() as session:
        order = session.get_one(Order, order_id)
        orders.reschedule(
            session, order, at(start), actor="customer", now=at(now), settings=house.settings
        )


def test_a_queued_reminder_of_the_old_time_does_not_go_out_after_a_move(
    house: House, clock: ManualClock, settings: Settings
) -> None:
    """C5: it could not go out at 18:00 (busy), the customer moved the visit at 18:01."""
    channel = FakeChannel(faults=[TemporaryError("busy")])
    sender = Sender(house.database, {"web": channel}, clock, house.settings, "w")
    with house.database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
    clock.set(at("11-24 18:00"))
    fire_due(house)
    sender.send_next()
    move(house, order.id, "11-28 09:00", "11-24 18:01")
    clock.advance(timedelta(minutes=10))
    sender.send_next()
    assert channel.texts == []


def test_a_visit_moved_twice_after_its_reminder_is_reminded_of_once_more(
    house: House, clock: ManualClock, settings: Settings
) -> None:
    """C5: the pending row of the first move stays and fires two days early."""
    with house.database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
    clock.set(at("11-24 18:00"))
    assert fire_due(house) == 1
    move(house, order.id, "11-27 09:00", "11-24 19:00")
    move(house, order.id, "11-28 09:00", "11-24 19:05")
    clock.set(at("11-26 18:00"))
    assert fire_due(house) == 0
    clock.set(at("11-27 18:00"))
    assert fire_due(house) == 1


def test_a_move_of_a_long_visit_is_checked_with_its_own_length(
    house: House, settings: Settings
) -> None:
    """C1, C8: four hours were booked; the check takes the catalogue's two, the yes is refused."""
    with house.database.write() as session:
        service = make_company(session, workers=1)
        conversation = make_conversation(session)
        order = book(
            session, service, at("11-25 09:00"), settings, conversation=conversation,
            end=at("11-25 13:00"),
        )  # fmt: skip
        book(session, service, at("11-26 13:00"), settings)
        draft = drafts.open_draft(session, conversation, DraftKind.RESCHEDULE, NOW)
        drafts.update(
            session, draft, NOW, order_id=order.id, visit_id=order.visits[0].id,
            district=order.district, service=service.code,
            when=when_to_json(find_times("11月26日上午十点", NOW)[0]),
        )  # fmt: skip
        desk = Desk(session, conversation, NOW, settings)
        assert at("11-26 10:00") not in start_offers.offers(desk, draft)


def test_a_new_customer_coupon_is_not_for_a_customer_known_on_another_channel(
    house: House, settings: Settings, sample: object
) -> None:
    """C7, A6: price_of is taken before remember_contact merges the two."""
    from bot.models import Draft
    from bot.services.trade import catalogue
    from tests.factories import ADDRESS

    with house.database.write() as session:
        service = catalogue.by_code(session, "daily_clean")
        assert service is not None
        old = make_conversation(session, "telegram")
        remember_contact(session, old.identity, phone=PHONE, address=None, now=NOW)
        book(session, service, at("11-25 09:00"), settings, conversation=old)
        new = make_conversation(session, "web")
        draft: Draft = drafts.open_draft(session, new, DraftKind.BOOKING, NOW)
        address = {"text": ADDRESS, "province": None, "city": "上海市", "district": "徐汇区"}
        drafts.update(
            session, draft, NOW, service=service.code, phone=PHONE,
            when=when_to_json(find_times("明天下午两点到六点", NOW)[0]),
            address={**address, "detail": ADDRESS, "complete": True, "full": ADDRESS},
        )  # fmt: skip
        order = bookings.confirm(Desk(session, new, NOW, settings), draft)
        assert order.coupon != "NEW20"
