"""A conversation: who has it now, why a person is wanted, when the bot's turn is due."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Sealed, UtcDateTime
from bot.models.customer import Identity


class Owner(StrEnum):
    """Who answers. In ``queue`` the bot still does, in ``person`` it is silent (REQ A10)."""

    BOT = "bot"
    QUEUE = "queue"
    PERSON = "person"


class Flag(StrEnum):
    """Why a person is wanted (REQ A10)."""

    URGENT = "urgent"
    COMPLAINT = "complaint"
    PERSON_WANTED = "person_wanted"
    ANGRY = "angry"
    LOW_SCORE = "low_score"
    NOT_UNDERSTOOD = "not_understood"


class Group(StrEnum):
    """The agents' groups."""

    GENERAL = "general"
    ORDER = "order"
    COMPLAINT = "complaint"


class Conversation(Base):
    """All that is said with one identity; never closed for good, it goes from hand to hand.

    ``turn_due_at`` is when the waiting bubbles are to be answered (None: nothing waits);
    ``is_urgent`` whether danger is among them; ``lease_*`` keep two workers from answering at once;
    ``misses`` counts messages in a row that were not understood; ``owner_staff_id`` is the
    first-contact owner (REQ A4), ``assignee_id`` who is to take it while it waits.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_turn_due_at", "turn_due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"), unique=True)
    owner: Mapped[Owner] = mapped_column(String(10), default=Owner.BOT, index=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    assignee_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff.id", name="fk_conversations_assignee_id_staff")
    )
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    owner_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    group: Mapped[Group] = mapped_column(String(12), default=Group.GENERAL)
    flags: Mapped[list[Any]] = mapped_column(JSON, default=list)
    flagged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_human_reply_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    summary: Mapped[str | None] = mapped_column(Sealed("conversations.summary"))
    misses: Mapped[int] = mapped_column(default=0)
    last_service: Mapped[str | None] = mapped_column(String(40))
    unread: Mapped[int] = mapped_column(default=0)
    greeted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_message_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_waiting_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    turn_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_by: Mapped[str | None] = mapped_column(String(40))
    identity: Mapped[Identity] = relationship()
