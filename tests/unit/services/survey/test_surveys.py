"""Surveys: the answer settles the question, a low score reaches a person (REQ C6, E1, E2)."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Flag,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    History,
    Owner,
    Survey,
    SurveyKind,
    SurveyState,
    Visit,
    VisitState,
)
from bot.services.order import follow_ups
from bot.services.survey import callbacks, surveys
from bot.settings import Settings
from tests.factories import (
    NOW,
    at,
    book,
    bring,
    count,
    follow_up,
    make_company,
    make_conversation,
    make_staff,
)

DAYS = timedelta(days=1)


def served(session: Session, settings: Settings) -> tuple[Conversation, Visit]:
    """A customer whose service is completed."""
    conversation = make_conversation(session)
    order = book(
        session, make_company(session), at("11-22 12:00"), settings, conversation=conversation
    )
    bring(session, order.visits[0], VisitState.COMPLETED, settings)
    return conversation, order.visits[0]


def ask(session: Session, conversation: Conversation, visit: Visit, **more: object) -> Survey:
    values: dict[str, object] = {"kind": SurveyKind.SERVICE, "now": NOW}
    return surveys.ask_about_visit(session, conversation, visit, **{**values, **more})  # type: ignore[arg-type]


def answer(
    session: Session, survey: Survey, score: str, settings: Settings, reason: str | None = None
) -> bool:
    return surveys.answer(
        session,
        survey,
        score=Decimal(score),
        reason=reason,
        conversation=session.get_one(Conversation, survey.conversation_id),
        now=NOW + DAYS,
        settings=settings,
    )


def test_a_question_keeps_worker_and_order_as_they_were(
    database: Database, settings: Settings
) -> None:
    """REQ E2."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = ask(session, conversation, visit)
        assert (survey.worker_id, survey.order_id) == (visit.worker_id, visit.order_id)
        assert ask(session, conversation, visit) is survey


def test_an_answered_rating_withdraws_the_callback(database: Database, settings: Settings) -> None:
    """REQ E1: the same question is not asked again."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        callback = ask(session, conversation, visit, kind=SurveyKind.CALLBACK)
        survey = ask(session, conversation, visit)
        assert answer(session, survey, "5", settings, "很干净") is False
        for kind in set(FollowUpKind) - follow_ups.BEFORE - {FollowUpKind.NPS}:
            row = follow_up(session, visit, kind)
            assert (row.state, row.reason) == (FollowUpState.WITHDRAWN, "answered")
        assert visit.state == visit.order.state == VisitState.REVIEWED
        assert (survey.state, survey.score, survey.reason) == ("answered", 5, "很干净")
        assert survey.answered_at == NOW + DAYS
        assert callback.state == SurveyState.CLOSED
        assert conversation.owner == Owner.BOT


@pytest.mark.parametrize(
    ("score", "low"), [("1", True), ("2", True), ("2.5", False), ("3", False), ("5", False)]
)
def test_a_low_score_flags_the_conversation_and_opens_a_case(
    database: Database, settings: Settings, score: str, low: bool
) -> None:
    """REQ A10, E2."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        assert answer(session, ask(session, conversation, visit), score, settings, "迟到") is low
        assert (conversation.owner == Owner.QUEUE) is low
        assert (Flag.LOW_SCORE in conversation.flags) is low
        cases = session.scalars(select(Case)).all()
        assert len(cases) == low
        if low:
            assert (cases[0].kind, cases[0].priority) == (CaseKind.LOW_SCORE, "high")
            assert "迟到" in cases[0].subject
            assert cases[0].order_id == visit.order_id


def test_what_was_answered_is_not_answered_again(database: Database, settings: Settings) -> None:
    """REQ E2, G1: an old button changes nothing."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = ask(session, conversation, visit)
        answer(session, survey, "5", settings)
        with pytest.raises(ConflictError):
            answer(session, survey, "1", settings)
        assert (survey.score, count(session, Case)) == (5, 0)


@pytest.mark.parametrize("score", ["0", "0.9", "5.1", "99", "-1"])
def test_a_score_outside_the_scale_is_refused(
    database: Database, settings: Settings, score: str
) -> None:
    """REQ E2."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = ask(session, conversation, visit)
        with pytest.raises(ValueError, match="not within"):
            answer(session, survey, score, settings)
        assert survey.state == SurveyState.ASKED


