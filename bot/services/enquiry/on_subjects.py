"""What the catalogue, else the company, says on a subject: parking, invoices, payment (REQ B2)."""

import re

from bot.language.trade.subjects import WORKER_NAME, WORKER_SEX, Subject
from bot.models import Conversation, Service
from bot.services import phrasing
from bot.services.enquiry.answer import TEXTS, Answer
from bot.services.reading import Reading
from bot.services.trade import rhythm
from bot.settings import Settings

_CLAUSE = re.compile(r"[^。；;，,]+[。；;，,]?")
_COMMA = {"zh": "，"}


def on_subject(
    subject: Subject,
    service: Service | None,
    conversation: Conversation,
    reading: Reading,
    settings: Settings,
) -> Answer:
    """The catalogue's own words of the service in hand, else the company's rule; else unknown."""
    language = conversation.identity.language
    if service is not None and (exact := _in_catalogue(subject, service, language, settings)):
        return exact
    if subject.policy:
        return _policy(subject, service, language)
    if subject is WORKER_NAME:
        return Answer("utter_worker_when", {})
    if subject is WORKER_SEX:
        conversation.last_service = reading.service or conversation.last_service
        return Answer("utter_sex_open", {})
    return Answer("", {}, known=False)


def _in_catalogue(
    subject: Subject, service: Service, language: str, settings: Settings
) -> Answer | None:
    texts = [phrasing.text(service, name, language) for name in TEXTS]
    texts.append(phrasing.cancellation(service, settings, language))
    said = [c.strip("，,；; ") for text in texts for c in _CLAUSE.findall(text)]
    found = [clause for clause in said if subject.held.search(clause)]
    if not found:
        return None
    name = phrasing.service_name(service, language)
    words = _COMMA.get(language, ", ").join(found).rstrip("。.")
    return Answer("utter_exact", {"service": name, "words": words}, service=service)


def _policy(subject: Subject, service: Service | None, language: str) -> Answer:
    """What the company does with every visit; where somebody is met first it is in the contract."""
    key = f"utter_policy_{subject.policy}"
    if service is None or not rhythm.is_met_first(service):
        return Answer(key, {})
    places = {"service": phrasing.service_name(service, language)}
    return Answer(f"{key}_contract", places, service=service)
