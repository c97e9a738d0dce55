"""The people who do the work (服务人员)."""

from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Money, Sealed


class Worker(Base):
    """A service worker; ``skills`` are service codes, ``areas`` district names."""

    __tablename__ = "workers"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(Sealed("workers.name"))
    phone: Mapped[str] = mapped_column(Sealed("workers.phone"))
    skills: Mapped[list[Any]] = mapped_column(JSON, default=list)
    areas: Mapped[list[Any]] = mapped_column(JSON, default=list)
    years: Mapped[int] = mapped_column(default=0)
    certificates: Mapped[str] = mapped_column(Text, default="")
    rating: Mapped[Decimal] = mapped_column(Money, default=Decimal("5"))
    identity_id: Mapped[int | None] = mapped_column(ForeignKey("identities.id"))
    active: Mapped[bool] = mapped_column(default=True)
