"""Where and when we come: the one of them that is asked about (REQ B2)."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.language.talk.questions import (
    asks_days,
    asks_desk_hours,
    asks_hours,
    asks_places,
    wants_yes_or_no,
)
from bot.models import Conversation
from bot.services import phrasing
from bot.services.enquiry.answer import Answer
from bot.services.reading import Reading, address_from_json, when_from_json
from bot.services.trade import catalogue
from bot.settings import Settings


def area_hours(
    session: Session, conversation: Conversation, reading: Reading, settings: Settings
) -> Answer:
    """The place that is named, else the days, the hours or the areas, else all of it."""
    language, words = conversation.identity.language, reading.words
    if asks_desk_hours(words):
        return Answer("utter_desk_hours", {})
    if (of_place := _place(session, reading, language, settings)) is not None:
        return of_place
    if asks_places(words) and not (asks_hours(words) or asks_days(words)):
        return Answer("utter_areas", {"areas": catalogue.areas_text(session, language)})
    if asks_places(words):
        return Answer("utter_area_hours", {"areas": catalogue.areas_text(session, language)})
    if asks_days(words):
        return Answer("utter_open_days", {})
    if asks_hours(words):
        return _hours(session, conversation, reading, settings)
    return Answer("utter_area_hours", {"areas": catalogue.areas_text(session, language)})


def _hours(
    session: Session, conversation: Conversation, reading: Reading, settings: Settings
) -> Answer:
    """Whether an hour that is named will do, and the last start, of a service that is known."""
    code = reading.service or conversation.last_service
    service = catalogue.by_code(session, code)
    when = when_from_json(reading.when)
    if service is None:
        return Answer("utter_open_hours", {})
    hours = (when.hours if when else None) or service.hours
    last = datetime.combine(date.min, settings.open_until) - timedelta(hours=float(hours))
    language = conversation.identity.language
    name, length = phrasing.service_name(service, language), catalogue.money(hours)
    places = {"service": name, "hours": length, "last": f"{last:%H:%M}"}
    if when is None or when.clock is None or not wants_yes_or_no(reading.words):
        return Answer("utter_last_start", places, service=service)
    at = f"{when.clock:%H:%M}"
    fits = settings.open_from <= when.clock <= last.time()
    if fits:
        return Answer("utter_hour_fits", {"service": name, "hours": length, "at": at})
    return Answer(
        "utter_hour_not", {"service": name, "hours": length, "last": places["last"], "at": at}
    )


def _place(session: Session, reading: Reading, language: str, settings: Settings) -> Answer | None:
    """Whether we come to the place that is named; of a whole city, to which of its districts."""
    address = address_from_json(reading.address)
    served = catalogue.serves(session, address, settings.city) if address else None
    if address is None or served is None:
        return None
    where = catalogue.place_said(session, address, language)
    if served and address.district is None and not address.detail:
        districts = catalogue.districts_of(session, address.city or settings.city, language)
        return Answer("utter_area_city", {"where": where, "areas": districts})
    areas = catalogue.areas_text(session, language)
    key = "utter_area_yes" if served else "utter_area_no"
    return Answer(key, {"where": where, "areas": areas})
