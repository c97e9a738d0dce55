"""The time line of an order (issue 7, G1): what happened and what is still to come, in order.

It is told from the history and the follow-ups of all its visits; texts and reasons that a person
wrote leave here with phones masked.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import FollowUp, FollowUpState, History, Order, Visit
from bot.services.masks import mask_text


@dataclass(frozen=True, slots=True)
class Moment:
    """One line: ``what`` is an action of the history (``moved``, ``booked``, …) or the kind of a
    follow-up; ``after`` the state or time that came of it; ``is_planned``: it is still to come."""

    at: datetime
    what: str
    visit_id: int | None
    after: str | None
    actor: str | None
    reason: str | None
    is_planned: bool = False


def time_line(session: Session, order_id: int) -> list[Moment]:
    """Everything about an order and its visits, the earliest first."""
    order = session.get_one(Order, order_id)
    visits = [visit.id for visit in order.visits]
    moments = [*_happened(session, order_id, visits), *_follow_ups(session, visits)]
    return sorted(moments, key=lambda moment: moment.at)


def _happened(session: Session, order_id: int, visits: list[int]) -> list[Moment]:
    rows = session.scalars(
        select(History).where(
            ((History.subject == "order") & (History.subject_id == order_id))
            | ((History.subject == "visit") & History.subject_id.in_(visits))
        )
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
