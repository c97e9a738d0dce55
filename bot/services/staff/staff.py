"""Accounts of the console: sign-in with argon2, lock-out, sessions (REQ G3)."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from pwdlib import PasswordHash
from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from bot.errors import ConflictError
from bot.models import Group, Role, Staff, StaffSession
from bot.services.history import record

_HASHER = PasswordHash.recommended()
_DUMMY = _HASHER.hash(secrets.token_hex(8))
SHORTEST = 8
FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
SESSION_FOR = timedelta(hours=12)


def create_staff(
    session: Session,
    *,
    username: str,
    display_name: str,
    password: str,
    role: Role = Role.AGENT,
    group: Group = Group.GENERAL,
) -> Staff:
    """A new account.

    Raises:
        ConflictError: the name is taken or the password shorter than 8 characters.
    """
    _check_password(password)
    if session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
        raise ConflictError(f"用户名 {username} 已被使用")
    staff = Staff(
        username=username,
        display_name=display_name,
        password_hash=_HASHER.hash(password),
        role=role,
        group=group,
    )
    session.add(staff)
    session.flush()
    return staff


def is_password(staff: Staff, password: str) -> bool:
    """Whether it is this account's password."""
    return _HASHER.verify(password, staff.password_hash)


def set_password(staff: Staff, password: str) -> None:
    """Give an account another password, and end its lock.

    Raises:
        ConflictError: it is shorter than 8 characters.
    """
    _check_password(password)
    staff.password_hash = _HASHER.hash(password)
    staff.failures, staff.locked_until = 0, None


def _check_password(password: str) -> None:
    if len(password) < SHORTEST:
        raise ConflictError(f"密码至少要 {SHORTEST} 个字符")


def sign_in(session: Session, username: str, password: str, *, now: datetime) -> str | None:
    """The secret of a new session; None for a wrong name or password or a locked account.

    After five wrong passwords in a row the account is locked for 15 minutes. The time taken does
    not tell whether the name exists.
    """
    staff = session.scalar(select(Staff).where(Staff.username == username).with_for_update())
    good = _HASHER.verify(password, staff.password_hash if staff else _DUMMY)
    if staff is None or not staff.active:
        return None
    if staff.locked_until is not None and staff.locked_until > now:
        return None
    if not good:
        _count_failure(session, staff, now)
        return None
    staff.failures, staff.locked_until, staff.seen_at = 0, None, now
    secret = secrets.token_urlsafe(32)
    session.add(
        StaffSession(token_hash=_hash(secret), staff_id=staff.id, expires_at=now + SESSION_FOR)
    )
    record(session, "staff", staff.id, "signed in", actor=f"staff:{staff.username}", now=now)
    return secret


def _count_failure(session: Session, staff: Staff, now: datetime) -> None:
    staff.failures += 1
    if staff.failures >= FAILURES:
        staff.failures, staff.locked_until = 0, now + LOCKED_FOR
        record(session, "staff", staff.id, "locked", actor="system", now=now)


def signed_in(session: Session, secret: str | None, *, now: datetime) -> Staff | None:
    """Whose session a secret is; None when it is unknown or over."""
    if not secret:
        return None
    row = session.get(StaffSession, _hash(secret))
    if row is None or row.expires_at <= now or not row.staff.active:
        return None
    return row.staff


def all_signed_in(session: Session, secrets: Collection[str], *, now: datetime) -> dict[str, Staff]:
    """Whose sessions these are, those left out that are unknown or over."""
    hashes = {_hash(secret): secret for secret in secrets}
    rows = session.scalars(
        select(StaffSession)
        .where(StaffSession.token_hash.in_(hashes), StaffSession.expires_at > now)
        .options(joinedload(StaffSession.staff))
    )
    return {hashes[row.token_hash]: row.staff for row in rows if row.staff.active}


def end_sessions(session: Session, staff_id: int, *, but: str = "") -> None:
    """Sign somebody out everywhere, except where ``but`` is the secret."""
    session.execute(
        delete(StaffSession).where(
            StaffSession.staff_id == staff_id, StaffSession.token_hash != _hash(but)
        )
    )


def sign_out(session: Session, secret: str) -> None:
    """End a session."""
    row = session.get(StaffSession, _hash(secret))
    if row is not None:
        session.delete(row)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def exists(session: Session, username: str) -> bool:
    """Whether there is an account of that name."""
    return session.scalar(select(Staff.id).where(Staff.username == username)) is not None
