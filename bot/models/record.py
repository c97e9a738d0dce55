"""Book-keeping: public numbers, the history of every change, and small kept values."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Sealed, UtcDateTime


class Counter(Base):
    """The last number given out under a letter and a day."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int]


class History(Base):
    """Who changed what, when and why (REQ C3, G1); rows are only ever added."""

    __tablename__ = "history"
    __table_args__ = (Index("ix_history_subject_subject_id", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    action: Mapped[str] = mapped_column(String(40))
    before: Mapped[str | None] = mapped_column(String(40))
    after: Mapped[str | None] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str | None] = mapped_column(Sealed("history.reason"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Keep(Base):
    """A small value that must survive a restart (polling offset, channel token)."""

    __tablename__ = "keeps"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Sealed("keeps.value"))
    note: Mapped[str | None] = mapped_column(Text)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
