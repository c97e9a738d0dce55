"""What of a booked order becomes another: address, phone, wishes (REQ C8, C9)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import ConflictError, RefusedError
from bot.models import Order, Visit, VisitState
from bot.services.dispatch import dispatch
from bot.services.history import record
from bot.services.order import follow_ups, machine, standing, worker_wishes
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Contact:
    """What is to be another: ``address`` with its ``district``, ``phone`` (E.164); None: kept."""

    address: str | None = None
    district: str | None = None
    phone: str | None = None


def change(
    session: Session,
    order: Order,
    contact: Contact,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
) -> None:
    """Change where the visits that have not begun are, and whom to call; all of it or nothing.

    A visit whose worker does not go there gets another one; who had agreed to come is asked again.

    Raises:
        ConflictError: the service has begun or is over.
        RefusedError: nobody who goes there is free then (``nobody_free``).
    """
    if standing.next_visit(order) is None:
        raise ConflictError("服务已经开始或结束，不能再改地址和电话")
    before = f"{order.address}，{order.phone}"
    with session.begin_nested():
        order.phone = contact.phone or order.phone
        if contact.address and contact.address != order.address:
            order.address, order.district = contact.address, contact.district
            session.flush()
            for visit in order.visits:
                if visit.state in machine.OPEN:
                    _send_there(session, visit, actor=actor, now=now, settings=settings)
        tell_workers(session, order, now=now, settings=settings)
    why = f"{before} → {order.address}，{order.phone}"
    record(session, "order", order.id, "contact", actor=actor, now=now, reason=why)


def add_remark(
    session: Session, order: Order, remark: str, *, actor: str, now: datetime, settings: Settings
) -> None:
    """Note what a customer asks for besides, once, and pass it on."""
    if remark in (order.note or ""):
        return
    order.note = f"{order.note}；{remark}" if order.note else remark
    record(session, "order", order.id, "remark", actor=actor, now=now, reason=remark)
    worker_wishes.hand_on(session, order, now=now, settings=settings)
    tell_workers(session, order, now=now, settings=settings)


def tell_workers(session: Session, order: Order, *, now: datetime, settings: Settings) -> None:
    """Whoever knows of a visit to come hears of it anew."""
    for visit in order.visits:
        if visit.state in (VisitState.ASSIGNED, VisitState.ACCEPTED):
            follow_ups.schedule_changed(session, visit, now=now, settings=settings)


def relocate(
    session: Session, order: Order, district: str, *, actor: str, now: datetime, settings: Settings
) -> None:
    """The order is in another district: who does not go there is replaced.

    Raises:
        RefusedError: nobody who goes there is free then (``nobody_free``).
    """
    order.district = district
    session.flush()
    for visit in order.visits:
        worker = visit.worker
        if visit.state in machine.OPEN and (worker is None or district not in worker.areas):
            _send_there(session, visit, actor=actor, now=now, settings=settings)


def _send_there(
    session: Session, visit: Visit, *, actor: str, now: datetime, settings: Settings
) -> None:
    order, worker, agreed = visit.order, visit.worker, visit.state == VisitState.ACCEPTED
    goes = worker is not None and (order.district is None or order.district in worker.areas)
    if visit.state != VisitState.CONFIRMED:
        machine.move_visit(
            session, visit, VisitState.CONFIRMED, actor=actor, now=now, settings=settings
        )
    if goes:
        return
    visit.worker_id = None
    session.flush()
    session.expire(visit, ["worker"])
    if dispatch.reserve(session, visit, order.service, order.district) is None:
        raise RefusedError("nobody_free", when="")
    if worker is not None and worker.id != visit.worker_id:
        follow_ups.release_worker(session, visit, worker.id, agreed=agreed, now=now)
