"""What is said to an order that stands: a remark, a wish for more of it, or that it is kept."""

from bot.conversation import booked_cues, cues
from bot.conversation.context import Context
from bot.language.booking.asked_back import asks_when_it_begins
from bot.language.booking.giving_up import gives_up
from bot.language.booking.order_words import (
    booked_elsewhere,
    find_order_change,
    find_remark,
    is_led,
    is_word_to_worker,
    names_more,
    prefers_another,
)
from bot.language.booking.order_words import keeps_order as keeps
from bot.language.complaint.demands import read_demands
from bot.language.contact.of_others import adds_phone
from bot.language.talk.questions import is_question
from bot.language.visits.again import Same, find_same
from bot.language.visits.moves import points_at_booked
from bot.language.visits.series_edits import keeps_a_visit
from bot.models import DraftKind
from bot.services.drafts import CONFIRM
from bot.services.reading import Reading

_CHANGES = {DraftKind.CANCEL, DraftKind.RESCHEDULE}


def keeps_order(reading: Reading, context: Context) -> str | None:
    """“先不取消”, “不取消，就问问”, also while another change is talked of."""
    is_free = context.draft is None or context.draft in _CHANGES
    return "deny" if is_free and keeps(reading.words) else None


def adds_to_order(reading: Reading, context: Context) -> str | None:
    """A remark to an order, or a change of what is done; not of where it is, or when."""
    is_free = context.draft is None or context.draft in _CHANGES
    if not (is_free and context.has_orders) or reading.angry:
        return None
    is_timed = reading.names_time and not is_word_to_worker(reading.words)
    if is_timed or reading.address:
        return None
    if reading.phone:
        return "order_reschedule" if adds_phone(reading.text) else None
    if context.in_complaint and read_demands(reading.text).wanted and not is_led(reading.words):
        return None  # “跟他说一声就行，以后注意” is of the worker complained of
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
    other = gives_up(reading.words) or reading.services or context.has_complaint
    if find_remark(reading.words) and not other:
        return True
    other = any(code not in context.booked for code in reading.services)
    if other or reading.reads_as("order_place", "order_cancel", "enquiry_"):
        return False
    return bool(cues.IS_REMARK.search(reading.words) or find_remark(reading.words))


def changes_order(reading: Reading, context: Context) -> bool:
    """“再加一个小时”, “改成日常的”; a service on top of what is booked is an order of its own."""
    text = reading.words
    other = [code for code in reading.services if code not in context.booked]
    if (names_more(text) and other) or (prefers_another(text) and not context.just_booked):
        return False
    return find_order_change(text, other_service=bool(other)) is not None


def after_booking(reading: Reading, context: Context) -> str | None:
    """Right after an order is stored: the yes once more, or a slip of the day that is put right."""
    if not context.just_booked or context.draft is not None or reading.angry:
        return None
    if booked_cues.SAYS_YES_AGAIN.search(reading.words) and not reading.has_details:
        return "order_status"
    if asks_when_it_begins(reading.words):
        return "order_status"
    other = reading.services or reading.address or reading.phone
    if not other and _wants_another_time(reading):
        return "order_reschedule"
    other = other or is_question(reading.words)
    mends = booked_cues.MENDS_TIME.search(reading.words) and not booked_cues.ANOTHER.search(
        reading.words
    )
    return "order_reschedule" if mends and reading.names_time and not other else None


def _wants_another_time(reading: Reading) -> bool:
    """“十点有点早，十一点行吗”, “周三我走不开，周四吧”: of the order of a moment ago."""
    if not reading.names_time or booked_cues.ANOTHER.search(reading.words):
        return False
    does_not_suit = booked_cues.DOES_NOT_SUIT.search(reading.words) or reading.excused
    return bool(does_not_suit or booked_cues.WOULD_IT_DO.search(reading.words))


def changes_booked(reading: Reading, context: Context) -> str | None:
    """“把明天的改到后天” while another booking is open: of an order, not of that one."""
    if context.draft != DraftKind.BOOKING or not context.has_orders or reading.angry:
        return None
    move = reading.move
    drops = cues.CANCELS.search(reading.words) and not cues.KEEPS.search(reading.words)
    if move is None and not drops:
        return None
    named = move.of if move else reading.moments
    is_booked = any(
        when.day in context.booked_days and when.day != context.day_in_hand
        for when in named
        if points_at_booked(reading.text, when)
    )
    other = booked_cues.OF_BOOKED.search(reading.words) or _names_booked(reading, context)
    if not (is_booked or other or _cannot_then(reading, context)):
        return None
    return "order_cancel" if drops else "order_reschedule"


def _cannot_then(reading: Reading, context: Context) -> bool:
    """“我要加班 改后天”, while nothing in hand has a day yet."""
    if context.day_in_hand is not None or reading.move is None:
        return False
    is_moved = bool(reading.move.to) and not reading.move.of
    return is_moved and bool(cues.CANNOT_BE_THERE.search(reading.words))


def of_another_visit(reading: Reading, context: Context) -> str | None:
    """“12月2号的改到9号”, “周一那个不变” while the change of one visit waits for its yes."""
    if context.draft not in _CHANGES:
        return None
    if context.asked == CONFIRM and keeps_a_visit(reading.words):
        return "confirm_please"
    move = reading.move
    if move is None:
        return "order_cancel" if _goes_on_cancelling(reading, context) else None
    is_named = any(when.day in context.booked_days for when in move.of)
    return "order_reschedule" if move.to and is_named else None


def _goes_on_cancelling(reading: Reading, context: Context) -> bool:
    """“9号和11号都不用来”, “周五那次”: which visits, told while a cancellation is open."""
    if context.draft != DraftKind.CANCEL or not reading.moments or is_question(reading.words):
        return False
    booked = [when for when in reading.moments if when.day in context.booked_days]
    points = any(points_at_booked(reading.text, when) for when in booked)
    return points or bool(booked_cues.NOT_COMING.search(reading.words))


def of_elsewhere(reading: Reading, context: Context) -> str | None:
    """An order that was placed by phone or with somebody else: a person looks it up."""
    is_unknown = context.draft is None and not context.has_orders
    return "ask_human" if is_unknown and booked_elsewhere(reading.words) else None


def _names_booked(reading: Reading, context: Context) -> bool:
    """“保洁那单改到周六”, while something else is being booked."""
    others = [code for code in reading.services if code != context.in_hand]
    is_there = bool(others) and all(code in context.booked for code in reading.services)
    return is_there and bool(booked_cues.THAT_ORDER.search(reading.words))


def same_again(reading: Reading, context: Context) -> str | None:
    """“下周还来，跟上次一样的时间”, from somebody who has booked before."""
    knows = (context.has_orders or context.had_service) and not context.has_complaint
    other = reading.reads_as("complaint_", "enquiry_", "order_cancel", "order_status", "ask_human")
    if context.draft is not None or not knows or other or reading.angry:
        return None
    same, text = find_same(reading.words), reading.words
    if reading.move and not (Same.ALL in same and booked_cues.ANOTHER.search(text)):
        return None
    comes = Same.ALL in same or (
        same - {Same.KIND} and booked_cues.COMES_AGAIN.search(reading.words)
    )
    return "order_place" if comes and not is_question(reading.words) else None
