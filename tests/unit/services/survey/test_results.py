"""Results by service, worker and agent, the worker's and the desk's service apart (REQ E2)."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Survey, SurveyKind, SurveyState
from bot.services.survey import surveys
from bot.services.survey.results import results
from bot.settings import Settings
from tests.factories import NOW, at, book, make_company, make_conversation, make_staff

DAY = timedelta(days=1)


def answer(session: Session, survey: Survey, score: str) -> None:
    survey.state, survey.score = SurveyState.ANSWERED, Decimal(score)
    session.flush()


def test_each_is_rated_apart(database: Database, settings: Settings) -> None:
    with database.write() as session:
        service = make_company(session, workers=3)
        agent = make_staff(session)
        for score in ("5", "4", "2"):
            conversation = make_conversation(session)
            order = book(session, service, at("11-25 09:00"), settings, conversation=conversation)
            survey = surveys.ask_about_visit(
                session, conversation, order.visits[0], kind=SurveyKind.SERVICE, now=NOW
            )
            answer(session, survey, score)
        answer(session, surveys.ask_about_agent(session, conversation, agent.id, now=NOW), "1")
        found = results(session, NOW, NOW + DAY)
        [about] = found.services
        assert (about.asked, about.answered, about.mean, about.low, about.high) == (
            3, 3, Decimal("3.67"), 1, 2,
        )  # fmt: skip
        assert (about.percent, about.spread) == (67, (0, 1, 0, 1, 1))
        assert sum(row.answered for row in found.workers) == 3
        assert len(found.workers) == 3
        [desk] = found.agents
        assert (desk.name, desk.mean, desk.low) == (agent.display_name, 1, 1)


def test_a_visit_asked_about_twice_counts_once(database: Database, settings: Settings) -> None:
    with database.write() as session:
        conversation = make_conversation(session)
        order = book(
            session, make_company(session), at("11-25 09:00"), settings, conversation=conversation
        )
        for kind in (SurveyKind.SERVICE, SurveyKind.CALLBACK):
            last = surveys.ask_about_visit(
                session, conversation, order.visits[0], kind=kind, now=NOW
            )
        [unanswered] = results(session, NOW, NOW + DAY).services
        assert (unanswered.asked, unanswered.answered, unanswered.mean) == (1, 0, None)
        answer(session, last, "4.5")
        [answered] = results(session, NOW, NOW + DAY).services
        assert (answered.asked, answered.answered, answered.mean) == (1, 1, Decimal("4.50"))
        assert not results(session, NOW + DAY, NOW + 2 * DAY).services
