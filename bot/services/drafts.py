"""Half-finished business of a conversation: at most one draft of a kind."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Conversation, Draft, DraftKind

CONFIRM, WHICH, TWICE = "confirm", "which", "twice"


def find(session: Session, conversation_id: int, kind: DraftKind) -> Draft | None:
    """The open draft of a kind."""
    return session.scalar(
        select(Draft).where(Draft.conversation_id == conversation_id, Draft.kind == kind)
    )


def current(session: Session, conversation_id: int) -> Draft | None:
    """The draft that the customer is busy with: the one touched last."""
    return session.scalar(
        select(Draft)
        .where(Draft.conversation_id == conversation_id)
        .order_by(Draft.updated_at.desc(), Draft.id.desc())
    )


def open_draft(
    session: Session, conversation: Conversation, kind: DraftKind, now: datetime
) -> Draft:
    """The open draft of a kind, made if there is none; ``key`` names its business for good."""
    draft = find(session, conversation.id, kind)
    if draft is None:
        draft = Draft(
            conversation_id=conversation.id,
            kind=kind,
            data={},
            key=f"{kind}:{secrets.token_hex(12)}",
            created_at=now,
            updated_at=now,
        )
        session.add(draft)
        session.flush()
    return draft


def update(session: Session, draft: Draft, now: datetime, **values: Any) -> None:
    """Merge values into a draft; None takes a value out."""
    data = {**draft.data, **values}
    draft.data = {name: value for name, value in data.items() if value is not None}
    draft.updated_at = now
    session.flush()


def ask(session: Session, draft: Draft, what: str, now: datetime) -> None:
    """Note what the customer was asked for."""
    tries = draft.data.get("asked_times", 0) + 1 if draft.asked == what else 1
    draft.asked = what
    update(session, draft, now, asked_times=tries)


def unask(session: Session, conversation_id: int, now: datetime) -> None:
    """Take back a question that was never shown, so that nothing is taken for its answer."""
    draft = current(session, conversation_id)
    if draft is not None and draft.asked:
        ask(session, draft, "", now)


def is_read_back(session: Session, conversation_id: int) -> bool:
    """Whether a read-back waits for its yes."""
    draft = current(session, conversation_id)
    return draft is not None and draft.asked == CONFIRM


def close(session: Session, draft: Draft) -> None:
    """Throw a draft away: its business is done or dropped."""
    session.delete(draft)
    session.flush()
