"""What a pressed button means; it may fill details that the button stands for."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from bot.clock import LOCAL, local
from bot.conversation.context import Context
from bot.language.when import When
from bot.models import DraftKind, SurveyKind
from bot.services.reading import Reading, Score, when_to_json
from bot.services.survey.surveys import SCALE

_SIMPLE = {"book": "order_place", "person": "ask_human"}
_CHANGES = (DraftKind.CANCEL, DraftKind.RESCHEDULE)
_ANSWERS = {"yes": "affirm", "no": "deny", "one": "affirm", "rest": "affirm"}


def pressed(reading: Reading, context: Context) -> str:
    """The intent of a pressed button; ``not_understood`` for one that nobody knows."""
    payload = reading.payload or ""
    kind, _, value = payload.partition(":")
    if payload in _SIMPLE:
        return _SIMPLE[payload]
    if kind in _ANSWERS:
        is_meant = context.draft is None or context.draft in _asked_of(kind, value)
        return _ANSWERS[kind] if is_meant else "confirm_please"
    reader = _BUTTONS.get(kind)
    return reader(reading, value, context) if reader else "not_understood"


def _asked_of(kind: str, value: str) -> tuple[DraftKind, ...]:
    """The business to which a button says yes or no: an old one answers no newer question."""
    if kind in ("one", "rest"):
        return _CHANGES
    if value:
        return tuple(each for each in _CHANGES if each == value)
    return (DraftKind.BOOKING, DraftKind.COMPLAINT)


def _press_service(reading: Reading, value: str, context: Context) -> str:
    reading.services = [value]
    return "order_place"


def _press_start(reading: Reading, value: str, context: Context) -> str:
    try:
        start = datetime.fromisoformat(value).replace(tzinfo=LOCAL)
    except ValueError:
        return "not_understood"
    when = When(text=reading.text, day=local(start).date(), clock=local(start).time())
    reading.when = when_to_json(when)
    return "inform" if context.draft else "order_place"


def _press_phone(reading: Reading, value: str, context: Context) -> str:
    reading.phone = context.known_phone
    return "inform"


def _press_address(reading: Reading, value: str, context: Context) -> str:
    reading.known_address = True
    return "inform"


def _press_rate(reading: Reading, value: str, context: Context) -> str:
    survey, _, score = value.partition(":")
    try:
        reading.rating = Score(score=Decimal(score), survey_id=int(survey))
    except (InvalidOperation, ValueError):
        return "not_understood"
    lowest, highest = SCALE[
        SurveyKind.NPS if (reading.payload or "").startswith("nps") else SurveyKind.SERVICE
    ]
    return "rating" if lowest <= reading.rating.score <= highest else "not_understood"


def _press_intent(reading: Reading, value: str, context: Context) -> str:
    return value if value.startswith("enquiry_") else "not_understood"


def _press_cancel(reading: Reading, value: str, context: Context) -> str:
    return "order_cancel"


def _press_reschedule(reading: Reading, value: str, context: Context) -> str:
    return "order_reschedule"


def _press_verdict(reading: Reading, value: str, context: Context) -> str:
    _, _, said = value.partition(":")
    reading.content = said == "yes"
    return "complaint_verdict"


def _press_about(reading: Reading, value: str, context: Context) -> str:
    return "inform"


_BUTTONS: dict[str, Callable[[Reading, str, Context], str]] = {
    "service": _press_service,
    "start": _press_start,
    "phone": _press_phone,
    "address": _press_address,
    "rate": _press_rate,
    "nps": _press_rate,
    "intent": _press_intent,
    "cancel": _press_cancel,
    "reschedule": _press_reschedule,
    "verdict": _press_verdict,
    "about": _press_about,
}
