"""Finding the right worker (REQ C4): hard rules first, then a score that can be explained.

A worker is held for a visit in the booking's own transaction. SQLite serialises writers; on
PostgreSQL the worker's row is locked before the overlap is read again, so nobody is booked twice.
The score and its one line of explanation are services/ranking.py.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Absence, Service, Visit, VisitState, Worker
from bot.services import ranking
from bot.services.fitness import is_fit
from bot.settings import Settings

TRAVEL = timedelta(minutes=30)
_STEP = timedelta(minutes=30)
OVER = (VisitState.CANCELLED, VisitState.COMPLETED, VisitState.REVIEWED)


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
    """Workers who can come, best first; ``leave_out`` is the visit that is to be filled.

    Left out besides: who has refused this visit at this time, and whom the customer rated badly.
    """
    free = _free(session, service, district, start, end, leave_out)
    not_wanted = ranking.not_wanted(session, customer_id) | ranking.refused(
        session, leave_out, start
    )
    wanted = [worker for worker in free if worker.id not in not_wanted]
    scored = ranking.score(
        session, wanted, customer_id=customer_id, district=district, start=start, skip=leave_out
    )
    return [ranked.worker for ranked in scored]


def _free(
    session: Session,
    service: Service,
    district: str | None,
    start: datetime,
    end: datetime,
    leave_out: int | None,
) -> list[Worker]:
    """Those who pass the hard rules: fit for it, in the area, nothing else to do, not away."""
    return [
        worker
        for worker in session.scalars(select(Worker).where(Worker.active).order_by(Worker.id))
        if is_fit(worker, service, start, end)
        and (district is None or district in worker.areas)
        and is_free(session, worker.id, start, end, leave_out=leave_out)
    ]


def is_free(
    session: Session,
    worker_id: int,
    start: datetime,
    end: datetime,
    *,
    leave_out: int | None = None,
) -> bool:
    """Whether the worker is not away and no visit, travel included, touches the time."""
    clash = exists().where(
        Visit.worker_id == worker_id,
        Visit.state.not_in(OVER),
        Visit.start_at < end + TRAVEL,
        Visit.end_at > start - TRAVEL,
        Visit.id != (leave_out or 0),
    )
    away = exists().where(
        Absence.worker_id == worker_id, Absence.start_at < end, Absence.end_at > start
    )
    return not session.scalar(select(or_(clash, away)))


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
    """Hold one worker for a visit under the worker's lock; False when somebody was quicker, or
    the worker is not fit for it.

    The lock on a worker who turns out to be taken is let go at once: two who look through the
    same workers in different orders do not wait for each other.
    """
    with session.begin_nested() as attempt:
        worker = session.get_one(Worker, worker_id, with_for_update=True, populate_existing=True)
        start, end = visit.start_at, visit.end_at
        is_fitting = is_fit(worker, visit.order.service, start, end)
        if not is_fitting or not is_free(session, worker_id, start, end, leave_out=visit.id):
            attempt.rollback()
            return False
        visit.worker_id = worker_id
        session.flush()
    session.expire(visit, ["worker"])
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
            if _free(session, service, district, start, start + length, leave_out):
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
