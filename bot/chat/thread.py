"""What a customer may read of the own conversation.

Notes never show; an outgoing message shows only once its outbox row is being sent, so a reply
that a takeover dropped never does (REQ A10).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from bot.channels.web import NAME
from bot.chat.cursor import Cursor, Line, cursor_at, in_order, parse_cursor
from bot.chat.wire import ButtonOut, MessageOut, Voice
from bot.clock import local
from bot.conversation.outbox import LEASE
from bot.models import Author, Conversation, Delivery, Identity, Inbox, Media, Message, Outbox

SHOWN = (Delivery.SENDING, Delivery.SENT, Delivery.UNKNOWN)
_BATCH = 400
_VOICES: dict[str, Voice] = {
    Author.CUSTOMER: "customer",
    Author.BOT: "bot",
    Author.PERSON: "person",
}


@dataclass(frozen=True, slots=True)
class Part:
    """New messages in order, each with the cursor of a reader who has got it and all before."""

    messages: list[tuple[MessageOut, Cursor]]
    end: Cursor


def read_after(session: Session, sender: str, after: Cursor | str | None, now: datetime) -> Part:
    """What ``sender`` has not got yet; ``after`` is a cursor or the id of a message.

    An id that is not in the thread counts as none: better everything again than something missed.
    """
    conversation = _conversation_id(session, sender)
    lines = _lines(session, sender, conversation) if conversation is not None else []
    start = after if isinstance(after, Cursor) else _cursor_of(lines, after, now)
    fresh = [line for line in in_order(lines) if not start.has(line)]
    known = {line.id for line in lines if line.shown_at and start.has(line)}
    texts = _load(session, fresh)
    messages: list[tuple[MessageOut, Cursor]] = []
    for line in fresh:
        known.add(line.id)
        messages.append((_out(line, texts[line.id]), cursor_at(lines, known, now)))
    return Part(messages, cursor_at(lines, known, now))


def pulse(session: Session, sender: str) -> tuple[int, int]:
    """Two counts that change whenever something becomes visible; cheap enough to ask often."""
    spoken = (
        select(func.count(Message.id))
        .where(Message.conversation_id == Conversation.id)
        .scalar_subquery()
    )
    shown = (
        select(func.count())
        .select_from(Outbox)
        .where(Outbox.conversation_id == Conversation.id, Outbox.state.in_(SHOWN))
        .scalar_subquery()
    )
    row = session.execute(
        select(spoken, shown).select_from(Conversation).join(Identity).where(*_is(sender))
    ).one_or_none()
    return (row[0], row[1]) if row else (0, 0)


def own_media(session: Session, sender: str, media_id: int) -> Media | None:
    """A picture or voice that stands visibly in the sender's own thread."""
    found = session.execute(
        select(Media, Message.author, Outbox.state)
        .join(Message, Message.media_id == Media.id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Identity)
        .outerjoin(
            Outbox, and_(Outbox.conversation_id == Conversation.id, Outbox.message_id == Message.id)
        )
        .where(*_is(sender), Media.id == media_id, Message.author != Author.NOTE)
    ).first()
    if found is None or found[2] not in (None, *SHOWN):
        return None
    return found[0]


def is_known(session: Session, sender: str, external_id: str) -> bool:
    """Whether the sender's message of this id is stored."""
    return (
        session.scalar(
            select(Inbox.id).where(
                Inbox.channel == NAME, Inbox.external_id == f"{sender}:{external_id}"
            )
        )
        is not None
    )


def conversation_id_of(session: Session, sender: str) -> int | None:
    """The sender's conversation, or None before the first message."""
    return _conversation_id(session, sender)


def _is(sender: str) -> tuple[Any, Any]:
    return Identity.channel == NAME, Identity.external_id == sender


def _conversation_id(session: Session, sender: str) -> int | None:
    return session.scalar(select(Conversation.id).join(Identity).where(*_is(sender)))


def _lines(session: Session, sender: str, conversation_id: int) -> list[Line]:
    """Messages first, then their rows: read the other way round, a row could seem to be lacking."""
    spoken = session.execute(
        select(Message.id, Message.author, Message.at)
        .where(Message.conversation_id == conversation_id, Message.author != Author.NOTE)
        .order_by(Message.id)
    ).all()
    moments = _moments(session, conversation_id)
    names = _names(session, sender, conversation_id)
    return [
        Line(
            id_,
            names.get(id_, f"r{id_}"),
            at,
            at if author == Author.CUSTOMER else moments.get(id_, at),
        )
        for id_, author, at in spoken
    ]


def _moments(session: Session, conversation_id: int) -> dict[int, datetime | None]:
    """When each outgoing message became visible; None for one that is not."""
    rows = session.execute(
        select(
            Outbox.message_id, Outbox.state, Outbox.sent_at, Outbox.lease_until, Outbox.created_at
        ).where(Outbox.conversation_id == conversation_id)
    )
    return {
        message: (sent or (lease - LEASE if lease else created)) if state in SHOWN else None
        for message, state, sent, lease, created in rows
    }


def _names(session: Session, sender: str, conversation_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Inbox.message_id, Inbox.external_id).where(Inbox.conversation_id == conversation_id)
    )
    return {message: external.removeprefix(f"{sender}:") for message, external in rows}


def _cursor_of(lines: list[Line], after: str | None, now: datetime) -> Cursor:
    if not after:
        return Cursor()
    parsed = parse_cursor(after)
    if parsed is not None:
        return parsed
    shown = in_order(lines)
    index = next((i for i, line in enumerate(shown) if line.name == after), -1)
    return cursor_at(lines, {line.id for line in shown[: index + 1]}, now)


def _load(session: Session, lines: list[Line]) -> dict[int, Message]:
    ids = [line.id for line in lines]
    found: dict[int, Message] = {}
    for start in range(0, len(ids), _BATCH):
        some = select(Message).where(Message.id.in_(ids[start : start + _BATCH]))
        found.update({message.id: message for message in session.scalars(some)})
    return found


def _out(line: Line, message: Message) -> MessageOut:
    buttons = (message.data or {}).get("buttons", [])
    return MessageOut(
        id=line.name,
        author=_VOICES[message.author],
        text=message.text,
        at=local(line.shown_at or line.at),
        buttons=[ButtonOut(title=b["title"], payload=b["payload"]) for b in buttons],
        media=f"/chat/api/media/{message.media_id}" if message.media_id else None,
    )
