"""Cases (工单): whatever a person has to do, with a number, an owner and a deadline (REQ A7)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Sealed, UtcDateTime
from bot.models.conversation import Group


class CaseKind(StrEnum):
    """The category of a case, and the desk's own tasks (delivery, phone call)."""

    ENQUIRY = "enquiry"
    ORDER = "order"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    TECHNICAL = "technical"
    CALL = "call"
    LOW_SCORE = "low_score"
    URGENT = "urgent"


class CaseState(StrEnum):
    """Open until a person closed it with a cause."""

    OPEN = "open"
    CLOSED = "closed"


class Case(Base):
    """One thing for a person to do; ``key`` keeps a repetition from opening a second one."""

    __tablename__ = "cases"
    __table_args__ = (Index("ix_cases_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[CaseKind] = mapped_column(String(12))
    priority: Mapped[str] = mapped_column(String(8), default="normal")
    group: Mapped[Group] = mapped_column(String(12), default=Group.GENERAL)
    state: Mapped[CaseState] = mapped_column(String(8), default=CaseState.OPEN)
    subject: Mapped[str] = mapped_column(Sealed("cases.subject"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cause: Mapped[str | None] = mapped_column(Sealed("cases.cause"))
