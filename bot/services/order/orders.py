"""Orders and visits: booking, and the state machine of REQ C3 for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.clock import local
from bot.errors import ConflictError, NotFoundError, RefusedError
from bot.models import Conversation, Customer, Order, Service, Visit, VisitState, Worker
from bot.services.dispatch import dispatch
from bot.services.history import record
from bot.services.numbers import next_number
from bot.services.order import follow_ups, moot
from bot.services.trade import catalogue, rhythm
from bot.services.trade.catalogue import CENT, Quote
from bot.settings import Settings

S = VisitState
ALLOWED: dict[VisitState, frozenset[VisitState]] = {
    S.DRAFT: frozenset({S.CONFIRMED, S.CANCELLED}),
    S.CONFIRMED: frozenset({S.ASSIGNED, S.CANCELLED}),
    S.ASSIGNED: frozenset({S.CONFIRMED, S.ACCEPTED, S.CANCELLED}),
    S.ACCEPTED: frozenset({S.CONFIRMED, S.UNDER_WAY, S.CANCELLED}),
    S.UNDER_WAY: frozenset({S.COMPLETED}),
    S.COMPLETED: frozenset({S.REVIEWED}),
    S.REVIEWED: frozenset(),
    S.CANCELLED: frozenset(),
}
OPEN = (S.CONFIRMED, S.ASSIGNED, S.ACCEPTED)
EARLY = timedelta(hours=2)
_COURSE = (S.DRAFT, S.CONFIRMED, S.ASSIGNED, S.ACCEPTED, S.UNDER_WAY, S.COMPLETED, S.REVIEWED)


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


def locked_visit(session: Session, visit_id: int) -> Visit:
    """The visit, read afresh under the lock of its order, under which all its changes are made.

    Raises:
        NotFoundError: no such visit.
    """
    order_id = session.scalar(select(Visit.order_id).where(Visit.id == visit_id))
    if order_id is None:
        raise NotFoundError("这次服务已不存在")
    session.get(Order, order_id, with_for_update=True, populate_existing=True)
    return session.get_one(Visit, visit_id, populate_existing=True)


def move_visit(
    session: Session,
    visit: Visit,
    to: VisitState,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str | None = None,
) -> None:
    """Take a visit, and the order with its last visit, one step on; what was planned follows.

    Raises:
        ConflictError: the state machine has no such step, or it is too early for it.
    """
    _check_step(visit, to)
    _check_time(visit, to, now)
    _step(session, visit, to, actor=actor, now=now, settings=settings, reason=reason)


def _check_step(visit: Visit, to: VisitState) -> None:
    if to not in ALLOWED[VisitState(visit.state)]:
        raise ConflictError(f"状态不能从“{visit.state}”变为“{to}”")


def _check_time(visit: Visit, to: VisitState, now: datetime) -> None:
    """Nobody arrives long before the time, and nothing is done before it began (REQ C3)."""
    start = f"{local(visit.start_at):%m月%d日 %H:%M}"
    if to == S.UNDER_WAY and now < visit.start_at - EARLY:
        raise ConflictError(f"这次服务 {start} 才开始，还不能登记到达")
    if to == S.COMPLETED and now < visit.start_at:
        raise ConflictError(f"这次服务 {start} 才开始，还不能登记完成")


def _step(
    session: Session,
    visit: Visit,
    to: VisitState,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str | None = None,
) -> None:
    _check_step(visit, to)
    before = VisitState(visit.state)
    visit.state = to
    record(
        session,
        "visit",
        visit.id,
        "moved",
        actor=actor,
        now=now,
        before=before,
        after=to,
        reason=reason,
    )
    follow_ups.settle(session, visit, to)
    _plan_after(session, visit, before, now=now, settings=settings)
    _follow_order(session, visit.order, actor=actor, now=now)


def _plan_after(
    session: Session, visit: Visit, before: VisitState, *, now: datetime, settings: Settings
) -> None:
    """What a step makes due."""
    to = visit.state
    if to == S.ASSIGNED:
        follow_ups.schedule_offer(session, visit, now=now, settings=settings)
    if to == S.COMPLETED:
        visit.completed_at = now
    if to == S.CANCELLED:
        follow_ups.withdraw(session, visit.id, reason="cancelled")
        moot.visit_changed(session, visit, start=visit.start_at, cause="服务已取消", now=now)
        if visit.worker_id is not None:
            agreed = before == S.ACCEPTED
            follow_ups.release_worker(session, visit, visit.worker_id, agreed=agreed, now=now)
    if to in (S.COMPLETED, S.CANCELLED) and (asking := rhythm.to_ask_about(visit)):
        follow_ups.schedule_after_service(session, *asking, done_at=now, settings=settings)


def _follow_order(session: Session, order: Order, *, actor: str, now: datetime) -> None:
    """The order is where its least advanced visit is that was not cancelled."""
    alive = [VisitState(v.state) for v in order.visits if v.state != S.CANCELLED]
    state = min(alive, key=_COURSE.index) if alive else S.CANCELLED
    if state != order.state:
        record(
            session,
            "order",
            order.id,
            "moved",
            actor=actor,
            now=now,
            before=str(order.state),
            after=state,
        )
        order.state = state
        if state == S.CANCELLED:
            moot.order_gone(session, order, now=now)
    session.flush()


def advance_to(
    session: Session, visit: Visit, to: VisitState, *, actor: str, now: datetime, settings: Settings
) -> None:
    """Walk a visit along the usual course up to ``to``, every step recorded; the clock is not
    asked, since it is for what was done elsewhere and is only noted here.

    Raises:
        ConflictError: ``to`` lies behind, or the visit is cancelled.
    """
    if to == S.CANCELLED:
        return _step(session, visit, to, actor=actor, now=now, settings=settings)
    if visit.state == S.CANCELLED or _COURSE.index(to) < _COURSE.index(VisitState(visit.state)):
        raise ConflictError(f"状态不能从“{visit.state}”变为“{to}”")
    while visit.state != to:
        step = _COURSE[_COURSE.index(VisitState(visit.state)) + 1]
        _step(session, visit, step, actor=actor, now=now, settings=settings)
    return None


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


def next_visit(order: Order) -> Visit | None:
    """The first visit that has not begun."""
    return next((visit for visit in order.visits if visit.state in OPEN), None)


def open_orders(session: Session, customer_id: int) -> Sequence[Order]:
    """The customer's orders that are still to be carried out, the nearest first."""
    orders = session.scalars(
        select(Order).where(Order.customer_id == customer_id, Order.state.in_([*OPEN, S.UNDER_WAY]))
    ).all()
    return sorted(orders, key=lambda order: order.visits[0].start_at)


