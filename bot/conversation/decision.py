"""What the desk does with a reading in this conversation: the intent that the engine's rules get.

The order of the rules is the order of the file: what a customer pressed, a wish for a person, the
answer to a survey, the business that is open (business.py), and only then the plain meaning of the
message (meaning.py).
"""

import re

from bot.conversation import booked_cues, complaint_cues, cues
from bot.conversation.booked import (
    adds_to_order,
    after_booking,
    changes_booked,
    keeps_order,
    of_another_visit,
    of_elsewhere,
    same_again,
)
from bot.conversation.business import in_business, leaves_nothing
from bot.conversation.complaining import (
    about_promise,
    adds_to_complaint,
    complains,
    taken_back,
)
from bot.conversation.context import Context
from bot.conversation.danger import still_urgent
from bot.conversation.meaning import by_itself
from bot.conversation.of_series import of_series
from bot.conversation.people import told_to_person, wants_people
from bot.conversation.pressed import pressed
from bot.conversation.priors import weigh
from bot.conversation.rated import survey_answer
from bot.conversation.topics import asked_topic
from bot.language.booking.asked_back import asks_when_it_begins
from bot.language.booking.giving_up import gives_up
from bot.language.booking.mending import find_correction
from bot.language.booking.wishes import special_wish
from bot.language.booking.worker_sex import wanted_sex
from bot.language.complaint.awaiting import misses_worker
from bot.language.complaint.progress import asks_progress
from bot.language.complaint.verdict import names_verdict, read_verdict
from bot.language.contact.of_others import names_contact
from bot.language.survey.feedback import praises, suggests, tells_weather
from bot.language.talk.job_seekers import seeks_work
from bot.language.talk.manners import apologises, is_abusive, regrets_manner
from bot.language.talk.questions import (
    is_question,
)
from bot.language.talk.who import asks_who
from bot.models import DraftKind
from bot.services.complaint.complaint_drafts import is_bare_complaint
from bot.services.reading import Reading

_SAYS_ANYTHING = re.compile(r"\w")
_WONDERS = re.compile(r"[\s.。…]*[?？][\s?？!！.。]*")
_COURTESY = ("greet", "thanks", "goodbye")


def decide(reading: Reading, context: Context) -> str:
    """The intent to act on; may fill details that a pressed button stands for."""
    if reading.payload is not None:
        return pressed(reading, context)
    if reading.kind == "text" and not reading.text.strip():
        return "out_of_scope"  # nothing but a command in the engine's notation
    if reading.kind == "text" and _WONDERS.fullmatch(reading.text):
        return "greet"  # “？？？”: we are here, and say again what is open
    if reading.kind == "text" and not _SAYS_ANYTHING.search(reading.text):
        reading.kind = "sticker"
    if reading.kind in {"image", "voice", "sticker", "forwarded", "unsupported"}:
        return "media"
    weigh(reading, context)
    for rule in (
        _asks_for_us,
        survey_answer,
        _about_a_job,
        taken_back,
        keeps_order,
        adds_to_order,
        after_booking,
        changes_booked,
        of_another_visit,
        of_elsewhere,
        same_again,
        of_series,
        _insults,
        _cued,
        leaves_nothing,
        in_business,
    ):
        if (intent := rule(reading, context)) is not None:
            return intent
    intent = by_itself(reading, context)
    return "ask_human" if told_to_person(reading, context, intent) else intent


def _asks_for_us(reading: Reading, context: Context) -> str | None:
    """Who is there, the answer to a result that waits for it, a wish for a person or a call."""
    if asks_who(reading.words):
        return "introduce"
    if context.has_result and (answered := _about_result(reading, context)):
        return answered
    return wants_people(reading, context)


def _about_result(reading: Reading, context: Context) -> str | None:
    """The answer to the result of a complaint: asked just now, or naming it days later."""
    verdict = read_verdict(reading.text)
    if verdict is None and asks_progress(reading.words):
        return None
    is_open = verdict is None and is_question(reading.words) and not reading.angry
    if reading.reads_as("complaint_") and verdict is None:
        if is_open:
            return "complaint_verdict"
        verdict = False
    if verdict is not None and _answers_the_result(reading, context, verdict):
        reading.content = verdict
        return "complaint_verdict"
    return "complaint_verdict" if context.asks_verdict and _hangs(reading, context) else None


def _answers_the_result(reading: Reading, context: Context, verdict: bool) -> bool:
    """Whether no other question of the desk is nearer, and no other business is begun."""
    if reading.is_new_business and reading.has_details:
        return False
    if context.asks_verdict or names_verdict(reading.text):
        return True
    is_free = context.draft is None and not context.has_survey and context.rated is None
    return is_free and not verdict


def _hangs(reading: Reading, context: Context) -> bool:
    """Neither content nor not, right after the question; the customer is asked plainly."""
    if reading.waits:
        return True
    is_other = reading.is_new_business or reading.top in _COURTESY or reading.rating is not None
    return context.draft is None and not is_other and reading.intent != "ask_human"


