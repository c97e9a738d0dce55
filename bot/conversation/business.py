"""What a message means while a form is open: a detail, a yes, a question between, a new wish."""

import re
from collections.abc import Mapping

from bot.conversation import cues
from bot.conversation.complaining import complains, in_complaint
from bot.conversation.confirming import settles, yes_or_no
from bot.conversation.context import Context
from bot.conversation.of_series import goes_on
from bot.conversation.remarks import plain_remark
from bot.conversation.services_meant import asks_of_another
from bot.language.booking.asked_back import (
    asks_to_undo,
    asks_what_is_written,
    asks_when_it_begins,
    sum_checked,
)
from bot.language.booking.engagement import work_said
from bot.language.booking.giving_up import gives_up, leaves_out, objects
from bot.language.booking.mending import find_correction
from bot.language.booking.offered import agrees, declines
from bot.language.booking.refusals import refuses_phone
from bot.language.booking.wishes import names_pet
from bot.language.booking.worker_sex import wanted_sex
from bot.language.contact.names import introduces
from bot.language.place.address_parts import mends_a_part
from bot.language.talk.manners import takes_leave
from bot.language.talk.questions import asks_to_repeat, asks_when_it_ends, is_question
from bot.language.trade.amounts import find_square_metres
from bot.language.trade.appliances import count_appliances, is_bare_count
from bot.language.trade.meals import find_meal
from bot.models import DraftKind
from bot.services.complaint.complaint_drafts import WHICH_ORDER
from bot.services.drafts import CONFIRM, WHICH
from bot.services.reading import Reading

_SURE, _FEW = 0.85, 6
_WOULD_DO = re.compile(
    r"(?:呢|(?:行|可以|好|成)(?:不(?:行|可以|好|成)|吗|么)|能不能来|能来(?:吗|么)|怎么样|如何)[？?。!！\s]*$"
)
"""“晚上七点呢”, “三点行不行”: the hour that is asked for, put as a question."""
_MONEY = re.compile(r"[块元对]|yuan", re.IGNORECASE)
_ASKS = re.compile(r"来着|(?:对|是|没错)吧\W*$|多少|几[点号天个]")
_ENDS_ASKING = re.compile(
    r"(?:[?？]|吗|呢|么|多少钱|怎么算|怎么收)\s*$|(?:吗|(?<![什怎这那多要])么)[，,；;\s]"
)
_COURTESY = {"greet", "thanks", "goodbye"}
_CHANGES = {DraftKind.CANCEL: "order_cancel", DraftKind.RESCHEDULE: "order_reschedule"}


def in_business(reading: Reading, context: Context) -> str | None:
    """What a message means while a form is open; None: nothing special."""
    draft = context.draft
    if draft is None:
        is_quoted = context.has_quote or (context.talked_of_service and not context.has_orders)
        return "order_place" if is_quoted and goes_on(reading, context) else None
    if reading.waits and draft != DraftKind.COMPLAINT:
        return "confirm_please"
    if context.asked == CONFIRM and settles(reading, draft):
        return "affirm"
    if draft == DraftKind.BOOKING and reading.adds and reading.services and not reading.angry:
        return "inform"
    if context.asked == CONFIRM and draft == DraftKind.CANCEL and _wonders_at_the_fee(reading):
        return "order_cancel"
    if draft == DraftKind.RESCHEDULE and cues.CANCELS_ORDER.search(reading.words):
        return "order_cancel"
    if complains(reading, context) and not _answers_plainly(reading, context):
        return reading.top
    if draft == DraftKind.COMPLAINT:
        return "inform" if context.asked == WHICH_ORDER else in_complaint(reading)
    if context.asked == CONFIRM and (answered := yes_or_no(reading, draft, context)):
        return answered
    in_form = _in_booking if draft == DraftKind.BOOKING else _on_order
    return in_form(reading, context)


def leaves_nothing(reading: Reading, context: Context) -> str | None:
    """“油烟机先不弄了”, when it was the only one: the whole booking is given up."""
    return "deny" if context.empties and not is_question(reading.words) else None


def _on_order(reading: Reading, context: Context) -> str | None:
    """While a booked order is being cancelled or changed."""
    assert context.draft is not None
    if context.draft == DraftKind.CANCEL and _asks_the_fee(reading):
        return "order_cancel"
    if reading.reads_as("enquiry_price") and not reading.services:
        return "enquiry_booking"
    leaves_it = reading.any_time and context.asked == "start" and not reading.has_details
    keeps = cues.KEEPS_TIME.search(reading.words) and not reading.has_details
    if keeps and context.draft == DraftKind.RESCHEDULE:
        return "deny"
    if leaves_it and context.draft == DraftKind.RESCHEDULE:
        return "order_reschedule"
    if context.asked == WHICH and not reading.reads_as("enquiry_"):
        return _which(reading, context.draft)
    return _in_change(reading, context.draft)


