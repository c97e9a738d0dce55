"""When a worker does not come after all (REQ C4, C5): another one, or a person with candidates."""

import itertools
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Refusal,
    RefusalKind,
    Staff,
    Visit,
    VisitState,
    Worker,
)
from bot.services.dispatch import dispatch, proposals
from bot.services.handoff.cases import add_to_case, close_case, open_case
from bot.services.order import follow_ups, machine
from bot.services.phrasing import deadline
from bot.settings import Settings

_GIVEN = (VisitState.ASSIGNED, VisitState.ACCEPTED)
_WITHIN = timedelta(hours=2)
_SOON = timedelta(hours=24)
TO_BE_CHOSEN = "请选派服务人员"


def replace(
    session: Session,
    visit: Visit,
    kind: RefusalKind,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str | None = None,
) -> Worker | None:
    """Take a visit from its worker and give it to the best other one; None when nobody is free, or
    a person is to choose.

    The new worker gets an offer, the customer is told, both as follow-ups of this transaction; with
    nobody free a person gets the ranked candidates. The caller has locked the visit.
    """
    assert visit.worker_id is not None
    before, agreed = visit.worker_id, visit.state == VisitState.ACCEPTED
    note_refusal(session, visit, kind, now=now, reason=reason)
    take_away(session, visit, actor=actor, now=now, settings=settings, reason=reason)
    if kind == RefusalKind.TAKEN_AWAY:
        follow_ups.release_worker(session, visit, before, agreed=agreed, now=now)
    other = dispatch.reserve(session, visit, visit.order.service, visit.order.district)
    if other is None:
        why = reason or {RefusalKind.DECLINED: "服务人员不接"}.get(kind, "服务人员来不了")
        ask_person(session, visit, f"{why}，没有人有空", now=now)
        return None
    if settings.dispatch == "proposed":
        ask_person(session, visit, f"{reason or '服务人员来不了'}，{TO_BE_CHOSEN}", now=now)
        return None
    give(session, visit, actor=actor, now=now, settings=settings)
    return other


def note_refusal(
    session: Session, visit: Visit, kind: RefusalKind, *, now: datetime, reason: str | None
) -> Refusal:
    """Keep that this worker does not do this visit at this time."""
    assert visit.worker_id is not None
    refusal = Refusal(
        visit_id=visit.id,
        worker_id=visit.worker_id,
        kind=kind,
        start_at=visit.start_at,
        reason=reason,
        at=now,
    )
    session.add(refusal)
    session.flush()
    session.expire(visit, ["refusals"])
    return refusal


def take_away(
    session: Session,
    visit: Visit,
    *,
    actor: str,
    now: datetime,
    settings: Settings,
    reason: str | None,
) -> None:
    """The visit waits for a worker again."""
    if visit.state in _GIVEN:
        machine.move_visit(
            session,
            visit,
            VisitState.CONFIRMED,
            actor=actor,
            now=now,
            settings=settings,
            reason=reason,
        )
    follow_ups.withdraw(
        session, visit.id, reason="the worker is another", kinds=follow_ups.OF_WORKER
    )
    visit.worker_id = None
    session.flush()
    session.expire(visit, ["worker"])


def is_asked(session: Session, visit: Visit) -> bool:
    """Whether a person is deciding who comes."""
    return _place(session, visit)[0] is not None


def settle(session: Session, visit: Visit, staff: Staff, *, now: datetime) -> None:
    """Close the case about who comes, since a person has decided."""
    case, _ = _place(session, visit)
    if case is not None and visit.worker is not None:
        cause = f"已选派 {visit.worker.number}"
        close_case(session, case.id, staff, cause=cause, now=now)


def give(session: Session, visit: Visit, *, actor: str, now: datetime, settings: Settings) -> None:
    """Offer a visit to the worker now held for it, and tell the customer."""
    machine.move_visit(session, visit, VisitState.ASSIGNED, actor=actor, now=now, settings=settings)
    follow_ups.schedule_replaced(session, visit, now=now, settings=settings)


def ask_person(
    session: Session,
    visit: Visit,
    why: str,
    *,
    now: datetime,
    priority: str | None = None,
    with_candidates: bool = True,
) -> Case:
    """One open case per visit about who comes; what happens meanwhile is added to it."""
    order = visit.order
    lines = proposals.lines(session, visit) if with_candidates else []
    about = f"订单 {order.number} {order.service.name} {deadline(visit.start_at)}"
    subject = "\n".join([f"{about}：{why}", *lines])
    known, key = _place(session, visit)
    if known is not None:
        add_to_case(session, known, subject)
        return known
    near = visit.start_at - now < _SOON
    return open_case(
        session,
        key=key,
        kind=CaseKind.ORDER,
        subject=subject,
        now=now,
        due_in=max(timedelta(minutes=10), min(_WITHIN, (visit.start_at - now) / 2)),
        customer_id=order.customer_id,
        order_id=order.id,
        priority=priority or ("high" if near else "normal"),
    )


def _place(session: Session, visit: Visit) -> tuple[Case | None, str]:
    """The open case about who comes, or none and the key for a new one."""
    for number in itertools.count(1):
        key = f"visit:{visit.id}:worker:{number}"
        case = session.scalar(select(Case).where(Case.key == key))
        if case is None or case.state == CaseState.OPEN:
            return case, key
    raise AssertionError("there is always another number")
