"""Visits whose worker cannot come any more (REQ C4, C5): gone, on leave, a certificate over, a
skill or a working day less; whoever changed it, by file, page, command or chat.

The rows themselves are looked at, not the change: whatever stops in between, nothing is missed.
"""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Absence, Order, RefusalKind, Service, Visit, Worker
from bot.services.dispatch import redispatch
from bot.services.dispatch.fitness import is_fit
from bot.services.order import machine
from bot.settings import Settings


def cannot_come(session: Session, now: datetime) -> list[int]:
    """The visits still to come whose worker is not fit for them or away then, the nearest first."""
    workers = {worker.id: worker for worker in session.scalars(select(Worker))}
    services = {service.id: service for service in session.scalars(select(Service))}
    away: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for absence in session.scalars(select(Absence).where(Absence.end_at > now)):
        away[absence.worker_id].append((absence.start_at, absence.end_at))
    rows = session.execute(
        select(Visit.id, Visit.worker_id, Visit.start_at, Visit.end_at, Order.service_id)
        .join(Order)
        .where(Visit.state.in_(machine.OPEN), Visit.worker_id.is_not(None), Visit.start_at > now)
        .order_by(Visit.start_at, Visit.id)
    )
    return [
        visit
        for visit, worker, start, end, service in rows
        if worker is not None
        and (
            not is_fit(workers[worker], services[service], start, end)
            or any(begin < end and stop > start for begin, stop in away[worker])
        )
    ]


def replace(session: Session, visit_id: int, *, now: datetime, settings: Settings) -> bool:
    """Send another to such a visit, or ask a person; False when it is in order after all."""
    visit = machine.locked_visit(session, visit_id)
    worker = visit.worker
    if worker is None or visit.state not in machine.OPEN or visit.start_at <= now:
        return False
    reason = _why(session, visit, worker)
    if reason is None:
        return False
    kind = RefusalKind.TAKEN_AWAY
    redispatch.replace(session, visit, kind, actor="job", now=now, settings=settings, reason=reason)
    return True


def _why(session: Session, visit: Visit, worker: Worker) -> str | None:
    if not worker.active:
        return f"服务人员 {worker.number} 已停用"
    if not is_fit(worker, visit.order.service, visit.start_at, visit.end_at):
        return f"服务人员 {worker.number} 的证件、技能或工作日不再符合"
    away = session.scalar(
        select(Absence.id)
        .where(
            Absence.worker_id == worker.id,
            Absence.start_at < visit.end_at,
            Absence.end_at > visit.start_at,
        )
        .limit(1)
    )
    return f"服务人员 {worker.number} 请假" if away is not None else None
