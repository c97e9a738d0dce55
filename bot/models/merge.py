"""Two customers that are one person, and what people call them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, SealedJson, UtcDateTime


class CustomerMerge(Base):
    """One record taken into another (REQ A6), with all that is needed to part them again.

    ``moved`` holds the ids of the rows that changed hands by table; ``was`` what the emptied record
    knew. A record is in another at most once.
    """

    __tablename__ = "customer_merges"
    __table_args__ = (
        Index(
            "uq_customer_merges_gone",
            "gone_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    gone_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    moved: Mapped[dict[str, Any]] = mapped_column(SealedJson("customer_merges.moved"))
    was: Mapped[dict[str, Any]] = mapped_column(SealedJson("customer_merges.was"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CustomerTag(Base):
    """A word that people put on a customer (REQ E3), with who did and when."""

    __tablename__ = "customer_tags"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(20), primary_key=True, index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
