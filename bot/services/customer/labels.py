"""Labels on conversations: free words that people agree on, found again by search."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import Label, Staff
from bot.services.history import record
from bot.services.thread.conversations import locked

LONGEST = 20
MOST = 8


def labels_of(session: Session, conversation_id: int) -> list[str]:
    """The labels of a conversation, in the order in which they were put on."""
    mine = select(Label.title).where(Label.conversation_id == conversation_id)
    return list(session.scalars(mine.order_by(Label.at, Label.title)))


def in_use(session: Session, limit: int = 40) -> Sequence[str]:
    """The labels that there are, the most used first."""
    return session.scalars(
        select(Label.title)
        .group_by(Label.title)
        .order_by(func.count().desc(), Label.title)
        .limit(limit)
    ).all()


def cleaned(titles: Sequence[str]) -> list[str]:
    """What was typed, without empty words and repetitions."""
    return list(dict.fromkeys(clean for title in titles if (clean := " ".join(title.split()))))


def set_labels(
    session: Session, conversation_id: int, titles: Sequence[str], staff: Staff, *, now: datetime
) -> list[str]:
    """Let a conversation have exactly these labels; the ones that changed.

    Raises:
        ConflictError: one is longer than 20 characters, or there are more than eight.
    """
    wanted = cleaned(titles)
    if any(len(title) > LONGEST for title in wanted):
        raise ConflictError(f"标签最多 {LONGEST} 个字")
    if len(wanted) > MOST:
        raise ConflictError(f"一个会话最多 {MOST} 个标签")
    locked(session, conversation_id)
    known = {
        row.title: row
        for row in session.scalars(select(Label).where(Label.conversation_id == conversation_id))
    }
    gone = [title for title in known if title not in wanted]
    fresh = [title for title in wanted if title not in known]
    for title in gone:
        session.delete(known[title])
    for title in fresh:
        session.add(Label(conversation_id=conversation_id, title=title, staff_id=staff.id, at=now))
    for title in (*gone, *fresh):
        _note(session, conversation_id, title, staff, now, is_new=title in fresh)
    session.flush()
    return [*gone, *fresh]


def _note(
    session: Session, conversation_id: int, title: str, staff: Staff, now: datetime, *, is_new: bool
) -> None:
    record(
        session,
        "conversation",
        conversation_id,
        "labelled" if is_new else "unlabelled",
        actor=f"staff:{staff.username}",
        now=now,
        before=None if is_new else title,
        after=title if is_new else None,
    )
