"""Alarms to the people at the desk, and the chats in which they get them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, UtcDateTime
from bot.models.customer import Identity
from bot.models.staff import Staff


class AlarmKind(StrEnum):
    """What an alarm says: each has its sentence, ``utter_alarm_<kind>`` in domain.yml."""

    URGENT = "urgent"
    WAITING = "waiting"
    LATE = "late"
    UNRESOLVED = "unresolved"
    OVERDUE = "overdue"
    TROUBLE = "trouble"
    UNDELIVERED = "undelivered"
    UNMANNED = "unmanned"
    ABSENT = "absent"
    ESCALATED = "escalated"


class Alarm(Base):
    """Raised once per ``key``; who was told is in the outbox (``alarm:<id>:<staff>``)."""

    __tablename__ = "alarms"
    __table_args__ = (Index("ix_alarms_kind_raised_at", "kind", "raised_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[AlarmKind] = mapped_column(String(16))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StaffChat(Base):
    """The chat account in which a member of the staff gets alarms (REQ A8).

    ``code_index`` is the keyed hash of the last invitation, good until ``code_until`` and then only
    for the account that sent it.
    """

    __tablename__ = "staff_chats"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    identity_id: Mapped[int | None] = mapped_column(ForeignKey("identities.id"), unique=True)
    code_index: Mapped[str | None] = mapped_column(String(64), unique=True)
    code_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    bound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    staff: Mapped[Staff] = relationship()
    identity: Mapped[Identity | None] = relationship()
