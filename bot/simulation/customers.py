"""Customers: they book, move, cancel, rate, or say nothing."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.errors import ConflictError, RefusedError
from bot.models import Conversation, Customer, Order, Service, Survey, SurveyState, Visit
from bot.services.customer.customers import find_or_create_identity, remember_contact
from bot.services.dispatch import dispatch
from bot.services.order import orders, standing
from bot.services.survey import surveys
from bot.services.thread.conversations import conversation_of
from bot.services.trade import catalogue
from bot.simulation import visits
from bot.simulation.world import World

_SERVICES = ("daily_clean", "deep_clean", "window_clean", "hourly_helper", "cook", "tidy")
_DAILY = "infant_nanny"
_DISTRICTS = ("徐汇区", "浦东新区", "静安区", "闵行区", "长宁区", "杨浦区")
_NOTES = (None, None, None, "有狗", "门禁密码 2580", "老人在家，请轻一点", "还是上次那位阿姨")


def book(world: World, number: int) -> None:
    """Somebody wants something, today or within two weeks."""
    with world.house.database.write() as session:
        code = _DAILY if world.happens(world.odds.daily) else world.dice.choice(_SERVICES)
        service = session.scalars(select(Service).where(Service.code == code)).one()
        district = world.dice.choice(_DISTRICTS)
        starts = dispatch.free_starts(
            session,
            service,
            district=district,
            near=_wished(world),
            length=timedelta(hours=float(service.hours)),
            now=world.now,
            settings=world.house.settings,
        )
        if not starts:
            world.done["bookings refused, nobody free"] += 1
            return
        customer, conversation = _customer(world, number, session, district)
        wish = _wish(world, service, world.dice.choice(starts), district)
        try:
            order = orders.book_order(
                session,
                customer=customer,
                conversation=conversation,
                wish=wish,
                price=catalogue.Quote(service.minimum, Decimal(0), None, ""),
                request_key=f"simulated:{number}",
                now=world.now,
                settings=world.house.settings,
            )
        except RefusedError:
            world.done["bookings refused, nobody free"] += 1
            return
        booked = [(visit.id, visit.start_at, visit.end_at) for visit in order.visits]
        order_id, first = order.id, order.visits[0].start_at
    world.done["orders booked"] += 1
    world.done["visits booked"] += len(booked)
    for visit_id, start, end in booked:
        visits.expect(world, visit_id, start, end)
    _change_mind(world, order_id, first)


def _wished(world: World) -> datetime:
    day = local(world.now) + timedelta(days=world.dice.choice((0, 1, 1, 2, 3, 5, 8, 12)))
    return day.replace(hour=world.dice.randint(8, 18), minute=0, second=0, microsecond=0)


def _customer(
    world: World, number: int, session: Session, district: str
) -> tuple[Customer, Conversation | None]:
    """One in three has been here before."""
    who = world.dice.randrange(max(1, number)) if number and world.happens(0.33) else number
    identity = find_or_create_identity(
        session, channel="web", external_id=f"customer-{who}", now=world.now
    )
    has_chat = world.happens(world.odds.has_chat)
    conversation = conversation_of(session, identity, world.now)
    customer = remember_contact(
        session, identity, phone=f"+86139{who:08d}", address=f"上海市{district}漕溪路{who}号",
        now=world.now,
    )  # fmt: skip
    return customer, conversation if has_chat else None


def _wish(world: World, service: Service, start: datetime, district: str) -> orders.Wish:
    length = timedelta(hours=float(service.hours))
    gaps = (
        [timedelta(days=n) for n in range(1, 5)]
        if service.code == _DAILY
        else [timedelta(weeks=n) for n in range(1, 4)] * world.happens(world.odds.weekly)
    )
    return orders.Wish(
        service=service,
        start=start,
        end=start + length,
        address=f"上海市{district}漕溪路{world.dice.randint(1, 900)}号",
        district=district,
        phone="+8613900000000",
        note=world.dice.choice(_NOTES),
        further=tuple((start + gap, start + gap + length) for gap in gaps),
    )


def _change_mind(world: World, order_id: int, start: datetime) -> None:
    """Some move and some cancel, at any time until the start; some do both."""
    for odds, deed in ((world.odds.moves, move), (world.odds.cancels, cancel)):
        if world.happens(odds):
            at = world.now + (start - world.now) * world.dice.random()
            world.later(at, lambda deed=deed: deed(world, order_id))


def move(world: World, order_id: int) -> None:
    """The next visit at another time."""
    with world.house.database.write() as session:
        order = session.get_one(Order, order_id, with_for_update=True)
        visit = standing.next_visit(order)
        if visit is None:
            return
        starts = dispatch.free_starts(
            session,
            order.service,
            district=order.district,
            near=visit.start_at + timedelta(days=world.dice.choice((-1, 1, 2))),
            length=visit.end_at - visit.start_at,
            now=world.now,
            settings=world.house.settings,
            leave_out=visit.id,
        )
        try:
            moved = orders.reschedule(
                session, order, world.dice.choice(starts or [visit.start_at]), actor="customer",
                now=world.now, settings=world.house.settings,
            )  # fmt: skip
        except (ConflictError, RefusedError):
            return
        expected = moved.id, moved.start_at, moved.end_at
    world.done["visits moved"] += 1
    visits.expect(world, *expected)


def cancel(world: World, order_id: int) -> None:
    """All that has not begun."""
    with world.house.database.write() as session:
        order = session.get_one(Order, order_id, with_for_update=True)
        try:
            orders.cancel_order(
                session, order, actor="customer", now=world.now,
                settings=world.house.settings, reason="simulated",
            )  # fmt: skip
        except ConflictError:
            return
    world.done["orders cancelled by customers"] += 1


def was_asked(world: World, visit_id: int) -> None:
    """A rating request came: answered within a day, or not at all."""
    if world.happens(world.odds.rates):
        world.soon(2, 900, lambda: rate(world, visit_id))
    else:
        world.done["questions ignored"] += 1


def rate(world: World, visit_id: int) -> None:
    """Answer the question that is open."""
    with world.house.database.write() as session:
        survey = session.scalar(
            select(Survey).where(Survey.visit_id == visit_id, Survey.state == SurveyState.ASKED)
        )
        if survey is None:
            return
        is_bad = world.happens(world.odds.rates_badly)
        surveys.answer(
            session,
            survey,
            score=Decimal(world.dice.randint(1, 2) if is_bad else world.dice.randint(3, 5)),
            reason=None,
            conversation=session.get_one(Conversation, survey.conversation_id),
            now=world.now,
            settings=world.house.settings,
        )
        assert session.get_one(Visit, visit_id).state == "reviewed"
    world.done["questions answered"] += 1
