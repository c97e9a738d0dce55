"""Complaints (REQ D)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Sealed, UtcDateTime
from bot.models.customer import Customer
from bot.models.order import Order


class ComplaintState(StrEnum):
    """The five-step loop of REQ D, as far as the desk sees it."""

    OPEN = "open"
    INVESTIGATING = "investigating"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Category(StrEnum):
    """What kind of complaint it is (REQ D2)."""

    QUALITY = "quality"
    ATTITUDE = "attitude"
    LATE = "late"
    NO_SHOW = "no_show"
    DAMAGE = "damage"
    OVERCHARGE = "overcharge"
    REFUND = "refund"
    SAFETY = "safety"
    OTHER = "other"


class Complaint(Base):
    """A complaint with its deadlines: a proposal by ``proposal_due_at``, an answer by
    ``answer_due_at`` (working days of the Chinese calendar, REQ D5)."""

    __tablename__ = "complaints"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    request_key: Mapped[str] = mapped_column(String(60), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    category: Mapped[Category] = mapped_column(String(12))
    priority: Mapped[str] = mapped_column(String(8), default="normal")
    state: Mapped[ComplaintState] = mapped_column(String(14), default=ComplaintState.OPEN)
    detail: Mapped[str] = mapped_column(Sealed("complaints.detail"))
    wanted: Mapped[str | None] = mapped_column(Sealed("complaints.wanted"))
    contact: Mapped[str | None] = mapped_column(Sealed("complaints.contact"))
    promised: Mapped[str | None] = mapped_column(Sealed("complaints.promised"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proposal_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    customer: Mapped[Customer] = relationship()
    order: Mapped[Order | None] = relationship()
