"""All that the catalogue says of a service, as the places of a response (REQ B2)."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.models import Service
from bot.services import phrasing
from bot.services.enquiry.answer import TEXTS, Answer
from bot.services.trade import surcharges
from bot.settings import Settings

_COLUMN = {"content": "includes", "qualification": "qualification", "booking": "booking"}


def about(topic: str, service: Service, language: str, settings: Settings) -> Answer:
    """A topic of a service: ``price``, ``content``, ``qualification`` or ``booking``."""
    places = {name: phrasing.text(service, name, language) for name in TEXTS}
    places |= {
        "service": phrasing.service_name(service, language),
        "price": phrasing.price(service, language),
        "cancellation": phrasing.cancellation(service, settings, language),
    }
    known = topic not in _COLUMN or phrasing.has_text(service, _COLUMN[topic], language)
    return Answer(f"utter_{topic}", places, known=known, service=service)


def with_extras(session: Session, answer: Answer, language: str) -> Answer:
    """The price with what may come on top: the day is not known yet (REQ C7)."""
    if answer.service is None or "price" not in answer.places:
        return answer
    extra = phrasing.extras(surcharges.rules(session, answer.service), language)
    mark = "；" if language == "zh" else "; "
    price = mark.join(filter(None, (answer.places["price"], extra)))
    return replace(answer, places={**answer.places, "price": price})
