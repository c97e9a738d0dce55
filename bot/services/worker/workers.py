"""The way of a worker into the chat: an invitation code, used once, binds an account (REQ A1, G2).

Codes are 60 random bits, kept as a keyed hash, and hold for some days; who invited, bound and
unbound whom is in the history.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import blind_index
from bot.errors import ConflictError, NotFoundError
from bot.language.staff.invitation import LETTERS, written
from bot.models import Identity, Invitation, Worker
from bot.services.history import record
from bot.settings import Settings


def invite(session: Session, number: str, *, actor: str, now: datetime, settings: Settings) -> str:
    """A new code for a worker, such as ``YG-8F3K-2Q7M-0XZA``; it is told only here.

    Earlier codes of the worker that nobody used no longer work.

    Raises:
        NotFoundError: no such worker.
        ConflictError: the worker has left.
    """
    worker = by_number(session, number)
    if not worker.active:
        raise ConflictError(f"服务人员 {number} 已停用，不能邀请")
    _withdraw_codes(session, worker, now)
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    expires = now + timedelta(hours=settings.invitation_hours)
    session.add(
        Invitation(
            worker_id=worker.id, code_index=_index(letters), created_at=now, expires_at=expires
        )
    )
    record(session, "worker", worker.id, "invited", actor=actor, now=now)
    session.flush()
    return written(letters)


def _withdraw_codes(session: Session, worker: Worker, now: datetime) -> None:
    for older in session.scalars(
        select(Invitation).where(
            Invitation.worker_id == worker.id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    ):
        older.expires_at = now


def _index(letters: str) -> str:
    return blind_index(f"worker invitation {letters}")


def bind(session: Session, identity: Identity, letters: str, *, now: datetime) -> Worker | None:
    """Let an account speak for the worker of a code; None when the code does not hold (any more).

    The same account may send its code again. A worker has one account, an account one worker: the
    earlier tie ends.
    """
    invitation = session.scalar(
        select(Invitation).where(Invitation.code_index == _index(letters)).with_for_update()
    )
    if invitation is None:
        return None
    worker = session.get_one(Worker, invitation.worker_id, with_for_update=True)
    if invitation.used_at is not None:
        is_mine = invitation.used_by_id == identity.id == worker.identity_id
        return worker if is_mine else None
    if invitation.expires_at <= now or not worker.active:
        return None
    _untie(session, identity, worker, now)
    invitation.used_at, invitation.used_by_id = now, identity.id
    worker.identity_id = identity.id
    actor = f"worker:{worker.number}"
    record(session, "worker", worker.id, "bound", actor=actor, now=now, after=identity.channel)
    session.flush()
    return worker


def _untie(session: Session, identity: Identity, worker: Worker, now: datetime) -> None:
    """End what either side was tied to before."""
    other = worker_of(session, identity.id)
    for tied in (worker if worker.identity_id else None, other):
        if tied is not None and tied.identity_id is not None:
            actor = f"worker:{worker.number}"
            record(session, "worker", tied.id, "unbound", actor=actor, now=now)
            tied.identity_id = None
    session.flush()


def unbind(session: Session, number: str, *, actor: str, now: datetime) -> None:
    """Take the chat from a worker: from now on the account is a customer's.

    Raises:
        NotFoundError: no such worker.
        ConflictError: no account is bound.
    """
    worker = by_number(session, number)
    _withdraw_codes(session, worker, now)
    if worker.identity_id is None:
        raise ConflictError(f"服务人员 {number} 没有绑定聊天账号")
    worker.identity_id = None
    record(session, "worker", worker.id, "unbound", actor=actor, now=now)
    session.flush()


def worker_of(session: Session, identity_id: int) -> Worker | None:
    """The worker for whom an account speaks; one who has left is a customer again."""
    return session.scalar(select(Worker).where(Worker.identity_id == identity_id, Worker.active))


def with_accounts(session: Session) -> Sequence[tuple[Worker, Identity | None]]:
    """Every worker with the account that speaks for them, by number."""
    rows = session.execute(
        select(Worker, Identity)
        .outerjoin(Identity, Worker.identity_id == Identity.id)
        .order_by(Worker.number)
    )
    return [(worker, identity) for worker, identity in rows]


def by_number(session: Session, number: str) -> Worker:
    """The worker of a number.

    Raises:
        NotFoundError: there is none.
    """
    worker = session.scalar(select(Worker).where(Worker.number == number.strip()))
    if worker is None:
        raise NotFoundError(f"没有编号为 {number} 的服务人员")
    return worker
