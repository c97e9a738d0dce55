"""The thread and the outbox rows: writing is here, sending is conversation/outbox.py."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.models import Author, Conversation, Delivery, Message, Outbox, Purpose, Turn
from bot.services.sending.delivery_policy import Why
from bot.services.wording import Reply

_ASKING = frozenset({"action_read_back", "action_confirm_please", "action_not_understood"})
_LOOK_BACK = 12
_LATELY = 12


def push(
    session: Session,
    conversation: Conversation,
    reply: Reply,
    *,
    key: str,
    purpose: Purpose,
    now: datetime,
    author: Author = Author.BOT,
    staff_id: int | None = None,
    turn_id: int | None = None,
    not_before: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> Outbox | None:
    """Queue one message for the customer; None when ``key`` was queued before."""
    if session.scalar(select(Outbox.id).where(Outbox.key == key)) is not None:
        return None
    message = Message(
        conversation_id=conversation.id,
        author=author,
        staff_id=staff_id,
        text=reply.text,
        data=_data(reply, data),
        at=now,
        turn_id=turn_id,
    )
    session.add(message)
    session.flush()
    row = Outbox(
        key=key,
        conversation_id=conversation.id,
        message_id=message.id,
        turn_id=turn_id,
        purpose=purpose,
        state=Delivery.QUEUED,
        not_before=not_before or now,
        created_at=now,
    )
    session.add(row)
    conversation.last_message_at = now
    session.flush()
    return row


def _data(reply: Reply, more: dict[str, Any] | None) -> dict[str, Any] | None:
    buttons = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
    data = {**({"buttons": buttons} if buttons else {}), **(more or {})}
    return data or None


def drop_unsent_replies(session: Session, conversation_id: int) -> int:
    """Mark the bot's replies that have not gone out as dropped; the number of them.

    Called in the transaction in which a person takes over, so that the two never talk at once.
    """
    result = session.execute(
        update(Outbox)
        .where(
            Outbox.conversation_id == conversation_id,
            Outbox.state == Delivery.QUEUED,
            Outbox.purpose == Purpose.REPLY,
        )
        .values(state=Delivery.DROPPED, channel_result=Why.TAKEN_OVER)
    )
    return int(getattr(result, "rowcount", 0))


def is_overtaken(session: Session, row: Outbox) -> bool:
    """Whether a reply only asks, and a newer reply waits behind it: what it asks is out of date.

    A reply that tells something is never overtaken: the newer one does not repeat it.
    """
    newer = select(Outbox.id).where(
        Outbox.conversation_id == row.conversation_id,
        Outbox.id > row.id,
        Outbox.purpose == Purpose.REPLY,
        Outbox.state == Delivery.QUEUED,
    )
    if row.turn_id is None or row.parts_sent or session.scalar(newer.limit(1)) is None:
        return False
    return only_asks(session.get_one(Turn, row.turn_id))


def only_asks(turn: Turn) -> bool:
    """Whether all that a turn says is a question, which a newer one may replace."""
    said = {title for title, replies in (turn.outcome or {}).items() if replies}
    return bool(said) and all(t.startswith("action_ask_") or t in _ASKING for t in said)


def last_said(session: Session, conversation: Conversation) -> Message | None:
    """The last thing that bot or person said to the customer."""
    return session.scalar(
        select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.author.in_((Author.BOT, Author.PERSON)),
        )
        .order_by(Message.id.desc())
        .limit(1)
    )


def recent_of_ours(session: Session, conversation: Conversation) -> Sequence[Message]:
    """The last things that bot or person said, newest first."""
    return session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.author.in_((Author.BOT, Author.PERSON)),
        )
        .order_by(Message.id.desc())
        .limit(_LATELY)
    ).all()


def said_since(session: Session, conversation: Conversation, turn_id: int) -> Sequence[Message]:
    """What bot or person said since the customer's turn before this one, newest first."""
    recent = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.author != Author.NOTE,
            or_(Message.turn_id != turn_id, Message.turn_id.is_(None)),
        )
        .order_by(Message.id.desc())
        .limit(_LOOK_BACK)
    ).all()
    return list(takewhile(lambda message: message.author != Author.CUSTOMER, recent))


def offered_payload(session: Session, conversation_id: int, payload: str) -> str | None:
    """The title under which ``payload`` was offered in the last messages, or None."""
    recent = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.author != Author.CUSTOMER)
        .order_by(Message.id.desc())
        .limit(50)
    )
    for message in recent:
        for button in (message.data or {}).get("buttons", []):
            if button["payload"] == payload:
                return str(button["title"])
    return None
