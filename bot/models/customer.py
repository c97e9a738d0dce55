"""Who writes: customers, their channel identities, and what we learned about them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, Sealed, UtcDateTime


class Customer(Base):
    """A person (REQ A6). Two channels become one by a confirmed phone, never by a name."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(Sealed("customers.name"))
    phone: Mapped[str | None] = mapped_column(Sealed("customers.phone"))
    phone_index: Mapped[str | None] = mapped_column(String(64), index=True)
    address: Mapped[str | None] = mapped_column(Sealed("customers.address"))
    care_consent: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Identity(Base):
    """One account of a customer on one channel; ``external_id`` is the channel's name for it."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("channel", "external_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    channel: Mapped[str] = mapped_column(String(20))
    external_id: Mapped[str] = mapped_column(String(128))
    display_name: Mapped[str | None] = mapped_column(Sealed("identities.display_name"))
    language: Mapped[str] = mapped_column(String(8), default="zh")
    reachable: Mapped[bool] = mapped_column(default=True)
    last_inbound_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    window_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    window_left: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    customer: Mapped[Customer] = relationship()


class WebToken(Base):
    """The bearer token of one web chat visitor; only its SHA-256 is kept."""

    __tablename__ = "web_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    sender: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Need(Base):
    """A latent need with the sentence it came from (REQ B3)."""

    __tablename__ = "needs"
    __table_args__ = (UniqueConstraint("customer_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    kind: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(Sealed("needs.sentence"))
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    suggested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
