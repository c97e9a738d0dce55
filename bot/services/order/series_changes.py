"""Some visits of several, or all that are left, moved or cancelled (REQ C8)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import local
from bot.errors import ConflictError
from bot.models import Order, Visit, VisitState
from bot.services.booking import wish_rules
from bot.services.order import machine, orders, standing
from bot.settings import Settings


def left(order: Order, since: Visit | None = None) -> list[Visit]:
    """The visits that have not begun, from one of them on."""
    return [
        visit
        for visit in order.visits
        if visit.state in machine.OPEN and (since is None or visit.start_at >= since.start_at)
    ]


def days_left(booked: Iterable[Order]) -> frozenset[date]:
    """The days on which somebody is still to come."""
    return frozenset(local(visit.start_at).date() for order in booked for visit in left(order))


def cancel_visit(
    session: Session, visit: Visit, *, actor: str, now: datetime, settings: Settings, reason: str
) -> None:
    """Cancel one visit; the order goes on without it, or ends with the last.

    Raises:
        ConflictError: it has begun or is over.
    """
    order = visit.order
    if visit.state not in machine.OPEN:
        raise ConflictError("这一次服务已经开始或结束，不能取消")
    fee = standing.cancellation_fee(order, now, settings, visit=visit)
    machine.move_visit(
        session, visit, VisitState.CANCELLED, actor=actor, now=now, settings=settings, reason=reason
    )
    orders.let_off(order, 1, fee)


def cancel_visits(
    session: Session,
    visits: Sequence[Visit],
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str,
) -> None:
    """Cancel some visits of an order, or with the last that is left the order.

    Raises:
        ConflictError: one of them has begun or is over.
    """
    order = visits[0].order
    if len(visits) == len(left(order)):
        return orders.cancel_order(
            session, order, actor=actor, now=now, settings=settings, reason=reason
        )
    for visit in visits:
        cancel_visit(session, visit, actor=actor, now=now, settings=settings, reason=reason)
    return None


def move_visits(
    session: Session,
    visits: Sequence[Visit],
    start: datetime,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
) -> None:
    """Move the first of some visits to ``start`` and the others by as much, all of them or none.

    Raises:
        RefusedError: a rule or a full calendar refuses one of them.
        ConflictError: one of them has begun or is over.
    """
    by, order = start - visits[0].start_at, visits[0].order
    change: dict[str, Any] = {"actor": actor, "now": now, "settings": settings}
    if any(visit.state not in machine.OPEN for visit in visits):
        raise ConflictError("没有可以改期的服务")
    with session.begin_nested():
        # the far end first, so that no visit runs into the next one of its own order
        for visit in sorted(visits, key=lambda v: v.start_at, reverse=by > timedelta(0)):
            to = visit.start_at + by
            wish_rules.check_day(to.date(), "", now, settings)
            wish_rules.check_start(to, "", now, settings)
            orders.reschedule(session, order, to, visit=visit, **change)
