"""A customer's orders as they stand: what is open, was had or cancelled; what cancelling costs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Order, Visit, VisitState, Worker
from bot.services.order.machine import OPEN
from bot.services.trade import catalogue
from bot.services.trade.catalogue import CENT
from bot.settings import Settings

S = VisitState


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
