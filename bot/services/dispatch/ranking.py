"""Who suits a visit best, as a score whose parts can be read in one line (REQ C4)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Call, Order, Refusal, Survey, SurveyState, Visit, VisitState, Worker

KNOWN = Decimal(100)
PER_STAR = Decimal(10)
PER_YEAR, MOST_YEARS = Decimal("0.4"), 10
PER_VISIT = Decimal(-3)
NEAR = Decimal(2)
BAD_SCORE = Decimal(2)
"""A customer who rated a worker so low is not sent the same one again."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A worker with the score and why, such as “服务过该客户 +100；评分 4.9 +49；…”."""

    worker: Worker
    score: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class _Day:
    """How many visits each worker has that day, and where."""

    load: Mapping[int, int]
    districts: Collection[tuple[int, str | None]]


def score(
    session: Session,
    workers: Sequence[Worker],
    *,
    customer_id: int | None,
    district: str | None,
    start: datetime,
    skip: int | None = None,
) -> list[Ranked]:
    """The workers with score and explanation, best first; ``skip`` is the visit to be filled."""
    known = _known(session, customer_id)
    day = _day(session, start, skip)
    ranked = [_ranked(worker, worker.id in known, day, district) for worker in workers]
    return sorted(ranked, key=lambda r: (-r.score, r.worker.id))


def _ranked(worker: Worker, is_known: bool, day: _Day, district: str | None) -> Ranked:
    load = day.load.get(worker.id, 0)
    years = min(worker.years, MOST_YEARS)
    is_near = district is not None and (worker.id, district) in day.districts
    parts: list[tuple[str, Decimal]] = [
        ("服务过该客户", KNOWN * is_known),
        (f"评分 {worker.rating.normalize():f}", worker.rating * PER_STAR),
        (f"经验 {worker.years} 年", PER_YEAR * years),
        (f"当天已有 {load} 单", PER_VISIT * load),
        ("当天就在同区", NEAR * is_near),
    ]
    said = [f"{name} {points.normalize():+f}" for name, points in parts if points]
    return Ranked(worker, sum((points for _, points in parts), Decimal(0)), "；".join(said))


def _day(session: Session, start: datetime, skip: int | None) -> _Day:
    first = datetime.combine(local(start).date(), datetime.min.time(), LOCAL)
    rows = session.execute(
        select(Visit.worker_id, Order.district)
        .join(Visit.order)
        .where(
            Visit.worker_id.is_not(None),
            Visit.state != VisitState.CANCELLED,
            Visit.start_at >= first,
            Visit.start_at < first + timedelta(days=1),
            Visit.id != (skip or 0),
        )
    ).all()
    load = Counter(worker for worker, _ in rows if worker is not None)
    return _Day(load, {(worker, district) for worker, district in rows if worker is not None})


def _known(session: Session, customer_id: int | None) -> set[int]:
    """Who has a visit at this customer, past or to come."""
    if customer_id is None:
        return set()
    visits = (
        select(Visit.worker_id)
        .join(Order)
        .where(
            Order.customer_id == customer_id,
            Visit.worker_id.is_not(None),
            Visit.state != VisitState.CANCELLED,
        )
    )
    return {worker for worker in session.scalars(visits) if worker is not None}


def not_wanted(session: Session, customer_id: int | None) -> set[int]:
    """Whom the customer has rated badly, in the chat or on the phone: a wish that nobody has to say
    twice. Whether one would recommend us (NPS) is not about a worker."""
    if customer_id is None:
        return set()
    written = select(Survey.worker_id, Survey.score).where(
        Survey.customer_id == customer_id,
        Survey.state == SurveyState.ANSWERED,
        Survey.visit_id.is_not(None),
    )
    said = (
        select(Visit.worker_id, Call.score)
        .join(Visit, Visit.id == Call.visit_id)
        .join(Order, Order.id == Visit.order_id)
        .where(Order.customer_id == customer_id)
    )
    rated = [*session.execute(written), *session.execute(said)]
    return {
        w for w, points in rated if w is not None and points is not None and points <= BAD_SCORE
    }


def refused(session: Session, visit_id: int | None, start: datetime) -> set[int]:
    """Who does not do this visit at this time; after a move everybody is asked again."""
    if visit_id is None:
        return set()
    return set(
        session.scalars(
            select(Refusal.worker_id).where(Refusal.visit_id == visit_id, Refusal.start_at == start)
        )
    )
