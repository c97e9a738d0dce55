"""What the agents' console reads of the desk's own state: clocks, endings, and what each person is
told (REQ A2, A4, A8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from bot.models import (
    Attendance,
    ClockKind,
    Conversation,
    Customer,
    Identity,
    Nudge,
    NudgeKind,
    SlaClock,
)
from bot.services.masks import mask_name


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that runs: its aim and its limit."""

    since: datetime
    aim_at: datetime
    limit_at: datetime


@dataclass(frozen=True, slots=True)
class NudgeRow:
    """Something that one person is told, about whom."""

    id: int
    conversation_id: int
    kind: NudgeKind
    name: str
    is_heard: bool


def marks() -> tuple[ScalarSelect[Any], ...]:
    """Columns beside a conversation that change when what is read here changes."""
    running = select(func.sum(SlaClock.id), func.max(SlaClock.limit_at))
    clocks = running.where(
        SlaClock.conversation_id == Conversation.id, SlaClock.stopped_at.is_(None)
    )
    ended = select(func.max(Attendance.closed_at)).where(
        Attendance.conversation_id == Conversation.id
    )
    parts = [clocks.with_only_columns(column) for column in running.selected_columns]
    return tuple(p.correlate(Conversation).scalar_subquery() for p in (*parts, ended))


def just_closed(session: Session, limit: int) -> set[int]:
    """The conversations whose attendances were closed last."""
    found = session.scalars(
        select(Attendance.conversation_id)
        .where(Attendance.closed_at.is_not(None))
        .order_by(Attendance.closed_at.desc())
        .limit(limit)
    )
    return set(found)


def clocks(session: Session, ids: Collection[int]) -> dict[tuple[int, bool], Due]:
    """Running clocks by conversation and whether they are about the whole matter; of several the
    one that runs out first."""
    rows = session.scalars(
        select(SlaClock)
        .where(SlaClock.conversation_id.in_(ids), SlaClock.stopped_at.is_(None))
        .order_by(SlaClock.limit_at.desc())
    )
    return {
        (c.conversation_id, c.kind == ClockKind.RESOLUTION): Due(c.started_at, c.aim_at, c.limit_at)
        for c in rows
    }


def closed(session: Session, ids: Collection[int]) -> dict[int, datetime]:
    """When each was closed last."""
    rows = session.execute(
        select(Attendance.conversation_id, func.max(Attendance.closed_at))
        .where(Attendance.conversation_id.in_(ids), Attendance.closed_at.is_not(None))
        .group_by(Attendance.conversation_id)
    )
    return {who: when for who, when in rows if when}


def nudges(session: Session) -> dict[int, tuple[NudgeRow, ...]]:
    """What each person is told and has not settled, the newest first."""
    rows = session.execute(
        select(Nudge, Identity.display_name, Customer.name, Customer.id)
        .join(Conversation, Conversation.id == Nudge.conversation_id)
        .join(Identity, Identity.id == Conversation.identity_id)
        .join(Customer, Customer.id == Identity.customer_id)
        .where(Nudge.settled_at.is_(None))
        .order_by(Nudge.id.desc())
    )
    found: dict[int, tuple[NudgeRow, ...]] = {}
    for nudge, shown, name, customer in rows:
        called = mask_name(name or shown, f"访客 {customer}")
        is_heard = nudge.heard_at is not None
        row = NudgeRow(nudge.id, nudge.conversation_id, NudgeKind(nudge.kind), called, is_heard)
        found[nudge.staff_id] = (*found.get(nudge.staff_id, ()), row)
    return found
