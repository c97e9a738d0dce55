"""Leave and swaps (REQ A9): asked for, agreed to by the colleague, approved by a lead."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, ForbiddenError, NotFoundError
from bot.models import Group, Shift, ShiftWish, Staff, WishKind, WishState
from bot.services.history import record
from bot.services.staff.roster import check_planner

OPEN = (WishState.ASKED, WishState.AGREED)


def my_shifts(session: Session, staff: Staff, now: datetime, *, limit: int = 40) -> Sequence[Shift]:
    """The shifts of somebody that have not begun, the next first."""
    mine = select(Shift).where(Shift.staff_id == staff.id, Shift.start_at > now)
    return session.scalars(mine.order_by(Shift.start_at).limit(limit)).all()


def ask_leave(
    session: Session, shift_id: int, me: Staff, reason: str, *, now: datetime
) -> ShiftWish:
    """Ask to be off a shift of one's own.

    Raises:
        NotFoundError, ConflictError: it is not one's own, has begun, or was asked for already.
    """
    shift = _own(session, shift_id, me, now)
    return _ask(session, WishKind.LEAVE, shift, reason, now=now)


def ask_swap(
    session: Session,
    shift_id: int,
    me: Staff,
    colleague_id: int,
    return_shift_id: int | None,
    reason: str,
    *,
    now: datetime,
) -> ShiftWish:
    """Ask a colleague to take a shift, for one of the colleague's or for none.

    Raises:
        NotFoundError, ConflictError
    """
    shift = _own(session, shift_id, me, now)
    colleague = session.get(Staff, colleague_id)
    if colleague is None or not colleague.active or colleague.id == me.id:
        raise ConflictError("请选择一位在岗的同事")
    if colleague.group != me.group:
        raise ConflictError("只能和本组同事换班")
    back = _own(session, return_shift_id, colleague, now) if return_shift_id else None
    wish = _ask(session, WishKind.SWAP, shift, reason, now=now)
    wish.colleague_id = colleague.id
    wish.return_start_at = back.start_at if back else None
    session.flush()
    return wish


def _ask(
    session: Session, kind: WishKind, shift: Shift, reason: str, *, now: datetime
) -> ShiftWish:
    if not reason.strip():
        raise ConflictError("请写明原因")
    same = select(ShiftWish.id).where(
        ShiftWish.staff_id == shift.staff_id,
        ShiftWish.start_at == shift.start_at,
        ShiftWish.state.in_(OPEN),
    )
    if session.scalar(same) is not None:
        raise ConflictError("这个班次已经提过申请，还在等答复")
    wish = ShiftWish(
        kind=kind,
        staff_id=shift.staff_id,
        kind_of_shift=shift.kind,
        start_at=shift.start_at,
        reason=reason.strip()[:500],
        state=WishState.ASKED,
        asked_at=now,
    )
    session.add(wish)
    session.flush()
    return wish


def open_wishes(session: Session) -> Sequence[ShiftWish]:
    """What is not decided yet, the nearest shift first."""
    return session.scalars(
        select(ShiftWish).where(ShiftWish.state.in_(OPEN)).order_by(ShiftWish.start_at)
    ).all()


def agree(session: Session, wish_id: int, me: Staff, *, yes: bool, now: datetime) -> ShiftWish:
    """The colleague's word on a swap.

    Raises:
        NotFoundError, ForbiddenError, ConflictError
    """
    wish = _locked(session, wish_id)
    if wish.colleague_id != me.id or wish.state != WishState.ASKED:
        raise ForbiddenError("这个换班申请不是问您的，或已经答复过")
    _settle(session, wish, WishState.AGREED if yes else WishState.REFUSED, me, "", now)
    return wish


def withdraw(session: Session, wish_id: int, me: Staff, *, now: datetime) -> ShiftWish:
    """Take one's own wish back.

    Raises:
        NotFoundError, ForbiddenError, ConflictError
    """
    wish = _locked(session, wish_id)
    if wish.staff_id != me.id:
        raise ForbiddenError("只能撤回自己的申请")
    _settle(session, wish, WishState.WITHDRAWN, me, "", now)
    return wish


def decide(
    session: Session, wish_id: int, by: Staff, *, yes: bool, answer: str = "", now: datetime
) -> ShiftWish:
    """The lead's decision; an approved one changes the roster in the same transaction.

    Raises:
        NotFoundError, ForbiddenError, ConflictError: the colleague has not agreed, or the shifts
        were changed meanwhile.
    """
    wish = _locked(session, wish_id)
    asker = session.get_one(Staff, wish.staff_id)
    check_planner(by, Group(asker.group))
    if by.id == asker.id:
        raise ForbiddenError("自己的申请要由别人批准")
    if not yes:
        _settle(session, wish, WishState.REFUSED, by, answer, now)
        return wish
    if wish.kind == WishKind.SWAP and wish.state != WishState.AGREED:
        raise ConflictError("对方同事还没有同意换班")
    _settle(session, wish, WishState.APPROVED, by, answer, now)
    _carry_out(session, wish, now)
    return wish


def _carry_out(session: Session, wish: ShiftWish, now: datetime) -> None:
    shift = _shift_at(session, wish.staff_id, wish.start_at, now)
    if wish.kind == WishKind.LEAVE:
        session.delete(shift)
    elif wish.colleague_id is not None:
        back = None
        if wish.return_start_at is not None:
            back = _shift_at(session, wish.colleague_id, wish.return_start_at, now)
        _hand(session, shift, wish.colleague_id)
        if back is not None:
            _hand(session, back, wish.staff_id)
    session.flush()


def _hand(session: Session, shift: Shift, staff_id: int) -> None:
    busy = select(Shift.id).where(
        Shift.staff_id == staff_id,
        Shift.start_at < shift.end_at,
        Shift.end_at > shift.start_at,
    )
    if session.scalar(busy) is not None:
        raise ConflictError("对方这段时间已经有班，不能换")
    shift.staff_id = staff_id
    session.flush()


def _shift_at(session: Session, staff_id: int, start_at: datetime, now: datetime) -> Shift:
    shift = session.scalar(
        select(Shift)
        .where(Shift.staff_id == staff_id, Shift.start_at == start_at)
        .with_for_update()
    )
    if shift is None or shift.start_at <= now:
        raise ConflictError("排班已经变化或已经开始，请让同事重新申请")
    return shift


def _own(session: Session, shift_id: int, staff: Staff, now: datetime) -> Shift:
    shift = session.get(Shift, shift_id)
    if shift is None or shift.staff_id != staff.id:
        raise NotFoundError("这个班次已不存在，请看最新的排班")
    if shift.start_at <= now:
        raise ConflictError("已经开始的班次不能请假或换班")
    return shift


def _locked(session: Session, wish_id: int) -> ShiftWish:
    wish = session.get(ShiftWish, wish_id, with_for_update=True, populate_existing=True)
    if wish is None:
        raise NotFoundError("这个申请已不存在")
    if wish.state not in OPEN:
        raise ConflictError("这个申请已经处理过了")
    return wish


def _settle(
    session: Session, wish: ShiftWish, state: WishState, by: Staff, answer: str, now: datetime
) -> None:
    before, wish.state = wish.state, state
    wish.decided_by, wish.decided_at, wish.answer = by.id, now, answer.strip()[:500] or None
    record(
        session,
        "shift wish",
        wish.id,
        f"{wish.kind} {state}",
        actor=f"staff:{by.username}",
        now=now,
        before=str(before),
        after=str(state),
    )
    session.flush()
