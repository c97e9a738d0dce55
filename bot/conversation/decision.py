"""What the desk does with a reading in this conversation: the intent that the engine's rules get.

The order of the rules is the order of the file: what a customer pressed, a wish for a person, the
answer to a survey, the business that is open, and only then the plain meaning of the message.
"""

from collections.abc import Mapping

from bot.conversation import cues
from bot.conversation.context import Context
from bot.conversation.pressed import pressed
from bot.language.manners import is_abusive
from bot.language.verdict import names_verdict, read_verdict
from bot.models import DraftKind
from bot.services.bookings import special_wish
from bot.services.complaint_drafts import WHICH_ORDER, is_bare_complaint
from bot.services.drafts import CONFIRM, WHICH
from bot.services.reading import Reading, Score
from bot.services.surveys import LOWEST

_ABOUT_ORDERS = {"order_status", "order_cancel", "order_reschedule"}
_SURE, _FAIRLY = 0.85, 0.7
_COURTESY = {"greet", "thanks", "goodbye"}
_CHANGES = {DraftKind.CANCEL: "order_cancel", DraftKind.RESCHEDULE: "order_reschedule"}


def decide(reading: Reading, context: Context) -> str:
    """The intent to act on; may fill details that a pressed button stands for."""
    if reading.payload is not None:
        return pressed(reading, context)
    if reading.kind in {"image", "voice", "sticker", "forwarded", "unsupported"}:
        return "media"
    for rule in (_asks_for_us, _survey_answer, _cued, _in_business):
        if (intent := rule(reading, context)) is not None:
            return intent
    return _by_itself(reading, context)


def _by_itself(reading: Reading, context: Context) -> str:
    intent = _plain(reading, context)
    if intent == "not_understood" and context.has_complaint and reading.kind == "text":
        return "complaint_other"
    is_hostile = reading.angry or is_abusive(reading.text)
    if intent in {"not_understood", "out_of_scope"} and is_hostile:
        return "abuse"
    return intent


def _asks_for_us(reading: Reading, context: Context) -> str | None:
    """Who is there, the answer to a result that waits for it, a wish for a person."""
    if cues.ASKS_WHO.search(reading.text):
        return "introduce"
    if context.has_result and (answered := _about_result(reading, context)):
        return answered
    if reading.intent == "ask_human" or _is_accepted(reading, "ask_human"):
        return "ask_human"
    return None


def _survey_answer(reading: Reading, context: Context) -> str | None:
    if context.rated is not None and _is_reason(reading):
        reason = reading.text.strip()
        reading.rating = Score(score=LOWEST, reason=reason, survey_id=context.rated)
        return "rating"
    is_rating = reading.rating is not None and not _is_new_business(reading)
    if context.has_survey and is_rating and (context.asks_rating or reading.answer is None):
        return "rating"
    return None


def _about_result(reading: Reading, context: Context) -> str | None:
    """The answer to the result of a complaint: asked just now, or naming it days later."""
    verdict = read_verdict(reading.text)
    if verdict is None and cues.ASKS_PROGRESS.search(reading.text):
        return None
    if _is_accepted(reading, "complaint_") and verdict is None:
        verdict = False
    if verdict is not None and _answers_the_result(reading, context, verdict):
        reading.content = verdict
        return "complaint_verdict"
    return "complaint_verdict" if context.asks_verdict and _hangs(reading, context) else None


def _answers_the_result(reading: Reading, context: Context, verdict: bool) -> bool:
    """Whether no other question of the desk is nearer, and no other business is begun."""
    if _is_new_business(reading) and reading.has_details:
        return False
    if context.asks_verdict or names_verdict(reading.text):
        return True
    is_free = context.draft is None and not context.has_survey and context.rated is None
    return is_free and not verdict


def _hangs(reading: Reading, context: Context) -> bool:
    """Neither content nor not, right after the question; the customer is asked plainly."""
    if reading.waits:
        return True
    is_other = _is_new_business(reading) or reading.top in _COURTESY or reading.rating is not None
    return context.draft is None and not is_other and reading.intent != "ask_human"


