"""What people are told in the console: once each, in view until it is settled (REQ A8)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.models import Group, Nudge, NudgeKind, Role, Staff


def nudge(
    session: Session,
    people: Iterable[int],
    kind: NudgeKind,
    conversation_id: int,
    *,
    key: str,
    now: datetime,
) -> int:
    """Tell ``people``; how many were not told under ``key`` before.

    The caller holds the conversation's lock, so two at once cannot both be first.
    """
    known = set(session.scalars(select(Nudge.staff_id).where(Nudge.key == key)))
    fresh = sorted(set(people) - known)
    session.add_all(
        Nudge(key=key, staff_id=who, conversation_id=conversation_id, kind=kind, raised_at=now)
        for who in fresh
    )
    session.flush()
    return len(fresh)


def settle(
    session: Session,
    conversation_id: int,
    now: datetime,
    *,
    kinds: Collection[NudgeKind] = tuple(NudgeKind),
    staff_id: int | None = None,
) -> None:
    """Take nudges about a conversation out of view: what they asked for is done."""
    wish = update(Nudge).where(
        Nudge.conversation_id == conversation_id,
        Nudge.kind.in_(kinds),
        Nudge.settled_at.is_(None),
    )
    if staff_id is not None:
        wish = wish.where(Nudge.staff_id == staff_id)
    session.execute(wish.values(settled_at=now))


def dismiss(session: Session, ids: Collection[int], staff: Staff, now: datetime) -> None:
    """Take one's own nudges out of view."""
    session.execute(
        update(Nudge)
        .where(Nudge.id.in_(ids), Nudge.staff_id == staff.id, Nudge.settled_at.is_(None))
        .values(settled_at=now, heard_at=now)
    )


def hear(session: Session, ids: Collection[int], staff: Staff, now: datetime) -> None:
    """They have sounded: they are quiet from now on, after a restart too."""
    session.execute(
        update(Nudge)
        .where(Nudge.id.in_(ids), Nudge.staff_id == staff.id, Nudge.heard_at.is_(None))
        .values(heard_at=now)
    )


def above(session: Session, group: Group, role: Role) -> list[int]:
    """Who is told for a role: a lead of the group, or everybody of a higher role; where there is
    none, the next role up."""
    people = session.scalars(select(Staff).where(Staff.active).order_by(Staff.id)).all()
    ranks = list(Role)
    for rank in ranks[ranks.index(role) :]:
        same = [person for person in people if person.role == rank]
        own = [person.id for person in same if group in person.groups]
        if own and rank == Role.LEAD:
            return own
        if same and rank != Role.LEAD:
            return [person.id for person in same]
    return []
