"""Who is there, a wish for a person or a call, and what is said while one waits (REQ A10)."""

from bot.conversation import cues
from bot.conversation.context import Context
from bot.language.booking.refusals import refuses_phone
from bot.language.complaint.calls import asks_for_the_call
from bot.language.complaint.progress import asks_progress
from bot.language.contact.call_wishes import (
    asks_the_desk_to_call,
    names_order_phone,
    times_the_call,
)
from bot.language.contact.of_others import adds_phone, names_contact
from bot.language.talk.questions import is_question
from bot.language.talk.waiting import asks_for_somebody, gives_up_waiting, loses_patience
from bot.models import DraftKind
from bot.services.reading import Reading

_ANSWERED = ("phone", "complaint_contact")
"""Questions to which a phone number is the answer."""


def wants_people(reading: Reading, context: Context) -> str | None:
    """The intent of a message that is about a person who is to answer or to call."""
    if _asks_for_the_result(reading, context):
        return None
    is_key = bool(reading.phone) and names_order_phone(reading.words) and not reading.calls
    if is_key and context.awaits_person and context.draft is None:
        return "ask_human"  # by which the colleague finds the order
    if _wants_call(reading, context) or _is_about_the_wait(reading, context):
        return "ask_human"
    if cues.ARRIVES.search(reading.words) and (context.has_orders or context.draft is not None):
        return None  # “来之前给我打个电话” is for the worker
    if context.asked in _ANSWERED and refuses_phone(reading.words):
        return None
    wants = reading.intent == "ask_human" or reading.reads_as("ask_human")
    complained = context.has_complaint or context.draft == DraftKind.COMPLAINT
    wants = wants or (complained and cues.SOMEBODY_NOW.search(reading.words) is not None)
    return "ask_human" if wants else None


def _asks_for_the_result(reading: Reading, context: Context) -> bool:
    """“那多久有人联系我” of a complaint: when it is answered, no call besides."""
    owed = context.has_complaint or context.draft == DraftKind.COMPLAINT
    other = reading.phone or context.awaits_call or context.awaits_person
    return owed and not other and asks_progress(reading.words)


def told_to_person(reading: Reading, context: Context, intent: str) -> bool:
    """Whether details go on with what is told to the person who is to come: they begin no booking,
    unless one is wished in so many words."""
    if not context.tells_person or intent not in {"order_place", "inform"}:
        return False
    text = reading.words
    wishes = cues.ORDERS_ANEW.search(text) or cues.BOOKS.search(text) or is_question(text)
    return reading.kind == "text" and not wishes and "要" not in text


def _wants_call(reading: Reading, context: Context) -> bool:
    """A wish to be called, its phone, or another time for the call that was promised."""
    if reading.phone and _is_contact(reading, context):
        return False
    if context.wishes_call and context.draft is None and (reading.phone or reading.names_time):
        return True
    if reading.calls and (reading.phone or context.draft is None):
        return True
    if context.draft is not None or reading.services or reading.address:
        return False
    if context.awaits_call and asks_for_the_call(reading.words):
        return True
    if context.awaits_call and (not context.has_orders or times_the_call(reading.words)):
        return _names_hour(reading) or reading.phone is not None
    return context.awaits_person and reading.phone is not None and not reading.when


def _is_contact(reading: Reading, context: Context) -> bool:
    """Whether a number is told for the business under way, for what is booked, or to find it."""
    if context.draft is not None and context.asked in _ANSWERED:
        return True
    text = reading.words
    if asks_the_desk_to_call(text):
        return False
    if context.draft is not None or reading.services or reading.address:
        return True
    if names_order_phone(text) and not context.wishes_call:
        return True
    stands = context.has_orders or context.has_complaint
    if stands and (cues.CONTACT_WRONG.search(text) or adds_phone(text)):
        return True
    return context.has_orders and not context.awaits_call and names_contact(text)


def _names_hour(reading: Reading) -> bool:
    """“四点”, “四点以后”, “七点前”, “下午”."""
    said = reading.when or {}
    return any(said.get(name) for name in ("clock", "earliest", "latest", "part"))


def _is_about_the_wait(reading: Reading, context: Context) -> bool:
    """How long it takes, that it takes too long, that it is enough."""
    waits = context.awaits_person or context.awaits_call
    if reading.services or reading.address or reading.phone or reading.kind != "text":
        return False
    owed = context.has_complaint or context.awaits_answer or context.has_result
    free = not owed and not reading.when  # “明天下午两点有人吗” is about the visit
    if asks_for_somebody(reading.words) and (waits or free):
        return True
    if context.asked in _ANSWERED:
        return False  # “不用打电话” is an answer there
    return waits and (gives_up_waiting(reading.words) or loses_patience(reading.words))
