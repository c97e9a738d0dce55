"""What waits, failed or was handed over: shown, tried again, or dropped by a person (REQ E6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import String, and_, cast, literal, or_, select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Case,
    CaseKind,
    CaseState,
    Conversation,
    Delivery,
    Identity,
    Outbox,
    Owner,
    Purpose,
    StaffChat,
)
from bot.services.handoff import cases
from bot.services.handoff.cases import open_case
from bot.services.history import record

log = structlog.get_logger()
TROUBLED = frozenset({Delivery.UNKNOWN, Delivery.FAILED, Delivery.HANDED})
LISTED = TROUBLED | {Delivery.QUEUED, Delivery.SENDING}
_CALL_WITHIN = timedelta(hours=2)
_MEND_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One message that is not delivered for certain; ids and reasons, no personal data."""

    id: int
    conversation_id: int
    channel: str
    purpose: Purpose
    state: Delivery
    tries: int
    created_at: datetime
    not_before: datetime
    why: str | None
    case: str | None


def hand_to_person(session: Session, row: Outbox, why: str, *, now: datetime) -> None:
    """What cannot go out becomes a person's task (REQ E6)."""
    log.warning(
        "not delivered",
        conversation=row.conversation_id,
        outbox=row.id,
        purpose=str(row.purpose),
        why=why,
    )
    if row.purpose == Purpose.ALARM:
        _lost_alarm(session, row, now)
        return
    case = open_case(
        session,
        key=_case_key(row.id),
        kind=CaseKind.CALL,
        subject=f"未能送达，请电话联系客户：{row.message.text[:200]}",
        now=now,
        due_in=_CALL_WITHIN,
        conversation=session.get_one(Conversation, row.conversation_id),
    )
    if case.state == CaseState.CLOSED:  # tried again by hand, in vain
        case.state, case.closed_at, case.due_at = CaseState.OPEN, None, now + _CALL_WITHIN
        record(session, "case", case.id, "reopened", actor="outbox", now=now, reason=why)


def _lost_alarm(session: Session, row: Outbox, now: datetime) -> None:
    """No customer is to be phoned: the colleague's chat is to be mended, once a day."""
    chat = session.scalar(
        select(StaffChat)
        .join(Conversation, Conversation.identity_id == StaffChat.identity_id)
        .where(Conversation.id == row.conversation_id)
    )
    if chat is None:
        return  # unbound since
    name = chat.staff.display_name
    open_case(
        session,
        key=f"alarm-lost:{chat.staff_id}:{local(now):%Y-%m-%d}",
        kind=CaseKind.TECHNICAL,
        subject=f"值班告警没能送到{name}的聊天账号，请{name}给公众号或机器人发条消息，或重新绑定",
        now=now,
        due_in=_MEND_WITHIN,
    )


def settle_case(session: Session, row: Outbox, *, cause: str, actor: str, now: datetime) -> None:
    """Close the call that an undelivered message became, if it is still open."""
    cases.settle(session, Case.key == _case_key(row.id), cause=cause, actor=actor, now=now)


def listed(
    session: Session, *, states: frozenset[Delivery] = frozenset(), limit: int = 500
) -> list[OutboxRow]:
    """What waits (also for its time), is of unknown outcome, or failed or was handed over while
    its case is open; the oldest first. ``states`` narrows it down."""
    wish = (
        select(Outbox, Identity.channel, Case.number)
        .join(Conversation, Conversation.id == Outbox.conversation_id)
        .join(Identity, Identity.id == Conversation.identity_id)
        .outerjoin(Case, _is_case_of)
        .where(_IS_OPEN)
        .order_by(Outbox.id)
        .limit(limit)
    )
    if states:
        wish = wish.where(Outbox.state.in_(states))
    return [_row(*found) for found in session.execute(wish)]


_is_case_of = and_(
    Case.key == literal("outbox:") + cast(Outbox.id, String), Case.state == CaseState.OPEN
)
_IS_OPEN = or_(
    Outbox.state.in_([Delivery.QUEUED, Delivery.SENDING, Delivery.UNKNOWN]),
    and_(Outbox.state.in_([Delivery.FAILED, Delivery.HANDED]), Case.id.is_not(None)),
)


def _row(row: Outbox, channel: str, case: str | None) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        conversation_id=row.conversation_id,
        channel=channel,
        purpose=Purpose(row.purpose),
        state=Delivery(row.state),
        tries=row.tries,
        created_at=row.created_at,
        not_before=row.not_before,
        why=row.channel_result,
        case=case,
    )


def retry(session: Session, row_id: int, *, actor: str, now: datetime) -> bool:
    """Send it (again) now; False when it is due already: a second click changes nothing.

    A message of unknown outcome may reach the customer twice: who asks for it decides that. One
    that was sent in part goes on where it stopped.

    Raises:
        NotFoundError, ConflictError: it is under way, sent, or was dropped.
    """
    row = _locked(session, row_id)
    if row.state == Delivery.QUEUED and row.not_before <= now:
        return False
    if row.state != Delivery.QUEUED and row.state not in TROUBLED:
        raise ConflictError(f"这条消息的状态是 {row.state}，不能重发")
    if row.purpose == Purpose.REPLY and _is_with_person(session, row):
        raise ConflictError("会话正由人工处理，机器人的回复不再发送")
    before = str(row.state)
    row.state, row.not_before, row.tries = Delivery.QUEUED, now, 0
    record(
        session,
        "outbox",
        row.id,
        "retried",
        actor=actor,
        now=now,
        before=before,
        after=Delivery.QUEUED,
    )
    return True


def drop(session: Session, row_id: int, *, reason: str, actor: str, now: datetime) -> bool:
    """Never send it, and close its call; False when it is dropped already.

    Raises:
        NotFoundError, ConflictError: it is under way or sent, or no reason is given.
    """
    row = _locked(session, row_id)
    if not reason.strip():
        raise ConflictError("请写明不再发送的原因")
    if row.state == Delivery.DROPPED:
        return False
    if row.state != Delivery.QUEUED and row.state not in TROUBLED:
        raise ConflictError(f"这条消息的状态是 {row.state}，不能撤下")
    before = str(row.state)
    row.state = Delivery.DROPPED
    record(
        session,
        "outbox",
        row.id,
        "dropped",
        actor=actor,
        now=now,
        before=before,
        after=Delivery.DROPPED,
        reason=reason.strip(),
    )
    settle_case(session, row, cause=reason.strip(), actor=actor, now=now)
    return True


def _locked(session: Session, row_id: int) -> Outbox:
    row = session.get(Outbox, row_id, with_for_update=True)
    if row is None:
        raise NotFoundError(f"没有编号为 {row_id} 的消息")
    return row


def _is_with_person(session: Session, row: Outbox) -> bool:
    return session.get_one(Conversation, row.conversation_id).owner == Owner.PERSON


def _case_key(row_id: int) -> str:
    return f"outbox:{row_id}"
