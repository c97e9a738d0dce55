"""Cases: opened once, closed by a person with a cause; urgent matters (REQ A7, D3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import ConflictError
from bot.models import Case, CaseKind, CaseState, Complaint, Flag, Group, History
from bot.services.danger.urgent_matters import raise_urgent
from bot.services.handoff import cases
from bot.services.reading import Reading
from bot.settings import Settings
from tests.factories import NOW, count, make_conversation, make_staff


def open_one(session: object, key: str = "k", kind: CaseKind = CaseKind.ENQUIRY) -> Case:
    return cases.open_case(
        session,  # type: ignore[arg-type]
        key=key,
        kind=kind,
        subject="问价",
        now=NOW,
        due_in=timedelta(hours=1),
    )


def test_a_case_is_opened_once_per_key(database: Database) -> None:
    """REQ A7, G5."""
    with database.write() as session:
        first, again = open_one(session), open_one(session)
        assert first is again
        assert (first.number, first.due_at) == ("G20261122-0001", NOW + timedelta(hours=1))
        assert open_one(session, "other").number == "G20261122-0002"


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        (CaseKind.COMPLAINT, Group.COMPLAINT),
        (CaseKind.URGENT, Group.COMPLAINT),
        (CaseKind.LOW_SCORE, Group.COMPLAINT),
        (CaseKind.ORDER, Group.ORDER),
        (CaseKind.ENQUIRY, Group.GENERAL),
        (CaseKind.CALL, Group.GENERAL),
        (CaseKind.TECHNICAL, Group.GENERAL),
    ],
)
def test_a_case_goes_to_its_group(database: Database, kind: CaseKind, group: Group) -> None:
    """REQ A4."""
    with database.write() as session:
        assert open_one(session, kind=kind).group == group


def test_a_case_is_closed_by_a_person_with_a_cause(database: Database) -> None:
    """REQ A7, G1."""
    with database.write() as session:
        case, staff = open_one(session), make_staff(session)
        closed = cases.close_case(session, case.id, staff, cause=" 已回电 ", now=NOW)
        assert (closed.state, closed.cause, closed.owner_id) == ("closed", "已回电", staff.id)
        row = session.scalars(select(History)).one()
        assert (row.action, row.actor) == ("closed", "staff:lin")


def test_a_case_is_neither_closed_twice_nor_without_a_cause(database: Database) -> None:
    """REQ A7."""
    with database.write() as session:
        case, staff = open_one(session), make_staff(session)
        with pytest.raises(ConflictError, match="处理结果"):
            cases.close_case(session, case.id, staff, cause="  ", now=NOW)
        assert case.state == CaseState.OPEN
        cases.close_case(session, case.id, staff, cause="好了", now=NOW)
        with pytest.raises(ConflictError, match="已经关闭"):
            cases.close_case(session, case.id, staff, cause="好了", now=NOW)


# -- urgent matters -------------------------------------------------------------------------------


def urgent(text: str, kind: str) -> Reading:
    return Reading(text=text, intent="urgent", urgent=kind)


def test_an_urgent_matter_flags_and_opens_a_case_due_at_once(
    database: Database, settings: Settings
) -> None:
    """REQ D3."""
    with database.write() as session:
        conversation = make_conversation(session)
        raise_urgent(
            session,
            conversation,
            urgent("家里漏煤气了", "gas"),
            key="1",
            now=NOW,
            settings=settings,
        )
        case = session.scalars(select(Case)).one()
        assert (case.kind, case.priority) == (CaseKind.URGENT, "urgent")
        assert case.due_at - NOW <= timedelta(minutes=1)
        assert conversation.flags == [Flag.URGENT]
        assert count(session, Complaint) == 0


def test_what_follows_is_seen_in_the_open_case(database: Database, settings: Settings) -> None:
    """REQ D3: also when a turn is repeated."""
    with database.write() as session:
        conversation = make_conversation(session)
        for key, text, kind in (
            ("1", "家里漏煤气了", "gas"),
            ("2", "我妈晕倒了", "elder_fall"),
            ("2", "我妈晕倒了", "elder_fall"),
        ):
            raise_urgent(
                session, conversation, urgent(text, kind), key=key, now=NOW, settings=settings
            )
        case = session.scalars(select(Case)).one()
        assert case.subject.count("晕倒") == 1
        assert "煤气" in case.subject


def test_a_new_urgent_matter_after_a_closed_one_opens_a_case(
    database: Database, settings: Settings
) -> None:
    """REQ D3: on the same day too."""
    with database.write() as session:
        conversation, staff = make_conversation(session), make_staff(session)
        first = urgent("家里漏煤气了", "gas")
        raise_urgent(session, conversation, first, key="1", now=NOW, settings=settings)
        case = session.scalars(select(Case)).one()
        cases.close_case(session, case.id, staff, cause="燃气公司已处理", now=NOW)
        second = urgent("厨房着火了", "fire")
        later = NOW + timedelta(hours=5)
        raise_urgent(session, conversation, second, key="2", now=later, settings=settings)
        assert count(session, Case, Case.state == CaseState.OPEN) == 1
