"""Finding the right worker (REQ C4): hard rules first, then a score that can be explained.

A worker is held for a visit in the booking's own transaction. SQLite serialises writers; on
PostgreSQL the worker's row is locked before the overlap is read again, so nobody is booked twice.
The score and its one line of explanation are services/ranking.py.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.language.when import When
from bot.models import Absence, Service, Visit, VisitState, Worker
from bot.services.dispatch import ranking
from bot.services.dispatch.fitness import is_fit
from bot.settings import Settings

TRAVEL = timedelta(minutes=30)
_STEP = timedelta(minutes=30)
HOLDING = (
    VisitState.CONFIRMED,
    VisitState.ASSIGNED,
    VisitState.ACCEPTED,
    VisitState.UNDER_WAY,
)
"""The states in which a visit keeps its worker busy."""
_DAYS_AHEAD, _A_DAY = 8, timedelta(days=1)


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
    taken = occupied(session, start, end, leave_out=leave_out)
    return [
        worker
        for worker in _skilled(session, service, district)
        if is_fit(worker, service, start, end) and not taken[worker.id]
    ]


def _skilled(session: Session, service: Service, district: str | None) -> list[Worker]:
    """Who does such work in a district, at whatever time."""
    return [
        worker
        for worker in session.scalars(select(Worker).where(Worker.active).order_by(Worker.id))
        if service.code in worker.skills and (district is None or district in worker.areas)
    ]


type Span = tuple[datetime, datetime]


def occupied(
    session: Session,
    start: datetime,
    end: datetime,
    *,
    leave_out: int | None = None,
    worker_id: int | None = None,
) -> dict[int, list[Span]]:
    """When workers cannot be sent, as far as it touches the time: leave, and visits with the
    travel before and after them; of all workers or of one."""
    visits = select(Visit.worker_id, Visit.start_at, Visit.end_at).where(
        Visit.state.in_(HOLDING),
        Visit.worker_id.is_not(None) if worker_id is None else Visit.worker_id == worker_id,
        Visit.start_at < end + TRAVEL,
        Visit.end_at > start - TRAVEL,
        Visit.id != (leave_out or 0),
    )
    leave = select(Absence.worker_id, Absence.start_at, Absence.end_at).where(
        Absence.start_at < end, Absence.end_at > start
    )
    if worker_id is not None:
        leave = leave.where(Absence.worker_id == worker_id)
    found: dict[int, list[Span]] = defaultdict(list)
    for worker, begin, stop in session.execute(visits):
        found[worker or 0].append((begin - TRAVEL, stop + TRAVEL))
    for worker, begin, stop in session.execute(leave):
        found[worker].append((begin, stop))
    return found


def is_free(
    session: Session,
    worker_id: int,
    start: datetime,
    end: datetime,
    *,
    leave_out: int | None = None,
) -> bool:
    """Whether the worker is not away and no visit, travel included, touches the time."""
    return not occupied(session, start, end, leave_out=leave_out, worker_id=worker_id)


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
    when: When | None = None,
    on: Callable[[date], bool] = lambda _: True,
) -> list[datetime]:
    """The nearest starts at which somebody is really free, in order of time (REQ C1).

    Those of them that keep the bounds of ``when``, where it has any, ``on`` days that suit.
    """
    workers = _skilled(session, service, district)
    days = [near + timedelta(days=day) for day in range(_DAYS_AHEAD)]
    taken = occupied(
        session, near - _A_DAY, days[-1] + _A_DAY + length, leave_out=leave_out
    )  # one look for all of them
    every = chain.from_iterable(
        sorted(_starts_of_day(day, length, now, settings), key=lambda moment: abs(moment - near))
        for day in days
        if on(local(day).date())
    )
    has_somebody = (
        start
        for start in every
        if (when is None or when.allows(start, start + length))
        and any(
            is_fit(worker, service, start, start + length)
            and _is_open(taken[worker.id], start, start + length)
            for worker in workers
        )
    )
    return sorted(islice(has_somebody, count))


def _is_open(taken: Sequence[Span], start: datetime, end: datetime) -> bool:
    return not any(begin < end and stop > start for begin, stop in taken)


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
