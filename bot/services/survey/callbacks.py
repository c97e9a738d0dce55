"""The callback board (REQ E1): who is due, was tried, was reached or refused, and the rate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Call,
    Case,
    CaseKind,
    CaseState,
    Conversation,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Heard,
    Order,
    Staff,
    Survey,
    SurveyKind,
    SurveyState,
    Visit,
    VisitState,
)
from bot.services.handoff import cases
from bot.services.history import record
from bot.services.order import follow_ups, machine
from bot.services.survey import surveys
from bot.services.trade import rhythm
from bot.settings import Settings

WITHIN = timedelta(hours=72)
_TRIES = (FollowUpKind.CALLBACK, FollowUpKind.CALLBACK_AGAIN, FollowUpKind.CALLBACK_PHONE)
_ASKING = {FollowUpKind.RATING, *_TRIES}
_DONE = (VisitState.COMPLETED, VisitState.REVIEWED)
_LOW_WITHIN = timedelta(hours=24)
_MOST_CALLS = 3
"""So often nobody answers before the task of the call ends; the board still shows the visit."""


class Standing(StrEnum):
    """Where a callback stands; an answer to the rating counts as reached (REQ E1)."""

    DUE = "due"
    TRIED = "tried"
    REACHED = "reached"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """One visit on the board; ``due_at`` is when its third day ends."""

    visit_id: int
    number: str
    service: str
    customer_id: int
    conversation_id: int | None
    worker: str | None
    completed_at: datetime
    due_at: datetime
    standing: Standing
    score: Decimal | None
    calls: int


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the served were tried and reached; per cent, None without any."""

    served: int
    tried: int
    reached: int

    @property
    def tried_percent(self) -> float | None:
        return 100 * self.tried / self.served if self.served else None

    @property
    def reached_percent(self) -> float | None:
        return 100 * self.reached / self.served if self.served else None


def board(session: Session, since: datetime, until: datetime) -> list[Row]:
    """The visits that were completed in the span and are asked about, those due first."""
    visits = [
        visit
        for visit in session.scalars(
            select(Visit)
            .where(Visit.state.in_(_DONE), Visit.completed_at >= since, Visit.completed_at < until)
            .options(joinedload(Visit.order).joinedload(Order.service), joinedload(Visit.worker))
        )
        if rhythm.is_called_back(visit)
    ]
    return sorted(rows_of(session, visits), key=_place)


def _place(row: Row) -> tuple[int, datetime, int]:
    is_open = row.standing in {Standing.DUE, Standing.TRIED}
    return (not is_open, row.due_at, row.visit_id)


def rows_of(session: Session, visits: Sequence[Visit]) -> list[Row]:
    """The board's rows of these visits."""
    ids = [visit.id for visit in visits]
    answers = _by_visit(
        session.scalars(
            select(Survey).where(Survey.visit_id.in_(ids), Survey.state == SurveyState.ANSWERED)
        )
    )
    tried = set(
        session.scalars(
            select(FollowUp.visit_id).where(
                FollowUp.visit_id.in_(ids),
                FollowUp.kind.in_(_TRIES[:2]),
                FollowUp.state == FollowUpState.DONE,
            )
        )
    )
    declined = set(
        session.scalars(
            select(Survey.visit_id).where(
                Survey.visit_id.in_(ids),
                Survey.state == SurveyState.CLOSED,
                Survey.answered_at.is_not(None),
            )
        )
    )
    calls: dict[int, list[Call]] = {}
    for call in session.scalars(
        select(Call).where(Call.visit_id.in_(ids), Call.quarter.is_(None)).order_by(Call.id)
    ):
        calls.setdefault(call.visit_id, []).append(call)
    return [
        _row(
            visit,
            answers.get(visit.id),
            calls.get(visit.id, []),
            is_tried=visit.id in tried,
            is_declined=visit.id in declined,
        )
        for visit in visits
    ]


def _by_visit(found: Iterable[Survey]) -> dict[int, Survey]:
    return {survey.visit_id: survey for survey in found if survey.visit_id is not None}


def _row(
    visit: Visit,
    answer: Survey | None,
    calls: Sequence[Call],
    *,
    is_tried: bool,
    is_declined: bool,
) -> Row:
    assert visit.completed_at is not None
    heard = {call.heard for call in calls}
    scores = [call.score for call in calls if call.score is not None]
    standing = Standing.TRIED if is_tried or calls else Standing.DUE
    if is_declined or Heard.REFUSED in heard:
        standing = Standing.REFUSED
    if answer is not None or Heard.REACHED in heard:
        standing = Standing.REACHED
    return Row(
        visit_id=visit.id,
        number=visit.order.number,
        service=visit.order.service.name,
        customer_id=visit.order.customer_id,
        conversation_id=visit.order.conversation_id,
        worker=visit.worker.name if visit.worker else None,
        completed_at=visit.completed_at,
        due_at=visit.completed_at + WITHIN,
        standing=standing,
        score=answer.score if answer is not None else (scores[-1] if scores else None),
        calls=len(calls),
    )


