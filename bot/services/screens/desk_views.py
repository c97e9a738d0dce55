"""What the agents' console reads of conversations (REQ A2, A10, G2): nothing here writes, and
every name and phone leaves here masked."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from bot.language.contact.phone import mask_phone
from bot.models import (
    Author,
    Conversation,
    Flag,
    Group,
    Identity,
    Label,
    Media,
    Message,
    Outbox,
    Owner,
    Purpose,
    Staff,
)
from bot.services.masks import mask_name, mask_text
from bot.services.screens import desk_state
from bot.services.screens.desk_state import Due

Mark = tuple[Any, ...]
"""A fingerprint without personal data: as long as it is the same, nothing shown has changed."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One conversation as the list shows it; ``waiting_since`` is None where nobody waits for a
    person, ``closed_at`` is the end of its last attendance."""

    id: int
    channel: str
    name: str
    phone: str | None
    owner: Owner
    agent_id: int | None
    agent_name: str | None
    group: Group
    flags: tuple[Flag, ...]
    waiting_since: datetime | None
    unread: int
    last_text: str
    last_author: Author | None
    last_at: datetime
    labels: tuple[str, ...] = ()
    owner_name: str | None = None
    assignee_id: int | None = None
    assignee_name: str | None = None
    reply: Due | None = None
    resolution: Due | None = None
    closed_at: datetime | None = None


def conversation_marks(session: Session, *, recent: int = 60) -> dict[int, Mark]:
    """The marks of all conversations that persons have or wait for, and of the bot's latest."""
    last_id = (
        select(func.max(Message.id))
        .where(Message.conversation_id == Conversation.id)
        .correlate(Conversation)
        .scalar_subquery()
    )
    labelled = (
        select(func.aggregate_strings(Label.title, "\n"))
        .where(Label.conversation_id == Conversation.id)
        .correlate(Conversation)
        .scalar_subquery()
    )
    base = select(
        Conversation.id,
        Conversation.owner,
        Conversation.agent_id,
        Conversation.group,
        Conversation.flags,
        Conversation.flagged_at,
        Conversation.first_human_reply_at,
        Conversation.unread,
        Conversation.last_message_at,
        Conversation.assignee_id,
        last_id,
        labelled,
        *desk_state.marks(),
    )
    attended = session.execute(base.where(Conversation.owner != Owner.BOT))
    latest = session.execute(
        base.where(Conversation.owner == Owner.BOT)
        .order_by(Conversation.last_message_at.desc())
        .limit(recent)
    )
    done = desk_state.just_closed(session, recent)
    ended = session.execute(base.where(Conversation.owner == Owner.BOT, Conversation.id.in_(done)))
    rows = [*attended, *latest, *ended]
    return {row[0]: tuple(str(v) if isinstance(v, list) else v for v in row) for row in rows}


def queue_rows(session: Session, ids: Collection[int]) -> dict[int, QueueRow]:
    """The conversations of these ids, ready to be shown."""
    if not ids:
        return {}
    found = session.scalars(
        select(Conversation)
        .where(Conversation.id.in_(ids))
        .options(joinedload(Conversation.identity).joinedload(Identity.customer))
    ).all()
    lasts = _last_messages(session, ids)
    people = {person for c in found for person in (c.agent_id, c.assignee_id, c.owner_staff_id)}
    names, titles = staff_names(session, people), _labels(session, ids)
    clocks, closed = desk_state.clocks(session, ids), desk_state.closed(session, ids)
    return {
        c.id: replace(
            _queue_row(session, c, lasts.get(c.id), names),
            labels=tuple(titles.get(c.id, ())),
            reply=clocks.get((c.id, False)),
            resolution=clocks.get((c.id, True)),
            closed_at=closed.get(c.id),
        )
        for c in found
    }


def _labels(session: Session, ids: Collection[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(Label.conversation_id, Label.title)
        .where(Label.conversation_id.in_(ids))
        .order_by(Label.at, Label.title)
    )
    titles: dict[int, list[str]] = {}
    for conversation_id, title in rows:
        titles.setdefault(conversation_id, []).append(title)
    return titles


def _queue_row(
    session: Session, conversation: Conversation, last: Message | None, agents: dict[int, str]
) -> QueueRow:
    identity, customer = conversation.identity, conversation.identity.customer
    return QueueRow(
        id=conversation.id,
        channel=identity.channel,
        name=mask_name(customer.name or identity.display_name, f"访客 {customer.id}"),
        phone=mask_phone(customer.phone) if customer.phone else None,
        owner=Owner(conversation.owner),
        agent_id=conversation.agent_id,
        agent_name=agents.get(conversation.agent_id or 0),
        group=Group(conversation.group),
        flags=tuple(Flag(flag) for flag in conversation.flags),
        waiting_since=_waiting_since(session, conversation),
        unread=conversation.unread,
        last_text=mask_text(last.text)[:80] if last else "",
        last_author=Author(last.author) if last else None,
        last_at=conversation.last_message_at,
        owner_name=agents.get(conversation.owner_staff_id or 0),
        assignee_id=conversation.assignee_id,
        assignee_name=agents.get(conversation.assignee_id or 0),
    )


def _waiting_since(session: Session, conversation: Conversation) -> datetime | None:
    """From the flag to the first human reply, then from the customer's first unanswered line
    (REQ A2)."""
    if conversation.owner == Owner.BOT:
        return None
    if conversation.owner == Owner.QUEUE or conversation.first_human_reply_at is None:
        return conversation.flagged_at
    answered = (
        select(func.coalesce(func.max(Outbox.message_id), 0))
        .where(Outbox.conversation_id == conversation.id, Outbox.purpose == Purpose.PERSON)
        .scalar_subquery()
    )
    return session.scalar(
        select(func.min(Message.at)).where(
            Message.conversation_id == conversation.id,
            Message.author == Author.CUSTOMER,
            Message.kind != "event",
            Message.id > answered,
        )
    )


def _last_messages(session: Session, ids: Collection[int]) -> dict[int, Message]:
    newest = (
        select(func.max(Message.id))
        .where(Message.conversation_id.in_(ids), Message.author != Author.NOTE)
        .where(Message.kind != "event")
        .group_by(Message.conversation_id)
    )
    rows = session.scalars(select(Message).where(Message.id.in_(newest)))
    return {row.conversation_id: row for row in rows}


def staff_names(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    wanted = [i for i in ids if i is not None]
    rows = session.execute(select(Staff.id, Staff.display_name).where(Staff.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def media(session: Session, media_id: int) -> Media | None:
    """A stored picture or voice."""
    return session.get(Media, media_id)


def locked_until(session: Session, username: str) -> datetime | None:
    """Until when an account is locked after wrong passwords (REQ G3)."""
    return session.scalar(select(Staff.locked_until).where(Staff.username == username))
