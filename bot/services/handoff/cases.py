"""Cases (REQ A7): opened once per key, closed by a person with a cause."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import (
    Call,
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Group,
    Staff,
    Survey,
    SurveyState,
    Visit,
    VisitState,
)
from bot.services.history import record
from bot.services.numbers import next_number

_GROUP = {
    CaseKind.COMPLAINT: Group.COMPLAINT,
    CaseKind.LOW_SCORE: Group.COMPLAINT,
    CaseKind.URGENT: Group.COMPLAINT,
    CaseKind.ORDER: Group.ORDER,
}


_UNSETTLED = (
    VisitState.CONFIRMED,
    VisitState.ASSIGNED,
    VisitState.ACCEPTED,
    VisitState.UNDER_WAY,
)


def open_case(
    session: Session,
    *,
    key: str,
    kind: CaseKind,
    subject: str,
    now: datetime,
    due_in: timedelta,
    conversation: Conversation | None = None,
    customer_id: int | None = None,
    order_id: int | None = None,
    complaint_id: int | None = None,
    priority: str = "normal",
) -> Case:
    """Open a case, or give the one that was opened under this key before."""
    known = session.scalar(select(Case).where(Case.key == key))
    if known is not None:
        return known
    case = Case(
        number=next_number(session, "G", now),
        key=key,
        kind=kind,
        priority=priority,
        group=_GROUP.get(kind, Group.GENERAL),
        subject=subject,
        customer_id=customer_id or (conversation.identity.customer_id if conversation else None),
        conversation_id=conversation.id if conversation else None,
        order_id=order_id,
        complaint_id=complaint_id,
        owner_id=conversation.owner_staff_id if conversation else None,
        opened_at=now,
        due_at=now + due_in,
    )
    session.add(case)
    session.flush()
    return case


def open_of_kind(session: Session, conversation_id: int, kind: CaseKind) -> Case | None:
    """The conversation's newest open case of a kind."""
    return session.scalar(
        select(Case)
        .where(
            Case.conversation_id == conversation_id,
            Case.kind == kind,
            Case.state == CaseState.OPEN,
        )
        .order_by(Case.id.desc())
    )


def open_kinds(session: Session, conversation: Conversation) -> set[CaseKind]:
    """The kinds of the conversation's open cases."""
    return set(
        session.scalars(
            select(Case.kind)
            .where(Case.customer_id == conversation.identity.customer_id)
            .where(Case.conversation_id == conversation.id, Case.state == CaseState.OPEN)
            .distinct()
        )
    )


def add_to_case(session: Session, case: Case, text: str) -> None:
    """Add what came later to an open case, once."""
    if text not in case.subject:
        case.subject = f"{case.subject}\n{text}"
        session.flush()


def close_case(session: Session, case_id: int, staff: Staff, *, cause: str, now: datetime) -> Case:
    """Close a case with what was done.

    Raises:
        ConflictError: it is closed already, no cause is given, its visit is left in the air, or
        the call that it asks for stands nowhere.
    """
    case = session.get_one(Case, case_id, with_for_update=True)
    if case.state == CaseState.CLOSED:
        raise ConflictError(f"工单 {case.number} 已经关闭")
    if not cause.strip():
        raise ConflictError("请写明处理结果再关闭工单")
    if _is_uncalled(session, case):
        raise ConflictError("这是电话回访，请先在“回访”页登记通话结果，再关闭工单")
    if _is_left_open(session, case, now):
        raise ConflictError("这次服务的时间已过，请先登记完成或取消，再关闭工单")
    case.state, case.closed_at, case.cause = CaseState.CLOSED, now, cause.strip()
    case.owner_id = case.owner_id or staff.id
    record(
        session, "case", case.id, "closed", actor=f"staff:{staff.username}", now=now, reason=cause
    )
    return case


def settle(
    session: Session,
    about: ColumnElement[bool],
    *,
    cause: str,
    now: datetime,
    actor: str = "job",
) -> None:
    """Close the open cases ``about`` something that is done, without a person."""
    found = select(Case).where(about, Case.state == CaseState.OPEN).order_by(Case.id)
    for case in session.scalars(found.with_for_update()):
        case.state, case.closed_at, case.cause = CaseState.CLOSED, now, cause
        record(session, "case", case.id, "closed", actor=actor, now=now, reason=cause)
    session.flush()


def _is_uncalled(session: Session, case: Case) -> bool:
    """Whether the case is the call after a visit (``visit:7:phone``), and neither a call nor an
    answer of the customer is on record: the board would go on showing it as due (REQ E1)."""
    about = case.key.split(":")
    if about[0] != "visit" or about[2:] != ["phone"]:
        return False
    visit_id = int(about[1])
    called = select(Call.id).where(Call.visit_id == visit_id, Call.quarter.is_(None))
    answered = select(Survey.id).where(
        Survey.visit_id == visit_id, Survey.state == SurveyState.ANSWERED
    )
    return not (session.scalar(called.limit(1)) or session.scalar(answered.limit(1)))


def _is_left_open(session: Session, case: Case, now: datetime) -> bool:
    """Whether the case is about who comes to a visit (``visit:7:worker:1``) that is over by the
    clock and not on record: nobody would ask that customer how it was (REQ E1)."""
    about = case.key.split(":")
    if about[0] != "visit" or about[2] != "worker":
        return False
    visit = session.get(Visit, int(about[1]))
    return visit is not None and visit.end_at <= now and visit.state in _UNSETTLED
