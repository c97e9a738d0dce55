"""The meaning of a message by itself, by its label and by its words."""

from bot.conversation import complaint_cues, cues
from bot.conversation.complaining import asks_for_something_else, complains, orders_anew
from bot.conversation.context import Context
from bot.language.booking.worker_sex import wanted_sex
from bot.language.talk.babble import babbles
from bot.language.talk.manners import is_abusive, threatens
from bot.language.talk.questions import is_in_general, is_question, wants_yes_or_no
from bot.language.trade.appliances import count_appliances
from bot.language.visits.series import find_series
from bot.services.reading import Reading

_ABOUT_ORDERS = {"order_status", "order_cancel", "order_reschedule"}
_TELLS_NOTHING = {"inform", "not_understood", "out_of_scope"}
_SURE, _FAIRLY = 0.85, 0.7


def by_itself(reading: Reading, context: Context) -> str:
    """The intent of a message that no form and no cue takes up."""
    if (said := _by_words(reading, context)) is not None:
        return said
    intent = _plain(reading, context)
    if intent in _TELLS_NOTHING and (told := _told(reading, context)):
        return told
    missed = intent == "not_understood" or (intent == "out_of_scope" and context.in_complaint)
    missed = missed and not asks_for_something_else(reading)
    if missed and context.has_complaint and reading.kind == "text":
        return "complaint_other"
    if intent in {"not_understood", "out_of_scope"} and threatens(reading.text):
        return "abuse" if is_abusive(reading.text) else "complaint_other"
    is_hostile = reading.angry or is_abusive(reading.text)
    if intent in {"not_understood", "out_of_scope"} and is_hostile:
        return "abuse"
    if intent in {"not_understood", "out_of_scope"} and context.awaits_person:
        return "ask_human"  # told to the person who is to come
    return intent


def _by_words(reading: Reading, context: Context) -> str | None:
    """Where the words leave no doubt, whatever the label."""
    complains = reading.reads_as("complaint_")
    if wanted_sex(reading.words) and not (reading.angry or complains):
        return "order_place"
    if complaint_cues.OVERCHARGED.search(reading.words) and not complains:
        return "complaint_overcharge"
    if complaint_cues.DONE_BADLY.search(reading.words) and not (
        complains or is_question(reading.words)
    ):
        return "complaint_other"
    if _asks_to_book(reading) or _asks_for_a_day(reading, context):
        return "order_place"
    return "order_status" if _speaks_of_a_booking(reading) else None


def _asks_to_book(reading: Reading) -> bool:
    """“Can I book a window cleaning for Saturday?” is no question how to."""
    is_wish = reading.reads_as("enquiry_booking") and reading.services and reading.when
    return bool(is_wish) and orders_anew(reading) and not cues.HOW.search(reading.words)


def _asks_for_a_day(reading: Reading, context: Context) -> bool:
    """“周日来得及不” of the service that was talked of: the times of that day are the answer."""
    asks = cues.ASKS_ROOM.search(reading.words) and not cues.HOW.search(reading.words)
    names_day = any(when.day and not is_in_general(when.text) for when in reading.moments)
    known = context.talked_of_service and context.draft is None
    return bool(asks and names_day and known) and _may_begin(reading, context)


def _told(reading: Reading, context: Context) -> str | None:
    """What details say where no form is open: they begin one, and are never merely noted."""
    if context.has_complaint and reading.top == "inform" and not reading.has_details:
        return "complaint_other"
    details = [reading.when, reading.address, reading.phone, reading.services]
    talks = context.talked_of_service or context.offered
    if sum(map(bool, details)) >= 1 + (not talks) and (reading.when or reading.address):
        return "order_place"
    at = reading.when
    if (
        at
        and at["clock"]
        and not (at["day"] or context.has_orders)
        and wants_yes_or_no(reading.words)
    ):
        return "enquiry_area_hours"  # “晚上九点行不行”
    counts = context.talked_of_service and count_appliances(reading.words, {})
    if reading.services:
        return "enquiry_content" if is_question(reading.words) else "inform"
    return "inform" if counts else None


