"""Leases of a process that is gone."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.models import Conversation


def take_back_leases(session: Session) -> None:
    """Free every conversation; only for a start at which no other worker can be at one."""
    session.execute(
        update(Conversation)
        .where(Conversation.lease_until.is_not(None))
        .values(lease_until=None, lease_by=None)
    )
