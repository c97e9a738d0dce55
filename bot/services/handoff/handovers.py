"""The handover at the end of a shift (REQ A9): what is unfinished, signed by both sides.

From 15 minutes before the end the outgoing person offers it, the incoming person signs or refuses
with a reason; what is important must be settled first. With both signatures the open conversations
change hands; who was first stays their owner (REQ A4).
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, ForbiddenError, NotFoundError
from bot.models import (
    Case,
    CaseState,
    Conversation,
    Flag,
    Handover,
    HandoverState,
    Owner,
    Shift,
    Staff,
)
from bot.services.history import record
from bot.services.screens.desk_views import mask_text, queue_rows
from bot.services.staff.permissions import Right, require
from bot.services.staff.shifts import AT_DESK

OPENS_BEFORE = timedelta(minutes=15)
_SIGNED_FOR = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Item:
    """One unfinished thing; ``important`` ones block the handover until they are settled."""

    kind: str
    ref: int
    title: str
    important: bool = False


def ending_shift(session: Session, me: Staff, now: datetime) -> Shift | None:
    """The shift of somebody that is under way now, or ended a moment ago."""
    return session.scalar(
        select(Shift)
        .where(
            Shift.staff_id == me.id,
            Shift.kind.in_(AT_DESK),
            Shift.start_at <= now,
            Shift.end_at > now - _SIGNED_FOR,
        )
        .order_by(Shift.start_at.desc())
    )


def unfinished(session: Session, staff: Staff, now: datetime) -> list[Item]:
    """What somebody has in hand: conversations, and open cases of one's own.

    Important, so that it must not wait for anybody: an urgent conversation without an answer yet,
    an urgent case, a case over its deadline.
    """
    return [*_conversations(session, staff), *_cases(session, staff, now)]


def _conversations(session: Session, staff: Staff) -> Iterator[Item]:
    ids = session.scalars(
        select(Conversation.id)
        .where(Conversation.owner == Owner.PERSON, Conversation.agent_id == staff.id)
        .order_by(Conversation.id)
    ).all()
    for row in queue_rows(session, ids).values():
        is_urgent = Flag.URGENT in row.flags and row.waiting_since is not None
        yield Item("conversation", row.id, f"{row.name}：{row.last_text[:60]}", is_urgent)


def _cases(session: Session, staff: Staff, now: datetime) -> Iterator[Item]:
    rows = session.scalars(
        select(Case)
        .where(Case.owner_id == staff.id, Case.state == CaseState.OPEN)
        .order_by(Case.due_at)
    )
    for case in rows:
        is_grave = case.priority == "urgent" or case.due_at <= now
        yield Item("case", case.id, f"{case.number} {mask_text(case.subject)[:60]}", is_grave)


def offer(session: Session, me: Staff, to_id: int, note: str, *, now: datetime) -> Handover:
    """Sign and offer one's shift to the next person.

    Raises:
        ConflictError: there is no shift, it is too early, important work is open, the other person
        does not fit, or it was offered already.
    """
    shift = ending_shift(session, me, now)
    if shift is None:
        raise ConflictError("您现在没有在班，没有可交接的班次")
    if now < shift.end_at - OPENS_BEFORE:
        raise ConflictError("下班前 15 分钟才能开始交接")
    to = session.get(Staff, to_id)
    if to is None or not to.active or to.id == me.id:
        raise ConflictError("请选择接班的同事")
    session.get(Staff, me.id, with_for_update=True)
    if _current(session, me, shift) is not None:
        raise ConflictError("这个班次已经提交过交接")
    items = unfinished(session, me, now)
    grave = [item.title for item in items if item.important]
    if grave:
        raise ConflictError(f"还有 {len(grave)} 件重要事项没处理完，不能交班：{grave[0]}")
    handover = Handover(
        from_id=me.id,
        to_id=to.id,
        shift_ends_at=shift.end_at,
        items={"items": [asdict(item) for item in items]},
        note=note.strip()[:2000] or None,
        state=HandoverState.OFFERED,
        offered_at=now,
    )
    session.add(handover)
    session.flush()
    _note(session, handover, "offered", me, now)
    return handover


def answer(
    session: Session, handover_id: int, me: Staff, *, takes: bool, why: str = "", now: datetime
) -> Handover:
    """The incoming person signs, or refuses with a reason; signed, the conversations change hands.

    Raises:
        NotFoundError, ForbiddenError, ConflictError
    """
    handover = session.get(Handover, handover_id, with_for_update=True, populate_existing=True)
    if handover is None:
        raise NotFoundError("这份交接已不存在")
    if handover.to_id != me.id:
        raise ForbiddenError("这份交接不是交给您的")
    if handover.state != HandoverState.OFFERED:
        raise ConflictError("这份交接已经答复过")
    if not takes and not why.strip():
        raise ConflictError("请写明拒绝的原因")
    handover.state = HandoverState.SIGNED if takes else HandoverState.REFUSED
    handover.answered_at, handover.answer = now, why.strip()[:1000] or None
    _note(session, handover, str(handover.state), me, now)
    if takes:
        _pass_on(session, handover, me, now)
    session.flush()
    return handover


def _pass_on(session: Session, handover: Handover, me: Staff, now: datetime) -> None:
    held = session.scalars(
        select(Conversation)
        .where(Conversation.owner == Owner.PERSON, Conversation.agent_id == handover.from_id)
        .order_by(Conversation.id)
        .with_for_update()
    ).all()
    for conversation in held:
        conversation.agent_id = me.id
        record(
            session,
            "conversation",
            conversation.id,
            "handed over",
            actor=f"staff:{me.username}",
            now=now,
            before=str(handover.from_id),
            after=str(me.id),
            reason="交接班",
        )


def look_through(session: Session, handover_id: int, by: Staff, *, now: datetime) -> Handover:
    """The lead's daily look; the first one stays on record.

    Raises:
        NotFoundError, ForbiddenError
    """
    require(by, Right.PLAN_ROSTER)
    handover = session.get(Handover, handover_id, with_for_update=True)
    if handover is None:
        raise NotFoundError("这份交接已不存在")
    if handover.seen_by is None:
        handover.seen_by, handover.seen_at = by.id, now
        _note(session, handover, "looked through", by, now)
    session.flush()
    return handover


def latest(session: Session, *, limit: int = 30) -> Sequence[Handover]:
    """The newest handovers, for both sides and the lead."""
    newest = select(Handover).order_by(Handover.offered_at.desc(), Handover.id.desc())
    return session.scalars(newest.limit(limit)).all()


def items_of(handover: Handover) -> list[Item]:
    """What was unfinished when it was signed."""
    return [Item(**item) for item in handover.items.get("items", [])]


def _current(session: Session, me: Staff, shift: Shift) -> Handover | None:
    """What was offered for a shift and not refused."""
    return session.scalar(
        select(Handover).where(
            Handover.from_id == me.id,
            Handover.shift_ends_at == shift.end_at,
            Handover.state != HandoverState.REFUSED,
        )
    )


def _note(session: Session, handover: Handover, what: str, by: Staff, now: datetime) -> None:
    actor = f"staff:{by.username}"
    record(session, "handover", handover.id, what, actor=actor, now=now)
