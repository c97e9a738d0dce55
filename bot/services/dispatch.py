"""Finding the right worker (REQ C4): hard rules first, then a ranking that can be explained.

A worker is held for a visit in the booking's own transaction. SQLite serialises writers; on
PostgreSQL the worker's row is locked before the overlap is read again, so nobody is booked twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Order, Service, Visit, VisitState, Worker
from bot.settings import Settings

TRAVEL = timedelta(minutes=30)
_STEP = timedelta(minutes=30)


def candidates(
    session: Session,
    service: Service,
    *,
    district: str | None,
    start: datetime,
    end: datetime,
    customer_id: int | None = None,
    leave_out: int | None = None,
) -> list[Worker]:
    """Workers who can come, best first: known to the customer, better rated, more experienced."""
    free = [
        worker
        for worker in session.scalars(select(Worker).where(Worker.active))
        if service.code in worker.skills
        and (district is None or district in worker.areas)
        and is_free(session, worker.id, start, end, leave_out=leave_out)
    ]
    known = _known_workers(session, customer_id)
    return sorted(free, key=lambda w: (w.id not in known, -w.rating, -w.years, w.id))


def is_free(
    session: Session,
    worker_id: int,
    start: datetime,
    end: datetime,
    *,
    leave_out: int | None = None,
) -> bool:
    """Whether no visit of the worker touches the time, travel before and after included."""
    clash = exists().where(
        Visit.worker_id == worker_id,
        Visit.state.not_in([VisitState.CANCELLED, VisitState.COMPLETED, VisitState.REVIEWED]),
        Visit.start_at < end + TRAVEL,
        Visit.end_at > start - TRAVEL,
        Visit.id != (leave_out or 0),
    )
    return not session.scalar(select(clash))


def _known_workers(session: Session, customer_id: int | None) -> set[int]:
    if customer_id is None:
        return set()
    visits = (
        select(Visit.worker_id)
        .join(Order)
        .where(Order.customer_id == customer_id, Visit.worker_id.is_not(None))
    )
    return {worker for worker in session.scalars(visits) if worker is not None}


def reserve(
    session: Session, visit: Visit, service: Service, district: str | None
) -> Worker | None:
    """Hold the best free worker for a visit; None when nobody is free."""
    ranked = candidates(
        session,
        service,
        district=district,
        start=visit.start_at,
        end=visit.end_at,
        customer_id=visit.order.customer_id,
        leave_out=visit.id,
    )
    for worker in ranked:
        if hold(session, visit, worker.id):
            return worker
    return None


def hold(session: Session, visit: Visit, worker_id: int) -> bool:
    """Hold one worker for a visit under the worker's lock; False when somebody was quicker."""
    session.get(Worker, worker_id, with_for_update=True, populate_existing=True)
    if not is_free(session, worker_id, visit.start_at, visit.end_at, leave_out=visit.id):
        return False
    visit.worker_id = worker_id
    session.flush()
    return True


def free_starts(
    session: Session,
    service: Service,
    *,
    district: str | None,
    near: datetime,
    length: timedelta,
    now: datetime,
    settings: Settings,
    leave_out: int | None = None,
    count: int = 3,
) -> list[datetime]:
    """The nearest starts at which somebody is really free, in order of time (REQ C1)."""
    found: list[datetime] = []
    for day in range(8):
        starts = _starts_of_day(near + timedelta(days=day), length, now, settings)
        starts.sort(key=lambda moment: abs(moment - near))
        for start in starts:
            if candidates(
                session,
                service,
                district=district,
                start=start,
                end=start + length,
                leave_out=leave_out,
            ):
                found.append(start)
            if len(found) == count:
                return sorted(found)
    return sorted(found)


def _starts_of_day(
    day: datetime, length: timedelta, now: datetime, settings: Settings
) -> list[datetime]:
    date = local(day).date()
    first = datetime.combine(date, settings.open_from, LOCAL)
    last = datetime.combine(date, settings.open_until, LOCAL) - length
    earliest = now + timedelta(minutes=settings.book_lead_minutes)
    starts: Sequence[datetime] = [
        first + _STEP * step for step in range(int((last - first) / _STEP) + 1)
    ]
    return [start for start in starts if start >= earliest]
