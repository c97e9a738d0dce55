"""Complaints (REQ D): filing once per key, adding to the open one, the deadlines."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import (
    Case,
    CaseKind,
    Category,
    Complaint,
    ComplaintState,
    Conversation,
    Order,
)
from bot.services.cases import open_case
from bot.services.history import record
from bot.services.numbers import next_number
from bot.services.working_days import add_working_days
from bot.settings import Settings

_OPEN = (ComplaintState.OPEN, ComplaintState.INVESTIGATING)


def file_complaint(
    session: Session,
    *,
    conversation: Conversation,
    category: Category,
    detail: str,
    contact: str | None,
    order: Order | None,
    priority: str,
    request_key: str,
    now: datetime,
    settings: Settings,
) -> Complaint:
    """Store a complaint with number, deadlines and its case; once per key (REQ D4)."""
    known = session.scalar(select(Complaint).where(Complaint.request_key == request_key))
    if known is not None:
        return known
    complaint = Complaint(
        number=next_number(session, "T", now),
        request_key=request_key,
        customer_id=conversation.identity.customer_id,
        conversation_id=conversation.id,
        order_id=order.id if order else None,
        category=category,
        priority=priority,
        detail=detail,
        contact=contact,
        created_at=now,
        proposal_due_at=now + timedelta(hours=settings.complaint_first_hours),
        answer_due_at=add_working_days(now, settings.complaint_work_days),
    )
    session.add(complaint)
    session.flush()
    _open_its_case(session, complaint, conversation, now, settings)
    record(session, "complaint", complaint.id, "filed", actor="customer", now=now, after="open")
    return complaint


def _open_its_case(
    session: Session,
    complaint: Complaint,
    conversation: Conversation,
    now: datetime,
    settings: Settings,
) -> Case:
    return open_case(
        session,
        key=f"complaint:{complaint.id}",
        kind=CaseKind.COMPLAINT,
        subject=complaint.detail[:200],
        now=now,
        due_in=timedelta(hours=settings.complaint_first_hours),
        conversation=conversation,
        order_id=complaint.order_id,
        complaint_id=complaint.id,
        priority=complaint.priority,
    )


def open_complaint(session: Session, customer_id: int) -> Complaint | None:
    """The customer's newest complaint that is not settled."""
    return session.scalar(
        select(Complaint)
        .where(Complaint.customer_id == customer_id, Complaint.state.in_(_OPEN))
        .order_by(Complaint.id.desc())
    )


def add_detail(session: Session, complaint: Complaint, text: str, *, now: datetime) -> None:
    """Add what the customer said later; several messages of anger are one complaint."""
    if text in complaint.detail:
        return
    complaint.detail = f"{complaint.detail}\n{text}"
    record(session, "complaint", complaint.id, "added", actor="customer", now=now, reason=text)
