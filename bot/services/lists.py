"""What there is at all: the prices and names of every service, the offers that run (REQ B2)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.models import Service
from bot.services import catalogue, phrasing
from bot.services.answer import Answer

_COLON = {"zh": "："}


def price_list(session: Session, topic: str, language: str) -> Answer:
    """Every service in a line of its own, for a question on a topic without one."""
    services = catalogue.active_services(session)
    colon = _COLON.get(language, ": ")
    lines = "\n".join(
        f"· {phrasing.service_name(s, language)}{colon}{phrasing.price(s, language)}"
        for s in services
    )
    names = (", " if language == "en" else "、").join(
        phrasing.service_name(s, language) for s in services
    )
    return Answer(f"utter_{topic}_general", {"lines": lines, "names": names})


def promotions(
    session: Session, today: date, language: str, about: Sequence[Service] = ()
) -> Answer:
    """The coupons, and what is on for the services in question, or for all."""
    colon = _COLON.get(language, ": ")
    lines = [
        f"· {phrasing.coupon(coupon, language)}"
        for coupon in catalogue.valid_coupons(session, today)
    ]
    lines += [
        f"· {phrasing.service_name(s, language)}{colon}{phrasing.text(s, 'promotion', language)}"
        for s in about or catalogue.active_services(session)
        if phrasing.has_text(s, "promotion", language)
    ]
    if not lines:
        return Answer("utter_promotion_none", {})
    return Answer("utter_promotion", {"lines": "\n".join(lines)})
