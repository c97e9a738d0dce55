"""Corrections of orders with their cause, and the figure they give (REQ C9)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError, RefusedError
from bot.language.contact.phone import find_phones
from bot.language.place.address import find_addresses
from bot.models import History, Order, Staff, VisitState
from bot.services.history import record
from bot.services.order import order_contact
from bot.settings import Settings

_DONE = (VisitState.COMPLETED, VisitState.REVIEWED)
_LONGEST = 300


class Cause(StrEnum):
    """Why an order had to be corrected; only the desk's own errors count against it."""

    DESK = "desk"
    CUSTOMER = "customer"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected: what stands empty stays as it is."""

    cause: Cause
    what: str
    address: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Orders of a span: all that were carried out or corrected, and those with a desk error."""

    orders: int
    desk_errors: int
    by_cause: dict[Cause, int]

    @property
    def percent(self) -> float | None:
        """Orders without a desk error in per cent; None without orders."""
        return None if not self.orders else 100 * (1 - self.desk_errors / self.orders)


def correct(
    session: Session,
    order_id: int,
    staff: Staff,
    correction: Correction,
    *,
    now: datetime,
    settings: Settings,
) -> Order:
    """Correct an order; cause, reason and what stood there before are in the history. A worker who
    knows of it hears of it, and who does not go to a new district is replaced.

    Raises:
        NotFoundError: no such order.
        ConflictError: it says not what was wrong, the phone is none, or nobody goes there.
    """
    if not correction.what.strip():
        raise ConflictError("请写明更正了什么、为什么")
    order = session.get(Order, order_id, with_for_update=True, populate_existing=True)
    if order is None:
        raise NotFoundError("这个订单已不存在")
    actor, changes = f"staff:{staff.username}", _apply(order, correction)
    said = [correction.what.strip()[:_LONGEST], *changes]
    if correction.cause == Cause.DESK or order.correction is None:
        order.correction = correction.cause
    record(
        session,
        "order",
        order.id,
        "corrected",
        actor=actor,
        now=now,
        after=correction.cause,
        reason="；".join(said),
    )
    if changes:
        _pass_on(session, order, actor=actor, now=now, settings=settings)
    session.flush()
    return order


def _pass_on(
    session: Session, order: Order, *, actor: str, now: datetime, settings: Settings
) -> None:
    found = find_addresses(order.address, settings.city)
    district = found[-1].district if found else None
    if district is not None and district != order.district:
        try:
            order_contact.relocate(
                session, order, district, actor=actor, now=now, settings=settings
            )
        except RefusedError as error:
            raise ConflictError(f"那段时间没有人能去{district}，请先和客户另约时间") from error
    order_contact.tell_workers(session, order, now=now, settings=settings)


def _apply(order: Order, correction: Correction) -> list[str]:
    """Change the order; old and new as texts for the sealed history."""
    said: list[str] = []
    if address := correction.address.strip()[:_LONGEST]:
        said.append(f"地址：{order.address} → {address}")
        order.address = address
    if typed := correction.phone.strip():
        found = find_phones(typed)
        if len(found) != 1:
            raise ConflictError("电话号码不完整，请填 11 位手机号或带区号的座机号")
        said.append(f"电话：{order.phone} → {found[0].e164}")
        order.phone = found[0].e164
    if note := correction.note.strip()[:_LONGEST]:
        said.append(f"要求：{order.note or '无'} → {note}")
        order.note = note
    return said


def accuracy(session: Session, since: datetime, until: datetime) -> Accuracy:
    """The orders placed from ``since`` to before ``until`` that were carried out; the causes."""
    counted = (Order.created_at >= since, Order.created_at < until, Order.state.in_(_DONE))
    orders = session.scalar(select(func.count()).select_from(Order).where(*counted)) or 0
    rows = session.execute(
        select(History.after, func.count(Order.id.distinct()))
        .join(Order, Order.id == History.subject_id)
        .where(History.subject == "order", History.action == "corrected", *counted)
        .group_by(History.after)
    )
    by_cause = {Cause(cause): number for cause, number in rows if cause}
    return Accuracy(orders, by_cause.get(Cause.DESK, 0), by_cause)
