"""Low scores (REQ E2): a person's task with score and reason, kept true while both may change."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Case, CaseKind, CaseState, Conversation, Flag, Survey, SurveyKind
from bot.services.handoff.cases import open_case, settle
from bot.services.thread.conversations import flag
from bot.settings import Settings

_WITHIN = timedelta(hours=24)


def is_low(survey: Survey, settings: Settings) -> bool:
    """Whether the score of a survey is one that a person follows up."""
    least = settings.nps_low if survey.kind == SurveyKind.NPS else settings.low_score
    return survey.score is not None and survey.score <= Decimal(str(least))


def follow_up(session: Session, survey: Survey, conversation: Conversation, now: datetime) -> None:
    """Put the conversation to a person, with a task; once per survey."""
    flag(session, conversation, Flag.LOW_SCORE, now=now)
    open_case(
        session,
        key=_key(survey),
        kind=CaseKind.LOW_SCORE,
        subject=_subject(survey),
        now=now,
        due_in=_WITHIN,
        conversation=conversation,
        order_id=survey.order_id,
        priority="high",
    )


def explain(session: Session, survey: Survey) -> None:
    """Tell an open task the score and the reason as they are now."""
    case = session.scalar(
        select(Case).where(Case.key == _key(survey), Case.state == CaseState.OPEN)
    )
    if case is not None:
        case.subject = _subject(survey)


def take_back(session: Session, survey: Survey, now: datetime) -> None:
    """Close the task of a score that the customer has mended to a good one."""
    cause = f"客户把评分改为 {survey.score} 分"
    settle(session, Case.key == _key(survey), cause=cause, now=now, actor="customer")


def _key(survey: Survey) -> str:
    return f"survey:{survey.id}"


def _subject(survey: Survey) -> str:
    return f"评分 {survey.score}：{survey.reason or '未说明原因'}"
