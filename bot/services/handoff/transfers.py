"""Handing a conversation on (REQ A4): with a reason, to a colleague or a group, and only when it is
accepted. Until then it stays where it is; the first-contact owner stays in any case."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Conversation,
    Group,
    NudgeKind,
    Owner,
    Staff,
    Transfer,
    TransferState,
)
from bot.services.handoff import attendances, nudges
from bot.services.history import record
from bot.services.staff import presence
from bot.services.staff.presence import Presence
from bot.services.thread.conversations import held, locked, note_event
from bot.settings import Settings


def ask(
    session: Session,
    conversation_id: int,
    me: Staff,
    *,
    to: Staff | Group,
    reason: str,
    now: datetime,
    settings: Settings,
) -> Transfer:
    """Ask a colleague, or whoever of a group is there, to take a conversation over.

    Raises:
        ConflictError: it is not with ``me``, no reason is given, it is asked already, or nobody
            asked is there.
    """
    conversation = held(session, conversation_id, me)
    if not reason.strip():
        raise ConflictError("请写明转接原因")
    if asked(session, conversation_id) is not None:
        raise ConflictError("已经发起过转接，请等对方回应，或先撤回")
    people = _asked_people(session, me, to, now, settings)
    transfer = Transfer(
        conversation_id=conversation_id,
        from_id=me.id,
        to_id=to.id if isinstance(to, Staff) else None,
        to_group=None if isinstance(to, Staff) else to,
        reason=reason.strip()[:500],
        asked_at=now,
    )
    session.add(transfer)
    session.flush()
    key = f"transfer:{transfer.id}"
    nudges.nudge(session, people, NudgeKind.TRANSFER, conversation_id, key=key, now=now)
    whom = to.display_name if isinstance(to, Staff) else GROUP[to]
    note_event(
        session, conversation, f"{me.display_name} 请 {whom} 接手：{transfer.reason}", now=now
    )
    return transfer


GROUP = {Group.GENERAL: "客服组", Group.ORDER: "订单组", Group.COMPLAINT: "投诉组"}


def _asked_people(
    session: Session, me: Staff, to: Staff | Group, now: datetime, settings: Settings
) -> list[int]:
    if isinstance(to, Staff):
        if to.id == me.id:
            raise ConflictError("会话已经在您手上")
        if presence.of(to, now=now, settings=settings) == Presence.OFFLINE:
            raise ConflictError(f"{to.display_name} 不在线，请换一位同事或转给小组")
        return [to.id]
    people = [p.id for p in colleagues(session, me, now=now, settings=settings) if to in p.groups]
    if not people:
        raise ConflictError(f"{GROUP[to]}现在没有人在线，请换一位同事")
    return people


def colleagues(
    session: Session, me: Staff, *, now: datetime, settings: Settings
) -> Sequence[Staff]:
    """Whom a conversation can be handed to now: everybody else whose console is open."""
    others = session.scalars(
        select(Staff).where(Staff.active, Staff.id != me.id).order_by(Staff.group, Staff.id)
    ).all()
    gone = Presence.OFFLINE
    return [p for p in others if presence.of(p, now=now, settings=settings) != gone]


def asked(session: Session, conversation_id: int) -> Transfer | None:
    """The transfer of a conversation that waits for an answer."""
    return session.scalar(
        select(Transfer).where(
            Transfer.conversation_id == conversation_id, Transfer.state == TransferState.ASKED
        )
    )


def all_asked(session: Session, ids: Collection[int]) -> dict[int, Transfer]:
    """The transfers of these conversations that wait for an answer."""
    wish = select(Transfer).where(
        Transfer.conversation_id.in_(ids), Transfer.state == TransferState.ASKED
    )
    return {row.conversation_id: row for row in session.scalars(wish)}


def is_for(transfer: Transfer, me: Staff) -> bool:
    """Whether ``me`` may answer it."""
    if transfer.to_id is not None:
        return transfer.to_id == me.id
    return transfer.from_id != me.id and transfer.to_group in me.groups


def accept(session: Session, transfer_id: int, me: Staff, *, now: datetime) -> Conversation:
    """Take the conversation that was offered.

    Raises:
        ConflictError: it was answered or withdrawn before, or is not for ``me``.
    """
    transfer, conversation = _open(session, transfer_id, me)
    giver = session.get_one(Staff, transfer.from_id)
    conversation.agent_id = me.id
    conversation.unread = max(conversation.unread, 1)
    attendance = attendances.keep(session, conversation, now)
    attendance.agent_id = me.id
    _settle(session, transfer, TransferState.ACCEPTED, now, me)
    note_event(session, conversation, f"{me.display_name} 接手", now=now)
    record(
        session,
        "conversation",
        conversation.id,
        "handed on",
        actor=f"staff:{me.username}",
        now=now,
        before=f"staff:{giver.username}"[:40],
        after=f"staff:{me.username}"[:40],
        reason=transfer.reason,
    )
    return conversation


def refuse(session: Session, transfer_id: int, me: Staff, *, why: str, now: datetime) -> None:
    """Say no, with a reason; of a group the first answer counts.

    Raises:
        ConflictError: it was answered or withdrawn before, is not for ``me``, or has no reason.
    """
    if not why.strip():
        raise ConflictError("请写明不能接手的原因")
    transfer, conversation = _open(session, transfer_id, me)
    transfer.answer = why.strip()[:500]
    _settle(session, transfer, TransferState.REFUSED, now, me)
    note_event(session, conversation, f"{me.display_name} 没有接手：{transfer.answer}", now=now)
    _tell_giver(session, transfer, now)


def take_back(session: Session, conversation_id: int, me: Staff, *, now: datetime) -> None:
    """Ask no more; only whoever has the conversation.

    Raises:
        ConflictError: it is not with ``me``.
    """
    conversation = held(session, conversation_id, me)
    if asked(session, conversation_id) is not None:
        withdraw(session, conversation_id, now)
        note_event(session, conversation, f"{me.display_name} 撤回转接", now=now)


def withdraw(session: Session, conversation_id: int, now: datetime) -> None:
    """Take back what was asked, if anything."""
    transfer = asked(session, conversation_id)
    if transfer is not None:
        _settle(session, transfer, TransferState.WITHDRAWN, now)


def stale(session: Session, *, now: datetime, settings: Settings) -> list[int]:
    """Transfers that nobody has answered in time."""
    limit = now - timedelta(minutes=settings.transfer_minutes)
    wish = select(Transfer.id).where(
        Transfer.state == TransferState.ASKED, Transfer.asked_at <= limit
    )
    return list(session.scalars(wish))


def lapse(session: Session, transfer_id: int, *, now: datetime) -> None:
    """Nobody has answered: it stays with the asker, who is told."""
    found = session.get_one(Transfer, transfer_id)
    conversation = locked(session, found.conversation_id)
    transfer = session.get_one(Transfer, transfer_id, populate_existing=True)
    if transfer.state == TransferState.ASKED:
        _settle(session, transfer, TransferState.LAPSED, now)
        note_event(session, conversation, "转接没有人回应，会话仍由原客服处理", now=now)
        _tell_giver(session, transfer, now)


def _tell_giver(session: Session, transfer: Transfer, now: datetime) -> None:
    key = f"transfer:{transfer.id}:answer"
    nudges.nudge(
        session, [transfer.from_id], NudgeKind.ANSWER, transfer.conversation_id, key=key, now=now
    )


def _open(session: Session, transfer_id: int, me: Staff) -> tuple[Transfer, Conversation]:
    found = session.get(Transfer, transfer_id)
    if found is None:
        raise NotFoundError("这次转接已不存在")
    conversation = locked(session, found.conversation_id)
    transfer = session.get_one(Transfer, transfer_id, populate_existing=True)
    is_with_giver = conversation.owner == Owner.PERSON and conversation.agent_id == transfer.from_id
    if transfer.state != TransferState.ASKED or not is_with_giver:
        raise ConflictError("这次转接已经有人回应或已撤回")
    if not is_for(transfer, me):
        raise ConflictError("这次转接不是给您的")
    return transfer, conversation


def _settle(
    session: Session,
    transfer: Transfer,
    state: TransferState,
    now: datetime,
    me: Staff | None = None,
) -> None:
    transfer.state, transfer.answered_at = state, now
    transfer.answered_by = me.id if me else None
    nudges.settle(session, transfer.conversation_id, now, kinds=(NudgeKind.TRANSFER,))
    session.flush()
