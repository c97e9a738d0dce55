"""What an agent does with an order (REQ C3, C8): a visit one step on, the whole order cancelled."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import Order, RefusalKind, Staff, Visit, VisitState
from bot.services import phrasing
from bot.services.dispatch import dispatch, redispatch
from bot.services.order import follow_ups, machine, orders, series_changes, standing
from bot.services.sending.notices import language_of, notify
from bot.services.trade import catalogue
from bot.services.wording import Reply, Wording
from bot.settings import Settings

_BY_HAND = (
    VisitState.ASSIGNED,
    VisitState.ACCEPTED,
    VisitState.UNDER_WAY,
    VisitState.COMPLETED,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a cancellation now means."""

    number: str
    service: str
    rule: str
    fee: Decimal
    visit_at: datetime | None = None


def steps_from(state: VisitState) -> list[VisitState]:
    """The steps that an agent may take next; the rest is the customer's, or a cancellation."""
    return [step for step in _BY_HAND if step in machine.ALLOWED[state]]


def advance_visit(
    session: Session,
    visit_id: int,
    staff: Staff,
    to: VisitState,
    *,
    now: datetime,
    settings: Settings,
) -> bool:
    """Take a visit one step on; False when it is there already (a double click).

    Raises:
        NotFoundError: no such visit.
        ConflictError: the visit stands elsewhere now, or nobody is held for it.
    """
    visit = machine.locked_visit(session, visit_id)
    if visit.state == to:
        return False
    if to not in steps_from(VisitState(visit.state)):
        raise ConflictError("这次服务的状态已经变化，这一步现在不能做，请看最新状态")
    if visit.worker_id is None:
        raise ConflictError("这次服务还没有派人，请先安排服务人员")
    actor = f"staff:{staff.username}"
    machine.move_visit(session, visit, to, actor=actor, now=now, settings=settings)
    return True


def assign_worker(
    session: Session,
    visit_id: int,
    worker_id: int,
    staff: Staff,
    *,
    seen: int | None,
    now: datetime,
    settings: Settings,
) -> None:
    """Give a visit to a worker of the agent's choice; the one before, the new one and the customer
    are told. ``seen`` is the worker whom the agent saw there.

    Raises:
        NotFoundError: no such visit.
        ConflictError: it has begun or is over, somebody else was sent in the meantime, or the
            worker is not free then.
    """
    visit = machine.locked_visit(session, visit_id)
    if visit.state not in machine.OPEN:
        raise ConflictError("这次服务已经开始或结束，不能再换人")
    actor, before = f"staff:{staff.username}", visit.worker_id
    is_held = visit.state == VisitState.CONFIRMED
    if before == worker_id and not is_held:
        return
    if before != seen:
        raise ConflictError("刚才已经换了人，请看最新安排后再决定")
    if before is not None and not is_held:
        _take_from(session, visit, before, actor, now=now, settings=settings)
    if not dispatch.hold(session, visit, worker_id):
        raise ConflictError("这位服务人员这段时间已有安排，请换一位")
    if visit.refusals:
        redispatch.give(session, visit, actor=actor, now=now, settings=settings)
    else:  # nobody was told of another one
        to = VisitState.ASSIGNED
        machine.move_visit(session, visit, to, actor=actor, now=now, settings=settings)
    redispatch.settle(session, visit, staff, now=now)


def _take_from(
    session: Session,
    visit: Visit,
    worker_id: int,
    actor: str,
    *,
    now: datetime,
    settings: Settings,
) -> None:
    agreed = visit.state == VisitState.ACCEPTED
    kind = RefusalKind.TAKEN_AWAY
    redispatch.note_refusal(session, visit, kind, now=now, reason=None)
    redispatch.take_away(session, visit, actor=actor, now=now, settings=settings, reason="换人")
    follow_ups.release_worker(session, visit, worker_id, agreed=agreed, now=now)


def cancellation_terms(
    session: Session,
    order_id: int,
    *,
    now: datetime,
    settings: Settings,
    visit_id: int | None = None,
) -> Terms:
    """The rule and the fee, to be read before an order or one visit of it is cancelled."""
    order = session.get_one(Order, order_id)
    visit = session.get_one(Visit, visit_id) if visit_id is not None else None
    fee = standing.cancellation_fee(order, now, settings, visit=visit)
    when = visit.start_at if visit else None
    return Terms(order.number, order.service.name, order.service.cancellation, fee, when)


def cancel(
    session: Session,
    order_id: int,
    staff: Staff,
    reason: str,
    *,
    wording: Wording,
    now: datetime,
    settings: Settings,
) -> Order:
    """Cancel what has not begun and tell the customer; reason and fee are in the history.

    Raises:
        NotFoundError: no such order.
        ConflictError: no reason is given, or the service has begun or is over.
    """
    given = _given(reason)
    order = _locked_order(session, order_id)
    fee = standing.cancellation_fee(order, now, settings)
    why = _with_fee(given, fee)
    actor = f"staff:{staff.username}"
    orders.cancel_order(session, order, actor=actor, now=now, settings=settings, reason=why)
    _tell_cancelled(session, order, wording, now)
    return order


def cancel_visit(
    session: Session,
    visit_id: int,
    staff: Staff,
    reason: str,
    *,
    wording: Wording,
    now: datetime,
    settings: Settings,
) -> Order:
    """Cancel one visit of several and tell the customer; the last one ends the order.

    Raises:
        NotFoundError: no such visit.
        ConflictError: no reason is given, or it has begun or is over.
    """
    given = _given(reason)
    visit = machine.locked_visit(session, visit_id)
    order, fee = visit.order, standing.cancellation_fee(visit.order, now, settings, visit=visit)
    if len(series_changes.left(order)) == 1:
        return cancel(session, order.id, staff, reason, wording=wording, now=now, settings=settings)
    series_changes.cancel_visit(
        session,
        visit,
        actor=f"staff:{staff.username}",
        now=now,
        settings=settings,
        reason=_with_fee(given, fee),
    )
    language = language_of(session, order.conversation_id)
    when = phrasing.moment(visit.start_at, now, language)
    text = wording.say(
        "utter_visit_cancelled", seed=visit.id, language=language, number=order.number, when=when
    )
    _notify(session, order, text, f"visit:{visit.id}:cancelled", now)
    return order


def _given(reason: str) -> str:
    if not reason.strip():
        raise ConflictError("请写明取消原因")
    return reason.strip()


def _with_fee(reason: str, fee: Decimal) -> str:
    return f"{reason}（按规则取消费 {catalogue.money(fee)} 元）"


def _tell_cancelled(session: Session, order: Order, wording: Wording, now: datetime) -> None:
    language = language_of(session, order.conversation_id)
    text = wording.say("utter_cancelled", seed=order.id, language=language, number=order.number)
    _notify(session, order, text, f"order:{order.id}:cancelled", now)


def _notify(session: Session, order: Order, text: str, key: str, now: datetime) -> None:
    notify(
        session,
        Reply(text),
        key=key,
        conversation_id=order.conversation_id,
        customer_id=order.customer_id,
        order_id=order.id,
        now=now,
    )


def _locked_order(session: Session, order_id: int) -> Order:
    order = session.get(Order, order_id, with_for_update=True, populate_existing=True)
    if order is None:
        raise NotFoundError("这个订单已不存在")
    return order
