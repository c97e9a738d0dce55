"""The people who do the work (服务人员), their way into the chat, and when they are away."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Money, Sealed, UtcDateTime


class Worker(Base):
    """A service worker; ``skills`` are service codes, ``areas`` district names, ``weekdays`` the
    ISO weekdays (1 is Monday) of the working calendar.

    ``certificates`` are ``{"name", "until"}``; ``until`` is the last day it holds (ISO), or None.

    ``identity_id`` is the chat account that speaks for the worker; one account, one worker.
    """

    __tablename__ = "workers"
    __table_args__ = (Index("ix_workers_identity_id", "identity_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(Sealed("workers.name"))
    phone: Mapped[str] = mapped_column(Sealed("workers.phone"))
    skills: Mapped[list[Any]] = mapped_column(JSON, default=list)
    areas: Mapped[list[Any]] = mapped_column(JSON, default=list)
    years: Mapped[int] = mapped_column(default=0)
    certificates: Mapped[list[Any]] = mapped_column(JSON, default=list)
    weekdays: Mapped[list[Any]] = mapped_column(JSON, default=lambda: [1, 2, 3, 4, 5, 6, 7])
    rating: Mapped[Decimal] = mapped_column(Money, default=Decimal("5"))
    identity_id: Mapped[int | None] = mapped_column(ForeignKey("identities.id"))
    active: Mapped[bool] = mapped_column(default=True)


class Invitation(Base):
    """A code that binds a chat account to a worker, once; only its keyed hash is kept."""

    __tablename__ = "worker_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"), index=True)
    code_index: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("identities.id"))
    worker: Mapped[Worker] = relationship()


class Absence(Base):
    """Leave: no visit may touch this time; ``end_at`` is exclusive."""

    __tablename__ = "worker_absences"
    __table_args__ = (Index("ix_worker_absences_worker_id_start_at", "worker_id", "start_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("workers.id"))
    start_at: Mapped[datetime] = mapped_column(UtcDateTime)
    end_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str | None] = mapped_column(Sealed("worker_absences.reason"))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
