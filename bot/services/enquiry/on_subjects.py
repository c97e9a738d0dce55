"""What the catalogue, else the company, says on a subject: parking, invoices, payment (REQ B2)."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.language.trade.subjects import WORKER_NAME, WORKER_SEX, Subject
from bot.models import Conversation, Service
from bot.services import phrasing
from bot.services.enquiry.answer import TEXTS, Answer
from bot.services.reading import Reading
from bot.services.trade import rhythm
from bot.settings import Settings

_CLAUSE = re.compile(r"[^。；;，,]+[。；;，,]?")
_COMMA = {"zh": "，"}
_STOP = {"zh": "。"}
_SENTENCE = re.compile(r"[^。.]+[。.]?")
_RULES = (
    (
        re.compile(r"改期|改时间|改约|换时间|改天|延期|推迟|挪|\b(?:mov|chang|reschedul)\w*", re.I),
        re.compile(r"改期|\b(?:mov|chang)ing\b", re.I),
    ),
    (
        re.compile(r"取消|退订|不来|\bcancel\w*", re.I),
        re.compile(r"取消|\b(?:cancelling|free until)\b", re.I),
    ),
)
"""What of the rule is asked, and which sentence tells it."""


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
    said = [c.strip("，,；;。 ") for text in texts for c in _CLAUSE.findall(text)]
    found = [clause for clause in said if subject.held.search(clause)]
    if not found:
        return None
    name = phrasing.service_name(service, language)
    words = _COMMA.get(language, ", ").join(found).rstrip("。.")
    return Answer("utter_exact", {"service": name, "words": words}, service=service)


def on_rule(service: Service, text: str, language: str, settings: Settings) -> Answer | None:
    """“改期收不收钱”: the sentence of the cancellation rule that is asked about."""
    asked = [rule for rule in _RULES if rule[0].search(text)]
    said = _SENTENCE.findall(phrasing.cancellation(service, settings, language))
    found = [s.strip("。.； ") for s in said if any(held.search(s) for _, held in asked)]
    if not found:
        return None
    name, words = phrasing.service_name(service, language), _STOP.get(language, ". ").join(found)
    return Answer("utter_exact", {"service": name, "words": words}, service=service)


def rule_of_most(
    services: Sequence[Service], text: str, language: str, settings: Settings
) -> Answer | None:
    """The same where no service is named: the rule that most of them have."""
    told = [on_rule(service, text, language, settings) for service in services]
    words = Counter(answer.places["words"] for answer in told if answer is not None)
    if not words:
        return None
    return Answer("utter_rule_of_most", {"words": words.most_common(1)[0][0]})


def _policy(subject: Subject, service: Service | None, language: str) -> Answer:
    """What the company does with every visit; where somebody is met first it is in the contract."""
    key = f"utter_policy_{subject.policy}"
    if service is None or not rhythm.is_met_first(service):
        return Answer(key, {})
    places = {"service": phrasing.service_name(service, language)}
    return Answer(f"{key}_contract", places, service=service)
