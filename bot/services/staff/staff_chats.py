"""The chat in which a member of the staff gets alarms: bound by a code, unbound by a word (REQ A8).

As with workers' codes (services/workers.py): 60 random bits, kept as a keyed hash, used once.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import blind_index
from bot.errors import ConflictError, NotFoundError
from bot.language.staff.invitation import LETTERS, STAFF, written
from bot.models import Identity, Staff, StaffChat
from bot.services.history import record
from bot.settings import Settings


def invite(
    session: Session, username: str, *, actor: str, now: datetime, settings: Settings
) -> str:
    """A new code for an account of the console, such as ``KF-8F3K-2Q7M-0XZA``; told only here.

    An earlier code no longer works; the chat that is bound stays until another one is.

    Raises:
        NotFoundError: no such account.
        ConflictError: the account is closed.
    """
    staff = _by_name(session, username)
    if not staff.active:
        raise ConflictError(f"账号 {username} 已停用，不能绑定")
    chat = _chat(session, staff)
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    chat.code_index = _index(letters)
    chat.code_until = now + timedelta(hours=settings.invitation_hours)
    record(session, "staff", staff.id, "invited", actor=actor, now=now)
    session.flush()
    return written(letters, STAFF)


def bind(session: Session, identity: Identity, letters: str, *, now: datetime) -> Staff | None:
    """Send the alarms of whoever the code is for to this account; None when it does not hold.

    The same account may send its code again. A member has one chat, a chat one member.
    """
    chat = session.scalar(
        select(StaffChat).where(StaffChat.code_index == _index(letters)).with_for_update()
    )
    if chat is None:
        return None
    if chat.code_until is None:  # used
        return chat.staff if chat.identity_id == identity.id else None
    if chat.code_until <= now or not chat.staff.active:
        return None
    if (other := _of(session, identity.id)) is not None and other is not chat:
        _untie(session, other, now)
    chat.identity_id, chat.bound_at, chat.code_until = identity.id, now, None
    actor = f"staff:{chat.staff.username}"
    record(session, "staff", chat.staff_id, "bound", actor=actor, now=now, after=identity.channel)
    session.flush()
    return chat.staff


def unbind(session: Session, username: str, *, actor: str, now: datetime) -> None:
    """No more alarms to the chat of ``username``; a code not yet used no longer holds.

    Raises:
        NotFoundError: no such account.
        ConflictError: there is neither a chat nor a code.
    """
    chat = _chat(session, _by_name(session, username))
    if chat.identity_id is None and chat.code_until is None:
        raise ConflictError(f"账号 {username} 没有绑定聊天")
    chat.code_index = chat.code_until = None
    _untie(session, chat, now, actor)


def unbind_chat(session: Session, staff: Staff, *, now: datetime) -> None:
    """A member says in the chat that alarms are to stop."""
    _untie(session, _chat(session, staff), now)


def staff_of(session: Session, identity_id: int) -> Staff | None:
    """The member of the staff whose alarms come to an account; who has left is a customer."""
    chat = _of(session, identity_id)
    return chat.staff if chat is not None and chat.staff.active else None


def with_chats(session: Session) -> Sequence[tuple[Staff, StaffChat | None]]:
    """Every account of the console with its chat, by name."""
    rows = session.execute(
        select(Staff, StaffChat)
        .outerjoin(StaffChat, StaffChat.staff_id == Staff.id)
        .order_by(Staff.username)
    )
    return [(staff, chat) for staff, chat in rows]


def _untie(session: Session, chat: StaffChat, now: datetime, actor: str = "") -> None:
    chat.identity_id = chat.bound_at = None
    who = actor or f"staff:{chat.staff.username}"
    record(session, "staff", chat.staff_id, "unbound", actor=who, now=now)
    session.flush()


def _of(session: Session, identity_id: int) -> StaffChat | None:
    return session.scalar(select(StaffChat).where(StaffChat.identity_id == identity_id))


def _chat(session: Session, staff: Staff) -> StaffChat:
    chat = session.get(StaffChat, staff.id, with_for_update=True)
    if chat is None:
        chat = StaffChat(staff_id=staff.id)
        session.add(chat)
        session.flush()
    return chat


def _by_name(session: Session, username: str) -> Staff:
    staff = session.scalar(select(Staff).where(Staff.username == username.strip()))
    if staff is None:
        raise NotFoundError(f"没有用户名为 {username} 的账号")
    return staff


def _index(letters: str) -> str:
    return blind_index(f"staff invitation {letters}")
