"""What was said: the inbox of raw pushes, the thread, the outbox and stored media."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Sealed, SealedJson, UtcDateTime


class Author(StrEnum):
    """Who said it."""

    CUSTOMER = "customer"
    BOT = "bot"
    PERSON = "person"
    NOTE = "note"


class Delivery(StrEnum):
    """The life of an outgoing message; ``handed`` means that it became a person's task (REQ E6)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"
    HANDED = "handed"


class Purpose(StrEnum):
    """Why a message goes out; services/delivery_policy.py has a rule for each.

    ``alarm`` goes to staff who are in a chat, ``care`` is a greeting or a suggestion (REQ E5).
    """

    REPLY = "reply"
    PERSON = "person"
    REMINDER = "reminder"
    RATING = "rating"
    CALLBACK = "callback"
    NOTICE = "notice"
    ALARM = "alarm"
    CARE = "care"


class Media(Base):
    """A stored picture or voice; the file's name is its SHA-256 under the data folder."""

    __tablename__ = "media"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    mime: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Message(Base):
    """One message of the thread, in the order of ``id``.

    ``kind`` is text, image, voice, location, sticker, button, contact or unsupported; ``data``
    holds what the kind needs (buttons offered, payload pressed). ``media_due_at`` is when the
    channel is asked for the picture or voice under ``media_reference``; None: nothing to fetch.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_conversation_id_id", "conversation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    author: Mapped[Author] = mapped_column(String(10))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(String(12), default="text")
    text: Mapped[str] = mapped_column(Sealed("messages.text"))
    data: Mapped[dict[str, Any] | None] = mapped_column(SealedJson("messages.data"))
    media_id: Mapped[int | None] = mapped_column(ForeignKey("media.id"))
    media_reference: Mapped[str | None] = mapped_column(Sealed("messages.media_reference"))
    media_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    media_tries: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id"), index=True)
    media: Mapped[Media | None] = relationship()


class Inbox(Base):
    """A push as it came, committed before it is acknowledged; unique per channel message (REQ G5).

    ``handled_at`` is None while its turn is still to be taken.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_inbox_conversation_id_handled_at", "conversation_id", "handled_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(190))
    raw: Mapped[str] = mapped_column(Sealed("inbox.raw"))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id"))
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message: Mapped[Message] = relationship()


class Outbox(Base):
    """One message to send, with a unique business key (``turn:12:0``, ``visit:7:reminder``).

    ``lease_until`` guards the sending; a row found in ``sending`` after its lease is ``unknown``.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_not_before", "state", "not_before"),
        Index("ix_outbox_state_created_at", "state", "created_at"),
        Index("ix_outbox_conversation_id_state", "conversation_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    turn_id: Mapped[int | None] = mapped_column(ForeignKey("turns.id"))
    purpose: Mapped[Purpose] = mapped_column(String(12))
    state: Mapped[Delivery] = mapped_column(String(10), default=Delivery.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_by: Mapped[str | None] = mapped_column(String(40))
    parts_sent: Mapped[int] = mapped_column(default=0)
    channel_result: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    message: Mapped[Message] = relationship()
