"""What the customer says to the result of a complaint (REQ D7): content, or not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import CaseState, Complaint, ComplaintState, Conversation, History
from bot.services.complaint import complaints
from bot.services.history import record
from bot.services.trade.working_days import add_working_days
from bot.settings import Settings

_REVIEW = "客户不认可处理结果，请主管复核"


@dataclass(frozen=True, slots=True)
class Result:
    """A result that waits for its answer: told at ``since``, with what was decided and why."""

    complaint: Complaint
    since: datetime
    measure: str
    basis: str


def waiting(session: Session, customer_id: int) -> Result | None:
    """The result that the customer has not answered yet, the newest first."""
    complaint = session.scalar(
        select(Complaint)
        .where(Complaint.customer_id == customer_id, Complaint.state == ComplaintState.RESOLVED)
        .order_by(Complaint.id.desc())
        .limit(1)
    )
    told = _told(session, complaint) if complaint else None
    if complaint is None or told is None:
        return None
    measure, _, basis = (told.reason or "").partition("\n")
    return Result(complaint, told.at, measure, basis)


def _told(session: Session, complaint: Complaint) -> History | None:
    return session.scalar(
        select(History)
        .where(
            History.subject == "complaint",
            History.subject_id == complaint.id,
            History.after == ComplaintState.RESOLVED,
        )
        .order_by(History.id.desc())
        .limit(1)
    )


def accept(session: Session, complaint: Complaint, words: str, *, now: datetime) -> None:
    """Close a complaint with its case on the customer's own word."""
    complaints.move(session, complaint, ComplaintState.CLOSED, "customer", now, words)
    complaint.closed_at = now
    for case in complaints.its_cases(session, complaint):
        case.state, case.closed_at, case.cause = CaseState.CLOSED, now, "客户认可处理结果"
        record(session, "case", case.id, "closed", actor="customer", now=now, reason=words)


def reject(
    session: Session,
    complaint: Complaint,
    conversation: Conversation,
    words: str,
    *,
    now: datetime,
    settings: Settings,
) -> datetime:
    """Take a complaint back to the investigation for a supervisor; when the answer is due.

    The deadlines begin anew: those of the first round may be over.
    """
    complaints.move(session, complaint, ComplaintState.INVESTIGATING, "customer", now, words)
    complaints.add_detail(session, complaint, words, now=now)
    complaint.proposal_due_at = now + timedelta(hours=settings.complaint_first_hours)
    complaint.answer_due_at = add_working_days(now, settings.complaint_work_days)
    if complaint.priority == "normal":
        complaint.priority = "high"
    if not complaints.its_cases(session, complaint):
        again = f":again:{now.timestamp():.0f}"
        complaints.open_its_case(session, complaint, conversation, now, settings, again=again)
    for case in complaints.its_cases(session, complaint):
        case.priority, case.due_at = complaint.priority, complaint.proposal_due_at
        case.subject = f"{_REVIEW}：{words[:200]}\n{case.subject}"
    return complaint.proposal_due_at