def _wonders_at_the_fee(reading: Reading) -> bool:
    """“啊？还要收钱？” at the fee that was just told: the rule is said again."""
    return reading.reads_as("complaint_overcharge", "complaint_refund") and not reading.angry


def _asks_the_fee(reading: Reading) -> bool:
    text = reading.words
    moves = reading.when or reading.shift or "改" in text
    return bool(cues.ASKS_FEE.search(text)) and not moves


def _answers_plainly(reading: Reading, context: Context) -> bool:
    """The detail that was asked for, without anger: “地址一样，电话也一样” is no complaint."""
    if context.draft != DraftKind.BOOKING or reading.angry:
        return False
    return reading.known_address or _fills(reading, context.asked)


def _which(reading: Reading, draft: DraftKind) -> str:
    """The answer to “which order”, unless something else is wanted by now."""
    if reading.answer is False:
        return "deny"
    if reading.reads_as("order_status") and not reading.when:
        return "order_status"
    cancels = cues.CANCELS.search(reading.words) and not cues.KEEPS.search(reading.words)
    other = cues.MOVES.search(reading.words) or cues.IS_REMARK.search(reading.words)
    if other and not cancels and not reading.payload:
        return "order_reschedule"
    return "order_cancel" if cancels else _CHANGES[draft]


def _in_booking(reading: Reading, context: Context) -> str | None:
    if context.has_orders and reading.services and reading.reads_as("order_cancel"):
        return "order_cancel"
    if (asked := _asks_of_it(reading, context)) is not None:
        return asked
    if takes_leave(reading.words) and not reading.has_details:
        return "goodbye"
    if _answers_or_remarks(reading, context):
        return "inform"
    if _gives_up(reading):
        return "deny"
    if asks_of_another(reading, context.in_hand):
        return reading.top if reading.top.startswith("enquiry_") else "enquiry_content"
    limits = leaves_out(reading.words) and not is_question(reading.words)
    asks = reading.reads_as("enquiry_") and not _only_tells(reading) and not limits
    asks = asks and not introduces(reading.words)
    if asks and not (context.asked != CONFIRM and _fills(reading, context.asked)):
        return reading.top
    if _tells(reading):
        return "inform"
    return _without_details(reading, context)


def _asks_of_it(reading: Reading, context: Context) -> str | None:
    """A question that the draft itself answers: what is noted, what it costs, from when to when."""
    text, known = reading.words, context.when_in_hand
    is_timed = known is not None and known.start is not None and not reading.names_time
    if is_timed and (asks_when_it_begins(text) or asks_when_it_ends(text)):
        return "enquiry_booking"
    if reading.has_details:
        return None
    if asks_to_undo(text):
        return "enquiry_booking"
    if asks_to_repeat(text) or asks_what_is_written(text):
        return "confirm_please"
    names_money = context.asked == CONFIRM or _MONEY.search(text)
    return "enquiry_price" if names_money and sum_checked(text) else None


def _answers_or_remarks(reading: Reading, context: Context) -> bool:
    """What the form takes as it stands: an answer without a detail, a wish, a plain remark."""
    text = reading.words
    keeps_phone = context.asked == "phone" and not reading.phone and refuses_phone(text)
    if wanted_sex(text) is not None or keeps_phone or reading.refused:
        return True
    if _takes_what_is_known(reading, context) or _leaves_the_time(reading, context):
        return True
    reading.remark = reading.remark or plain_remark(reading, context)
    says_yes = cues.ENDS_WITH_YES.search(text) and not is_question(text)
    return bool(reading.remark or says_yes)


def _leaves_the_time(reading: Reading, context: Context) -> bool:
    """“越快越好”, “你们哪天有空” to the question of the time, yes or no to what was offered."""
    if context.asked == "start" and (agrees(reading.words) or declines(reading.words)):
        return True
    return reading.any_time is not None and context.asked in {"start", "service"}


