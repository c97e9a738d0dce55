"""The state machine of REQ C3 for orders and visits: its steps, and what each makes due."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.errors import ConflictError, NotFoundError
from bot.models import Order, Visit, VisitState
from bot.services.history import record
from bot.services.order import follow_ups, moot
from bot.services.trade import rhythm
from bot.settings import Settings

S = VisitState
ALLOWED: dict[VisitState, frozenset[VisitState]] = {
    S.DRAFT: frozenset({S.CONFIRMED, S.CANCELLED}),
    S.CONFIRMED: frozenset({S.ASSIGNED, S.CANCELLED}),
    S.ASSIGNED: frozenset({S.CONFIRMED, S.ACCEPTED, S.CANCELLED}),
    S.ACCEPTED: frozenset({S.CONFIRMED, S.UNDER_WAY, S.CANCELLED}),
    S.UNDER_WAY: frozenset({S.COMPLETED}),
    S.COMPLETED: frozenset({S.REVIEWED}),
    S.REVIEWED: frozenset(),
    S.CANCELLED: frozenset(),
}
OPEN = (S.CONFIRMED, S.ASSIGNED, S.ACCEPTED)
EARLY = timedelta(hours=2)
_COURSE = (S.DRAFT, S.CONFIRMED, S.ASSIGNED, S.ACCEPTED, S.UNDER_WAY, S.COMPLETED, S.REVIEWED)


def locked_visit(session: Session, visit_id: int) -> Visit:
    """The visit, read afresh under the lock of its order, under which all its changes are made.

    Raises:
        NotFoundError: no such visit.
    """
    order_id = session.scalar(select(Visit.order_id).where(Visit.id == visit_id))
    if order_id is None:
        raise NotFoundError("这次服务已不存在")
    session.get(Order, order_id, with_for_update=True, populate_existing=True)
    return session.get_one(Visit, visit_id, populate_existing=True)


def move_visit(
    session: Session,
    visit: Visit,
    to: VisitState,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str | None = None,
) -> None:
    """Take a visit, and the order with its last visit, one step on; what was planned follows.

    Raises:
        ConflictError: the state machine has no such step, or it is too early for it.
    """
    _check_step(visit, to)
    _check_time(visit, to, now)
    _step(session, visit, to, actor=actor, now=now, settings=settings, reason=reason)


def _check_step(visit: Visit, to: VisitState) -> None:
    if to not in ALLOWED[VisitState(visit.state)]:
        raise ConflictError(f"状态不能从“{visit.state}”变为“{to}”")


def _check_time(visit: Visit, to: VisitState, now: datetime) -> None:
    """Nobody arrives long before the time, and nothing is done before it began (REQ C3)."""
    start = f"{local(visit.start_at):%m月%d日 %H:%M}"
    if to == S.UNDER_WAY and now < visit.start_at - EARLY:
        raise ConflictError(f"这次服务 {start} 才开始，还不能登记到达")
    if to == S.COMPLETED and now < visit.start_at:
        raise ConflictError(f"这次服务 {start} 才开始，还不能登记完成")


def _step(
    session: Session,
    visit: Visit,
    to: VisitState,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str | None = None,
) -> None:
    _check_step(visit, to)
    before = VisitState(visit.state)
    visit.state = to
    record(
        session,
        "visit",
        visit.id,
        "moved",
        actor=actor,
        now=now,
        before=before,
        after=to,
        reason=reason,
    )
    follow_ups.settle(session, visit, to)
    _plan_after(session, visit, before, now=now, settings=settings)
    _follow_order(session, visit.order, actor=actor, now=now)


def _plan_after(
    session: Session, visit: Visit, before: VisitState, *, now: datetime, settings: Settings
) -> None:
    """What a step makes due."""
    to = visit.state
    if to == S.ASSIGNED:
        follow_ups.schedule_offer(session, visit, now=now, settings=settings)
    if to == S.COMPLETED:
        visit.completed_at = now
    if to == S.CANCELLED:
        follow_ups.withdraw(session, visit.id, reason="cancelled")
        moot.visit_changed(session, visit, start=visit.start_at, cause="服务已取消", now=now)
        if visit.worker_id is not None:
            agreed = before == S.ACCEPTED
            follow_ups.release_worker(session, visit, visit.worker_id, agreed=agreed, now=now)
    if to in (S.COMPLETED, S.CANCELLED) and (asking := rhythm.to_ask_about(visit)):
        follow_ups.schedule_after_service(session, *asking, done_at=now, settings=settings)


def _follow_order(session: Session, order: Order, *, actor: str, now: datetime) -> None:
    """The order is where its least advanced visit is that was not cancelled."""
    alive = [VisitState(v.state) for v in order.visits if v.state != S.CANCELLED]
    state = min(alive, key=_COURSE.index) if alive else S.CANCELLED
    if state != order.state:
        record(
            session,
            "order",
            order.id,
            "moved",
            actor=actor,
            now=now,
            before=str(order.state),
            after=state,
        )
        order.state = state
        if state == S.CANCELLED:
            moot.order_gone(session, order, now=now)
    session.flush()


def advance_to(
    session: Session, visit: Visit, to: VisitState, *, actor: str, now: datetime, settings: Settings
) -> None:
    """Walk a visit along the usual course up to ``to``, every step recorded; the clock is not
    asked, since it is for what was done elsewhere and is only noted here.

    Raises:
        ConflictError: ``to`` lies behind, or the visit is cancelled.
    """
    if to == S.CANCELLED:
        return _step(session, visit, to, actor=actor, now=now, settings=settings)
    if visit.state == S.CANCELLED or _COURSE.index(to) < _COURSE.index(VisitState(visit.state)):
        raise ConflictError(f"状态不能从“{visit.state}”变为“{to}”")
    while visit.state != to:
        step = _COURSE[_COURSE.index(VisitState(visit.state)) + 1]
        _step(session, visit, step, actor=actor, now=now, settings=settings)
    return None
