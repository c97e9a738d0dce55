"""Where and when we come: the one of them that is asked about (REQ B2)."""

from sqlalchemy.orm import Session

from bot.language.talk.questions import (
    asks_days,
    asks_desk_hours,
    asks_hours,
    asks_places,
)
from bot.models import Conversation
from bot.services.enquiry.answer import Answer
from bot.services.reading import Reading, address_from_json
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
        return Answer("utter_open_hours", {})
    return Answer("utter_area_hours", {"areas": catalogue.areas_text(session, language)})


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
