"""Satisfaction surveys (REQ C6, E1, E2): asking, taking the answer, low scores.

| kind | asked | scale | unanswered |
| --- | --- | --- | --- |
| service | 2 h after a visit (rhythm.py says after which) | 1-5 | the callback asks again |
| callback | 48 h after it, again at 60 h | 1-5 | a person phones before the third day ends |
| nps | 7 days after an order, a customer once in 90 days, nothing being open | 0-10 | see agent |
| agent | when a person gives the conversation back | 1-5 | reminded once, then a person phones |
"""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Complaint,
    ComplaintState,
    Conversation,
    FollowUpKind,
    Identity,
    Survey,
    SurveyKind,
    SurveyState,
    Visit,
    VisitState,
)
from bot.services.history import record
from bot.services.order import follow_ups, moot
from bot.services.order.machine import locked_visit, move_visit
from bot.services.survey import low_scores
from bot.services.trade.rhythm import is_daily
from bot.services.wording import Button, Wording
from bot.settings import Settings

_MOMENT = timedelta(minutes=10)
LOWEST = Decimal(1)
_FIVE, _ELEVEN = (Decimal(1), Decimal(5)), (Decimal(0), Decimal(10))
SCALE = {
    SurveyKind.SERVICE: _FIVE,
    SurveyKind.CALLBACK: _FIVE,
    SurveyKind.AGENT: _FIVE,
    SurveyKind.NPS: _ELEVEN,
}
"""The lowest and the highest answer of each kind."""
_MIDDLE = {SurveyKind.NPS: Decimal(7)}
_CALLBACKS = {FollowUpKind.CALLBACK, FollowUpKind.CALLBACK_AGAIN, FollowUpKind.CALLBACK_PHONE}


def ask_about_visit(
    session: Session,
    conversation: Conversation,
    visit: Visit,
    *,
    kind: SurveyKind,
    now: datetime,
) -> Survey:
    """Note a question about a visit; order, visit and worker are kept as they are now."""
    key = f"visit:{visit.id}:{kind}"
    known = session.scalar(select(Survey).where(Survey.key == key))
    if known is not None:
        if known.state == SurveyState.ASKED:
            known.asked_at = now
        return known
    survey = Survey(
        key=key,
        kind=kind,
        conversation_id=conversation.id,
        customer_id=visit.order.customer_id,
        order_id=visit.order_id,
        visit_id=visit.id,
        worker_id=visit.worker_id,
        asked_at=now,
    )
    session.add(survey)
    session.flush()
    return survey


def ask_about_agent(
    session: Session, conversation: Conversation, agent_id: int, *, now: datetime
) -> Survey:
    """Note the question about the person who helped."""
    survey = Survey(
        key=f"conversation:{conversation.id}:agent:{int(now.timestamp())}",
        kind=SurveyKind.AGENT,
        conversation_id=conversation.id,
        customer_id=conversation.identity.customer_id,
        agent_id=agent_id,
        asked_at=now,
        chase_at=now,
    )
    session.add(survey)
    session.flush()
    return survey


def ask_nps(session: Session, conversation: Conversation, visit: Visit, *, now: datetime) -> Survey:
    """Note the question whether the customer would recommend us, after an order."""
    survey = Survey(
        key=f"order:{visit.order_id}:nps",
        kind=SurveyKind.NPS,
        conversation_id=conversation.id,
        customer_id=visit.order.customer_id,
        order_id=visit.order_id,
        worker_id=visit.worker_id,
        asked_at=now,
        chase_at=now,
    )
    session.add(survey)
    session.flush()
    return survey


def why_no_nps(session: Session, visit: Visit, now: datetime, settings: Settings) -> str | None:
    """Why a customer is not asked now: asked lately, or something else is to be settled first."""
    customer_id = visit.order.customer_id
    since = now - timedelta(days=settings.nps_every_days)
    asked = select(Survey.id).where(
        Survey.customer_id == customer_id, Survey.kind == SurveyKind.NPS, Survey.asked_at > since
    )
    unsettled = select(Complaint.id).where(
        Complaint.customer_id == customer_id, Complaint.state != ComplaintState.CLOSED
    )
    low = select(Case.id).where(
        Case.customer_id == customer_id,
        Case.kind == CaseKind.LOW_SCORE,
        Case.state == CaseState.OPEN,
    )
    for why, found in (
        ("asked not long ago", asked),
        ("a complaint is open", unsettled),
        ("a low score is being looked into", low),
    ):
        if session.scalar(found.limit(1)) is not None:
            return why
    return None


def nps_buttons(survey: Survey) -> tuple[Button, ...]:
    """Eleven buttons, best first."""
    return tuple(Button(str(score), f"nps:{survey.id}:{score}") for score in range(10, -1, -1))


def rating_buttons(survey: Survey, wording: Wording, language: str = "zh") -> tuple[Button, ...]:
    """Five buttons, best first; they name their survey."""
    return tuple(
        Button(wording.say(f"utter_score_{score}", language=language), f"rate:{survey.id}:{score}")
        for score in (5, 4, 3, 2, 1)
    )


def open_survey(
    session: Session, conversation: Conversation, *, now: datetime, settings: Settings
) -> Survey | None:
    """The survey that an answer now belongs to: the one asked last, while it is open; asked here,
    else on another channel of the same customer."""
    since = now - timedelta(days=settings.survey_open_days)
    return session.scalar(
        select(Survey)
        .where(
            Survey.conversation_id.in_(_of_same_customer(conversation)),
            Survey.state == SurveyState.ASKED,
            Survey.asked_at >= since,
        )
        .order_by(
            (Survey.conversation_id == conversation.id).desc(),
            Survey.asked_at.desc(),
            Survey.id.desc(),
        )
        .limit(1)
    )


