"""The desk's steps of a complaint, up to the close (REQ D4, D5, D7)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Author,
    Case,
    CaseKind,
    CaseState,
    Complaint,
    ComplaintState,
    Conversation,
    History,
    Outbox,
    Owner,
    Purpose,
    Staff,
)
from bot.services.complaint import complaints
from bot.services.wording import Wording, load_wording
from bot.settings import Settings
from tests.factories import NOW, complain, count, make_conversation, make_staff

S = ComplaintState
MEASURE, BASIS = "周六上午免费返工一次", "现场照片和服务人员的说明"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened


@pytest.fixture
def complaint(session: Session, settings: Settings) -> Complaint:
    """A complaint in a conversation that an agent has."""
    conversation = make_conversation(session)
    conversation.owner = Owner.PERSON
    return complain(session, conversation, settings)


@pytest.fixture
def steps(session: Session, complaint: Complaint, settings: Settings) -> dict[str, Callable]:
    """The three steps on the complaint, by an agent."""
    staff, wording = make_staff(session), load_wording(settings)
    return _steps(session, complaint, staff, wording)


def _steps(
    session: Session, complaint: Complaint, staff: Staff, wording: Wording
) -> dict[str, Callable]:
    def investigate(now=NOW):
        return complaints.investigate(session, complaint.id, staff, now=now)

    def resolve(measure=MEASURE, basis=BASIS, now=NOW):
        places = {"measure": measure, "basis": basis, "wording": wording}
        return complaints.resolve(session, complaint.id, staff, **places, now=now)

    def close(reason="客户认可结果", now=NOW):
        return complaints.close(session, complaint.id, staff, reason, wording=wording, now=now)

    return {"investigate": investigate, "resolve": resolve, "close": close}


def sent(session: Session) -> list[Outbox]:
    return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def test_d4_the_whole_way_is_recorded(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    for step in ("investigate", "resolve", "close"):
        steps[step]()
    rows = session.scalars(
        select(History).where(History.subject == "complaint", History.action == "moved")
    ).all()
    assert [(row.before, row.after) for row in rows] == [
        ("open", "investigating"),
        ("investigating", "resolved"),
        ("resolved", "closed"),
    ]
    assert {row.actor for row in rows} == {"staff:lin"}
    assert [row.reason for row in rows] == [None, f"{MEASURE}\n{BASIS}", "客户认可结果"]


def test_d5_the_result_names_measure_and_basis_and_asks(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    steps["investigate"]()
    assert sent(session) == []
    steps["resolve"](f" {MEASURE} ")
    (row,) = sent(session)
    assert row.purpose == Purpose.NOTICE
    assert row.message.author == Author.PERSON
    for said in (complaint.number, f"：{MEASURE}\n", BASIS, "？"):
        assert said in row.message.text
    assert complaint.state == S.RESOLVED


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.QUEUE, Owner.PERSON])
def test_d7_the_result_goes_out_whoever_has_the_conversation(
    session: Session, complaint: Complaint, steps: dict[str, Callable], owner: Owner
) -> None:
    """The bot takes the answer as well; both answers are offered as buttons."""
    session.get_one(Conversation, complaint.conversation_id).owner = owner
    steps["investigate"]()
    steps["resolve"]()
    (row,) = sent(session)
    buttons = (row.message.data or {})["buttons"]
    assert [b["payload"] for b in buttons] == [f"verdict:{complaint.id}:{x}" for x in ("yes", "no")]


def test_a2_the_result_is_a_persons_reply(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    steps["investigate"]()
    steps["resolve"]()
    conversation = session.get_one(Conversation, complaint.conversation_id)
    assert conversation.first_human_reply_at == NOW


def test_a7_who_investigates_gets_the_case(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    case = session.scalars(select(Case)).one()
    assert case.owner_id is None
    steps["investigate"]()
    assert case.owner_id == session.scalars(select(Staff.id)).one()


def test_the_letter_on_the_screen_is_the_one_that_goes_out(
    session: Session, complaint: Complaint, steps: dict[str, Callable], settings: Settings
) -> None:
    shown = complaints.letter(session, complaint.id).text(load_wording(settings), MEASURE, BASIS)
    steps["investigate"]()
    steps["resolve"]()
    assert sent(session)[0].message.text == shown


def test_an_english_customer_gets_an_english_letter(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    session.get_one(Conversation, complaint.conversation_id).identity.language = "en"
    steps["investigate"]()
    steps["resolve"]("we clean again", "your pictures")
    steps["close"]()
    first, second = (row.message.text for row in sent(session))
    assert "What we do: we clean again" in first
    assert "is closed" in second


def test_d5_a_customer_who_does_not_agree_is_heard_again(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    for hours in range(2):
        now = NOW + timedelta(hours=hours)
        steps["investigate"](now=now)
        steps["resolve"](now=now)
    assert len({row.key for row in sent(session)}) == 2


def test_d7_the_case_is_closed_with_the_complaint(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    steps["close"](" 重复投诉 ")
    assert (complaint.state, complaint.closed_at) == (S.CLOSED, NOW)
    case = session.scalars(select(Case)).one()
    assert (case.state, case.closed_at, case.cause) == (CaseState.CLOSED, NOW, "重复投诉")
    (row,) = sent(session)
    assert row.key == f"complaint:{complaint.id}:closed"
    assert complaint.number in row.message.text
    assert "重复投诉" not in row.message.text


def test_d7_a_case_that_was_closed_before_is_no_hindrance(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    session.scalars(select(Case)).one().state = CaseState.CLOSED
    session.flush()
    steps["close"]()
    assert complaint.state == S.CLOSED


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        (S.OPEN, ["resolve"]),
        (S.INVESTIGATING, ["investigate"]),
        (S.RESOLVED, ["resolve"]),
        (S.CLOSED, ["investigate", "resolve", "close"]),
    ],
)
def test_illegal_steps_are_refused(
    session: Session,
    complaint: Complaint,
    steps: dict[str, Callable],
    state: ComplaintState,
    refused: list[str],
) -> None:
    complaint.state = state
    session.flush()
    for step in refused:
        with pytest.raises(ConflictError, match="请看最新状态"):
            steps[step]()
    assert complaint.state == state
    assert sent(session) == []
    assert count(session, History, History.action == "moved") == 0


@pytest.mark.parametrize(
    ("step", "given"), [("resolve", (" ", BASIS)), ("resolve", (MEASURE, "")), ("close", ("  ",))]
)
def test_nothing_is_settled_without_words(
    complaint: Complaint, steps: dict[str, Callable], step: str, given: tuple[str, ...]
) -> None:
    steps["investigate"]()
    with pytest.raises(ConflictError, match="请写明"):
        steps[step](*given)
    assert complaint.state == S.INVESTIGATING


def test_a_complaint_that_is_not_there(session: Session, settings: Settings) -> None:
    with pytest.raises(NotFoundError):
        complaints.investigate(session, 99, make_staff(session), now=NOW)


def test_e6_without_a_conversation_a_person_phones(
    session: Session, complaint: Complaint, steps: dict[str, Callable]
) -> None:
    complaint.conversation_id = None
    steps["investigate"]()
    steps["resolve"]()
    calls = select(Case).where(Case.kind == CaseKind.CALL)
    assert MEASURE in session.scalars(calls).one().subject
    assert sent(session) == []
