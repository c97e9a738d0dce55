"""Whether a message complains, and what is said by somebody whose complaint is begun or open: more
of it, its deadline, or another matter."""

from bot.conversation import complaint_cues, cues
from bot.conversation.context import Context
from bot.language.booking.wishes import special_wish
from bot.language.complaint.calls import call_window
from bot.language.complaint.demands import read_demands
from bot.language.complaint.grievance import added, withdraws
from bot.language.complaint.progress import asks_how_long, asks_progress
from bot.language.complaint.verdict import read_verdict
from bot.language.talk.manners import threatens
from bot.language.talk.questions import is_question
from bot.language.trade.amounts import find_square_metres
from bot.language.trade.subjects import asks_name
from bot.models import DraftKind
from bot.services.complaint.complaint_drafts import names_us
from bot.services.reading import Reading

_SURE, _FAIRLY, _GUESS = 0.85, 0.7, 0.5
_COURTESY = ("greet", "thanks", "goodbye")
_OF_IT = ("private", "channel", "lenient", "pictures")
_CHANGES = ("order_reschedule", "order_cancel", "order_status")


def tells_of_a_visit(reading: Reading) -> bool:
    """“阿姨姓王，周二来的”, “昨天约的日常保洁”: which visit a complaint is about."""
    return bool(cues.WAS_HERE.search(reading.words)) and not is_question(reading.words)


def orders_anew(reading: Reading) -> bool:
    """“再约一次保洁，周五上午”: another visit, neither the one complained of nor its redoing."""
    if tells_of_a_visit(reading) or reading.angry:
        return False
    if cues.ORDERS_ANEW.search(reading.words):
        return bool(reading.services or reading.when)
    wants = reading.reads_as("order_place") and reading.services and reading.when
    return bool(wants) and not complaint_cues.AGAIN.search(reading.words)


def about_promise(reading: Reading, context: Context) -> str | None:
    """How what we owe stands: the result of a complaint, the answer to a question."""
    text = reading.words
    owed = context.has_complaint or context.has_result
    if owed and asks_progress(text):
        return "complaint_status"
    if (
        context.draft is None
        and complaint_cues.NAMES_COMPLAINT.search(text)
        and asks_progress(text)
    ):
        return "complaint_status"
    begun = context.draft == DraftKind.COMPLAINT
    of_it = begun or (context.in_complaint and context.draft is None)
    if of_it and not reading.services and (asks_how_long(text) or asks_progress(text)):
        return "complaint_status"
    asks = cues.ASKS_ANSWER.search(text) and not (reading.has_details or asks_name(text))
    return "complaint_status" if context.awaits_answer and asks else None


def taken_back(reading: Reading, context: Context) -> str | None:
    """A complaint that is under way, or begun as the last thing, and not pursued any more."""
    if context.is_urgent or reading.angry or not withdraws(reading.words):
        return None
    begun = context.draft == DraftKind.COMPLAINT
    named = complaint_cues.NAMES_COMPLAINT.search(reading.words) is not None
    by_now = begun or ((context.has_complaint or named) and context.draft is None)
    return "complaint_status" if by_now else None


def adds_to_complaint(reading: Reading, context: Context) -> bool:
    """Which visit it was, a demand, or that one is still not content; right after it was filed
    whatever is not plainly something else."""
    text = reading.words
    if orders_anew(reading):
        return False
    if context.in_complaint and (_speaks_of_it(text) or _is_more_of_it(reading, context)):
        return True
    if reading.services and reading.when and not reading.angry:
        return False
    if complaint_cues.SANCTIONS.search(text) or added(text) in _OF_IT:
        return True
    if complaint_cues.WHICH_TIME.search(text) and not reading.reads_as("order_"):
        return True
    demands = complaint_cues.DEMANDS.search(text) and not reading.reads_as("enquiry_")
    return bool(demands) or (read_verdict(text) is False and not reading.has_details)


def _speaks_of_it(text: str) -> bool:
    """A demand, a fee for the redoing, the worry that it happens again: of the matter in hand, even
    where it reads like a question for the catalogue."""
    told = added(text) in ("fee", "worry", "pictures", "upset") or call_window(text)
    return bool(read_demands(text).wanted or told)


