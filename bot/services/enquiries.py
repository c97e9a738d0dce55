"""Exact answers from the catalogue (REQ B2): which response, with which places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.language.engagement import asks_to_meet
from bot.language.questions import (
    WEATHER,
    asks_about_weather,
    asks_duration,
    asks_included,
    asks_to_prepare,
)
from bot.language.subjects import WORKER_SEX, Subject, find_subject
from bot.models import Condition, Conversation, Service
from bot.services import catalogue, phrasing, rhythm, surcharges
from bot.services.reading import Reading, address_from_json
from bot.settings import Settings

CHOOSES = re.compile(
    r"哪种|哪个|哪一?项|什么(?:服务|保洁|项目)(?:合适|好)|该(?:选|约|用|做)|选(?:哪|什么)|合适|推荐"
)
_AND_THE_PRICE = re.compile(r"多少钱|怎么收费|价格|几钱|how much", re.IGNORECASE)
_SPECIAL_DAYS = {
    Condition.WEEKEND: re.compile(r"周[末六日天]|星期[六日天]|礼拜[六日天]|双休|weekend", re.I),
    Condition.HOLIDAY: re.compile(r"节假日|假期|过年|春节|国庆|五一|元旦|中秋|holiday", re.I),
}
_CLAUSE = re.compile(r"[^。；;，,]+[。；;，,]?")
_COLON, _COMMA = {"zh": "："}, {"zh": "，"}
_TEXTS = ("duration", "includes", "excludes", "prepare", "qualification", "booking")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_EVERYDAY = {"你们", "我们", "请问", "什么", "怎么", "可以", "是不", "需要", "告诉", "我家", "家里"}
_COLUMN = {"content": "includes", "qualification": "qualification", "booking": "booking"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response key with its places; no key, and ``known`` False, where there is no answer."""

    key: str
    places: dict[str, str]
    known: bool = True
    service: Service | None = None


def answer(
    session: Session,
    conversation: Conversation,
    reading: Reading,
    *,
    today: date,
    settings: Settings,
) -> list[Answer]:
    """The answers to one enquiry: for each service named, else for the one named before."""
    topic = reading.intent.removeprefix("enquiry_")
    if asks_to_meet(reading.words) and (met := _met_first(session, conversation, reading)):
        return [met]
    subject = find_subject(reading.words) if topic != "promotion" else None
    if subject is not None:
        exact = _on_subject(session, conversation, reading, subject)
        also = topic == "price" and reading.services and _AND_THE_PRICE.search(reading.words)
        if not also:
            return [exact]
        prices = _by_topic(session, conversation, reading, topic, today, settings)
        return [*prices, exact]
    return _by_topic(session, conversation, reading, topic, today, settings)


def _met_first(session: Session, conversation: Conversation, reading: Reading) -> Answer | None:
    """That the worker of the service in hand is met before anything is agreed on."""
    language = conversation.identity.language
    for service in _named(session, conversation, reading, "booking")[:1]:
        if rhythm.is_met_first(service):
            name = phrasing.service_name(service, language)
            places = {"service": name, "booking": phrasing.text(service, "booking", language)}
            return Answer("utter_meeting_first", places, service=service)
    return None


def _on_subject(
    session: Session, conversation: Conversation, reading: Reading, subject: Subject
) -> Answer:
    """The catalogue's own words on parking, invoices …, of the service in hand; else unknown."""
    language = conversation.identity.language
    for service in _named(session, conversation, reading, "price")[:1]:
        texts = [phrasing.text(service, name, language) for name in _TEXTS]
        said = [c.strip("，,；; ") for text in texts for c in _CLAUSE.findall(text)]
        found = [clause for clause in said if subject.held.search(clause)]
        if found:
            name = phrasing.service_name(service, language)
            words = _COMMA.get(language, ", ").join(found).rstrip("。.")
            return Answer("utter_exact", {"service": name, "words": words}, service=service)
    if subject is WORKER_SEX:
        conversation.last_service = reading.service or conversation.last_service
        return Answer("utter_sex_open", {})
    return Answer("", {}, known=False)


def _by_topic(
    session: Session,
    conversation: Conversation,
    reading: Reading,
    topic: str,
    today: date,
    settings: Settings,
) -> list[Answer]:
    language = conversation.identity.language
    if topic == "area_hours":
        return [_area_hours(session, reading, language, settings)]
    if topic == "promotion":
        return [_promotion(session, today, language, _named(session, conversation, reading, topic))]
    if topic == "content" and CHOOSES.search(reading.text):
        fitting = catalogue.fitting(session, reading.text)
        if fitting is not None:
            conversation.last_service = fitting.code
            found = [_about(each, fitting, language, settings) for each in ("price", "content")]
            return [_with_extras(session, each, language) for each in found]
    named = _named(session, conversation, reading, topic)
    if not named:
        return [_general(session, topic, language)]
    conversation.last_service = named[0].code
    if topic == "content" and (special := _special(named[0], reading, language, settings)):
        return [special]
    found = [_about(topic, service, language, settings) for service in named[:3]]
    answers = [_with_extras(session, each, language) for each in found]
    if topic == "price" and _has_no_surcharge(session, named[:3], reading.words):
        answers.append(Answer("utter_no_surcharge", {}))
    return answers


