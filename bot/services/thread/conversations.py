"""Conversations: finding them, flagging them for a person, handing them over and back (REQ A10)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import (
    Author,
    CaseKind,
    Conversation,
    Flag,
    Group,
    Identity,
    Message,
    Owner,
    Staff,
)
from bot.services.handoff import attendances
from bot.services.history import record
from bot.services.staff.permissions import Right, may

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
        attendances.keep(session, conversation, now)
        return
    if conversation.owner == Owner.BOT:
        conversation.owner = Owner.QUEUE
        conversation.flagged_at = now
        conversation.first_human_reply_at = None
        conversation.group = group or _GROUPS.get(why, Group.GENERAL)
    elif why in _GROUPS:
        conversation.group = group or _GROUPS[why]
    attendances.keep(session, conversation, now)


def stop_waiting(session: Session, conversation: Conversation, *, now: datetime) -> None:
    """The customer wants no person any more; whatever else flagged the conversation keeps it in the
    queue. The caller holds the lock."""
    wanted = {Flag.PERSON_WANTED, Flag.NOT_UNDERSTOOD}
    conversation.flags = [why for why in conversation.flags if why not in wanted]
    if conversation.owner != Owner.QUEUE or conversation.flags:
        attendances.keep(session, conversation, now)
        return
    attendances.close(session, conversation, now=now, summary="客户说不用等人了")
    note_event(session, conversation, "客户说不用等人了，退出排队", now=now)
    conversation.owner = Owner.BOT
    conversation.assignee_id = conversation.assigned_at = conversation.flagged_at = None
    conversation.misses = 0
    record(
        session,
        "conversation",
        conversation.id,
        "stopped waiting",
        actor="customer",
        now=now,
        before=Owner.QUEUE,
        after=Owner.BOT,
    )


def take_over(
    session: Session, conversation_id: int, staff: Staff, *, now: datetime, steps_in: bool = False
) -> Conversation:
    """Give the conversation to ``staff``; the bot is silent from this commit on.

    ``steps_in``: also out of a colleague's hands, where the role may.

    Raises:
        ConflictError: a colleague has it.
    """
    conversation = locked(session, conversation_id)
    is_others = conversation.owner == Owner.PERSON and conversation.agent_id != staff.id
    if is_others and not (steps_in and may(staff, Right.STEP_IN)):
        raise ConflictError(f"这个会话正由{_name(session, conversation.agent_id)}处理")
    if conversation.owner != Owner.PERSON or is_others:
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
        note_event(session, conversation, f"{staff.display_name} 接管", now=now)
    conversation.owner = Owner.PERSON
    conversation.agent_id = staff.id
    conversation.assignee_id = conversation.assigned_at = None
    conversation.owner_staff_id = conversation.owner_staff_id or staff.id
    conversation.flagged_at = conversation.flagged_at or now
    attendance = attendances.keep(session, conversation, now)
    attendance.agent_id, attendance.taken_at = staff.id, attendance.taken_at or now
    return conversation


def put_back(session: Session, conversation: Conversation, why: str, *, now: datetime) -> None:
    """Back into the queue: its holder is not there any more. The caller holds the lock."""
    record(
        session,
        "conversation",
        conversation.id,
        "put back",
        actor="job",
        now=now,
        before=str(conversation.owner),
        after=Owner.QUEUE,
        reason=why,
    )
    note_event(session, conversation, f"重新排队：{why}", now=now)
    conversation.owner = Owner.QUEUE
    conversation.agent_id = conversation.assignee_id = conversation.assigned_at = None
    attendance = attendances.keep(session, conversation, now)
    attendance.agent_id = attendance.taken_at = None


def note_event(session: Session, conversation: Conversation, text: str, *, now: datetime) -> None:
    """A line of the system in the thread, for colleagues only."""
    session.add(
        Message(
            conversation_id=conversation.id, author=Author.NOTE, kind="event", text=text, at=now
        )
    )


def held(session: Session, conversation_id: int, staff: Staff) -> Conversation:
    """The conversation, locked, which ``staff`` has.

    Raises:
        ConflictError: somebody else has it, or nobody.
    """
    conversation = locked(session, conversation_id)
    if conversation.owner != Owner.PERSON:
        raise ConflictError("这个会话不在您手上，请先接管再操作")
    if conversation.agent_id != staff.id:
        name = _name(session, conversation.agent_id)
        raise ConflictError(f"这个会话现在由{name}处理，这一步没有生效；写好的内容已为您保留")
    return conversation


def _name(session: Session, staff_id: int | None) -> str:
    holder = session.get(Staff, staff_id) if staff_id else None
    return holder.display_name if holder else "同事"


def release(
    session: Session,
    conversation_id: int,
    staff: Staff,
    *,
    now: datetime,
    summary: str = "",
    category: CaseKind | None = None,
) -> Conversation:
    """Give the conversation back to the bot, its context as it was; with a ``category`` the matter
    is closed (REQ A7).

    Raises:
        ConflictError: ``staff`` does not have it.
    """
    conversation = held(session, conversation_id, staff)
    attendances.close(session, conversation, now=now, summary=summary, category=category)
    note_event(session, conversation, _ending(staff, summary, category), now=now)
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
        "closed" if category else "released",
        actor=f"staff:{staff.username}",
        now=now,
        before=Owner.PERSON,
        after=Owner.BOT,
        reason=summary or None,
    )
    return conversation


def _ending(staff: Staff, summary: str, category: CaseKind | None) -> str:
    what = "结束会话" if category else "交还机器人"
    return f"{staff.display_name} {what}" + (f"：{summary}" if summary else "")


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
