"""What the console reads of open cases, with their customer masked (REQ A7, G2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Customer,
    Staff,
)
from bot.services.masks import mask_name, mask_text
from bot.services.screens.desk_views import Mark

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as lists show it."""

    id: int
    number: str
    kind: CaseKind
    priority: str
    subject: str
    opened_at: datetime
    due_at: datetime
    owner: str | None
    customer: str
    conversation_id: int | None


def _open_cases_of(customer_id: int, conversation_id: int) -> ColumnElement[bool]:
    belongs = (Case.customer_id == customer_id) | (Case.conversation_id == conversation_id)
    return belongs & (Case.state == CaseState.OPEN)


def cases_of(session: Session, conversation_id: int) -> list[CaseRow]:
    """The open cases of a conversation and its customer, the most urgent first."""
    customer = session.get_one(Conversation, conversation_id).identity.customer
    return _case_rows(session, _open_cases_of(customer.id, conversation_id), limit=_SHOWN)


def case_marks(session: Session) -> Mark:
    """Which cases are open, and whose they are."""
    wanted = select(Case.id, Case.owner_id, Case.due_at).where(Case.state == CaseState.OPEN)
    return tuple(map(tuple, session.execute(wanted.order_by(Case.due_at, Case.id))))


def open_cases(session: Session, *, limit: int = 200) -> list[CaseRow]:
    """All open cases by due time (REQ A7)."""
    return _case_rows(session, Case.state == CaseState.OPEN, limit=limit)


def _case_rows(session: Session, which: ColumnElement[bool], *, limit: int) -> list[CaseRow]:
    rows = session.execute(
        select(Case, Customer, Staff.display_name)
        .outerjoin(Customer, Case.customer_id == Customer.id)
        .outerjoin(Staff, Case.owner_id == Staff.id)
        .where(which)
        .order_by(Case.due_at, Case.id)
        .limit(limit)
    )
    return [_case_row(case, customer, owner) for case, customer, owner in rows]


def _case_row(case: Case, customer: Customer | None, owner: str | None) -> CaseRow:
    unnamed = f"访客 {customer.id}" if customer else "—"
    return CaseRow(
        id=case.id,
        number=case.number,
        kind=CaseKind(case.kind),
        priority=case.priority,
        subject=mask_text(case.subject),
        opened_at=case.opened_at,
        due_at=case.due_at,
        owner=owner,
        customer=mask_name(customer.name if customer else None, unnamed),
        conversation_id=case.conversation_id,
    )