def may_answer(session: Session, survey: Survey, conversation: Conversation) -> bool:
    """Whether a question was put to the customer of this conversation, on whatever channel."""
    asked = session.get_one(Conversation, survey.conversation_id)
    return asked.identity.customer_id == conversation.identity.customer_id


def _of_same_customer(conversation: Conversation) -> Select[int]:
    return (
        select(Conversation.id)
        .join(Identity, Identity.id == Conversation.identity_id)
        .where(Identity.customer_id == conversation.identity.customer_id)
    )


def answered_just_now(session: Session, conversation: Conversation, *, now: datetime) -> int | None:
    """The survey that was answered a moment ago; its score may still be mended."""
    survey = _answered_last(session, conversation, now)
    return survey.id if survey else None


def _answered_last(session: Session, conversation: Conversation, now: datetime) -> Survey | None:
    return session.scalar(
        select(Survey)
        .where(
            Survey.conversation_id.in_(_of_same_customer(conversation)),
            Survey.state == SurveyState.ANSWERED,
            Survey.answered_at >= now - _MOMENT,
        )
        .order_by(Survey.answered_at.desc(), Survey.id.desc())
        .limit(1)
    )


def rated_just_now(session: Session, conversation: Conversation, *, now: datetime) -> int | None:
    """The survey that was answered a moment ago; what is said next is its reason, or more of it.

    A low score with its reason is told in full: what follows it may be a complaint.
    """
    survey = _answered_last(session, conversation, now)
    middle = _MIDDLE.get(SurveyKind(survey.kind), Decimal(3)) if survey else None
    if survey is None or (survey.reason and middle and (survey.score or LOWEST) < middle):
        return None
    return survey.id


def add_reason(session: Session, survey: Survey, reason: str, *, now: datetime) -> None:
    """The reason that came after the score, or what was added to it."""
    if survey.reason and reason in survey.reason:
        return
    survey.reason = f"{survey.reason}\n{reason}" if survey.reason else reason
    low_scores.explain(session, survey)
    record(session, "survey", survey.id, "explained", actor="customer", now=now, reason=reason)


def answer(
    session: Session,
    survey: Survey,
    *,
    score: Decimal,
    reason: str | None,
    conversation: Conversation,
    now: datetime,
    settings: Settings,
) -> bool:
    """Take the answer; True when the score is low. The same question is not asked again (E1).

    Raises:
        ConflictError: it was answered or settled before.
        ValueError: the score is not on the scale of the question.
    """
    if survey.visit_id is not None:
        locked_visit(session, survey.visit_id)
    session.refresh(survey, with_for_update=True)
    if survey.state != SurveyState.ASKED:
        raise ConflictError(f"问卷 {survey.id} 已经有了结果")
    lowest, highest = SCALE[SurveyKind(survey.kind)]
    if not lowest <= score <= highest:
        raise ValueError(f"a score of {score} is not within {lowest}-{highest}")
    survey.state, survey.score, survey.reason = SurveyState.ANSWERED, score, reason
    survey.answered_at, survey.chase_at = now, None
    if survey.visit_id is not None:
        _settle_visit(session, survey, now=now, settings=settings)
    moot.answered(session, survey, now=now)
    record(session, "survey", survey.id, "answered", actor="customer", now=now, after=str(score))
    is_low = low_scores.is_low(survey, settings)
    if is_low:
        low_scores.follow_up(session, survey, conversation, now)
    return is_low


def correct(
    session: Session,
    survey: Survey,
    *,
    score: Decimal,
    conversation: Conversation,
    now: datetime,
    settings: Settings,
) -> bool:
    """Another score than was given a moment ago (“打错了”); True when it is low now.

    Raises:
        ValueError: the score is not on the scale of the question.
    """
    session.refresh(survey, with_for_update=True)
    lowest, highest = SCALE[SurveyKind(survey.kind)]
    if not lowest <= score <= highest:
        raise ValueError(f"a score of {score} is not within {lowest}-{highest}")
    before, survey.score = survey.score, score
    record(
        session, "survey", survey.id, "corrected", actor="customer", now=now, before=str(before),
        after=str(score),
    )  # fmt: skip
    if low_scores.is_low(survey, settings):
        low_scores.follow_up(session, survey, conversation, now)
        low_scores.explain(session, survey)
        return True
    low_scores.take_back(session, survey, now)
    return False


def decline(session: Session, survey: Survey, *, now: datetime) -> None:
    """The customer would rather not answer: neither this nor a repetition is asked again (E1)."""
    if survey.state != SurveyState.ASKED:
        return
    survey.state, survey.answered_at, survey.chase_at = SurveyState.CLOSED, now, None
    if survey.visit_id is not None:
        kinds = {FollowUpKind.RATING, *_CALLBACKS}
        follow_ups.withdraw(session, survey.visit_id, reason="declined", kinds=kinds)
    moot.answered(session, survey, now=now)
    record(session, "survey", survey.id, "declined", actor="customer", now=now)


def _settle_visit(session: Session, survey: Survey, *, now: datetime, settings: Settings) -> None:
    visit = session.get_one(Visit, survey.visit_id)
    follow_ups.withdraw(
        session, visit.id, reason="answered", kinds={FollowUpKind.RATING, *_CALLBACKS}
    )
    for other in session.scalars(
        select(Survey).where(
            Survey.visit_id == visit.id,
            Survey.id != survey.id,
            Survey.state == SurveyState.ASKED,
        )
    ):
        other.state = SurveyState.CLOSED
    for each in visit.order.visits if is_daily(visit.order.service) else [visit]:
        if each.state == VisitState.COMPLETED:
            move_visit(
                session, each, VisitState.REVIEWED, actor="customer", now=now, settings=settings
            )