def _is_more_of_it(reading: Reading, context: Context) -> bool:
    """Who, where and when it was, a threat, more of the story: no new business and no courtesy."""
    if _goes_on_booking(reading, context):
        return False
    if context.has_orders and reading.reads_as("order_reschedule", "order_cancel"):
        return False
    if tells_of_a_visit(reading) and reading.has_details:
        return True
    demands = complaint_cues.DEMANDS.search(reading.words) and not is_question(reading.words)
    asks_what_is_done = complaint_cues.ASKS_WHAT_IS_DONE.search(reading.words)
    if (demands or asks_what_is_done) and not reading.services:
        return True
    if _is_other_business(reading, context) or asks_for_something_else(reading):
        return False
    if reading.services or reading.when or reading.address or reading.phone:
        return True
    if threatens(reading.text):
        return True
    is_else = reading.answer is not None or reading.reads_as(*_COURTESY, "ask_human", "inform")
    return not is_else and not reading.calls


def _goes_on_booking(reading: Reading, context: Context) -> bool:
    """What is said right after a price with the offer to book, or a whole address with an hour to
    come, of a service talked of: no part of the complaint."""
    if reading.angry or not context.talked_of_service:
        return False
    if complaint_cues.GRIEVANCE.search(reading.words) or cues.WAS_HERE.search(reading.words):
        return False
    if context.offered:
        return True
    return bool(reading.address and reading.names_time and reading.when and reading.when["day"])


def _is_other_business(reading: Reading, context: Context) -> bool:
    """A question for the catalogue, a change of what is booked; “几点来” without any booking is
    about the visit complained of."""
    if reading.reads_as(*_CHANGES):
        return context.has_orders or not reading.reads_as("order_status")
    if reading.reads_as("order_place"):
        is_redone = complaint_cues.AGAIN.search(reading.words)
        return not is_redone and (bool(reading.services) or not reading.has_details)
    return reading.is_new_business


def complains(reading: Reading, context: Context) -> bool:
    """Whether a message is a complaint; what is asked of somebody who is still to come is none.

    Half sure, calm, with no service behind: “阿姨来了说话大声点”, “好了，按原价，确认”.
    """
    if not reading.reads_as("complaint_"):
        return False
    if reading.angry or context.had_service:
        return True
    if _of_a_price_to_be(reading, context):
        return False
    is_wish = special_wish(reading.words) is not None
    grave = reading.top == "complaint_safety" and reading.confidence >= _SURE
    if context.draft == DraftKind.BOOKING and is_wish and not grave:
        return False
    if reading.confidence >= _FAIRLY:
        return True
    is_vague = reading.confidence < _GUESS or cues.AND_WHAT.search(reading.words)
    if is_vague and not complaint_cues.GRIEVANCE.search(reading.words):
        return False
    return context.draft != DraftKind.BOOKING and not is_wish


def _of_a_price_to_be(reading: Reading, context: Context) -> bool:
    """“就按一台算”, “建面142，实际120不到” of what is still to be booked: nothing was paid or done
    that could be complained of."""
    text = reading.words
    under_way = context.draft == DraftKind.BOOKING or context.talked_of_service
    if not under_way or complaint_cues.OVERCHARGED.search(text):
        return False
    is_size = find_square_metres(text) and reading.top != "complaint_safety"
    is_fee = reading.top == "complaint_overcharge"
    return bool(is_size or is_fee) and not complaint_cues.GRIEVANCE.search(text)


def in_complaint(reading: Reading) -> str | None:
    """What is said while the complaint's form is open; all but another matter belongs to it."""
    if orders_anew(reading):
        return "order_place"
    if read_demands(reading.text).wanted or added(reading.words) in ("pictures", "upset"):
        return "inform"
    if asks_for_something_else(reading):
        is_known = reading.reads_as("enquiry_", "out_of_scope")
        return reading.top if is_known else "enquiry_content"
    if reading.reads_as("order_") and (tells_of_a_visit(reading) or reading.has_details):
        return "inform"
    if reading.reads_as("enquiry_", "order_"):
        return reading.top if not reading.angry else "inform"
    if reading.accepted and reading.top in {"goodbye", "thanks"} and not reading.phone:
        return reading.top
    return "inform"


def asks_for_something_else(reading: Reading) -> bool:
    """“我想问搬家你们做吗”: no word of what went wrong, nor of what is wanted for it."""
    text = reading.words
    if reading.angry or reading.reads_as("complaint_") or names_us(text):
        return False
    if complaint_cues.GRIEVANCE.search(text) or read_demands(text) or asks_progress(text):
        return False
    if complaint_cues.ASKS_WHAT_IS_DONE.search(text):
        return False
    named = bool(reading.services) and is_question(text)
    return named or bool(cues.WANTS_TO_ASK.search(text))