def _has_no_surcharge(session: Session, named: Sequence[Service], text: str) -> bool:
    """Whether it asks about weekends or holidays, on which nothing comes on top."""
    asked = {c for c, days in _SPECIAL_DAYS.items() if days.search(text)}
    charged = {rule.condition for service in named for rule in surcharges.rules(session, service)}
    return bool(asked) and not asked & charged


def _with_extras(session: Session, answer: Answer, language: str) -> Answer:
    """The price with what may come on top: the day is not known yet (REQ C7)."""
    if answer.service is None or "price" not in answer.places:
        return answer
    extra = phrasing.extras(surcharges.rules(session, answer.service), language)
    mark = "；" if language == "zh" else "; "
    price = mark.join(filter(None, (answer.places["price"], extra)))
    return replace(answer, places={**answer.places, "price": price})


def _named(
    session: Session, conversation: Conversation, reading: Reading, topic: str
) -> list[Service]:
    """The services that a question is about; “包不包擦窗” is also about the one talked of."""
    named = [s for code in reading.services if (s := catalogue.by_code(session, code))]
    in_hand = catalogue.by_code(session, conversation.last_service)
    if in_hand is None or in_hand in named:
        return named
    both = topic == "content" and asks_included(reading.words)
    return [in_hand, *named] if both or not named else named


def _special(
    service: Service, reading: Reading, language: str, settings: Settings
) -> Answer | None:
    """A question about one part of a service, or about what the catalogue does not hold."""
    if asks_duration(reading.words):
        return replace(_about("content", service, language, settings), key="utter_duration")
    if asks_to_prepare(reading.words):
        return _prepare(service, reading.words, language, settings)
    if reading.accepted or asks_included(reading.words) or _speaks_of(service, reading.text):
        return None
    return Answer("", {}, known=False)


def _prepare(service: Service, text: str, language: str, settings: Settings) -> Answer:
    """What has to be there; what the weather does only where the catalogue says so."""
    if asks_about_weather(text) and not WEATHER.search(service.prepare):
        return Answer("", {}, known=False)
    found = _about("content", service, language, settings)
    return replace(found, key="utter_prepare") if found.known else found


def prepared(
    session: Session, topic: str, code: str, *, language: str, today: date, settings: Settings
) -> Answer:
    """What the catalogue says on a topic (``price``, ``content`` …) of a service, for a person."""
    if topic == "area_hours":
        return Answer("utter_area_hours", {"areas": catalogue.areas_text(session, language)})
    if topic == "promotion":
        return _promotion(session, today, language)
    service = catalogue.by_code(session, code)
    return _about(topic, service, language, settings) if service else Answer("", {}, known=False)


def _speaks_of(service: Service, text: str) -> bool:
    """Whether the catalogue's texts have a word of a question that is more than the name."""
    named = (service.name, *service.aliases)
    plain = text
    for name in sorted(named, key=len, reverse=True):
        plain = plain.replace(name, " ")
    pairs = {plain[i : i + 2] for i in range(len(plain) - 1)} - _EVERYDAY
    held = f"{service.includes}{service.excludes}{service.prepare}{service.duration}"
    return any(pair in held for pair in pairs if _HAN.fullmatch(pair))


def _about(topic: str, service: Service, language: str, settings: Settings) -> Answer:
    places = {name: phrasing.text(service, name, language) for name in _TEXTS}
    places |= {
        "service": phrasing.service_name(service, language),
        "price": phrasing.price(service, language),
        "cancellation": phrasing.cancellation(service, settings, language),
    }
    known = topic not in _COLUMN or phrasing.has_text(service, _COLUMN[topic], language)
    return Answer(f"utter_{topic}", places, known=known, service=service)


def _general(session: Session, topic: str, language: str) -> Answer:
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


def _area_hours(session: Session, reading: Reading, language: str, settings: Settings) -> Answer:
    areas = catalogue.areas_text(session, language)
    address = address_from_json(reading.address)
    served = catalogue.serves(session, address, settings.city) if address else None
    if address is None or served is None:
        return Answer("utter_area_hours", {"areas": areas})
    where = catalogue.place_said(session, address, language)
    key = "utter_area_yes" if served else "utter_area_no"
    return Answer(key, {"where": where, "areas": areas})


def _promotion(
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
