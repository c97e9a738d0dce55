"""What the desk does with a reading in this conversation: the intent that the engine's rules get.

The order of the rules is the order of the file: what a customer pressed, a wish for a person, the
answer to a survey, the business that is open, and only then the plain meaning of the message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from bot.clock import LOCAL, local
from bot.language.when import When
from bot.models import DraftKind
from bot.services.complaint_drafts import is_bare_complaint
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading, Score, when_to_json
from bot.services.surveys import HIGHEST, LOWEST

_SIMPLE = {"yes": "affirm", "no": "deny", "book": "order_place", "person": "ask_human"}
_COURTESY = {"greet", "thanks", "goodbye"}
_ASKS_PROGRESS = re.compile(
    r"投诉.{0,8}(?:怎么样|进展|进度|结果|处理|到哪|咋样|查|有没有|多久|什么时候)"
    r"|(?:处理|解决|核实|调查)得?(?:怎么样|咋样|好了|到哪|完了|结果)|(?:有|出)(?:了)?(?:结果|消息|说法|答复|回复)(?:了)?(?:吗|没|么|\?|？)"
    r"|(?:什么时候|啥时候|几时|多久|几天)(?:才)?(?:能)?(?:给|有|出)(?:我)?(?:个)?(?:答复|结果|回复|说法|处理)"
    r"|(?:不是)?说好?(?:今天|明天|下班前|[^，。]{0,6}前)给(?:我)?(?:答复|回复|结果)"
)
_CHANGES = {DraftKind.CANCEL: "order_cancel", DraftKind.RESCHEDULE: "order_reschedule"}


@dataclass(frozen=True, slots=True)
class Context:
    """What is open in a conversation when a message comes.

    ``asked`` is the detail asked for last (or ``confirm``); ``offered`` whether the last thing the
    bot said offered a booking; ``known_phone`` the customer's confirmed phone; ``knows_address``
    whether an address was confirmed before; ``has_complaint`` whether one is not settled yet.
    """

    draft: DraftKind | None = None
    asked: str | None = None
    has_survey: bool = False
    offered: bool = False
    known_phone: str | None = None
    knows_address: bool = False
    has_complaint: bool = False


def decide(reading: Reading, context: Context) -> str:
    """The intent to act on; may fill details that a pressed button stands for."""
    if reading.payload is not None:
        return _pressed(reading, context)
    if reading.kind in {"image", "voice", "sticker", "unsupported"}:
        return "media"
    if reading.intent == "ask_human" or (reading.accepted and reading.top == "ask_human"):
        return "ask_human"
    if context.has_survey and reading.rating is not None and not _is_new_business(reading):
        return "rating"
    if context.has_complaint and _ASKS_PROGRESS.search(reading.text):
        return "complaint_status"
    if is_bare_complaint(reading.text):
        return "complaint_other"
    if context.draft is not None and (intent := _in_business(reading, context, context.draft)):
        return intent
    return _plain(reading, context)


def _is_new_business(reading: Reading) -> bool:
    return reading.accepted and reading.top.startswith(("order_", "enquiry_"))


def _pressed(reading: Reading, context: Context) -> str:
    payload = reading.payload or ""
    kind, _, value = payload.partition(":")
    if payload in _SIMPLE:
        return _SIMPLE[payload]
    reader = _BUTTONS.get(kind)
    return reader(reading, value, context) if reader else "not_understood"


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
    return "rating" if LOWEST <= reading.rating.score <= HIGHEST else "not_understood"


def _press_intent(reading: Reading, value: str, context: Context) -> str:
    return value if value.startswith("enquiry_") else "not_understood"


_BUTTONS = {
    "service": _press_service,
    "start": _press_start,
    "phone": _press_phone,
    "address": _press_address,
    "rate": _press_rate,
    "intent": _press_intent,
    "cancel": lambda reading, value, context: "order_cancel",
    "reschedule": lambda reading, value, context: "order_reschedule",
}


def _in_business(reading: Reading, context: Context, draft: DraftKind) -> str | None:
    """What a message means while a form is open; None: nothing special."""
    if _is_accepted(reading, "complaint_"):
        return reading.top
    if draft == DraftKind.COMPLAINT:
        return _in_complaint(reading)
    if context.asked == CONFIRM and (answered := _yes_or_no(reading)):
        return answered
    if draft == DraftKind.BOOKING:
        return _in_booking(reading, context)
    return _in_change(reading, draft)


def _is_accepted(reading: Reading, prefix: str) -> bool:
    return reading.accepted and reading.top.startswith(prefix)


def _yes_or_no(reading: Reading) -> str | None:
    if reading.has_details:
        return None
    if reading.answer is not None:
        return "affirm" if reading.answer else "deny"
    if reading.accepted and reading.top == "order_cancel":
        return "deny"
    return None


def _in_booking(reading: Reading, context: Context) -> str | None:
    if context.asked == "address" and context.knows_address and reading.answer:
        reading.known_address = True
        return "inform"
    if context.asked == "phone" and context.known_phone and reading.answer is not None:
        reading.phone = context.known_phone if reading.answer else reading.phone
        return "inform"
    if _gives_up(reading):
        return "deny"
    asks = _is_accepted(reading, "enquiry_")
    if asks and not (context.asked != CONFIRM and _fills(reading, context.asked)):
        return reading.top
    if reading.has_details:
        return "inform"
    if reading.accepted and reading.top in {*_COURTESY, "order_status"}:
        return reading.top
    if context.asked == CONFIRM:
        return "order_place" if _is_accepted(reading, "order_") else "confirm_please"
    if reading.accepted and reading.top == "out_of_scope" and context.asked != "address":
        return "out_of_scope"
    return "inform"


def _gives_up(reading: Reading) -> bool:
    if reading.has_details:
        return False
    return reading.answer is False or (reading.accepted and reading.top in {"deny", "order_cancel"})


def _fills(reading: Reading, asked: str | None) -> bool:
    """Whether a message carries the detail that was asked for."""
    details: Mapping[str | None, object] = {
        "service": reading.services,
        "start": reading.when,
        "address": reading.address,
        "phone": reading.phone,
    }
    is_question = reading.text.rstrip().endswith(("?", "？", "吗", "呢", "么", "多少钱"))
    return bool(details.get(asked)) and not is_question


def _in_complaint(reading: Reading) -> str | None:
    if reading.accepted and reading.top.startswith(("enquiry_", "order_")):
        return reading.top if not reading.angry else "inform"
    if reading.accepted and reading.top in {"goodbye", "thanks"} and not reading.phone:
        return reading.top
    return "inform"


def _in_change(reading: Reading, draft: DraftKind) -> str | None:
    if reading.when or reading.answer is not None:
        return "inform" if reading.when else ("affirm" if reading.answer else "deny")
    if reading.accepted and reading.top not in {"affirm", "deny", "inform", "out_of_scope"}:
        return None
    return _CHANGES[draft] if reading.services else "confirm_please"


def _plain(reading: Reading, context: Context) -> str:
    """The meaning of a message by itself."""
    if reading.accepted:
        return _accepted(reading, context)
    if reading.services and reading.when:
        return "order_place"
    if reading.answer and context.offered:
        return "order_place"
    if reading.services:
        return "inform"
    return "not_understood"


def _accepted(reading: Reading, context: Context) -> str:
    top = reading.top
    if top == "affirm" and context.offered:
        return "order_place"
    if top == "inform" and reading.when and (reading.services or context.offered):
        return "order_place"
    if top == "out_of_scope" and reading.services and reading.when:
        return "order_place"
    return top