def cancelled_ahead(session: Session, customer_id: int, now: datetime) -> Sequence[Order]:
    """The customer's cancelled orders of which a visit would still be to come."""
    ahead = select(Visit.order_id).where(Visit.start_at > now)
    return session.scalars(
        select(Order)
        .where(Order.customer_id == customer_id, Order.state == S.CANCELLED, Order.id.in_(ahead))
        .order_by(Order.id)
    ).all()


def had_service(session: Session, customer_id: int, now: datetime) -> bool:
    """Whether a visit of the customer has begun: only then there is something to complain about."""
    begun = (
        select(Visit.id)
        .join(Order)
        .where(Order.customer_id == customer_id, Visit.start_at <= now, Visit.state != S.CANCELLED)
    )
    return session.scalar(begun.limit(1)) is not None


def last_worker(session: Session, customer_id: int, now: datetime) -> Worker | None:
    """Who came to the customer last."""
    return session.scalar(
        select(Worker)
        .join(Visit, Visit.worker_id == Worker.id)
        .join(Order, Order.id == Visit.order_id)
        .where(Order.customer_id == customer_id, Visit.start_at <= now, Visit.state != S.CANCELLED)
        .order_by(Visit.start_at.desc())
        .limit(1)
    )


def latest_order(session: Session, customer_id: int, now: datetime) -> Order | None:
    """The order a complaint is most likely about: the last one that has begun, else the next."""
    orders = session.scalars(
        select(Order).where(Order.customer_id == customer_id, Order.state != S.CANCELLED)
    ).all()
    begun = [o for o in orders if o.visits and o.visits[0].start_at <= now + timedelta(hours=1)]
    if begun:
        return max(begun, key=lambda o: o.visits[0].start_at)
    return min(orders, key=lambda o: o.visits[0].start_at, default=None)


def cancellation_fee(
    order: Order, now: datetime, settings: Settings, *, visit: Visit | None = None
) -> Decimal:
    """Yuan due when a visit, or with the next one the whole order, is cancelled now: nothing early
    enough, else a part of the price of that visit or of the whole, by the rule of its service
    (REQ B1)."""
    visit = visit or next_visit(order)
    if visit is None or order.amount is None:
        return Decimal(0)
    rule = catalogue.cancel_rule(order.service, settings)
    if visit.start_at - now >= timedelta(hours=float(rule.free_hours)):
        return Decimal(0)
    if is_waited_for(visit, now, settings):
        return Decimal(0)  # nobody is on record as having come
    if any(refusal.start_at == visit.start_at for refusal in visit.refusals):
        return Decimal(0)  # another person comes than was agreed: that is not the customer's doing
    share = order.amount if rule.is_of_order else order.amount / len(order.visits)
    return (share * rule.percent / 100).quantize(CENT, ROUND_HALF_UP)


def is_waited_for(visit: Visit, now: datetime, settings: Settings) -> bool:
    """Whether the hour is past and nobody has reported to be there (REQ C5)."""
    late = visit.start_at + timedelta(minutes=settings.arrival_alarm_minutes)
    return late <= now and visit.state in OPEN
