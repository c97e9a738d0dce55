"""Leases of a process that is gone."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.models import Conversation, Delivery, Outbox


def take_back_leases(session: Session) -> None:
    """Free every conversation; only for a start at which no other worker can be at one.

    What was being sent may have arrived: it is ``unknown`` at once, and holds up nothing.
    """
    session.execute(
        update(Conversation)
        .where(Conversation.lease_until.is_not(None))
        .values(lease_until=None, lease_by=None)
    )
    session.execute(
        update(Outbox)
        .where(Outbox.state == Delivery.SENDING)
        .values(state=Delivery.UNKNOWN, channel_result="the sender stopped", lease_by=None)
    )
