"""The work of the people at the desk: attendances, clocks, transfers, nudges."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Sealed, UtcDateTime
from bot.models.conversation import Group


class Attendance(Base):
    """One time that a person was wanted in a conversation, from the flag to the release or the
    closing (REQ A2, A4); ``category`` is None where it was only given back."""

    __tablename__ = "attendances"
    __table_args__ = (
        Index("ix_attendances_conversation_id_closed_at", "conversation_id", "closed_at"),
        Index("ix_attendances_closed_at", "closed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    group: Mapped[Group] = mapped_column(String(12))
    flags: Mapped[list[Any]] = mapped_column(JSON, default=list)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_reply_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    category: Mapped[str | None] = mapped_column(String(12))
    summary: Mapped[str | None] = mapped_column(Sealed("attendances.summary"))


class ClockKind(StrEnum):
    """What is timed."""

    FIRST = "first"
    NEXT = "next"
    RESOLUTION = "resolution"


class SlaClock(Base):
    """A promise that runs (REQ A2, A8): stopped when it is kept, with the time of keeping it.

    ``stage`` counts the alarms that were raised: the aim, then the steps of the escalation;
    ``next_at`` is when the next one is due.
    """

    __tablename__ = "sla_clocks"
    __table_args__ = (
        Index("ix_sla_clocks_conversation_id_stopped_at", "conversation_id", "stopped_at"),
        Index("ix_sla_clocks_stopped_at_next_at", "stopped_at", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[ClockKind] = mapped_column(String(12))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendances.id"))
    group: Mapped[Group] = mapped_column(String(12))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    aim_at: Mapped[datetime] = mapped_column(UtcDateTime)
    limit_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stage: Mapped[int] = mapped_column(default=0)


class TransferState(StrEnum):
    """``withdrawn``: the conversation left the asker's hands first; ``lapsed``: no answer."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Transfer(Base):
    """A conversation that is to change hands, to a person or to whoever of a group accepts."""

    __tablename__ = "transfers"
    __table_args__ = (Index("ix_transfers_conversation_id_state", "conversation_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    to_group: Mapped[Group | None] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Sealed("transfers.reason"))
    state: Mapped[TransferState] = mapped_column(String(10), default=TransferState.ASKED)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(Sealed("transfers.answer"))


class NudgeKind(StrEnum):
    """What somebody at the desk is told, with a sound."""

    ASSIGNED = "assigned"
    REASSIGNED = "reassigned"
    AIM = "aim"
    LIMIT = "limit"
    TRANSFER = "transfer"
    ANSWER = "answer"
    STEPPED_IN = "stepped_in"
    ESCALATED = "escalated"


class Nudge(Base):
    """One thing that one person is told in the console, once per ``key`` and person; it stays in
    view until it is settled, and sounds once (REQ A8)."""

    __tablename__ = "nudges"
    __table_args__ = (
        Index("ix_nudges_staff_id_settled_at", "staff_id", "settled_at"),
        Index("ix_nudges_conversation_id_settled_at", "conversation_id", "settled_at"),
        Index("ix_nudges_key_staff_id", "key", "staff_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    kind: Mapped[NudgeKind] = mapped_column(String(12))
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
