"""Half-finished business: the truth of a form is here, not in the engine's tracker."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, SealedJson, UtcDateTime


class DraftKind(StrEnum):
    """What is being collected."""

    BOOKING = "booking"
    COMPLAINT = "complaint"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"


class Draft(Base):
    """The open draft of a conversation (at most one of a kind).

    ``asked`` is the detail that the customer was asked for last, or ``confirm`` when the whole was
    read back and a clear yes is awaited.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("conversation_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    kind: Mapped[DraftKind] = mapped_column(String(12))
    data: Mapped[dict[str, Any]] = mapped_column(SealedJson("drafts.data"))
    asked: Mapped[str | None] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
