"""What an agent does in a conversation: take, answer, note, give back (REQ A2, A4, A10, G2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.language.trade.services import find_services
from bot.models import (
    Author,
    CaseKind,
    Conversation,
    Keep,
    Message,
    NudgeKind,
    Owner,
    Purpose,
    Staff,
)
from bot.services.handoff import attendances, nudges, transfers
from bot.services.survey import surveys
from bot.services.thread import conversations, messages
from bot.services.trade import catalogue
from bot.services.wording import Reply, Wording

LONGEST = 2000
_LATEST = 20


def take(
    session: Session,
    conversation_id: int,
    staff: Staff,
    *,
    wording: Wording,
    now: datetime,
    steps_in: bool = False,
) -> Conversation:
    """Take a conversation: the bot is silent, its unsent replies are dropped, the customer is told
    who it is. Taking what one has already changes nothing.

    Raises:
        ConflictError: a colleague has it, and ``staff`` does not or may not step in.
    """
    before = conversations.locked(session, conversation_id)
    owner, holder = before.owner, before.agent_id
    conversation = conversations.take_over(
        session, conversation_id, staff, now=now, steps_in=steps_in
    )
    conversation.unread = 0
    if owner == Owner.PERSON and holder == staff.id:
        return conversation
    if owner == Owner.BOT:
        conversation.first_human_reply_at = None
    if holder is not None:
        _tell_stepped_in(session, conversation, holder, now)
    _leave_queue(session, conversation, now)
    messages.drop_unsent_replies(session, conversation_id)
    _greet(session, conversation, staff, wording, now)
    return conversation


def _leave_queue(session: Session, conversation: Conversation, now: datetime) -> None:
    """What was asked of others while it waited is settled."""
    transfers.withdraw(session, conversation.id, now)
    done = (NudgeKind.ASSIGNED, NudgeKind.REASSIGNED)
    nudges.settle(session, conversation.id, now, kinds=done)


def _tell_stepped_in(
    session: Session, conversation: Conversation, holder: int, now: datetime
) -> None:
    key = f"stepped:{conversation.id}:{now.timestamp():.3f}"
    nudges.nudge(session, [holder], NudgeKind.STEPPED_IN, conversation.id, key=key, now=now)


def _greet(
    session: Session, conversation: Conversation, staff: Staff, wording: Wording, now: datetime
) -> None:
    notice = _worded(wording, conversation, "utter_taken_over", staff, now)
    _notify(session, conversation, notice, key=f"taken:{staff.id}", now=now, by=staff)


def accept(
    session: Session, transfer_id: int, staff: Staff, *, wording: Wording, now: datetime
) -> Conversation:
    """Take a conversation that was handed on; the customer is told who goes on (REQ A4).

    Raises:
        ConflictError: it was answered or withdrawn before, or is not for ``staff``.
    """
    conversation = transfers.accept(session, transfer_id, staff, now=now)
    _greet(session, conversation, staff, wording, now)
    return conversation


def say(
    session: Session, conversation_id: int, staff: Staff, text: str, *, key: str, now: datetime
) -> bool:
    """Queue the agent's text; False when it was queued under ``key`` before (a double click).

    Raises:
        ConflictError: the conversation is not with ``staff``, or the text is empty or too long.
    """
    words = _checked(text)
    conversation = conversations.held(session, conversation_id, staff)
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
    attendance = attendances.keep(session, conversation, now)
    attendance.first_reply_at = attendance.first_reply_at or now
    nudges.settle(session, conversation_id, now, kinds=(NudgeKind.AIM, NudgeKind.LIMIT))
    return True


def note(
    session: Session,
    conversation_id: int,
    staff: Staff,
    text: str,
    *,
    now: datetime,
    key: str | None = None,
) -> Message:
    """Keep a private note in the thread, once per ``key``; it never goes out.

    Raises:
        ConflictError: the text is empty or too long.
    """
    conversation = conversations.locked(session, conversation_id)
    latest = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.staff_id == staff.id)
        .where(Message.author == Author.NOTE)
        .order_by(Message.id.desc())
        .limit(_LATEST)
    )
    for known in latest:
        if key is not None and (known.data or {}).get("key") == key:
            return known
    message = Message(
        conversation_id=conversation.id,
        author=Author.NOTE,
        staff_id=staff.id,
        text=_checked(text),
        data={"key": key} if key else None,
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
    category: CaseKind | None = None,
    ask_rating: bool = False,
) -> Conversation:
    """Give the conversation back to the bot, and ask the customer about ``staff`` if wished.

    The bot goes on from the ``summary``: it tells it to the customer, and a service named in it is
    what the next question is about. With a ``category`` the matter is closed: then the summary is
    for the records.

    Raises:
        ConflictError: the conversation is not with ``staff``, or is closed without a result.
    """
    said = summary.strip()
    if category is not None and not said:
        raise ConflictError("请写一句处理结果再结束会话")
    conversation = conversations.release(
        session, conversation_id, staff, now=now, summary=said, category=category
    )
    conversation.unread = 0
    transfers.withdraw(session, conversation_id, now)
    nudges.settle(session, conversation_id, now)
    _say_goodbye(session, conversation, staff, wording, now, "" if category else said)
    if ask_rating:
        _ask_rating(session, conversation, staff, wording, now)
    return conversation


def _say_goodbye(
    session: Session,
    conversation: Conversation,
    staff: Staff,
    wording: Wording,
    now: datetime,
    summary: str,
) -> None:
    key = "utter_released_with_summary" if summary else "utter_released"
    words = _worded(wording, conversation, key, staff, now, summary=summary.rstrip("。.！!"))
    _notify(session, conversation, words, key="released", now=now)
    named = find_services(summary, catalogue.lexicon(session))
    if named:
        conversation.last_service = named[-1].code


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


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise ConflictError("请先输入内容")
    if len(words) > LONGEST:
        raise ConflictError(f"内容太长（{len(words)} 字），请控制在 {LONGEST} 字以内")
    return words


def _worded(
    wording: Wording,
    conversation: Conversation,
    key: str,
    staff: Staff,
    now: datetime,
    **more: str,
) -> str:
    language = conversation.identity.language
    seed = int(now.timestamp())
    return wording.say(key, seed=seed, language=language, agent=staff.display_name, **more)


def _notify(
    session: Session,
    conversation: Conversation,
    text: str,
    *,
    key: str,
    now: datetime,
    by: Staff | None = None,
) -> None:
    """Tell the customer; ``by`` a person, in whose name it is said."""
    messages.push(
        session,
        conversation,
        Reply(text),
        key=f"conversation:{conversation.id}:{key}:{now.timestamp():.6f}",
        purpose=Purpose.NOTICE,
        now=now,
        author=Author.PERSON if by else Author.BOT,
        staff_id=by.id if by else None,
    )