def rate(rows: Iterable[Row]) -> Rate:
    """The callback rate of a board."""
    every = list(rows)
    tried = sum(row.standing != Standing.DUE for row in every)
    return Rate(len(every), tried, sum(row.standing == Standing.REACHED for row in every))


def note_call(
    session: Session,
    visit_id: int,
    staff: Staff,
    heard: Heard,
    *,
    score: Decimal | None = None,
    note: str = "",
    quarter: str | None = None,
    now: datetime,
    settings: Settings,
) -> Call:
    """Enter what a call brought; reached or refused settles the question, nobody asks it again.

    A re-check (``quarter``) is kept beside and settles nothing.

    Raises:
        NotFoundError: no such visit.
        ConflictError: the service is not over, or the score is missing or out of 1-5.
    """
    visit = machine.locked_visit(session, visit_id)
    if visit.state not in _DONE:
        raise ConflictError("这次服务还没有完成，不能登记回访")
    if heard == Heard.REACHED and (score is None or not 1 <= score <= 5):
        raise ConflictError("已联系上客户时，请填写 1–5 分的评分")
    kept = score if heard == Heard.REACHED else None
    call = Call(
        visit_id=visit.id, quarter=quarter, heard=heard, score=kept,
        note=note.strip()[:500] or None, staff_id=staff.id, at=now,
    )  # fmt: skip
    session.add(call)
    actor = f"staff:{staff.username}"
    action = "rechecked" if quarter else "called back"
    record(session, "visit", visit.id, action, actor=actor, now=now, after=heard, reason=call.note)
    if quarter is None and heard != Heard.UNREACHED:
        _settle(session, visit, staff, call, now=now, settings=settings)
    elif quarter is None and _unanswered(session, visit) >= _MOST_CALLS:
        _end_task(session, visit, staff, f"打了 {_MOST_CALLS} 次都没有联系上", now=now)
    if kept is not None and kept <= Decimal(str(settings.low_score)):
        _open_low_score(session, visit, call, now)
    session.flush()
    return call


def _settle(
    session: Session, visit: Visit, staff: Staff, call: Call, *, now: datetime, settings: Settings
) -> None:
    """The task and the tries end; the answer lands in the survey where there is one. Who does not
    want to be asked is not asked to recommend us either."""
    told = f"{call.score} 分" if call.score is not None else "客户不愿回访"
    _end_task(session, visit, staff, f"已电话回访：{told}", now=now)
    if call.score is not None and visit.order.conversation_id is not None:
        _answer(session, visit, call, now, settings)
    kinds = _ASKING | ({FollowUpKind.NPS} if call.heard == Heard.REFUSED else set())
    follow_ups.withdraw(session, visit.id, reason="called back", kinds=kinds)
    if call.score is not None and visit.state == VisitState.COMPLETED:
        actor = f"staff:{staff.username}"
        machine.move_visit(
            session, visit, VisitState.REVIEWED, actor=actor, now=now, settings=settings
        )


def _unanswered(session: Session, visit: Visit) -> int:
    calls = select(func.count()).where(
        Call.visit_id == visit.id, Call.quarter.is_(None), Call.heard == Heard.UNREACHED
    )
    return session.scalar(calls) or 0


def _end_task(session: Session, visit: Visit, staff: Staff, cause: str, *, now: datetime) -> None:
    task = session.scalar(
        select(Case).where(Case.key == f"visit:{visit.id}:phone", Case.state == CaseState.OPEN)
    )
    if task is not None:
        cases.close_case(session, task.id, staff, cause=cause, now=now)


def _answer(session: Session, visit: Visit, call: Call, now: datetime, settings: Settings) -> None:
    conversation = session.get_one(Conversation, visit.order.conversation_id)
    survey = surveys.ask_about_visit(
        session, conversation, visit, kind=SurveyKind.CALLBACK, now=now
    )
    if survey.state == SurveyState.ASKED and call.score is not None:
        surveys.answer(
            session, survey, score=call.score, reason=call.note,
            conversation=conversation, now=now, settings=settings,
        )  # fmt: skip


def _open_low_score(session: Session, visit: Visit, call: Call, now: datetime) -> None:
    """Without a chat, or at a re-check, no survey has opened the case."""
    known = session.scalar(
        select(Survey.id).where(
            Survey.visit_id == visit.id, Survey.answered_at == now, Survey.score == call.score
        )
    )
    if known is None:
        cases.open_case(
            session,
            key=f"visit:{visit.id}:call:{call.quarter or 'callback'}:low",
            kind=CaseKind.LOW_SCORE,
            subject=f"电话回访评分 {call.score}：{call.note or '未说明原因'}",
            now=now,
            due_in=_LOW_WITHIN,
            customer_id=visit.order.customer_id,
            order_id=visit.order_id,
            priority="high",
        )


def phone_of(session: Session, visit_id: int, staff: Staff, *, now: datetime) -> str:
    """The number to call, in full; who looked stands in the history (REQ G2).

    Raises:
        NotFoundError: no such visit.
    """
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFoundError("这次服务已不存在")
    actor = f"staff:{staff.username}"
    record(session, "visit", visit.id, "phone shown", actor=actor, now=now)
    return visit.order.phone
