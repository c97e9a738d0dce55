"""What is said while an urgent matter waits for a person: no form asks on (REQ D3)."""

from bot.conversation import cues
from bot.conversation.complaining import orders_anew
from bot.conversation.context import Context
from bot.language.danger.urgent_talk import Said, read_said
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading

_COURTESY = ("greet", "thanks", "goodbye")
_OF_THE_TRADE = ("enquiry_price", "enquiry_promotion", "enquiry_area_hours")


def still_urgent(reading: Reading, context: Context) -> bool:
    """Whether a message belongs to the urgent matter: all that is not plainly something else."""
    if _is_plainly_other(reading, context):
        return False
    return not reading.reads_as(*_COURTESY) or read_said(reading.text) is not Said.MORE


def _is_plainly_other(reading: Reading, context: Context) -> bool:
    """A booking begun or said yes to, a change of what is booked, a question for the catalogue."""
    text = reading.words
    if orders_anew(reading):
        return True
    if context.asked == CONFIRM and cues.CONFIRMS.search(text):
        return not cues.HESITATES.search(text)
    if reading.reads_as("order_cancel", "order_reschedule"):
        return context.has_orders
    if reading.reads_as(*_OF_THE_TRADE):
        return read_said(reading.text) is Said.MORE
    points = cues.POINTS.search(text)  # “那个月嫂的身份证”: of somebody, not of a service
    return reading.reads_as("enquiry_") and bool(reading.services) and not points
