"""What the agents' console reads of conversations (REQ A2, A10, G2): nothing here writes, and
every name and phone leaves here masked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from bot.language.address import mask_address
from bot.language.phone import mask_phone
from bot.models import (
    Author,
    Conversation,
    Delivery,
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
    Turn,
)
from bot.services import desk_state
from bot.services.desk_state import Due
from bot.services.masks import mask_name, mask_text
from bot.services.reading import Reading

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


@dataclass(frozen=True, slots=True)
class Line:
    """One message as the thread shows it; ``hides`` tells that a phone in it was masked."""

    id: int
    author: Author
    who: str | None
    kind: str
    text: str
    hides: bool
    at: datetime
    turn_id: int | None
    media_id: int | None
    mime: str | None
    seconds: int | None
    buttons: tuple[str, ...]
    notes: tuple[str, ...]
    purpose: Purpose | None
    delivery: Delivery | None
    problem: str | None


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
    names, titles = _staff_names(session, people), _labels(session, ids)
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


def _staff_names(session: Session, ids: Collection[int | None]) -> dict[int, str]:
    wanted = [i for i in ids if i is not None]
    rows = session.execute(select(Staff.id, Staff.display_name).where(Staff.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def thread(
    session: Session,
    conversation_id: int,
    *,
    after: int = 0,
    before: int | None = None,
    limit: int = 60,
) -> list[Line]:
    """The newest ``limit`` messages between two ids, the oldest first."""
    wish = select(Message).where(Message.conversation_id == conversation_id, Message.id > after)
    if before is not None:
        wish = wish.where(Message.id < before)
    newest = session.scalars(
        wish.options(joinedload(Message.media)).order_by(Message.id.desc()).limit(limit)
    ).all()
    rows = newest[::-1]
    sent = {row.message_id: row for row in _outbox(session, [row.id for row in rows])}
    names = _staff_names(session, {row.staff_id for row in rows})
    return [_line(row, sent.get(row.id), names) for row in rows]


def _line(row: Message, sent: Outbox | None, names: dict[int, str]) -> Line:
    shown = mask_text(row.text)
    buttons = (row.data or {}).get("buttons", [])
    return Line(
        id=row.id,
        author=Author(row.author),
        who=names.get(row.staff_id or 0),
        kind=row.kind,
        text=shown,
        hides=shown != row.text,
        at=row.at,
        turn_id=row.turn_id,
        media_id=row.media_id,
        mime=row.media.mime if row.media else None,
        seconds=(row.data or {}).get("seconds"),
        buttons=tuple(str(button["title"]) for button in buttons),
        notes=tuple(_notes(row.data or {})),
        purpose=Purpose(sent.purpose) if sent else None,
        delivery=Delivery(sent.state) if sent else None,
        problem=sent.channel_result if sent else None,
    )


def _notes(data: dict[str, Any]) -> Iterator[str]:
    """How a message came about, and what of it is not in its text."""
    if data.get("forwarded"):
        yield "客户转发的内容"
    if data.get("edited"):
        yield "客户修改后的消息"
    if data.get("source"):
        yield "由客服登记"
    if data.get("album"):
        yield "相册"
    if data.get("menu") or data.get("command"):
        yield "点选菜单"
    if "latitude" in data and "longitude" in data:
        yield f"坐标 {data['latitude']:.5f}, {data['longitude']:.5f}"
    if data.get("own") is False and data.get("phone"):
        yield f"名片：{mask_name(data.get('name'), '未署名')} {mask_phone(str(data['phone']))}"


def _outbox(session: Session, message_ids: Collection[int]) -> Sequence[Outbox]:
    if not message_ids:
        return []
    return session.scalars(select(Outbox).where(Outbox.message_id.in_(message_ids))).all()


def deliveries(
    session: Session, message_ids: Collection[int]
) -> dict[int, tuple[Delivery, str | None]]:
    """How far these outgoing messages are, and what the channel said."""
    rows = _outbox(session, message_ids)
    return {row.message_id: (Delivery(row.state), row.channel_result) for row in rows}


def understood(session: Session, turn_id: int) -> Reading | None:
    """What the bot understood of a turn, with phone and address masked."""
    turn = session.get(Turn, turn_id)
    if turn is None or turn.reading is None:
        return None
    reading = Reading.model_validate(turn.reading)
    reading.phone = mask_phone(reading.phone) if reading.phone else None
    if reading.address:
        reading.address = {"full": mask_address(str(reading.address.get("full") or ""))}
    return reading


def media(session: Session, media_id: int) -> Media | None:
    """A stored picture or voice."""
    return session.get(Media, media_id)


def locked_until(session: Session, username: str) -> datetime | None:
    """Until when an account is locked after wrong passwords (REQ G3)."""
    return session.scalar(select(Staff.locked_until).where(Staff.username == username))
