"""The roster of the desk (REQ A9): shifts, wishes to change them, handovers between them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Sealed, SealedJson, UtcDateTime
from bot.models.staff import Staff


class ShiftKind(StrEnum):
    """早班, 晚班, 值班 (reached for urgent matters while the desk is closed)."""

    DAY = "day"
    EVENING = "evening"
    ON_CALL = "on_call"


class Shift(Base):
    """Somebody's time at the desk; ``end_at`` is exclusive."""

    __tablename__ = "shifts"
    __table_args__ = (Index("ix_shifts_staff_id_start_at", "staff_id", "start_at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[ShiftKind] = mapped_column(String(10))
    start_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    end_at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff: Mapped[Staff] = relationship()


class WishKind(StrEnum):
    """What is asked for: 请假, 换班 (or 代班, where nothing is given in return)."""

    LEAVE = "leave"
    SWAP = "swap"


class WishState(StrEnum):
    """``agreed``: the colleague says yes, the lead has not decided yet; ``lapsed``: the shift was
    changed or began before somebody decided."""

    ASKED = "asked"
    AGREED = "agreed"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ShiftWish(Base):
    """A wish to be off a shift, or to change it with a colleague; it stays on record.

    ``kind_of_shift``, ``start_at`` name the shift as it was, ``return_start_at`` the colleague's.
    """

    __tablename__ = "shift_wishes"
    __table_args__ = (Index("ix_shift_wishes_state_start_at", "state", "start_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[WishKind] = mapped_column(String(8))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    colleague_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    kind_of_shift: Mapped[ShiftKind] = mapped_column(String(10))
    start_at: Mapped[datetime] = mapped_column(UtcDateTime)
    return_start_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Sealed("shift_wishes.reason"))
    state: Mapped[WishState] = mapped_column(String(10), default=WishState.ASKED)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(Sealed("shift_wishes.answer"))


class HandoverState(StrEnum):
    """``offered``: the outgoing person has signed; ``signed``: both have; ``refused``: back."""

    OFFERED = "offered"
    SIGNED = "signed"
    REFUSED = "refused"


class Handover(Base):
    """What one person leaves to the next at the end of a shift, signed by both.

    ``items`` is the list of the unfinished as it was signed: ``{"items": [{"kind", "ref",
    "title", "important"}]}``. ``seen_by`` is the lead who looked it through.
    """

    __tablename__ = "handovers"
    __table_args__ = (Index("ix_handovers_offered_at", "offered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    shift_ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    items: Mapped[dict[str, Any]] = mapped_column(SealedJson("handovers.items"))
    note: Mapped[str | None] = mapped_column(Sealed("handovers.note"))
    state: Mapped[HandoverState] = mapped_column(String(8), default=HandoverState.OFFERED)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(Sealed("handovers.answer"))
    seen_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
