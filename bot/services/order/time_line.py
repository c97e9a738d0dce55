"""The time line of an order (issue 7, G1): what happened and what is still to come, in order.

It is told from the history and the follow-ups of all its visits, its tasks and its surveys; texts
and reasons that a person wrote leave here with phones masked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Case, FollowUp, FollowUpState, History, Order, Survey, Visit
from bot.services.masks import mask_text


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: ``what`` is an action of the history (``moved``, ``booked``, …), the kind of a
    follow-up, ``task opened``, ``task closed`` or ``rated``; ``after`` the state, time, number or
    score that came of it; ``is_planned``: it is still to come."""

    at: datetime
    what: str
    visit_id: int | None
    after: str | None
    actor: str | None
    reason: str | None
    is_planned: bool = False


def time_line(session: Session, order_id: int) -> list[Moment]:
    """Everything about an order and its visits, the earliest first; of one moment, as written."""
    order = session.get_one(Order, order_id)
    visits = [visit.id for visit in order.visits]
    moments = [
        *_happened(session, order_id, visits),
        *_follow_ups(session, visits),
        *_tasks(session, order_id),
        *_ratings(session, order_id),
    ]
    return sorted(moments, key=lambda moment: moment.at)


def _happened(session: Session, order_id: int, visits: list[int]) -> list[Moment]:
    rows = session.scalars(
        select(History)
        .where(
            ((History.subject == "order") & (History.subject_id == order_id))
            | ((History.subject == "visit") & History.subject_id.in_(visits))
        )
        .order_by(History.id)
    )
    return [
        Moment(
            at=row.at,
            what=row.action,
            visit_id=row.subject_id if row.subject == "visit" else None,
            after=row.after,
            actor=row.actor,
            reason=mask_text(row.reason) if row.reason else None,
        )
        for row in rows
        if row.subject == "visit" or row.action != "moved"
    ]


def _follow_ups(session: Session, visits: list[int]) -> list[Moment]:
    """What went out and what is due; what was withdrawn is nobody's business any more."""
    rows = session.scalars(
        select(FollowUp)
        .join(Visit, Visit.id == FollowUp.visit_id)
        .where(FollowUp.visit_id.in_(visits), FollowUp.state != FollowUpState.WITHDRAWN)
        .order_by(FollowUp.id)
    )
    return [
        Moment(
            at=row.done_at or row.due_at,
            what=str(row.kind),
            visit_id=row.visit_id,
            after=None,
            actor=None,
            reason=None,
            is_planned=row.state == FollowUpState.PENDING,
        )
        for row in rows
    ]


def _tasks(session: Session, order_id: int) -> Iterator[Moment]:
    """What a person had to do about it, and how that ended."""
    for case in session.scalars(select(Case).where(Case.order_id == order_id).order_by(Case.id)):
        yield Moment(case.opened_at, "task opened", None, case.number, None, None)
        if case.closed_at is not None:
            cause = mask_text(case.cause) if case.cause else None
            yield Moment(case.closed_at, "task closed", None, case.number, None, cause)


def _ratings(session: Session, order_id: int) -> Iterator[Moment]:
    rated = (
        select(Survey)
        .where(Survey.order_id == order_id, Survey.answered_at.is_not(None))
        .order_by(Survey.id)
    )
    for survey in session.scalars(rated):
        assert survey.answered_at is not None
        score = f"{survey.score.normalize():f}" if survey.score is not None else None
        reason = mask_text(survey.reason) if survey.reason else None
        yield Moment(survey.answered_at, "rated", survey.visit_id, score, "customer", reason)
