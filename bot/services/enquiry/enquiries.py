"""Exact answers from the catalogue (REQ B2): which response, with which places."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from bot.language.booking.engagement import asks_to_meet, names_due_date
from bot.language.talk.questions import (
    WEATHER,
    asks_about_weather,
    asks_clock,
    asks_duration,
    asks_excluded,
    asks_for_all,
    asks_for_the_night,
    asks_if_offered,
    asks_included,
    asks_overview,
    asks_scope,
    asks_to_prepare,
    asks_when_it_ends,
)
from bot.language.talk.rule_questions import asks_rule
from bot.language.trade.amounts import find_home
from bot.language.trade.comparing import asks_cheapest, compares
from bot.language.trade.parts import asks_chore
from bot.language.trade.subjects import PEOPLE, Subject, find_subject
from bot.models import Conversation, Service
from bot.services import phrasing
from bot.services.enquiry import advice, usual_length
from bot.services.enquiry.answer import Answer
from bot.services.enquiry.by_day import by_day
from bot.services.enquiry.lists import in_general, is_without_surcharge, price_list, promotions
from bot.services.enquiry.on_subjects import on_rule, on_subject, rule_of_most
from bot.services.enquiry.opening import area_hours
from bot.services.enquiry.parts import asks_particular, on_part, on_qualification, on_words
from bot.services.enquiry.sheet import about, with_extras
from bot.services.reading import Reading
from bot.services.trade import catalogue, rhythm
from bot.settings import Settings

CHOOSES = re.compile(
    r"哪种|哪个|哪一?项|什么(?:服务|保洁|项目)(?:合适|好)|该(?:选|约|用|做)|选(?:哪|什么)|合适|推荐"
)
_AND_THE_PRICE = re.compile(r"多少钱|怎么收费|价格|几钱|how much", re.IGNORECASE)
_NIGHTS = re.compile(r"住家|24\s*小时|夜")
_ASIDE = re.compile(r"[，,。；;！!？?\s]+")
_INCLUDES = re.compile(r"[包含算]|includ|cover", re.IGNORECASE)


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
    _talk_of(session, conversation, reading, topic)
    if (advised := _advice(session, conversation, reading)) is not None:
        return [advised]
    subject = find_subject(reading.words) if topic != "promotion" else None
    meets = asks_to_meet(reading.words) and not (subject and subject.policy)
    if meets and (met := _met_first(session, conversation, reading)):
        return [met]
    if subject is None:
        return _by_topic(session, conversation, reading, topic, today, settings)
    known = _named(session, conversation, reading, "price")
    exact = on_subject(subject, known[0] if known else None, conversation, reading, settings)
    more = _asked_as_well(reading, topic, subject)
    if known and subject.policy and exact.known and more is None:
        part = on_part(known[0], reading.words, conversation.identity.language)
        return [part, exact] if part else [exact]
    if more is None or not known:
        return [exact]
    rest = reading.model_copy(update={"plain": subject.named.sub("", reading.words)})
    first = _by_topic(session, conversation, rest, more, today, settings)
    return first if more == "content" and exact.known else [*first, exact]


def _talk_of(session: Session, conversation: Conversation, reading: Reading, topic: str) -> None:
    """The service that is asked about is the one talked of, whatever comes of the question."""
    named = [] if compares(reading.words) else _named(session, conversation, reading, topic)
    if named:
        conversation.last_service = named[0].code


def _advice(session: Session, conversation: Conversation, reading: Reading) -> Answer | None:
    """Which of two services is meant for what, or which of all is the cheapest."""
    language = conversation.identity.language
    if reading.compared:
        if reading.service in reading.compared:
            conversation.last_service = reading.service
        return advice.compared(session, reading.compared, language)
    if compares(reading.words) and not (reading.services or conversation.last_service):
        return price_list(session, "content", language)
    if not asks_cheapest(reading.words):
        return None
    found = advice.cheapest(session, language)
    if found is not None and found.service is not None:
        conversation.last_service = found.service.code
    return found


def _met_first(session: Session, conversation: Conversation, reading: Reading) -> Answer | None:
    """That the worker of the service in hand is met before anything is agreed on."""
    language = conversation.identity.language
    for service in _named(session, conversation, reading, "booking")[:1]:
        if rhythm.is_met_first(service):
            name = phrasing.service_name(service, language)
            places = {"service": name, "booking": phrasing.text(service, "booking", language)}
            return Answer("utter_meeting_first", places, service=service)
    return None


def _asked_as_well(reading: Reading, topic: str, subject: Subject) -> str | None:
    """What else a message asks besides a subject, in words of its own: “多少钱 能开发票吗”."""
    others = [c for c in _ASIDE.split(reading.words) if not subject.named.search(c)]
    if topic == "price" and any(_AND_THE_PRICE.search(clause) for clause in others):
        return "price"
    if topic == "price" and reading.services and _AND_THE_PRICE.search(reading.words):
        return "price"
    asks_both = subject is PEOPLE and asks_duration(subject.named.sub("", reading.words))
    return "content" if asks_both or any(asks_duration(clause) for clause in others) else None


def _by_topic(
    session: Session,
    conversation: Conversation,
    reading: Reading,
    topic: str,
    today: date,
    settings: Settings,
) -> list[Answer]:
    language = conversation.identity.language
    if topic == "area_hours" or (topic == "booking" and asks_clock(reading.words)):
        return [area_hours(session, conversation, reading, settings)]
    if topic == "promotion":
        return [promotions(session, today, language, _named(session, conversation, reading, topic))]
    if topic == "content" and CHOOSES.search(reading.text):
        fitting = catalogue.fitting(session, reading.text)
        if fitting is not None:
            conversation.last_service = fitting.code
            found = [about(each, fitting, language, settings) for each in ("price", "content")]
            return [with_extras(session, each, language) for each in found]
    named = _named(session, conversation, reading, topic)
    if not named and topic == "booking" and names_due_date(reading.words):
        named = catalogue.that_ask_for(session, "预产期")
    general = None if named else _general(session, topic, reading.words, language, settings)
    if general is not None:
        return [general]
    if not named or (asks_for_all(reading.words) and not reading.services):
        return [price_list(session, topic, language)]
    conversation.last_service = named[0].code
    if (special := _special(topic, named, reading, language, settings)) is not None:
        return [special]
    if topic == "price":
        return _prices(session, named, reading, language, settings)
    return [about(topic, service, language, settings) for service in named[:3]]


def _general(
    session: Session, topic: str, text: str, language: str, settings: Settings
) -> Answer | None:
    """What can be told without a service."""
    if topic == "booking" and asks_rule(text):
        return rule_of_most(catalogue.active_services(session), text, language, settings)
    return in_general(session, topic, text, language)


def _prices(
    session: Session, named: Sequence[Service], reading: Reading, language: str, settings: Settings
) -> list[Answer]:
    """What each costs, of a day where it is asked of one, and what weekends come to."""
    if daily := by_day(named[0], reading.words, language):
        return [daily]
    found = [about("price", service, language, settings) for service in named[:3]]
    answers = [with_extras(session, each, language) for each in found]
    if is_without_surcharge(session, named[:3], reading.words):
        answers.append(Answer("utter_no_surcharge", {}))
    return answers


def _named(
    session: Session, conversation: Conversation, reading: Reading, topic: str
) -> list[Service]:
    """The services that a question is about; “包不包擦窗” is also about the one talked of."""
    named = [s for code in reading.services if (s := catalogue.by_code(session, code))]
    first = catalogue.begun_with(session, reading.words) if topic == "content" else None
    if first is not None and first not in named:
        return [first, *named]
    in_hand = catalogue.by_code(session, conversation.last_service)
    if in_hand is None or in_hand in named:
        return named
    asks = asks_included(reading.words) or asks_chore(reading.words)
    both = topic == "content" and asks and not _is_topic(named, reading)
    return [in_hand, *named] if both or not named else named


def _is_topic(named: Sequence[Service], reading: Reading) -> bool:
    """“那擦玻璃包不包窗框” is about what stands before the verb, “包不包擦窗” about what came
    before."""
    head, *rest = _INCLUDES.split(reading.words, maxsplit=1)
    return bool(rest) and any(
        name in head for service in named for name in (service.name, *service.aliases)
    )


def _special(
    topic: str, named: Sequence[Service], reading: Reading, language: str, settings: Settings
) -> Answer | None:
    """A question about one part of a service or of who comes, or about what the catalogue does not
    hold."""
    if topic == "qualification":
        return on_qualification(named[0], reading.words, language)
    if topic == "booking" and asks_rule(reading.words):
        return on_rule(named[0], reading.words, language, settings)
    return _of_the_work(named, reading, language, settings) if topic == "content" else None


def _of_the_work(
    named: Sequence[Service], reading: Reading, language: str, settings: Settings
) -> Answer | None:
    service, words = named[0], reading.words
    if asks_for_the_night(words) and not _NIGHTS.search(service.duration):
        return Answer("utter_open_hours", {})
    if asks_duration(words) or asks_when_it_ends(words):
        return _lasting(service, words, language, settings)
    if asks_to_prepare(words):
        return _prepare(service, words, language, settings)
    for each in named:
        if (part := on_part(each, words, language)) is not None:
            return part
    if (key := _of_the_sheet(words)) is not None:
        return replace(about("content", service, language, settings), key=key)
    if (said := on_words(service, reading.text, language)) is not None:
        return said if asks_particular(service, reading.text) else None
    if asks_included(words) or (reading.accepted and not _is_of_more(service, reading)):
        return None
    return Answer("", {}, known=False)


def _is_of_more(service: Service, reading: Reading) -> bool:
    """Whether a question is about more than the service by its name, and not about all of it."""
    if service.code in reading.services and asks_if_offered(reading.words):
        return False
    return asks_particular(service, reading.text) and not asks_overview(reading.words)


def _of_the_sheet(text: str) -> str | None:
    """Of all that a service contains the side that is asked about."""
    if asks_excluded(text):
        return "utter_excludes"
    return "utter_scope" if asks_scope(text) else None


def _lasting(service: Service, text: str, language: str, settings: Settings) -> Answer:
    """How long it takes; of a home as long as the catalogue's figure makes it."""
    found = replace(about("content", service, language, settings), key="utter_duration")
    home, hours = find_home(text), usual_length.hours_for(service, text)
    if home is None or hours is None:
        return found
    size = {"home": home, "hours": catalogue.money(hours)}
    return replace(found, key="utter_duration_of", places={**found.places, **size})


def _prepare(service: Service, text: str, language: str, settings: Settings) -> Answer:
    """What has to be there; what the weather does only where the catalogue says so."""
    if asks_about_weather(text) and not WEATHER.search(service.prepare):
        return Answer("", {}, known=False)
    found = about("content", service, language, settings)
    return replace(found, key="utter_prepare") if found.known else found


def prepared(
    session: Session, topic: str, code: str, *, language: str, today: date, settings: Settings
) -> Answer:
    """What the catalogue says on a topic (``price``, ``content`` …) of a service, for a person."""
    if topic == "area_hours":
        return Answer("utter_area_hours", {"areas": catalogue.areas_text(session, language)})
    if topic == "promotion":
        return promotions(session, today, language)
    service = catalogue.by_code(session, code)
    return about(topic, service, language, settings) if service else Answer("", {}, known=False)
