"""What an agent does in a conversation: take, answer, note, give back (REQ A2, A4, A10, G2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import Author, Conversation, Keep, Message, Owner, Purpose, Staff
from bot.services import conversations, messages, surveys
from bot.services.history import record
from bot.services.permissions import Right, may
from bot.services.wording import Reply, Wording

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer's phone and address in full."""

    phone: str | None
    address: str | None


def take(
    session: Session, conversation_id: int, staff: Staff, *, wording: Wording, now: datetime
) -> Conversation:
    """Take a conversation: the bot is silent, its unsent replies are dropped, the customer is told
    who it is. Taking what one has already changes nothing.

    Raises:
        ConflictError: a colleague has it.
    """
    before = conversations.locked(session, conversation_id).owner
    conversation = conversations.take_over(session, conversation_id, staff, now=now)
    conversation.unread = 0
    if before == Owner.PERSON:
        return conversation
    if before == Owner.BOT:
        conversation.first_human_reply_at = None
    messages.drop_unsent_replies(session, conversation_id)
    notice = _worded(wording, conversation, "utter_taken_over", staff, now)
    _notify(session, conversation, notice, key="taken", now=now)
    return conversation


def say(
    session: Session, conversation_id: int, staff: Staff, text: str, *, key: str, now: datetime
) -> bool:
    """Queue the agent's text; False when it was queued under ``key`` before (a double click).

    Raises:
        ConflictError: the conversation is not with ``staff``, or the text is empty or too long.
    """
    words = _checked(text)
    conversation = _held(session, conversation_id, staff)
    sent = messages.push(
        session,
        conversation,
        Reply(words),
        key=f"person:{conversation_id}:{key}",
        purpose=Purpose.PERSON,
        now=now,
        author=Author.PERSON,
        staff_id=staff.id,
    )
    if sent is None:
        return False
    conversation.first_human_reply_at = conversation.first_human_reply_at or now
    conversation.unread = 0
    return True


def note(
    session: Session, conversation_id: int, staff: Staff, text: str, *, now: datetime
) -> Message:
    """Keep a private note in the thread; it never goes out.

    Raises:
        ConflictError: the text is empty or too long.
    """
    message = Message(
        conversation_id=conversations.locked(session, conversation_id).id,
        author=Author.NOTE,
        staff_id=staff.id,
        text=_checked(text),
        at=now,
    )
    session.add(message)
    session.flush()
    return message


def give_back(
    session: Session,
    conversation_id: int,
    staff: Staff,
    *,
    wording: Wording,
    now: datetime,
    summary: str = "",
    ask_rating: bool = False,
) -> Conversation:
    """Give the conversation back to the bot, and ask the customer about ``staff`` if wished.

    Raises:
        ConflictError: the conversation is not with ``staff``.
    """
    conversation = conversations.release(
        session, conversation_id, staff, now=now, summary=summary.strip()
    )
    conversation.unread = 0
    notice = _worded(wording, conversation, "utter_released", staff, now)
    _notify(session, conversation, notice, key="released", now=now)
    if ask_rating:
        _ask_rating(session, conversation, staff, wording, now)
    return conversation


def _ask_rating(
    session: Session, conversation: Conversation, staff: Staff, wording: Wording, now: datetime
) -> None:
    survey = surveys.ask_about_agent(session, conversation, staff.id, now=now)
    question = _worded(wording, conversation, "utter_agent_rating", staff, now)
    buttons = surveys.rating_buttons(survey, wording, conversation.identity.language)
    messages.push(
        session,
        conversation,
        Reply(question, buttons),
        key=f"survey:{survey.id}",
        purpose=Purpose.RATING,
        now=now,
    )


def mark_read(session: Session, conversation_id: int, staff: Staff) -> None:
    """Nothing is unread any more for the one who has the conversation."""
    conversation = conversations.locked(session, conversation_id)
    if conversation.owner == Owner.PERSON and conversation.agent_id == staff.id:
        conversation.unread = 0


def keep_draft(session: Session, conversation_id: int, staff: Staff, text: str) -> None:
    """Keep what an agent has typed and not sent; an empty text forgets it."""
    name = f"draft:{staff.id}:{conversation_id}"
    kept = session.get(Keep, name)
    if not text.strip():
        if kept is not None:
            session.delete(kept)
        return
    if kept is None:
        kept = Keep(name=name, value="")
        session.add(kept)
    kept.value = text[:LONGEST]


def draft(session: Session, conversation_id: int, staff: Staff) -> str:
    """What an agent has typed and not sent."""
    kept = session.get(Keep, f"draft:{staff.id}:{conversation_id}")
    return kept.value if kept else ""


def may_unmask(conversation: Conversation, staff: Staff) -> bool:
    """Whether ``staff`` sees full phones here: who has the conversation, and leads upwards."""
    has_it = conversation.owner == Owner.PERSON and conversation.agent_id == staff.id
    return has_it or may(staff, Right.STEP_IN)


def show_contact(session: Session, conversation_id: int, staff: Staff, *, now: datetime) -> Contact:
    """The customer's phone and address in full; who looked is in the history (REQ G2).

    Raises:
        ConflictError: ``staff`` may not see them.
    """
    conversation = session.get_one(Conversation, conversation_id)
    _check_unmask(conversation, staff)
    customer = conversation.identity.customer
    actor = f"staff:{staff.username}"
    record(session, "customer", customer.id, "unmasked", actor=actor, now=now)
    return Contact(customer.phone, customer.address)


def show_message(session: Session, message_id: int, staff: Staff, *, now: datetime) -> str:
    """A message in full; who looked is in the history (REQ G2).

    Raises:
        NotFoundError: no such message.
        ConflictError: ``staff`` may not see it.
    """
    message = session.get(Message, message_id)
    if message is None:
        raise NotFoundError("这条消息已不存在")
    _check_unmask(session.get_one(Conversation, message.conversation_id), staff)
    actor = f"staff:{staff.username}"
    record(session, "message", message_id, "unmasked", actor=actor, now=now)
    return message.text


def _check_unmask(conversation: Conversation, staff: Staff) -> None:
    if not may_unmask(conversation, staff):
        raise ConflictError("接管会话后才能查看完整的号码和地址")


def _held(session: Session, conversation_id: int, staff: Staff) -> Conversation:
    conversation = conversations.locked(session, conversation_id)
    if conversation.owner != Owner.PERSON or conversation.agent_id != staff.id:
        raise ConflictError("这个会话不在您手上，请先接管再回复")
    return conversation


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise ConflictError("请先输入内容")
    if len(words) > LONGEST:
        raise ConflictError(f"内容太长（{len(words)} 字），请控制在 {LONGEST} 字以内")
    return words


def _worded(
    wording: Wording, conversation: Conversation, key: str, staff: Staff, now: datetime
) -> str:
    language = conversation.identity.language
    seed = int(now.timestamp())
    return wording.say(key, seed=seed, language=language, agent=staff.display_name)


def _notify(
    session: Session, conversation: Conversation, text: str, *, key: str, now: datetime
) -> None:
    messages.push(
        session,
        conversation,
        Reply(text),
        key=f"conversation:{conversation.id}:{key}:{now.timestamp():.6f}",
        purpose=Purpose.NOTICE,
        now=now,
    )