def _plain(reading: Reading, context: Context) -> str:
    """The meaning of a message by itself."""
    text = reading.words
    known = bool(reading.services) or context.talked_of_service
    if _asks_the_price(reading, known=known):
        return "enquiry_price"
    if reading.any_time and known and _may_begin(reading, context):
        return "order_place"
    books = cues.BOOKS.search(text) and context.talked_of_service
    if books or _begins_a_series(reading, context):
        return "order_place"
    if reading.reads_as("complaint_") and not complains(reading, context):
        return "inform"
    if reading.accepted:
        return _accepted(reading, context)
    if reading.services and reading.when:
        return "order_place"
    if (reading.answer and context.offered) or cues.BOOKS.search(text):
        return "order_place"
    if not reading.services:
        return "not_understood"
    if cues.ASKS_PRICE.search(text):
        return "enquiry_price"
    return "enquiry_content" if is_question(text) else "inform"


def _speaks_of_a_booking(reading: Reading) -> bool:
    """“昨天约的日常保洁”, “我上周订过一次”: an order that is there already, no new one."""
    text = reading.words
    other = reading.angry or reading.reads_as("complaint_", "enquiry_", "order_", "ask_human")
    return bool(cues.BOOKED_BEFORE.search(text)) and not (other or cues.ORDERS_ANEW.search(text))


def _may_begin(reading: Reading, context: Context) -> bool:
    """Whether “最早几点能来” begins a booking: nothing else is told, nobody is waited for."""
    other = reading.angry or reading.reads_as("complaint_", "enquiry_price", "ask_human")
    return not other and not context.has_orders and not context.has_complaint


def _begins_a_series(reading: Reading, context: Context) -> bool:
    """“你们能不能每两个礼拜来一次”: how often somebody is to come, where no label is sure."""
    if reading.angry or context.has_orders or context.has_complaint:
        return False
    is_sure = reading.accepted and reading.confidence >= _FAIRLY
    asks_price = cues.ASKS_PRICE.search(reading.words)
    return bool(find_series(reading.words)) and not (is_sure or asks_price)


def _asks_the_price(reading: Reading, *, known: bool) -> bool:
    """Where the words leave no doubt, of a service that is ``known``."""
    text = reading.words
    if reading.reads_as("complaint_") or complaint_cues.OVERCHARGED.search(text):
        return False
    if reading.top == "out_of_scope" and known and cues.ASKS_PRICE.search(text):
        return True
    if cues.ASKS_PRICES.search(text):
        return True
    return bool(known and not reading.when and cues.ASKS_MINIMUM.search(text))


def _accepted(reading: Reading, context: Context) -> str:
    top = reading.top
    if babbles(reading.words) and not reading.has_details:
        return "not_understood"
    if top in {"affirm", "deny"} and reading.answer is None and is_question(reading.words):
        return "enquiry_content"
    if top in {"affirm", "deny"} and reading.answer is None and reading.confidence < _SURE:
        return "not_understood"
    if top == "affirm" and context.offered:
        return "order_place"
    if top == "order_place" and _is_empty(reading):
        return "not_understood"
    if top == "inform" and reading.when and (reading.services or context.offered):
        return "order_place"
    if top == "out_of_scope":
        return _outside(reading, context)
    if top in _ABOUT_ORDERS and not context.has_orders:
        return _of_no_order(reading, context)
    return top


def _of_no_order(reading: Reading, context: Context) -> str:
    """What is said of an order by somebody who has none here."""
    if context.awaits_person:
        return "ask_human"
    if context.in_complaint:
        return "complaint_other"
    return reading.top if cues.ABOUT_ORDERS.search(reading.words) else "out_of_scope"


def _is_empty(reading: Reading) -> bool:
    """A half-sure label on words that name nothing of the trade."""
    named = reading.has_details or cues.ABOUT_ORDERS.search(reading.words)
    return not named and reading.confidence < _SURE


def _outside(reading: Reading, context: Context) -> str:
    """Not ours, unless it names a service and a time; right after a miss it is another miss."""
    if reading.services and reading.when:
        return "order_place"
    is_unclear = reading.confidence < _FAIRLY or babbles(reading.words)
    return "not_understood" if context.misses or is_unclear else "out_of_scope"
