"""What is said to an order that stands: a remark, a wish for more of it, or that it is kept."""

from bot.conversation import cues
from bot.conversation.context import Context
from bot.language.order_words import find_order_change, find_remark, is_led, names_more
from bot.models import DraftKind
from bot.services.reading import Reading

_CHANGES = {DraftKind.CANCEL, DraftKind.RESCHEDULE}


def keeps_order(reading: Reading, context: Context) -> str | None:
    """“先不取消”, “不取消，就问问”, also while another change is talked of."""
    is_free = context.draft is None or context.draft in _CHANGES
    return "deny" if is_free and cues.KEEPS_IT.search(reading.words) else None


def adds_to_order(reading: Reading, context: Context) -> str | None:
    """A remark to an order, or a change of what is done; not of where it is, or when."""
    is_free = context.draft is None or context.draft in _CHANGES
    if not (is_free and context.has_orders) or reading.angry:
        return None
    if reading.names_time or reading.address or reading.phone:
        return None
    is_complaint = reading.reads_as("complaint_")
    if is_complaint and not is_led(reading.words) and context.had_service:
        return None
    if changes_order(reading, context):
        return "order_reschedule"
    if is_complaint and not is_led(reading.words):
        return None
    return "order_reschedule" if _is_remark(reading, context) else None


def _is_remark(reading: Reading, context: Context) -> bool:
    """What asks, or names a service that is not booked, is for another order, unless led in."""
    if is_led(reading.words):
        return True
    other = any(code not in context.booked for code in reading.services)
    if other or reading.reads_as("order_place", "order_cancel", "enquiry_"):
        return False
    return bool(cues.IS_REMARK.search(reading.words) or find_remark(reading.words))


def changes_order(reading: Reading, context: Context) -> bool:
    """“再加一个小时”, “改成日常的”; a service on top of what is booked is an order of its own."""
    text = reading.words
    other = [code for code in reading.services if code not in context.booked]
    if names_more(text) and other:
        return False
    return find_order_change(text, other_service=bool(other)) is not None
