"""Questions that nobody answered: reminded of once, then a person phones (REQ E2).

Those about a visit have its callback instead (follow_ups.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import String, select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Customer,
    Order,
    Purpose,
    Service,
    Staff,
    Survey,
    SurveyKind,
    SurveyState,
)
from bot.services.handoff import cases
from bot.services.history import record
from bot.services.sending.quiet_hours import after_quiet
from bot.services.survey import surveys
from bot.services.thread import messages
from bot.services.wording import Reply, Wording
from bot.settings import Settings

_BATCH = 100
_CALL_WITHIN = timedelta(hours=24)
_TITLE = {SurveyKind.NPS: "推荐意愿（0–10 分）", SurveyKind.AGENT: "客服接待（1–5 分）"}


def due(session: Session, now: datetime) -> Sequence[int]:
    """The questions that are to be followed up now."""
    return session.scalars(
        select(Survey.id).where(Survey.chase_at <= now).order_by(Survey.chase_at).limit(_BATCH)
    ).all()


def chase(
    session: Session, survey_id: int, *, wording: Wording, now: datetime, settings: Settings
) -> None:
    """Remind of a question, or have somebody phone; each happens once, in its own time."""
    survey = session.get_one(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey.chase_at is None or survey.chase_at > now:
        return
    if survey.state != SurveyState.ASKED:
        survey.chase_at = None
    elif (due_at := _remind_at(survey, settings)) > now:
        survey.chase_at = due_at
    elif survey.reminded_at is None:
        _remind(session, survey, wording, now)
        wait = timedelta(hours=settings.survey_phone_hours)
        survey.reminded_at, survey.chase_at = now, after_quiet(now + wait, settings)
    else:
        _have_phoned(session, survey, now)
        survey.chase_at = None
    session.flush()


def _remind_at(survey: Survey, settings: Settings) -> datetime:
    return after_quiet(survey.asked_at + timedelta(hours=settings.survey_remind_hours), settings)


def _remind(session: Session, survey: Survey, wording: Wording, now: datetime) -> None:
    conversation = session.get_one(Conversation, survey.conversation_id)
    language = conversation.identity.language
    is_nps = survey.kind == SurveyKind.NPS
    key = "utter_nps_again" if is_nps else "utter_agent_rating_again"
    buttons = (
        surveys.nps_buttons(survey) if is_nps else surveys.rating_buttons(survey, wording, language)
    )
    messages.push(
        session,
        conversation,
        Reply(wording.say(key, seed=survey.id, language=language), buttons),
        key=f"survey:{survey.id}:again",
        purpose=Purpose.RATING,
        now=now,
    )


def _have_phoned(session: Session, survey: Survey, now: datetime) -> None:
    title = _TITLE[SurveyKind(survey.kind)]
    cases.open_case(
        session,
        key=_call_key(survey.id),
        kind=CaseKind.CALL,
        subject=f"问卷电话：{title}。在“服务回访 · 问卷电话”里登记客户的回答",
        now=now,
        due_in=_CALL_WITHIN,
        conversation=session.get_one(Conversation, survey.conversation_id),
        order_id=survey.order_id,
    )


def _call_key(survey_id: int) -> str:
    return f"survey:{survey_id}:call"


@dataclass(frozen=True, slots=True)
class CallRow:
    """A question that waits for a person's call."""

    survey_id: int
    kind: SurveyKind
    title: str
    service: str | None
    customer_id: int
    conversation_id: int
    asked_at: datetime
    due_at: datetime


def calls(session: Session) -> list[CallRow]:
    """The open calls about questions, the most urgent first."""
    rows = session.execute(
        select(Survey, Case.due_at, Service.name)
        .join(Case, Case.key == "survey:" + Survey.id.cast(String) + ":call")
        .outerjoin(Order, Survey.order_id == Order.id)
        .outerjoin(Service, Order.service_id == Service.id)
        .where(Case.state == CaseState.OPEN, Survey.state == SurveyState.ASKED)
        .order_by(Case.due_at, Survey.id)
    )
    return [
        CallRow(
            survey.id, SurveyKind(survey.kind), _TITLE[SurveyKind(survey.kind)], service,
            survey.customer_id, survey.conversation_id, survey.asked_at, until,
        )
        for survey, until, service in rows
    ]  # fmt: skip


def phone_of(session: Session, survey_id: int, staff: Staff, *, now: datetime) -> str:
    """The number to call, in full; who looked stands in the history (REQ G2).

    Raises:
        NotFoundError: no such question.
        ConflictError: the customer has left no number.
    """
    survey = session.get(Survey, survey_id)
    if survey is None:
        raise NotFoundError("这份问卷已不存在")
    phone = session.get_one(Customer, survey.customer_id).phone
    if not phone:
        raise ConflictError("客户没有留下电话，请在会话里联系")
    record(session, "survey", survey.id, "phone shown", actor=f"staff:{staff.username}", now=now)
    return phone


def note_call(
    session: Session,
    survey_id: int,
    staff: Staff,
    score: Decimal | None,
    *,
    note: str = "",
    now: datetime,
    settings: Settings,
) -> None:
    """Enter what a call brought, None for a customer who does not want to answer; its task ends.

    Raises:
        NotFoundError: no such question.
        ConflictError: it is answered already, or the score is not on its scale.
    """
    survey = session.get(Survey, survey_id, with_for_update=True, populate_existing=True)
    if survey is None:
        raise NotFoundError("这份问卷已不存在")
    lowest, highest = surveys.SCALE[SurveyKind(survey.kind)]
    if score is not None and not lowest <= score <= highest:
        raise ConflictError(f"请填写 {lowest}–{highest} 分的评分")
    if survey.state != SurveyState.ASKED:
        raise ConflictError("客户刚刚已经回答")
    case = session.scalar(
        select(Case).where(Case.key == _call_key(survey.id), Case.state == CaseState.OPEN)
    )
    if case is not None:
        told = "客户不愿回答" if score is None else f"{score.normalize():f} 分"
        cases.close_case(session, case.id, staff, cause=f"已电话询问：{told}", now=now)
    if score is None:
        survey.state, survey.chase_at = SurveyState.CLOSED, None
        actor = f"staff:{staff.username}"
        record(session, "survey", survey.id, "refused", actor=actor, now=now, reason=note or None)
    else:
        surveys.answer(
            session, survey, score=score, reason=note.strip()[:500] or None,
            conversation=session.get_one(Conversation, survey.conversation_id), now=now,
            settings=settings,
        )  # fmt: skip
