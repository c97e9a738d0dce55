"""Who could do a visit, for a person who decides (REQ C4): each candidate with one line of why, or
of what stands in the way."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Absence, Visit, VisitState, Worker
from bot.services.dispatch import dispatch, ranking
from bot.services.dispatch.fitness import is_fit
from bot.services.phrasing import deadline

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """A worker with the skill; ``obstacle`` is what a person would have to solve first."""

    worker: Worker
    why: str
    obstacle: str | None

    @property
    def line(self) -> str:
        """“W012 李师傅：评分 4.9 +49（不在服务区域）”."""
        head = f"{self.worker.number} {self.worker.name[:1]}师傅：{self.why or '无加分'}"
        return f"{head}（{self.obstacle}）" if self.obstacle else head


def propose(session: Session, visit: Visit) -> list[Proposal]:
    """Workers with the skill for a visit, those without an obstacle first, each group by score; who
    is only held for it stands among them."""
    order = visit.order
    has_it = visit.worker_id if visit.state != VisitState.CONFIRMED else None
    skilled = [
        worker
        for worker in session.scalars(select(Worker).where(Worker.active))
        if order.service.code in worker.skills and worker.id != has_it
    ]
    scored = ranking.score(
        session,
        skilled,
        customer_id=order.customer_id,
        district=order.district,
        start=visit.start_at,
        skip=visit.id,
    )
    found = [Proposal(r.worker, r.why, _obstacle(session, visit, r.worker)) for r in scored]
    return sorted(found, key=lambda proposal: proposal.obstacle is not None)


def lines(session: Session, visit: Visit) -> list[str]:
    """The best few as lines of a case."""
    return [f"· {proposal.line}" for proposal in propose(session, visit)[:_SHOWN]]


def _obstacle(session: Session, visit: Visit, worker: Worker) -> str | None:
    order = visit.order
    if worker.id in ranking.refused(session, visit.id, visit.start_at):
        return "已表示这一单来不了"
    if worker.id in ranking.not_wanted(session, order.customer_id):
        return "客户给过低分"
    if not is_fit(worker, order.service, visit.start_at, visit.end_at):
        return "那天不上班，或证件不符合"
    if busy := _busy(session, visit, worker):
        return busy
    if order.district is not None and order.district not in worker.areas:
        return f"平时不去{order.district}"
    return None


def _busy(session: Session, visit: Visit, worker: Worker) -> str | None:
    start, end = visit.start_at, visit.end_at
    if dispatch.is_free(session, worker.id, start, end, leave_out=visit.id):
        return None
    away = session.scalar(
        select(Absence.id)
        .where(Absence.worker_id == worker.id, Absence.start_at < end, Absence.end_at > start)
        .limit(1)
    )
    if away is not None:
        return "请假"
    other = session.scalars(
        select(Visit)
        .where(
            Visit.worker_id == worker.id,
            Visit.state.in_(dispatch.HOLDING),
            Visit.start_at < end + dispatch.TRAVEL,
            Visit.end_at > start - dispatch.TRAVEL,
            Visit.id != visit.id,
        )
        .order_by(Visit.start_at)
        .limit(1)
    ).one()
    return f"{deadline(other.start_at)} 有单"
