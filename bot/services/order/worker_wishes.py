"""Wishes about who comes that no calendar can settle: a person sees to them (REQ C4)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.language.booking.worker_sex import Sex
from bot.models import CaseKind, Conversation, Order
from bot.services.handoff.cases import open_case
from bot.services.order import moot, standing
from bot.settings import Settings

_BEFORE_THE_VISIT = timedelta(hours=3)
_SOON = timedelta(minutes=30)


def said_in(note: str | None) -> Sex | None:
    """The wish that a note of an order holds."""
    return next((sex for sex in Sex if sex in (note or "")), None)


def hand_on(session: Session, order: Order, *, now: datetime, settings: Settings) -> bool:
    """A task for the order group to hold who is sent against the wish, once for each wish; whether
    there is any. Nobody's sex is on record, so dispatch cannot do it."""
    wished, visit = said_in(order.note), standing.next_visit(order)
    if wished is None or visit is None:
        return False
    due_in = min(
        timedelta(hours=settings.case_first_hours),
        max(visit.start_at - now - _BEFORE_THE_VISIT, _SOON),
    )
    open_case(
        session,
        key=moot.wish_key(order.id, wished.name),
        kind=CaseKind.ORDER,
        subject=f"订单 {order.number}：客户要求{wished}，请核对派单；安排不了先和客户商量",
        now=now,
        due_in=due_in,
        conversation=session.get(Conversation, order.conversation_id or 0),
        customer_id=order.customer_id,
        order_id=order.id,
    )
    return True