def _cued(reading: Reading, context: Context) -> str | None:
    """Where the words themselves leave no doubt."""
    text = reading.text
    if context.is_urgent and _still_urgent(reading):
        return "ask_human"
    if (courtesy := _courtesy(text)) is not None:
        return courtesy
    if context.draft is None and reading.waits and not reading.has_details:
        return "deny"
    if (context.has_complaint or context.has_result) and cues.ASKS_PROGRESS.search(text):
        return "complaint_status"
    if context.has_complaint and context.draft is None and _adds_to_complaint(reading):
        return "complaint_other"
    if is_bare_complaint(text):
        return "complaint_other"
    if _is_accepted(reading, "complaint_safety"):
        return reading.top
    if cues.ASKS_RULE.search(text):
        return "enquiry_booking"
    if context.draft is None and context.has_orders and not reading.angry:
        return _about_order(reading)
    return None


def _still_urgent(reading: Reading) -> bool:
    """While an urgent matter waits for a person no form asks on (REQ D3)."""
    other = _is_new_business(reading) or reading.has_details
    return not other and not (reading.accepted and reading.top in _COURTESY)


def _courtesy(text: str) -> str | None:
    if cues.SEES_YOU.search(text):
        return "goodbye"
    if cues.AWAITS.search(text):
        return "thanks"
    return "inform" if cues.DECLINES_COMPLAINT.search(text) else None


def _adds_to_complaint(reading: Reading) -> bool:
    """Which visit it was, a demand, or that one is still not content."""
    text = reading.text
    if cues.WHICH_TIME.search(text) and not _is_accepted(reading, "order_"):
        return True
    demands = cues.DEMANDS.search(text) and not _is_new_business(reading)
    return bool(demands) or (read_verdict(text) is False and not reading.has_details)


def _about_order(reading: Reading) -> str | None:
    """What is said to somebody who has a booking."""
    if cues.IS_REMARK.search(reading.text) and not reading.when:
        return "order_reschedule"
    if cues.ASKS_STATUS.search(reading.text):
        return "order_status"
    minor = not reading.accepted or reading.top in {"out_of_scope", "inform"}
    if minor and special_wish(reading.text) and not reading.has_details:
        return "order_reschedule"
    return None


def _is_reason(reading: Reading) -> bool:
    """What is said right after a bare score, unless it is a wish of its own."""
    grave = _is_accepted(reading, "complaint_") and reading.angry
    return not (_is_new_business(reading) or reading.has_details or grave or reading.urgent) and (
        reading.top not in {"greet", "thanks", "goodbye", "affirm", "deny"}
    )


def _is_new_business(reading: Reading) -> bool:
    return reading.accepted and reading.top.startswith(("order_", "enquiry_"))


def _in_business(reading: Reading, context: Context) -> str | None:
    """What a message means while a form is open; None: nothing special."""
    draft = context.draft
    if draft is None:
        return None
    if reading.waits and draft != DraftKind.COMPLAINT:
        return "confirm_please"
    if _is_accepted(reading, "complaint_") and not _answers_plainly(reading, context):
        return reading.top
    if draft == DraftKind.COMPLAINT:
        return "inform" if context.asked == WHICH_ORDER else _in_complaint(reading)
    if context.asked == CONFIRM and (answered := _yes_or_no(reading, draft)):
        return answered
    if draft == DraftKind.BOOKING:
        return _in_booking(reading, context)
    if _is_accepted(reading, "enquiry_price") and not reading.services:
        return "enquiry_booking"
    if context.asked == WHICH and not _is_accepted(reading, "enquiry_"):
        return _which(reading, draft)
    return _in_change(reading, draft)


def _answers_plainly(reading: Reading, context: Context) -> bool:
    """The detail that was asked for, without anger: “地址一样，电话也一样” is no complaint."""
    if context.draft != DraftKind.BOOKING or reading.angry:
        return False
    return reading.known_address or _fills(reading, context.asked)


def _which(reading: Reading, draft: DraftKind) -> str:
    """The answer to “which order”, unless something else is wanted by now."""
    if reading.answer is False:
        return "deny"
    if _is_accepted(reading, "order_status"):
        return "order_status"
    cancels = cues.CANCELS.search(reading.text) and not cues.KEEPS.search(reading.text)
    return "order_cancel" if cancels else _CHANGES[draft]


def _is_accepted(reading: Reading, prefix: str) -> bool:
    return reading.accepted and reading.top.startswith(prefix)


