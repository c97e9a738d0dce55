"""What waits in the database now, in numbers (REQ H3)."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.models import (
    Case,
    CaseState,
    Conversation,
    Delivery,
    FollowUp,
    FollowUpState,
    Identity,
    Inbox,
    Message,
    Outbox,
    Owner,
)

_OPEN = (Delivery.QUEUED, Delivery.SENDING, Delivery.UNKNOWN)


def backlog(session: Session, now: datetime) -> dict[str, dict[str, float]]:
    """Gauges: name → what of → number. Ages are seconds since the oldest was due."""
    return {
        "outbox_messages": _outbox(session),
        "queue_age_seconds": _ages(session, now),
        "inbox_backlog": _inbox(session),
        "media_backlog": {"all": _count(session, Message.media_due_at <= now)},
        "conversations": _conversations(session),
        "open_cases": {"all": _count(session, Case.state == CaseState.OPEN)},
    }


def _count(session: Session, where: ColumnElement[bool]) -> float:
    return float(session.scalar(select(func.count()).where(where)) or 0)


def _outbox(session: Session) -> dict[str, float]:
    """Messages that are not delivered for certain, by state."""
    found = session.execute(
        select(Outbox.state, func.count()).where(Outbox.state.in_(_OPEN)).group_by(Outbox.state)
    )
    return {str(state): 0.0 for state in _OPEN} | {str(row[0]): float(row[1]) for row in found}


def _inbox(session: Session) -> dict[str, float]:
    """Messages whose turn is still to come, by channel."""
    found = session.execute(
        select(Identity.channel, func.count())
        .select_from(Conversation)
        .join(Inbox, Inbox.conversation_id == Conversation.id)
        .join(Identity, Identity.id == Conversation.identity_id)
        .where(Conversation.turn_due_at.is_not(None), Inbox.handled_at.is_(None))
        .group_by(Identity.channel)
    )
    return {str(row[0]): float(row[1]) for row in found}


def _conversations(session: Session) -> dict[str, float]:
    found = session.execute(
        select(Conversation.owner, func.count())
        .where(Conversation.owner != Owner.BOT)
        .group_by(Conversation.owner)
    )
    counts = {str(row[0]): float(row[1]) for row in found}
    return {str(owner): 0.0 for owner in (Owner.QUEUE, Owner.PERSON)} | counts


def _ages(session: Session, now: datetime) -> dict[str, float]:
    oldest = {
        "outbox": select(func.min(Outbox.not_before)).where(Outbox.state == Delivery.QUEUED),
        "turns": select(func.min(Conversation.turn_due_at)),
        "follow_ups": select(func.min(FollowUp.due_at)).where(
            FollowUp.state == FollowUpState.PENDING
        ),
        "media": select(func.min(Message.media_due_at)),
    }
    since = {name: session.scalar(query) for name, query in oldest.items()}
    return {name: max(0.0, (now - at).total_seconds()) if at else 0.0 for name, at in since.items()}
