"""Tasks whose reason is gone: nobody phones about a visit that is cancelled or moved, nor asks what
was answered already (REQ C5, E1)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.language.booking.worker_sex import Sex
from bot.models import Case, Delivery, FollowUpKind, Order, Outbox, Survey, Visit
from bot.services.handoff import cases
from bot.services.order import follow_ups

_TOLD = follow_ups.BEFORE - {FollowUpKind.RELEASED}
_ASKED = {
    FollowUpKind.RATING,
    FollowUpKind.CALLBACK,
    FollowUpKind.CALLBACK_AGAIN,
    FollowUpKind.CALLBACK_PHONE,
}


def visit_changed(
    session: Session, visit: Visit, *, start: datetime, cause: str, now: datetime
) -> None:
    """End the calls about the visit as it was to be at ``start``, and the question who comes. Once
    it should have begun that question stays: somebody has to speak with that customer."""
    about = _calls(session, visit.id, [*_TOLD, "late"])
    if now < start:
        about = or_(about, Case.key.like(f"visit:{visit.id}:worker:%"))
    cases.settle(session, about, cause=cause, now=now)


def order_gone(session: Session, order: Order, *, now: datetime) -> None:
    """End the questions who is sent, of an order of which nothing is left."""
    about = Case.key.in_([wish_key(order.id, sex.name) for sex in Sex])
    cases.settle(session, about, cause="订单已取消", now=now)


def wish_key(order_id: int, wished: str) -> str:
    """The business key of the task to hold who is sent against a wish."""
    return f"order:{order_id}:{wished.lower()}"


def answered(session: Session, survey: Survey, *, now: datetime) -> None:
    """End the calls that would ask a customer what was just answered."""
    about = Case.key == f"survey:{survey.id}:call"
    if survey.visit_id is not None:
        phone = Case.key == f"visit:{survey.visit_id}:phone"
        about = or_(about, phone, _calls(session, survey.visit_id, _ASKED))
    cases.settle(session, about, cause="客户已经回答", now=now)


def _calls(session: Session, visit_id: int, kinds: Iterable[str]) -> ColumnElement[bool]:
    """The calls in place of messages: to who has no chat, and for what was not delivered."""
    keys = [f"visit:{visit_id}:{kind}" for kind in kinds]
    lost = session.scalars(
        select(Outbox.id).where(
            or_(*(Outbox.key.like(f"{key}%") for key in keys)),
            Outbox.state.in_([Delivery.HANDED, Delivery.FAILED]),
        )
    ).all()
    return or_(
        Case.key.in_([f"outbox:{number}" for number in lost]),
        *(Case.key.like(f"{key}%:call") for key in keys),
    )