def _yes_or_no(reading: Reading, draft: DraftKind) -> str | None:
    """The answer to a read-back; nothing when the message brings a change."""
    text = reading.text
    if draft == DraftKind.CANCEL and cues.CANCELS.search(text):
        return "deny" if cues.KEEPS.search(text) else "affirm"
    if reading.has_details:
        return None
    if reading.answer is not None:
        return "affirm" if reading.answer else "deny"
    if draft == DraftKind.RESCHEDULE and cues.CONFIRMS_CHANGE.search(text):
        return "affirm"
    plain = cues.CHANGES_SO.sub("", text) if draft == DraftKind.RESCHEDULE else text
    if cues.CONFIRMS.search(text) and not cues.HESITATES.search(plain):
        return "affirm"
    if reading.accepted and reading.top == "order_cancel":
        return "deny"
    return None


def _in_booking(reading: Reading, context: Context) -> str | None:
    if context.has_orders and reading.services and _is_accepted(reading, "order_cancel"):
        return "order_cancel"
    if context.asked == "address" and context.knows_address and reading.answer:
        reading.known_address = True
        return "inform"
    if context.asked == "phone" and context.known_phone and reading.answer is not None:
        reading.phone = context.known_phone if reading.answer else reading.phone
        return "inform"
    if _gives_up(reading):
        return "deny"
    asks = _is_accepted(reading, "enquiry_") and not _only_tells(reading)
    if asks and not (context.asked != CONFIRM and _fills(reading, context.asked)):
        return reading.top
    if reading.has_details or special_wish(reading.text):
        return "inform"
    if reading.accepted and reading.top in {*_COURTESY, "order_status"}:
        return reading.top
    if context.asked == CONFIRM:
        return "order_place" if _is_accepted(reading, "order_") else "confirm_please"
    if reading.accepted and reading.top == "out_of_scope" and context.asked != "address":
        return "out_of_scope"
    return "inform"


def _only_tells(reading: Reading) -> bool:
    """“还是做日常保洁好了，不用那么彻底”: a detail without any question."""
    asks = cues.IS_QUESTION.search(reading.text) or cues.ASKS_PRICE.search(reading.text)
    return bool(reading.services) and not asks and reading.confidence < _SURE


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
    """While an order is being changed or cancelled; another change takes its place."""
    if _is_accepted(reading, "enquiry_") or _is_accepted(reading, "order_status"):
        return reading.top
    other = reading.accepted and reading.top in {"order_cancel", "order_place"}
    if other and reading.top != _CHANGES[draft]:
        return reading.top
    new_time = reading.when or reading.shift
    if new_time and (draft == DraftKind.CANCEL or reading.services):
        return "order_reschedule"
    if new_time:
        return "inform"
    if reading.answer is not None:
        return "affirm" if reading.answer else "deny"
    if reading.accepted and reading.top not in {"affirm", "deny", "inform", "out_of_scope"}:
        return None
    return _CHANGES[draft] if reading.services else "confirm_please"


def _plain(reading: Reading, context: Context) -> str:
    """The meaning of a message by itself."""
    known = bool(reading.services) or context.talked_of_service
    if reading.top == "out_of_scope" and known and cues.ASKS_PRICE.search(reading.text):
        return "enquiry_price"
    if cues.ASKS_PRICES.search(reading.text):
        return "enquiry_price"
    if known and not reading.when and cues.ASKS_MINIMUM.search(reading.text):
        return "enquiry_price"
    if reading.accepted:
        return _accepted(reading, context)
    if reading.services and reading.when:
        return "order_place"
    if (reading.answer and context.offered) or cues.BOOKS.search(reading.text):
        return "order_place"
    if reading.services and cues.ASKS_PRICE.search(reading.text):
        return "enquiry_price"
    if reading.services:
        return "enquiry_content" if cues.IS_QUESTION.search(reading.text) else "inform"
    return "not_understood"


def _accepted(reading: Reading, context: Context) -> str:
    top = reading.top
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
        return top if cues.ABOUT_ORDERS.search(reading.text) else "out_of_scope"
    return top


def _is_empty(reading: Reading) -> bool:
    """A half-sure label on words that name nothing of the trade."""
    named = reading.has_details or cues.ABOUT_ORDERS.search(reading.text)
    return not named and reading.confidence < _SURE


def _outside(reading: Reading, context: Context) -> str:
    """Not ours, unless it names a service and a time; right after a miss it is another miss."""
    if reading.services and reading.when:
        return "order_place"
    half_sure = reading.confidence < _FAIRLY
    return "not_understood" if context.misses or half_sure else "out_of_scope"
