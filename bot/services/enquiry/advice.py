"""Advice between services from the catalogue alone: what each costs and is for (REQ B2)."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.models import Service
from bot.services import phrasing
from bot.services.enquiry.answer import Answer
from bot.services.trade import catalogue

_COLON = {"zh": "："}
_MARK = {"zh": "；"}


def compared(session: Session, codes: Sequence[str], language: str) -> Answer | None:
    """What two or three services cost and contain, and which of them begins lower."""
    services = [s for code in codes if (s := catalogue.by_code(session, code))]
    if len(services) < 2:
        return None
    low = min(services, key=_least)
    places = {
        "lines": "\n".join(_line(service, language) for service in services),
        "service": phrasing.service_name(low, language),
        "amount": phrasing.amount(_least(low), language),
    }
    return Answer("utter_compared", places)


def cheapest(session: Session, language: str) -> Answer | None:
    """The service that begins at the lowest amount."""
    low = min(catalogue.active_services(session), key=_least, default=None)
    if low is None:
        return None
    name = phrasing.service_name(low, language)
    amount = phrasing.amount(_least(low), language)
    places = {"service": name, "price": phrasing.price(low, language), "amount": amount}
    return Answer("utter_cheapest", places, service=low)


def _least(service: Service) -> Decimal:
    return max(service.minimum, service.price)


def _line(service: Service, language: str) -> str:
    name, price = phrasing.service_name(service, language), phrasing.price(service, language)
    does = phrasing.text(service, "includes", language)
    return f"· {name}{_COLON.get(language, ': ')}{price}{_MARK.get(language, '; ')}{does}"
