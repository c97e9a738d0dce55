"""Who is there: present, away or offline (REQ A4).

An open console sends a sign of life while its live connection stands; “away” is what the person
says. Without a sign for ``offline_seconds`` somebody is offline; who never opened a console has not
gone offline either.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Staff, StaffSession
from bot.services.history import record
from bot.settings import Settings

BEAT_SECONDS = 10


class Presence(StrEnum):
    """Where somebody is."""

    PRESENT = "present"
    AWAY = "away"
    OFFLINE = "offline"


def of(staff: Staff, *, now: datetime, settings: Settings) -> Presence:
    """Where somebody is now."""
    if staff.seen_at is None or is_gone(staff, now=now, settings=settings):
        return Presence.OFFLINE
    return Presence.AWAY if staff.is_away else Presence.PRESENT


def is_gone(staff: Staff, *, now: datetime, settings: Settings) -> bool:
    """Whether somebody was there and is not any more."""
    if not staff.active:
        return True
    limit = timedelta(seconds=settings.offline_seconds)
    return staff.seen_at is not None and staff.seen_at < now - limit


def beat(session: Session, ids: Collection[int], now: datetime) -> None:
    """Signs of life; one that changes little is not written. People are locked by id, as assignment
    does."""
    stale = Staff.seen_at.is_(None) | (Staff.seen_at <= now - timedelta(seconds=BEAT_SECONDS / 2))
    wish = select(Staff).where(Staff.id.in_(ids), stale).order_by(Staff.id)
    for person in session.scalars(wish.with_for_update()):
        person.seen_at = now


def set_away(session: Session, staff: Staff, *, is_away: bool, now: datetime) -> None:
    """What the person says; in the history, since it decides who gets the work."""
    person = session.get_one(Staff, staff.id, with_for_update=True, populate_existing=True)
    if person.is_away != is_away:
        person.is_away = is_away
        action = "away" if is_away else "back"
        record(session, "staff", person.id, action, actor=f"staff:{person.username}", now=now)


def leave(session: Session, staff: Staff, *, now: datetime, settings: Settings) -> None:
    """Signed out: offline at once, unless another browser is signed in."""
    live = select(StaffSession.staff_id).where(
        StaffSession.staff_id == staff.id, StaffSession.expires_at > now
    )
    if session.scalar(live.limit(1)) is None:
        staff.seen_at = now - timedelta(seconds=settings.offline_seconds + 1)
