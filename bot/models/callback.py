"""What a person heard on the phone: a callback within three days, or a supervisor's re-check."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Money, Sealed, UtcDateTime


class Heard(StrEnum):
    """How a call ended."""

    REACHED = "reached"
    REFUSED = "refused"
    UNREACHED = "unreached"


class Call(Base):
    """One call about a visit; ``quarter`` (“2026Q4”) is set for a re-check (REQ E7)."""

    __tablename__ = "callback_calls"
    __table_args__ = (Index("ix_callback_calls_visit_id_quarter", "visit_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"))
    quarter: Mapped[str | None] = mapped_column(String(6))
    heard: Mapped[Heard] = mapped_column(String(10))
    score: Mapped[Decimal | None] = mapped_column(Money)
    note: Mapped[str | None] = mapped_column(Sealed("callback_calls.note"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