def test_an_answer_belongs_to_the_question_asked_last(
    database: Database, settings: Settings
) -> None:
    """REQ E2."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        ask(session, conversation, visit)
        agent = make_staff(session)
        last = surveys.ask_about_agent(session, conversation, agent.id, now=NOW + DAYS)
        found = surveys.open_survey(session, conversation, now=NOW + DAYS, settings=settings)
        assert found is last
        answer(session, last, "4", settings)
        first = surveys.open_survey(session, conversation, now=NOW + DAYS, settings=settings)
        assert first is not None
        assert first.kind == SurveyKind.SERVICE


@pytest.mark.parametrize(("days", "is_open"), [(0, True), (7, True), (7.01, False)])
def test_a_question_is_open_for_a_week(
    database: Database, settings: Settings, days: float, is_open: bool
) -> None:
    with database.write() as session:
        conversation, visit = served(session, settings)
        ask(session, conversation, visit)
        found = surveys.open_survey(
            session, conversation, now=NOW + timedelta(days=days), settings=settings
        )
        assert (found is not None) is is_open


def test_another_conversations_question_is_not_answered(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        conversation, visit = served(session, settings)
        ask(session, conversation, visit)
        other = make_conversation(session)
        assert surveys.open_survey(session, other, now=NOW, settings=settings) is None


def test_a_customer_answers_on_another_channel(database: Database, settings: Settings) -> None:
    """REQ A6, E2: one customer, whose own conversation's question comes first."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        asked = ask(session, conversation, visit)
        other = make_conversation(session)
        other.identity.customer_id = conversation.identity.customer_id
        session.flush()
        assert surveys.open_survey(session, other, now=NOW, settings=settings) is asked
        assert surveys.may_answer(session, asked, other)
        agent = make_staff(session).id
        own = surveys.ask_about_agent(session, other, agent, now=NOW - DAYS)
        assert surveys.open_survey(session, other, now=NOW, settings=settings) is own
        surveys.answer(session, asked, score=Decimal(1), reason=None, conversation=other, now=NOW,
                       settings=settings)  # fmt: skip
        assert surveys.rated_just_now(session, other, now=NOW) == asked.id
        assert Flag.LOW_SCORE in other.flags


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
def test_of_two_answers_at_once_one_counts(database: Database, settings: Settings) -> None:
    """REQ G5: the customer presses while a colleague enters what was said on the phone."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey_id = ask(session, conversation, visit).id
    results: list[str] = []
    ready = threading.Barrier(2)

    def say(score: int) -> None:
        with database.write() as session:
            survey = session.get_one(Survey, survey_id)
            ready.wait(timeout=30)
            try:
                answer(session, survey, str(score), settings)
                results.append("taken")
            except ConflictError:
                results.append("refused")

    both = [threading.Thread(target=say, args=(score,)) for score in (1, 5)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=60)
    assert sorted(results) == ["refused", "taken"]
    with database.read() as session:
        answered = History.subject == "survey", History.action == "answered"
        assert count(session, History, *answered) == 1


def test_rating_the_agent_leaves_the_visit_alone(database: Database, settings: Settings) -> None:
    """REQ E2: the worker's service and the desk's are rated apart."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = surveys.ask_about_agent(session, conversation, make_staff(session).id, now=NOW)
        answer(session, survey, "5", settings)
        assert visit.state == VisitState.COMPLETED
        pending = count(session, FollowUp, FollowUp.state == FollowUpState.PENDING)
        assert pending == 5 + count(session, FollowUp, FollowUp.kind == FollowUpKind.REMINDER)


def test_a_score_given_by_mistake_is_mended_with_a_trace(
    database: Database, settings: Settings
) -> None:
    """REQ E2: the last word counts, a low one reaches a person, and both are on record."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = ask(session, conversation, visit)
        more = {"conversation": conversation, "now": NOW, "settings": settings}
        assert not surveys.answer(session, survey, score=Decimal(5), reason=None, **more)
        assert surveys.correct(session, survey, score=Decimal(1), **more)
        assert (survey.score, count(session, Case)) == (1, 1)
        assert Flag.LOW_SCORE in conversation.flags
        with pytest.raises(ValueError, match="within"):
            surveys.correct(session, survey, score=Decimal(9), **more)
        seen = session.scalars(select(History).where(History.action == "corrected")).one()
        assert (seen.before, seen.after) == ("5.00", "1")


def test_the_task_of_a_low_score_follows_what_the_customer_says_next(
    database: Database, settings: Settings
) -> None:
    """REQ E2: the reason and another score reach it, a good one closes it."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = ask(session, conversation, visit)
        more = {"conversation": conversation, "now": NOW, "settings": settings}
        assert surveys.answer(session, survey, score=Decimal(2), reason=None, **more)
        surveys.add_reason(session, survey, "等得太久了", now=NOW)
        case = session.scalars(select(Case)).one()
        assert case.subject.endswith("：等得太久了")
        assert surveys.correct(session, survey, score=Decimal("1.5"), **more)
        assert case.subject.startswith("评分 1.5")
        assert not surveys.correct(session, survey, score=Decimal("3.5"), **more)
        assert (case.state, case.cause) == (CaseState.CLOSED, "客户把评分改为 3.5 分")


def test_who_would_rather_not_answer_is_not_asked_again(
    database: Database, settings: Settings
) -> None:
    """REQ E1: a refusal settles the question, for the callback too."""
    with database.write() as session:
        conversation, visit = served(session, settings)
        survey = ask(session, conversation, visit)
        surveys.decline(session, survey, now=NOW)
        assert (survey.state, survey.score) == (SurveyState.CLOSED, None)
        waiting = session.scalars(
            select(FollowUp).where(FollowUp.state == FollowUpState.PENDING)
        ).all()
        assert not {row.kind for row in waiting} & {FollowUpKind.RATING, FollowUpKind.CALLBACK}
        assert callbacks.rows_of(session, [visit])[0].standing == callbacks.Standing.REFUSED
