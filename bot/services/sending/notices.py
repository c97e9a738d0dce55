"""Notices to a customer about a record: into the conversation it came from, else by phone."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.models import Author, CaseKind, Conversation, Purpose
from bot.services.handoff.cases import open_case
from bot.services.thread import messages
from bot.services.wording import Reply

_PHONE_WITHIN = timedelta(hours=4)


def language_of(session: Session, conversation_id: int | None) -> str:
    """The language of the conversation that a record came from."""
    if conversation_id is None:
        return "zh"
    return session.get_one(Conversation, conversation_id).identity.language


def notify(
    session: Session,
    reply: Reply,
    *,
    key: str,
    conversation_id: int | None,
    customer_id: int,
    now: datetime,
    order_id: int | None = None,
    staff_id: int | None = None,
) -> None:
    """Queue ``reply`` once per key; without a conversation it becomes a call.

    ``staff_id`` is who wrote it; without one it is the desk's own text.
    """
    if conversation_id is None:
        open_case(
            session,
            key=f"{key}:call",
            kind=CaseKind.CALL,
            subject=f"请电话告知客户：{reply.text[:300]}",
            now=now,
            due_in=_PHONE_WITHIN,
            customer_id=customer_id,
            order_id=order_id,
        )
        return
    conversation = session.get_one(Conversation, conversation_id)
    messages.push(
        session,
        conversation,
        reply,
        key=key,
        purpose=Purpose.NOTICE,
        now=now,
        author=Author.BOT if staff_id is None else Author.PERSON,
        staff_id=staff_id,
    )
