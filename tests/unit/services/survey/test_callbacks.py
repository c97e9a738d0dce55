"""The callback board and the quarter's re-check (REQ E1, E7)."""

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError
from bot.models import (
    Call,
    Case,
    CaseKind,
    Conversation,
    FollowUp,
    FollowUpState,
    Heard,
    Survey,
    SurveyKind,
    Visit,
    VisitState,
)
from bot.services.handoff.cases import close_case, open_case
from bot.services.survey import callbacks, recheck, surveys
from bot.services.survey.callbacks import Standing
from bot.settings import Settings
from tests.factories import NOW, at, book, bring, count, make_company, make_conversation, make_staff

DAY = timedelta(days=1)
_numbers = itertools.count(1)


def served(
    session: Session, settings: Settings, *, number: int = 1, in_chat: bool = True
) -> list[Visit]:
    service = make_company(session, workers=number)
    visits: list[Visit] = []
    for _ in range(number):
        conversation = make_conversation(session)
        order = book(session, service, at("11-22 12:00"), settings, conversation=conversation)
        if not in_chat:
            order.conversation_id = None
        bring(session, order.visits[0], VisitState.COMPLETED, settings)
        visits.append(order.visits[0])
    return visits


def standing(session: Session) -> list[Standing]:
    return [row.standing for row in callbacks.board(session, NOW - DAY, NOW + DAY)]


def call(session: Session, visit: Visit, settings: Settings, heard: Heard, **more: object) -> Call:
    staff = make_staff(session, f"agent{next(_numbers)}")
    values: dict[str, object] = {"now": NOW + DAY, "settings": settings}
    return callbacks.note_call(session, visit.id, staff, heard, **{**values, **more})  # type: ignore[arg-type]


def pending(session: Session, visit: Visit) -> int:
    is_open = FollowUp.state == FollowUpState.PENDING
    return count(session, FollowUp, FollowUp.visit_id == visit.id, is_open)


