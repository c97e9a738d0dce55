"""A turn: the bubbles of a customer that are answered together, and how they were understood."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, SealedJson, UtcDateTime
from bot.models.conversation import Conversation


class Turn(Base):
    """One turn; ``sender`` is the engine's name for it, ``reading`` what was understood.

    ``outcome`` holds what each action answered, so that a repeated turn does nothing twice;
    ``done_at`` is None until its replies are stored.
    """

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    sender: Mapped[str] = mapped_column(String(40), unique=True)
    reading: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("turns.reading"))
    outcome: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("turns.outcome"))
    intent: Mapped[str | None] = mapped_column(String(40))
    model: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    conversation: Mapped[Conversation] = relationship()
