"""Complaints (REQ D): filing once per key, adding to the open one, the deadlines, and the steps of
the desk up to the close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Category,
    Complaint,
    ComplaintState,
    Conversation,
    Order,
    Staff,
)
from bot.services.handoff.cases import close_case, open_case
from bot.services.history import record
from bot.services.numbers import next_number
from bot.services.sending.notices import language_of, notify
from bot.services.trade.working_days import add_working_days
from bot.services.wording import Button, Reply, Wording
from bot.settings import Settings

S = ComplaintState
ALLOWED: dict[ComplaintState, frozenset[ComplaintState]] = {
    S.OPEN: frozenset({S.INVESTIGATING, S.CLOSED}),
    S.INVESTIGATING: frozenset({S.RESOLVED, S.CLOSED}),
    S.RESOLVED: frozenset({S.INVESTIGATING, S.CLOSED}),
    S.CLOSED: frozenset(),
}
"""A customer who does not agree with a result takes the complaint back to the investigation."""
_OPEN = (S.OPEN, S.INVESTIGATING)


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
    open_its_case(session, complaint, conversation, now, settings)
    record(session, "complaint", complaint.id, "filed", actor="customer", now=now, after="open")
    return complaint


def open_its_case(
    session: Session,
    complaint: Complaint,
    conversation: Conversation,
    now: datetime,
    settings: Settings,
    *,
    again: str = "",
) -> Case:
    """The task of a complaint; ``again`` names another one when the first is closed."""
    return open_case(
        session,
        key=f"complaint:{complaint.id}{again}",
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


def add_detail(
    session: Session,
    complaint: Complaint,
    text: str,
    *,
    now: datetime,
    actor: str = "customer",
) -> None:
    """Add what the customer said later; several messages of anger are one complaint."""
    if text in complaint.detail:
        return
    complaint.detail = f"{complaint.detail}\n{text}"
    record(session, "complaint", complaint.id, "added", actor=actor, now=now, reason=text)


def link(session: Session, complaint: Complaint, order: Order, *, now: datetime) -> None:
    """Link a complaint to the order that it is really about."""
    if complaint.order_id == order.id:
        return
    before = complaint.order.number if complaint.order else None
    complaint.order = order
    for case in its_cases(session, complaint):
        case.order_id = order.id
    places = {"before": before, "after": order.number}
    record(session, "complaint", complaint.id, "linked", actor="customer", now=now, **places)
    session.flush()


# -- the steps of the desk --


@dataclass(frozen=True, slots=True)
class Letter:
    """How the result of a complaint is told; the page shows the same text before it goes out."""

    number: str
    seed: int
    language: str

    def text(self, wording: Wording, measure: str, basis: str) -> str:
        """The result with its measure and basis, and the question whether that is right."""
        result = wording.say(
            "utter_complaint_result",
            language=self.language,
            measure=measure.strip(),
            basis=basis.strip(),
        )
        return wording.say(
            "utter_complaint_resolved",
            seed=self.seed,
            language=self.language,
            number=self.number,
            result=result,
        )


def letter(session: Session, complaint_id: int) -> Letter:
    """The letter of a complaint.

    Raises:
        NotFoundError: no such complaint.
    """
    complaint = session.get(Complaint, complaint_id)
    if complaint is None:
        raise NotFoundError("这条投诉已不存在")
    language = language_of(session, complaint.conversation_id)
    return Letter(complaint.number, complaint.id, language)


def investigate(session: Session, complaint_id: int, staff: Staff, *, now: datetime) -> Complaint:
    """Begin to look into a complaint, or once more when the customer does not agree; a case that
    nobody has becomes the agent's.

    Raises:
        NotFoundError: no such complaint.
        ConflictError: it is being looked into, or closed.
    """
    complaint = locked(session, complaint_id)
    move(session, complaint, S.INVESTIGATING, _actor(staff), now)
    for case in its_cases(session, complaint):
        case.owner_id = case.owner_id or staff.id
    return complaint


def resolve(
    session: Session,
    complaint_id: int,
    staff: Staff,
    *,
    measure: str,
    basis: str,
    wording: Wording,
    now: datetime,
) -> Complaint:
    """Settle a complaint: the customer gets measure and basis, and is asked whether that is right.

    Raises:
        NotFoundError: no such complaint.
        ConflictError: measure or basis is missing, or it is not being looked into.
    """
    if not measure.strip() or not basis.strip():
        raise ConflictError("请写明处理措施和处理依据")
    complaint = locked(session, complaint_id)
    reason = f"{measure.strip()}\n{basis.strip()}"
    move(session, complaint, S.RESOLVED, _actor(staff), now, reason)
    told = letter(session, complaint_id)
    text = told.text(wording, measure, basis)
    buttons = verdict_buttons(complaint, wording, told.language)
    reply = Reply(text, buttons)
    _tell(session, complaint, reply, f"resolved:{now.timestamp():.6f}", now, staff)
    if complaint.conversation_id is not None:
        talk = session.get_one(Conversation, complaint.conversation_id)
        talk.first_human_reply_at = talk.first_human_reply_at or now
    return complaint


def close(
    session: Session,
    complaint_id: int,
    staff: Staff,
    reason: str,
    *,
    wording: Wording,
    now: datetime,
) -> Complaint:
    """Close a complaint with its case; the customer is told, the reason stays inside.

    Raises:
        NotFoundError: no such complaint.
        ConflictError: no reason is given, or it is closed already.
    """
    if not reason.strip():
        raise ConflictError("请写明关闭原因")
    complaint = locked(session, complaint_id)
    move(session, complaint, S.CLOSED, _actor(staff), now, reason.strip())
    complaint.closed_at = now
    for case in its_cases(session, complaint):
        close_case(session, case.id, staff, cause=reason, now=now)
    language = language_of(session, complaint.conversation_id)
    text = wording.say(
        "utter_complaint_closed", seed=complaint.id, language=language, number=complaint.number
    )
    _tell(session, complaint, Reply(text), "closed", now)
    return complaint


def verdict_buttons(
    complaint: Complaint, wording: Wording, language: str = "zh"
) -> tuple[Button, ...]:
    """Content, or not; they name their complaint."""
    yes, no = f"verdict:{complaint.id}:yes", f"verdict:{complaint.id}:no"
    return (
        Button(wording.say("utter_button_content", language=language), yes),
        Button(wording.say("utter_button_not_content", language=language), no),
    )


def _actor(staff: Staff) -> str:
    return f"staff:{staff.username}"


def locked(session: Session, complaint_id: int) -> Complaint:
    """The complaint, locked for this transaction and read afresh.

    Raises:
        NotFoundError: no such complaint.
    """
    complaint = session.get(Complaint, complaint_id, with_for_update=True, populate_existing=True)
    if complaint is None:
        raise NotFoundError("这条投诉已不存在")
    return complaint


def move(
    session: Session,
    complaint: Complaint,
    to: ComplaintState,
    actor: str,
    now: datetime,
    reason: str | None = None,
) -> None:
    """Take a complaint one step on, recorded with who and why.

    Raises:
        ConflictError: the steps do not allow it.
    """
    before = S(complaint.state)
    if to not in ALLOWED[before]:
        raise ConflictError(
            f"投诉 {complaint.number} 的状态已经变化，这一步现在不能做，请看最新状态"
        )
    complaint.state = to
    places = {"before": before, "after": to, "reason": reason}
    record(session, "complaint", complaint.id, "moved", actor=actor, now=now, **places)
    session.flush()


def its_cases(session: Session, complaint: Complaint) -> Sequence[Case]:
    """The open cases of a complaint."""
    wanted = (Case.complaint_id == complaint.id, Case.state == CaseState.OPEN)
    return session.scalars(select(Case).where(*wanted)).all()


def _tell(
    session: Session,
    complaint: Complaint,
    reply: Reply,
    what: str,
    now: datetime,
    staff: Staff | None = None,
) -> None:
    notify(
        session,
        reply,
        key=f"complaint:{complaint.id}:{what}",
        conversation_id=complaint.conversation_id,
        customer_id=complaint.customer_id,
        order_id=complaint.order_id,
        staff_id=staff.id if staff else None,
        now=now,
    )
