"""What the customer says to the result of a complaint (REQ D7)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Case, CaseState, Complaint, ComplaintState, Conversation, History
from bot.services.complaint import complaint_answers, complaints
from bot.services.handoff.cases import close_case
from bot.services.wording import load_wording
from bot.settings import Settings
from tests.factories import NOW, complain, make_conversation, make_staff

LATER = NOW + timedelta(days=4)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened


@pytest.fixture
def complaint(session: Session, settings: Settings) -> Complaint:
    """A complaint whose result was told."""
    complaint = complain(session, make_conversation(session), settings)
    staff = make_staff(session)
    complaints.investigate(session, complaint.id, staff, now=NOW)
    said = {"measure": "返工一次", "basis": "现场照片"}
    wording = load_wording(settings)
    complaints.resolve(session, complaint.id, staff, **said, wording=wording, now=NOW)
    return complaint


def talk(session: Session, complaint: Complaint) -> Conversation:
    return session.get_one(Conversation, complaint.conversation_id)


def test_a_told_result_waits_for_its_answer(session: Session, complaint: Complaint) -> None:
    told = complaint_answers.waiting(session, complaint.customer_id)
    assert told is not None
    assert (told.complaint, told.measure, told.basis) == (complaint, "返工一次", "现场照片")
    assert complaint_answers.waiting(session, complaint.customer_id + 1) is None


def test_content_closes_the_complaint_and_its_case_for_the_customer(
    session: Session, complaint: Complaint
) -> None:
    complaint_answers.accept(session, complaint, "行吧就这样", now=LATER)
    case = session.scalars(select(Case)).one()
    assert (complaint.state, complaint.closed_at) == (ComplaintState.CLOSED, LATER)
    assert (case.state, case.closed_at) == (CaseState.CLOSED, LATER)
    moved = session.scalars(select(History).where(History.after == "closed")).one()
    assert (moved.actor, moved.reason) == ("customer", "行吧就这样")
    assert complaint_answers.waiting(session, complaint.customer_id) is None


def test_not_content_goes_back_with_new_deadlines_and_weight(
    session: Session, complaint: Complaint, settings: Settings
) -> None:
    due = complaint_answers.reject(
        session, complaint, talk(session, complaint), "还是不行", now=LATER, settings=settings
    )
    case = session.scalars(select(Case)).one()
    assert complaint.state == ComplaintState.INVESTIGATING
    assert "还是不行" in complaint.detail
    assert complaint.proposal_due_at == due == LATER + timedelta(hours=24)
    assert complaint.answer_due_at > LATER + timedelta(days=2)
    assert (complaint.priority, case.priority, case.due_at) == ("high", "high", due)
    assert "还是不行" in case.subject


def test_a_case_that_was_closed_already_gets_a_new_one(
    session: Session, complaint: Complaint, settings: Settings
) -> None:
    staff = make_staff(session, "zhou")
    close_case(session, session.scalars(select(Case.id)).one(), staff, cause="已处理", now=NOW)
    complaint_answers.reject(
        session, complaint, talk(session, complaint), "还是脏", now=LATER, settings=settings
    )
    states = session.scalars(select(Case.state).order_by(Case.id)).all()
    assert states == [CaseState.CLOSED, CaseState.OPEN]