def _cued(reading: Reading, context: Context) -> str | None:
    """Where the words themselves leave no doubt."""
    text = reading.words
    if context.is_urgent and still_urgent(reading, context):
        return "ask_human"
    courtesy = _courtesy(reading)
    names_day = courtesy == "goodbye" and reading.when and context.draft == DraftKind.BOOKING
    if courtesy is not None and not names_day:
        return courtesy
    if context.draft is None and reading.waits and not reading.has_details:
        return "deny"
    if (status := about_promise(reading, context)) is not None:
        return status
    if context.has_complaint and context.draft is None and adds_to_complaint(reading, context):
        return "complaint_other"
    begins = context.pours_out and not (reading.names_time or reading.is_new_business)
    blames = context.draft is None and (begins or complaint_cues.BLAMES.search(text))
    blames = blames or _declares_complaint(reading, context)
    if is_bare_complaint(text) or blames:
        return "complaint_other"
    in_hand = context.draft not in {None, DraftKind.COMPLAINT}
    is_grave = reading.urgent or (not in_hand and complains(reading, context))
    if reading.reads_as("complaint_safety") and is_grave:
        return reading.top
    if (topic := asked_topic(reading, context)) is not None:
        return topic
    if context.draft is None and context.has_orders and not reading.angry:
        return _about_order(reading, context)
    return None


def _declares_complaint(reading: Reading, context: Context) -> bool:
    """“我要投诉，上周五的保洁迟到…” with all its details, which is no booking for them."""
    known = reading.reads_as("complaint_", "ask_human") or is_question(reading.words)
    return (
        context.draft is None and not known and bool(complaint_cues.DECLARES.search(reading.words))
    )


def _about_a_job(reading: Reading, context: Context) -> str | None:
    """Who wants to work here, and what they tell of themselves right after."""
    if context.draft is not None or reading.reads_as("complaint_", "order_"):
        return None
    if seeks_work(reading.words):
        return "out_of_scope"
    other = reading.reads_as("enquiry_", *_COURTESY, "ask_human") or reading.when or reading.address
    return "out_of_scope" if context.seeks_work and not other else None


def _courtesy(reading: Reading) -> str | None:
    text = reading.words
    if cues.ASKS_FOR_US.search(text) and not (reading.is_new_business or reading.has_details):
        return "greet"
    if praises(text) and not (reading.is_new_business or reading.reads_as("complaint_")):
        return "thanks"
    if suggests(text) and not (reading.has_details or reading.reads_as("complaint_")):
        return "out_of_scope"
    new = reading.services or reading.address or reading.phone or reading.shift or reading.move
    if tells_weather(text) and not new:
        return "out_of_scope"
    if cues.SEES_YOU.search(text):
        return "goodbye"
    if cues.AWAITS.search(text):
        return "thanks"
    if regrets_manner(text) and not (reading.services or reading.address):
        return "thanks"
    if apologises(text) and not (reading.services or reading.address or reading.is_new_business):
        return "thanks"
    return "inform" if complaint_cues.DECLINES_COMPLAINT.search(text) else None


def _insults(reading: Reading, context: Context) -> str | None:
    """Nothing but abuse, also in the middle of a booking (REQ A10)."""
    says_nothing = reading.intent in {"not_understood", "out_of_scope"} and not reading.has_details
    in_booking = context.draft == DraftKind.BOOKING
    return "abuse" if in_booking and says_nothing and is_abusive(reading.text) else None


def _about_order(reading: Reading, context: Context) -> str | None:
    """What is said to somebody who has a booking."""
    text = reading.words
    if context.had_service and misses_worker(text):
        return reading.top if reading.reads_as("complaint_") else "complaint_no_show"
    if _changes_contact(reading):
        return "order_reschedule"
    if cues.ASKS_TO_MOVE.search(text):
        return "order_reschedule"
    if asks_when_it_begins(text):
        return "order_status"
    if _cancels_order(reading):
        return "order_cancel"
    if wanted_sex(text) is not None:
        return "order_reschedule"
    if _cannot_be_there(reading, context):
        return "order_reschedule"
    if cues.ASKS_STATUS.search(text):
        return "order_status"
    minor = not reading.accepted or reading.top in {"out_of_scope", "inform"}
    minor = minor or (reading.reads_as("enquiry_qualification") and not is_question(text))
    if minor and special_wish(text) and not reading.has_details:
        return "order_reschedule"
    return None


def _cancels_order(reading: Reading) -> bool:
    """“取消吧，临时有事”, “不想要了”, “下礼拜三那次不要来”."""
    text = reading.words
    if cues.NOT_WANTED.search(text) or (booked_cues.DROPS_IT.search(text) and gives_up(text)):
        return True
    leaves_out = booked_cues.NOT_COMING.search(text) and reading.names_time and reading.move is None
    return bool(leaves_out) and not is_question(text)


def _cannot_be_there(reading: Reading, context: Context) -> bool:
    """“哎呀后天不行 要开家长会”: of a booked day, or of no new booking."""
    if not cues.CANNOT_BE_THERE.search(reading.words) or is_question(reading.words):
        return False
    is_booked_day = any(when.day in context.booked_days for when in reading.moments)
    places = reading.reads_as("order_place") and not is_booked_day
    return not (places or reading.reads_as("complaint_"))


def _changes_contact(reading: Reading) -> bool:
    """“地址写错了”, “换到浦东世纪大道100号”, “电话改成139…”: of what is booked already."""
    text = reading.words
    if reading.services or reading.reads_as("enquiry_", "complaint_"):
        return False
    if reading.phone and names_contact(text):
        return True
    if reading.address or find_correction(text):
        return bool(cues.MENDS.search(text)) and not reading.reads_as("order_place")
    return bool(cues.CONTACT_WRONG.search(text))
