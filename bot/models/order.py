"""Orders and their visits (REQ C)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Money, Sealed, UtcDateTime
from bot.models.catalogue import Service
from bot.models.customer import Customer
from bot.models.worker import Worker


class VisitState(StrEnum):
    """The state machine of REQ C3, for visits and for the order that holds them."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    REVIEWED = "reviewed"
    CANCELLED = "cancelled"


class Order(Base):
    """What a customer bought; one or more visits carry it out.

    ``request_key`` makes a repeated booking the same order; ``amount`` is what is due in yuan,
    ``surcharge`` included and ``discount`` taken off, ``None`` where the price is agreed after an
    inspection; ``fee`` what is due of what was cancelled; ``waived`` what single cancelled visits
    take off it while others are carried out; ``correction`` is the cause of a correction for a
    desk error (REQ C9).
    """

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    request_key: Mapped[str] = mapped_column(String(60), unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("services.id"))
    state: Mapped[VisitState] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(Sealed("orders.address"))
    district: Mapped[str | None] = mapped_column(String(20))
    phone: Mapped[str] = mapped_column(Sealed("orders.phone"))
    note: Mapped[str | None] = mapped_column(Sealed("orders.note"))
    amount: Mapped[Decimal | None] = mapped_column(Money)
    discount: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    surcharge: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    coupon: Mapped[str | None] = mapped_column(String(40))
    fee: Mapped[Decimal | None] = mapped_column(Money)
    waived: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    correction: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    customer: Mapped[Customer] = relationship()
    service: Mapped[Service] = relationship()
    visits: Mapped[list["Visit"]] = relationship(back_populates="order", order_by="Visit.start_at")


class Visit(Base):
    """One coming of a worker; ``end_at`` is exclusive."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_worker_id_start_at", "worker_id", "start_at"),
        Index("ix_visits_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    state: Mapped[VisitState] = mapped_column(String(12))
    start_at: Mapped[datetime] = mapped_column(UtcDateTime)
    end_at: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    order: Mapped[Order] = relationship(back_populates="visits")
    worker: Mapped[Worker | None] = relationship()
    refusals: Mapped[list["Refusal"]] = relationship(order_by="Refusal.id")


class RefusalKind(StrEnum):
    """Why a visit left a worker."""

    DECLINED = "declined"
    CALLED_OFF = "called_off"
    TAKEN_AWAY = "taken_away"


class Refusal(Base):
    """A worker who does not do a visit at the time for which it was offered (``start_at``)."""

    __tablename__ = "visit_refusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), index=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"), index=True)
    kind: Mapped[RefusalKind] = mapped_column(String(12))
    start_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Sealed("visit_refusals.reason"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
