"""One visit of several, or all that are left, moved or cancelled (REQ C8)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import Order, Visit, VisitState
from bot.services import orders, wish_rules
from bot.settings import Settings


def left(order: Order, since: Visit | None = None) -> list[Visit]:
    """The visits that have not begun, from one of them on."""
    return [
        visit
        for visit in order.visits
        if visit.state in orders.OPEN and (since is None or visit.start_at >= since.start_at)
    ]


def cancel_visit(
    session: Session, visit: Visit, *, actor: str, now: datetime, settings: Settings, reason: str
) -> None:
    """Cancel one visit; the order goes on without it, or ends with the last.

    Raises:
        ConflictError: it has begun or is over.
    """
    order = visit.order
    if visit.state not in orders.OPEN:
        raise ConflictError("这一次服务已经开始或结束，不能取消")
    fee = orders.cancellation_fee(order, now, settings, visit=visit)
    orders.move_visit(
        session, visit, VisitState.CANCELLED, actor=actor, now=now, settings=settings, reason=reason
    )
    orders.let_off(order, 1, fee)


def cancel_rest(
    session: Session, first: Visit, *, actor: str, now: datetime, settings: Settings, reason: str
) -> None:
    """Cancel a visit and those after it.

    Raises:
        ConflictError: nothing of it is left to cancel.
    """
    rest = left(first.order, first)
    if len(rest) == len(left(first.order)):
        return orders.cancel_order(
            session, first.order, actor=actor, now=now, settings=settings, reason=reason
        )
    for visit in rest:
        cancel_visit(session, visit, actor=actor, now=now, settings=settings, reason=reason)
    return None


def move_rest(
    session: Session,
    first: Visit,
    start: datetime,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
) -> list[Visit]:
    """Move a visit to ``start`` and those after it by as much, all of them or none.

    Raises:
        RefusedError: a rule or a full calendar refuses one of them.
        ConflictError: the first has begun or is over.
    """
    by = start - first.start_at
    rest = left(first.order, first)
    if first not in rest:
        raise ConflictError("没有可以改期的服务")
    with session.begin_nested():
        # the far end first, so that no visit runs into the next one of its own order
        for visit in sorted(rest, key=lambda v: v.start_at, reverse=by > timedelta(0)):
            to = visit.start_at + by
            wish_rules.check_day(to.date(), "", now, settings)
            wish_rules.check_start(to, "", now, settings)
            orders.reschedule(
                session, first.order, to, visit=visit, actor=actor, now=now, settings=settings
            )
    return rest
