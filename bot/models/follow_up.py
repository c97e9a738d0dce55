"""Follow-ups: what is to happen at a time, as rows that survive a restart (REQ C5, C6, E1)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, UtcDateTime


class FollowUpKind(StrEnum):
    """What fires, in the order of a visit's clock; the callback steps are the tries of REQ E1.

    ``offer``, ``changed`` and ``released`` go to a worker, ``replaced`` to the customer,
    ``overdue`` to a person; ``confirmation``, ``arrival`` and ``finish`` look whether the worker
    has said so.
    """

    OFFER = "offer"
    CHANGED = "changed"
    RELEASED = "released"
    REPLACED = "replaced"
    REMINDER = "reminder"
    CONFIRMATION = "confirmation"
    ARRIVAL = "arrival"
    FINISH = "finish"
    OVERDUE = "overdue"
    RATING = "rating"
    CALLBACK = "callback"
    CALLBACK_AGAIN = "callback_again"
    CALLBACK_PHONE = "callback_phone"
    NPS = "nps"


class FollowUpState(StrEnum):
    """``withdrawn``: the reason for it is gone (cancelled, moved, answered already)."""

    PENDING = "pending"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class FollowUp(Base):
    """One thing due, unique by ``key`` (``visit:7:reminder``); it is done in the transaction that
    queues its message, so a crash does it neither twice nor never.

    ``worker_id`` is set where it is about one worker, whoever has the visit by then."""

    __tablename__ = "follow_ups"
    __table_args__ = (Index("ix_follow_ups_state_due_at", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[FollowUpKind] = mapped_column(String(16))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visits.id"), index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[FollowUpState] = mapped_column(String(10), default=FollowUpState.PENDING)
    reason: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