def _tells(reading: Reading) -> bool:
    """Whether it brings anything that the form can use."""
    text = reading.words
    if reading.has_details or reading.name or find_correction(text):
        return True
    if reading.note and (names_pet(text) or _open_question(reading) is None):
        return True
    if reading.excused:
        return True
    if mends_a_part(text):
        return True
    if leaves_out(text) and not is_question(text):
        return True
    counts = count_appliances(text, {}) or is_bare_count(text) or find_square_metres(text)
    counts = counts or find_meal(text)
    return bool(counts or work_said(text))


def _takes_what_is_known(reading: Reading, context: Context) -> bool:
    """“是”, “换一个” to the address or phone of last time."""
    takes = reading.answer or bool(cues.TAKES_KNOWN.search(reading.words))
    if context.asked == "address" and context.knows_address and takes:
        reading.known_address = True
        return True
    if context.known_phone and cues.MY_PHONE.search(reading.words):
        reading.phone = context.known_phone
        return True
    answers = (takes or reading.answer is False) and not reading.phone
    if context.asked == "phone" and context.known_phone and answers:
        reading.phone = context.known_phone if takes else None
        return True
    return False


def _without_details(reading: Reading, context: Context) -> str:
    if reading.reads_as("order_status"):
        return _status(reading, context)
    if reading.accepted and reading.top in _COURTESY:
        return reading.top
    if cues.ASKS_PRICE.search(reading.words):
        return "enquiry_price"
    if context.asked == CONFIRM:
        is_order = reading.reads_as("order_")
        return "order_place" if is_order else _open_question(reading) or "confirm_please"
    if reading.reads_as("out_of_scope") and context.asked != "address":
        is_mere_noise = len(reading.words) <= _FEW and not is_question(reading.words)
        return "confirm_please" if is_mere_noise else "out_of_scope"
    return _open_question(reading) or "inform"


def _status(reading: Reading, context: Context) -> str:
    """Of the booking in hand, which is read again, or of what is booked already."""
    in_hand = cues.ASKS_BACK.search(reading.words) or not context.has_orders
    return "confirm_please" if in_hand else "order_status"


def _open_question(reading: Reading) -> str | None:
    """A question in between that no label is sure of is answered as well as the catalogue can."""
    asks = is_question(reading.words) or _ASKS.search(reading.words)
    if not asks or reading.answer is not None:
        return None
    return reading.top if reading.top.startswith("enquiry_") else "enquiry_content"


def _only_tells(reading: Reading) -> bool:
    """“还是做深度保洁吧”, “要会讲上海话的”: a detail or a wish without any question."""
    text = reading.words
    asks = is_question(text) or cues.ASKS_PRICE.search(text)
    if not asks and reading.note is not None:
        return True
    if not reading.services or asks:
        return False
    return reading.confidence < _SURE or bool(cues.CHOOSES.search(text))


def _gives_up(reading: Reading) -> bool:
    if reading.has_details or objects(reading.words):
        return False
    return reading.answer is False or (gives_up(reading.words) and not is_question(reading.words))


def _fills(reading: Reading, asked: str | None) -> bool:
    """Whether a message carries the detail that was asked for."""
    details: Mapping[str | None, object] = {
        "service": reading.services,
        "start": reading.when,
        "address": reading.address,
        "phone": reading.phone,
    }
    if asked == "start" and _WOULD_DO.search(reading.text):
        return bool(reading.when)
    return bool(details.get(asked)) and not _ENDS_ASKING.search(reading.text)


def _in_change(reading: Reading, draft: DraftKind) -> str | None:
    """While an order is being changed or cancelled; another change takes its place."""
    is_why = draft == DraftKind.CANCEL and not reading.services  # “临时要出差”
    asks = not is_why or is_question(reading.words) or cues.ASKS_PRICE.search(reading.words)
    if reading.reads_as("order_status") or (reading.reads_as("enquiry_") and asks):
        return reading.top
    other = reading.accepted and reading.top in {"order_cancel", "order_place"}
    if other and reading.top != _CHANGES[draft]:
        return reading.top
    if draft == DraftKind.RESCHEDULE and (reading.address or find_correction(reading.words)):
        return "order_reschedule"
    new_time = reading.when or reading.shift
    if new_time and (draft == DraftKind.CANCEL or reading.services):
        return "order_reschedule"
    if new_time:
        return "inform"
    if reading.answer is not None:
        return "affirm" if reading.answer else "deny"
    tells = {"affirm", "deny", "inform", "out_of_scope"}
    if reading.accepted and reading.top not in tells and not reading.reads_as("enquiry_"):
        return None
    return _CHANGES[draft] if reading.services else "confirm_please"
