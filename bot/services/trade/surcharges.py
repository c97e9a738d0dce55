"""What is charged on top of the price (REQ C7): weekends, holidays, short notice, far areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.models import Condition, Service, Surcharge

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where a service is wanted, and when it was asked for."""

    start: datetime
    asked_at: datetime
    district: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One surcharge in yuan, exact to the cent."""

    title: str
    amount: Decimal


def items(session: Session, service: Service, base: Decimal, occasion: Occasion) -> list[Item]:
    """Every surcharge that applies; percents are of the price without surcharges.

    On a holiday the weekend's surcharge is not added to the holiday's.
    """
    apply = [rule for rule in rules(session, service) if applies(rule, occasion)]
    if any(rule.condition == Condition.HOLIDAY for rule in apply):
        apply = [rule for rule in apply if rule.condition != Condition.WEEKEND]
    found = [Item(rule.title, _amount(rule, base)) for rule in apply]
    return [item for item in found if item.amount]


def rules(session: Session, service: Service) -> Sequence[Surcharge]:
    """The rules for a service, whenever they apply."""
    rows = session.scalars(select(Surcharge).where(Surcharge.active).order_by(Surcharge.code))
    return [row for row in rows if not row.services or service.code in row.services]


def _amount(rule: Surcharge, base: Decimal) -> Decimal:
    return (base * rule.percent / 100 + rule.amount).quantize(_CENT, ROUND_HALF_UP)


def applies(rule: Surcharge, occasion: Occasion) -> bool:
    """Whether a rule's condition holds."""
    day = local(occasion.start).date()
    if rule.condition == Condition.WEEKEND:
        return day.isoweekday() >= 6
    if rule.condition == Condition.HOLIDAY:
        return _is_holiday(day)
    if rule.condition == Condition.URGENT:
        return occasion.start - occasion.asked_at < timedelta(hours=float(rule.hours))
    return occasion.district in rule.districts


def _is_holiday(day: date) -> bool:
    """A public holiday of China, the days off around it included."""
    return day in holidays.country_holidays("CN", years=day.year)
