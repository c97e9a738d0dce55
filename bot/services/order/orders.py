"""Orders and their visits: booking, cancelling and moving them (REQ C3, C7, C8)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import ConflictError, RefusedError
from bot.models import Conversation, Customer, Order, Service, Visit, VisitState
from bot.services.dispatch import dispatch
from bot.services.history import record
from bot.services.numbers import next_number
from bot.services.order import follow_ups, moot
from bot.services.order.machine import OPEN, move_visit
from bot.services.order.standing import cancellation_fee, next_visit
from bot.services.trade.catalogue import CENT, Quote
from bot.settings import Settings

S = VisitState


@dataclass(frozen=True, slots=True)
class Wish:
    """A complete wish, as read back and confirmed; ``phone`` is E.164.

    ``further`` are the start and end of the visits after the first: a month of 月嫂, every Tuesday.
    """

    service: Service
    start: datetime
    end: datetime
    address: str
    district: str | None
    phone: str
    note: str | None = None
    further: tuple[tuple[datetime, datetime], ...] = ()


def book_order(
    session: Session,
    *,
    customer: Customer,
    conversation: Conversation | None,
    wish: Wish,
    price: Quote,
    request_key: str,
    now: datetime,
    settings: Settings,
) -> Order:
    """Store a confirmed order with its visits, a held worker for each and what is planned for
    them; once per key, all of it or nothing.

    Raises:
        RefusedError: nobody is free any more (``nobody_free``).
    """
    known = _booked(session, request_key)
    if known is not None:
        return known
    try:
        with session.begin_nested():
            order = _new_order(session, customer, conversation, wish, price, request_key, now)
            for start, end in ((wish.start, wish.end), *wish.further):
                _add_visit(session, order, start, end, now=now, settings=settings)
    except IntegrityError:
        twin = _booked(session, request_key)
        if twin is None:
            raise
        return twin
    record(session, "order", order.id, "booked", actor="customer", now=now, after=S.CONFIRMED)
    return order


def _add_visit(
    session: Session,
    order: Order,
    start: datetime,
    end: datetime,
    *,
    now: datetime,
    settings: Settings,
) -> None:
    visit = Visit(order=order, state=S.CONFIRMED, start_at=start, end_at=end)
    session.add(visit)
    session.flush()
    if dispatch.reserve(session, visit, order.service, order.district) is None:
        raise RefusedError("nobody_free", when="")
    follow_ups.schedule_visit(session, visit, now=now, settings=settings)


def _booked(session: Session, request_key: str) -> Order | None:
    return session.scalar(select(Order).where(Order.request_key == request_key))


def _new_order(
    session: Session,
    customer: Customer,
    conversation: Conversation | None,
    wish: Wish,
    price: Quote,
    request_key: str,
    now: datetime,
) -> Order:
    order = Order(
        number=next_number(session, "D", now),
        request_key=request_key,
        customer_id=customer.id,
        conversation_id=conversation.id if conversation else None,
        service=wish.service,
        state=S.CONFIRMED,
        address=wish.address,
        district=wish.district,
        phone=wish.phone,
        note=wish.note,
        amount=price.amount,
        discount=price.discount,
        surcharge=price.surcharge,
        coupon=price.coupon,
        created_at=now,
    )
    session.add(order)
    session.flush()
    return order


def cancel_order(
    session: Session, order: Order, *, actor: str, now: datetime, settings: Settings, reason: str
) -> None:
    """Cancel every visit that has not begun; what was pending for them is withdrawn.

    Raises:
        ConflictError: the service has begun or is over.
    """
    if order.state not in OPEN:
        raise ConflictError("服务已经开始或结束，不能取消")
    fee, gone = cancellation_fee(order, now, settings), 0
    for visit in order.visits:
        if visit.state in OPEN:
            move_visit(
                session, visit, S.CANCELLED, actor=actor, now=now, settings=settings, reason=reason
            )
            gone += 1
    let_off(order, gone, fee)


def let_off(order: Order, visits: int, fee: Decimal) -> None:
    """What so many cancelled visits change of the money: the fee is due, their part of the amount
    is not, unless the whole order ends, of which only the fee is left."""
    order.fee = (order.fee or Decimal(0)) + fee
    if order.amount is not None and order.state != S.CANCELLED:
        order.waived += (order.amount * visits / len(order.visits)).quantize(CENT, ROUND_HALF_UP)


def reschedule(
    session: Session,
    order: Order,
    start: datetime,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    visit: Visit | None = None,
) -> Visit:
    """Move a visit of an order, the next if none is named; worker and reminder move with it.

    Raises:
        ConflictError: there is no visit to move.
        RefusedError: nobody is free then (``nobody_free``).
    """
    visit = visit or next_visit(order)
    if visit is None or visit.state not in OPEN:
        raise ConflictError("没有可以改期的服务")
    before, worker_before = visit.start_at, visit.worker_id
    agreed = visit.state == S.ACCEPTED
    with session.begin_nested():
        visit.start_at, visit.end_at = start, start + (visit.end_at - visit.start_at)
        session.flush()
        _find_worker_again(session, visit, order)
    if visit.state != S.CONFIRMED:
        move_visit(session, visit, S.CONFIRMED, actor=actor, now=now, settings=settings)
    follow_ups.withdraw(session, visit.id, reason="moved", kinds=follow_ups.BEFORE)
    moot.visit_changed(session, visit, start=before, cause="服务已改期", now=now)
    if worker_before is not None and worker_before != visit.worker_id:
        follow_ups.release_worker(session, visit, worker_before, agreed=agreed, now=now)
    follow_ups.schedule_visit(session, visit, now=now, settings=settings)
    record(
        session,
        "visit",
        visit.id,
        "rescheduled",
        actor=actor,
        now=now,
        before=before.isoformat(),
        after=start.isoformat(),
    )
    return visit


def _find_worker_again(session: Session, visit: Visit, order: Order) -> None:
    if visit.worker_id and dispatch.hold(session, visit, visit.worker_id):
        return
    visit.worker_id = None
    session.flush()
    session.expire(visit, ["worker"])
    if dispatch.reserve(session, visit, order.service, order.district) is None:
        raise RefusedError("nobody_free", when="")