def test_the_board_goes_from_due_to_tried_to_reached(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        [visit] = served(session, settings)
        assert standing(session) == [Standing.DUE]
        call(session, visit, settings, Heard.UNREACHED)
        assert standing(session) == [Standing.TRIED]
        assert pending(session, visit) > 0
        call(session, visit, settings, Heard.REACHED, score=Decimal(5), note="很干净")
        assert standing(session) == [Standing.REACHED]
        survey = session.scalars(select(Survey)).one()
        assert (survey.kind, survey.score, survey.reason) == (SurveyKind.CALLBACK, 5, "很干净")
        assert visit.state == VisitState.REVIEWED


@pytest.mark.parametrize("in_chat", [True, False])
@pytest.mark.parametrize("heard", [Heard.REACHED, Heard.REFUSED])
def test_nobody_is_asked_again_after_the_call(
    database: Database, settings: Settings, heard: Heard, in_chat: bool
) -> None:
    with database.write() as session:
        [visit] = served(session, settings, in_chat=in_chat)
        task = open_case(
            session,
            key=f"visit:{visit.id}:phone",
            kind=CaseKind.CALL,
            subject="电话回访",
            now=NOW,
            due_in=DAY,
        )
        call(session, visit, settings, heard, score=Decimal(4))
        left = session.scalars(
            select(FollowUp.kind).where(
                FollowUp.visit_id == visit.id, FollowUp.state == FollowUpState.PENDING
            )
        ).all()
        assert list(left) == (["nps"] if heard == Heard.REACHED else [])
        assert task.state == "closed"


def test_the_task_of_a_call_is_closed_by_hand_only_when_somebody_called(
    database: Database, settings: Settings
) -> None:
    """REQ E1: else the board would go on showing it as due."""
    with database.write() as session:
        [visit] = served(session, settings)
        task = open_case(session, key=f"visit:{visit.id}:phone", kind=CaseKind.CALL,
                         subject="电话回访", now=NOW, due_in=DAY)  # fmt: skip
        me = make_staff(session, "closer")
        with pytest.raises(ConflictError, match="登记通话结果"):
            close_case(session, task.id, me, cause="打过了", now=NOW)
        call(session, visit, settings, Heard.UNREACHED)
        assert close_case(session, task.id, me, cause="客户换了号码", now=NOW).closed_at == NOW


def test_whom_nobody_reaches_is_called_three_times(database: Database, settings: Settings) -> None:
    """REQ E1: the task ends, the visit stays on the board, and whoever answers then is heard."""
    with database.write() as session:
        [visit] = served(session, settings)
        task = open_case(session, key=f"visit:{visit.id}:phone", kind=CaseKind.CALL,
                         subject="电话回访", now=NOW, due_in=DAY)  # fmt: skip
        for is_open in (True, True, False):
            call(session, visit, settings, Heard.UNREACHED)
            assert (task.closed_at is None) is is_open
        assert standing(session) == [Standing.TRIED]
        call(session, visit, settings, Heard.REACHED, score=Decimal(4))
        assert standing(session) == [Standing.REACHED]


@pytest.mark.parametrize("in_chat", [True, False])
def test_a_low_score_on_the_phone_opens_one_case(
    database: Database, settings: Settings, in_chat: bool
) -> None:
    with database.write() as session:
        [visit] = served(session, settings, in_chat=in_chat)
        call(session, visit, settings, Heard.REACHED, score=Decimal(1), note="没擦干净")
        [case] = session.scalars(select(Case).where(Case.kind == CaseKind.LOW_SCORE))
        assert "没擦干净" in case.subject
        assert case.order_id == visit.order_id


def test_an_answer_to_the_rating_counts_as_reached(database: Database, settings: Settings) -> None:
    with database.write() as session:
        [visit] = served(session, settings)
        conversation = session.get_one(Conversation, visit.order.conversation_id)
        survey = surveys.ask_about_visit(
            session, conversation, visit, kind=SurveyKind.SERVICE, now=NOW
        )
        surveys.answer(
            session, survey, score=Decimal(5), reason=None, conversation=conversation,
            now=NOW, settings=settings,
        )  # fmt: skip
        assert standing(session) == [Standing.REACHED]


def test_the_rate_counts_what_was_tried_and_reached(database: Database, settings: Settings) -> None:
    with database.write() as session:
        visits = served(session, settings, number=4)
        call(session, visits[0], settings, Heard.REACHED, score=Decimal(5))
        call(session, visits[1], settings, Heard.REFUSED)
        call(session, visits[2], settings, Heard.UNREACHED)
        rows = callbacks.board(session, NOW - DAY, NOW + DAY)
        found = callbacks.rate(rows)
        assert (found.served, found.tried, found.reached) == (4, 3, 1)
        assert (found.tried_percent, found.reached_percent) == (75, 25)
        assert rows[0].standing in {Standing.DUE, Standing.TRIED}


def test_what_cannot_be_entered_is_refused(database: Database, settings: Settings) -> None:
    with database.write() as session:
        [visit] = served(session, settings)
        for score in (None, Decimal(0), Decimal(6)):
            with pytest.raises(ConflictError, match="1–5"):
                call(session, visit, settings, Heard.REACHED, score=score)
        order = book(session, visit.order.service, at("11-25 09:00"), settings)
        with pytest.raises(ConflictError, match="没有完成"):
            call(session, order.visits[0], settings, Heard.UNREACHED)


# -- the quarter's re-check -----------------------------------------------------------------------


def test_the_sample_is_a_fifth_and_the_same_whoever_draws(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        served(session, settings, number=11)
        drawn = recheck.sample(session, "2026Q4")
        assert (drawn.served, len(drawn.rows)) == (11, ceil(11 * 0.2))
        assert drawn.rows == recheck.sample(session, "2026Q4").rows
        assert recheck.sample(session, "2026Q3").served == 0


def test_a_recheck_stands_beside_the_callback(database: Database, settings: Settings) -> None:
    with database.write() as session:
        served(session, settings, number=5)
        [row] = recheck.sample(session, "2026Q4").rows
        visit = session.get_one(Visit, row.visit_id)
        call(session, visit, settings, Heard.REACHED, score=Decimal(2), quarter="2026Q4")
        assert set(standing(session)) == {Standing.DUE}
        assert visit.state == VisitState.COMPLETED
        assert recheck.sample(session, "2026Q4").heard[visit.id].score == 2
        assert count(session, Case, Case.kind == CaseKind.LOW_SCORE) == 1


@given(st.lists(st.integers(1, 10**6), min_size=20, max_size=60, unique=True))
def test_another_quarter_draws_others(ids: Sequence[int]) -> None:
    def draw(quarter: str) -> list[int]:
        return sorted(ids, key=lambda number: recheck.lot(quarter, "D", number))

    assert draw("2026Q4") == draw("2026Q4")
    assert draw("2026Q4") != draw("2027Q1")


@pytest.mark.parametrize(
    ("quarter", "first", "after"),
    [("2026Q1", (2026, 1), (2026, 4)), ("2026Q4", (2026, 10), (2027, 1))],
)
def test_a_quarter_begins_and_ends_at_midnight_in_shanghai(
    quarter: str, first: tuple[int, int], after: tuple[int, int]
) -> None:
    begin, end = recheck.span_of(quarter)
    assert ((begin.year, begin.month), (end.year, end.month)) == (first, after)
    assert recheck.quarter_of(begin) == quarter
    assert recheck.quarter_of(end - timedelta(seconds=1)) == quarter
    assert isinstance(begin, datetime)
