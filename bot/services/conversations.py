"""Conversations: finding them, flagging them for a person, handing them over and back (REQ A10)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import Conversation, Flag, Group, Identity, Owner, Staff
from bot.services.history import record

_GROUPS = {
    Flag.COMPLAINT: Group.COMPLAINT,
    Flag.URGENT: Group.COMPLAINT,
    Flag.ANGRY: Group.COMPLAINT,
}


def conversation_of(session: Session, identity: Identity, now: datetime) -> Conversation:
    """The conversation of an identity, made on its first message."""
    conversation = session.scalar(
        select(Conversation).where(Conversation.identity_id == identity.id)
    )
    if conversation is None:
        conversation = Conversation(identity_id=identity.id, last_message_at=now, flags=[])
        session.add(conversation)
        session.flush()
    return conversation


def flag(
    session: Session,
    conversation: Conversation,
    why: Flag,
    *,
    now: datetime,
    group: Group | None = None,
) -> None:
    """Put the conversation into the persons' queue; a person who has it keeps it."""
    if why not in conversation.flags:
        conversation.flags = [*conversation.flags, str(why)]
    record(
        session, "conversation", conversation.id, "flagged", actor="bot", now=now, after=str(why)
    )
    if conversation.owner == Owner.PERSON:
        return
    if conversation.owner == Owner.BOT:
        conversation.owner = Owner.QUEUE
        conversation.flagged_at = now
        conversation.first_human_reply_at = None
        conversation.group = group or _GROUPS.get(why, Group.GENERAL)
    elif why in _GROUPS:
        conversation.group = group or _GROUPS[why]


def take_over(
    session: Session, conversation_id: int, staff: Staff, *, now: datetime
) -> Conversation:
    """Give the conversation to ``staff``; the bot is silent from this commit on.

    Raises:
        ConflictError: a colleague has it.
    """
    conversation = locked(session, conversation_id)
    if conversation.owner == Owner.PERSON and conversation.agent_id != staff.id:
        holder = session.get(Staff, conversation.agent_id)
        raise ConflictError(f"这个会话正由{holder.display_name if holder else '同事'}处理")
    if conversation.owner != Owner.PERSON:
        record(
            session,
            "conversation",
            conversation.id,
            "taken over",
            actor=f"staff:{staff.username}",
            now=now,
            before=str(conversation.owner),
            after=Owner.PERSON,
        )
    conversation.owner = Owner.PERSON
    conversation.agent_id = staff.id
    conversation.owner_staff_id = conversation.owner_staff_id or staff.id
    conversation.flagged_at = conversation.flagged_at or now
    return conversation


def release(
    session: Session, conversation_id: int, staff: Staff, *, now: datetime, summary: str = ""
) -> Conversation:
    """Give the conversation back to the bot, its context as it was.

    Raises:
        ConflictError: ``staff`` does not have it.
    """
    conversation = locked(session, conversation_id)
    if conversation.owner != Owner.PERSON or conversation.agent_id != staff.id:
        raise ConflictError("这个会话不在您手上，不能交还")
    conversation.owner = Owner.BOT
    conversation.agent_id = None
    conversation.flags = []
    conversation.flagged_at = None
    conversation.misses = 0
    conversation.summary = summary or conversation.summary
    record(
        session,
        "conversation",
        conversation.id,
        "released",
        actor=f"staff:{staff.username}",
        now=now,
        before=Owner.PERSON,
        after=Owner.BOT,
        reason=summary or None,
    )
    return conversation


def locked(session: Session, conversation_id: int) -> Conversation:
    """The conversation, locked for this transaction and read afresh."""
    return session.get_one(
        Conversation, conversation_id, with_for_update=True, populate_existing=True
    )


def lock_conversation_of(session: Session, identity: Identity) -> None:
    """Lock an identity's conversation, if there is one.

    Whoever changes both locks the conversation first: the other way round is a deadlock.
    """
    session.execute(
        select(Conversation.id).where(Conversation.identity_id == identity.id).with_for_update()
    )
