"""Attendances: each time that a person was wanted, from the flag to the closing (REQ A2, A4)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Attendance, Conversation, Group


def current(session: Session, conversation_id: int) -> Attendance | None:
    """The one that is not closed."""
    return session.scalar(
        select(Attendance)
        .where(Attendance.conversation_id == conversation_id, Attendance.closed_at.is_(None))
        .order_by(Attendance.id.desc())
        .limit(1)
    )


def keep(session: Session, conversation: Conversation, now: datetime) -> Attendance:
    """The open one brought up to date, or a new one; the caller holds the conversation's lock."""
    attendance = current(session, conversation.id)
    if attendance is None:
        attendance = Attendance(
            conversation_id=conversation.id, opened_at=conversation.flagged_at or now
        )
        session.add(attendance)
    attendance.group, attendance.flags = Group(conversation.group), list(conversation.flags)
    session.flush()
    return attendance


def close(
    session: Session,
    conversation: Conversation,
    *,
    now: datetime,
    summary: str = "",
    category: str | None = None,
) -> Attendance:
    """Close the open one."""
    attendance = keep(session, conversation, now)
    attendance.closed_at, attendance.category = now, category
    attendance.summary = summary or None
    session.flush()
    return attendance


def helpers(session: Session, conversation_ids: Collection[int]) -> set[int]:
    """Who has attended these conversations before."""
    found = session.scalars(
        select(Attendance.agent_id)
        .where(Attendance.conversation_id.in_(conversation_ids), Attendance.agent_id.is_not(None))
        .distinct()
    )
    return {agent for agent in found if agent is not None}
