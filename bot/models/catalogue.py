"""What is sold, where, and at what discount (REQ B1)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Money


class Service(Base):
    """One line of the catalogue. ``price`` is yuan per ``unit``; ``hours`` the usual length;
    ``certificates`` the names of those that whoever does it must hold."""

    __tablename__ = "services"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    aliases: Mapped[list[Any]] = mapped_column(JSON, default=list)
    price: Mapped[Decimal] = mapped_column(Money)
    unit: Mapped[str] = mapped_column(String(20))
    minimum: Mapped[Decimal] = mapped_column(Money)
    minimum_note: Mapped[str] = mapped_column(Text, default="")
    hours: Mapped[Decimal] = mapped_column(Money)
    duration: Mapped[str] = mapped_column(Text)
    includes: Mapped[str] = mapped_column(Text)
    excludes: Mapped[str] = mapped_column(Text)
    prepare: Mapped[str] = mapped_column(Text)
    qualification: Mapped[str] = mapped_column(Text)
    certificates: Mapped[list[Any]] = mapped_column(JSON, default=list)
    booking: Mapped[str] = mapped_column(Text)
    cancellation: Mapped[str] = mapped_column(Text)
    cancel_free_hours: Mapped[Decimal | None] = mapped_column(Money)
    cancel_percent: Mapped[int | None]
    cancel_base: Mapped[str] = mapped_column(String(8), default="visit")
    promotion: Mapped[str] = mapped_column(Text, default="")
    name_en: Mapped[str] = mapped_column(String(60), default="")
    duration_en: Mapped[str] = mapped_column(Text, default="")
    includes_en: Mapped[str] = mapped_column(Text, default="")
    excludes_en: Mapped[str] = mapped_column(Text, default="")
    prepare_en: Mapped[str] = mapped_column(Text, default="")
    qualification_en: Mapped[str] = mapped_column(Text, default="")
    booking_en: Mapped[str] = mapped_column(Text, default="")
    promotion_en: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class Area(Base):
    """A district that the company serves."""

    __tablename__ = "areas"
    __table_args__ = (UniqueConstraint("city", "district"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city: Mapped[str] = mapped_column(String(20))
    district: Mapped[str] = mapped_column(String(20))
    city_en: Mapped[str] = mapped_column(String(40), default="")
    district_en: Mapped[str] = mapped_column(String(40), default="")


class Condition(StrEnum):
    """When a surcharge applies."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    URGENT = "urgent"
    AREA = "area"


class Surcharge(Base):
    """``percent`` of the price and ``amount`` yuan on top, for ``services`` (none named: all).

    ``hours`` is how much notice is short (urgent); ``districts`` where (area).
    """

    __tablename__ = "surcharges"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(40))
    condition: Mapped[Condition] = mapped_column(String(10))
    services: Mapped[list[Any]] = mapped_column(JSON, default=list)
    districts: Mapped[list[Any]] = mapped_column(JSON, default=list)
    hours: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    percent: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    amount: Mapped[Decimal] = mapped_column(Money, default=Decimal(0))
    active: Mapped[bool] = mapped_column(default=True)


class Coupon(Base):
    """A promotion: ``amount`` yuan off from ``threshold`` yuan on, for ``services`` (none named:
    all); ``once_only``: once per customer."""

    __tablename__ = "coupons"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    first_order_only: Mapped[bool] = mapped_column(default=False)
    threshold: Mapped[Decimal] = mapped_column(Money)
    amount: Mapped[Decimal] = mapped_column(Money)
    services: Mapped[list[Any]] = mapped_column(JSON, default=list)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    once_only: Mapped[bool] = mapped_column(default=False)
