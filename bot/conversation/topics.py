"""What a question is about, where its own words name it, whatever it was labelled."""

import re

from bot.conversation import complaint_cues, cues
from bot.conversation.context import Context
from bot.language.booking.asked_back import asks_to_undo, sum_checked
from bot.language.booking.engagement import asks_to_meet
from bot.language.booking.refusals import offers_wechat
from bot.language.booking.worker_sex import asks_sex
from bot.language.talk.questions import (
    asks_duration,
    asks_for_all,
    asks_if_enough,
    asks_included,
    asks_scope,
    asks_to_prepare,
    asks_when_it_ends,
    is_question,
)
from bot.language.talk.rule_questions import asks_rule
from bot.language.trade.amounts import find_days, find_square_metres
from bot.language.trade.appliances import count_appliances, is_bare_count
from bot.language.trade.comparing import asks_cheapest, compares
from bot.language.trade.parts import asks_part
from bot.language.trade.several import asks_together
from bot.language.trade.subjects import asks_terms, find_subject
from bot.models import DraftKind
from bot.services.reading import Reading


def asked_topic(reading: Reading, context: Context) -> str | None:
    """The enquiry that a message is by its words; None where they leave it open."""
    if asks_rule(reading.words):
        return "enquiry_booking"
    if reading.angry or context.draft == DraftKind.COMPLAINT:
        return None
    for rule in (_choice, _same_topic, _in_hand, _of_people, _of_terms, _of_money, _of_service):
        if (topic := rule(reading, context)) is not None:
            return topic
    return None


def _choice(reading: Reading, context: Context) -> str | None:
    """“哪个划算”, “你们都有什么服务”."""
    asks_all = asks_for_all(reading.words) and not (reading.services or reading.when)
    asks_all = asks_all and not reading.reads_as("complaint_")
    if asks_all and (
        cues.ASKS_PRICES.search(reading.words) or cues.ASKS_PRICE.search(reading.words)
    ):
        return "enquiry_price"
    is_open = context.draft is None and _is_minor(reading) and compares(reading.words)
    is_choice = reading.compared or asks_cheapest(reading.words) or asks_all or is_open
    return "enquiry_content" if is_choice else None


def _same_topic(reading: Reading, context: Context) -> str | None:
    """“深度呢”, “那周末呢”: what was asked last is asked of something else."""
    last = context.last_topic
    goes_on = context.talked_of_service and cues.AND_WHAT.search(reading.words)
    is_size = _names_size(reading.words) and not reading.when
    if is_size and (last == "enquiry_price" or (goes_on and context.draft is None)):
        return "enquiry_price"
    if last is None or reading.services:
        return last
    if reading.address:
        return "enquiry_area_hours"
    if find_subject(reading.words):
        return "enquiry_price"
    if cues.DAYS.search(reading.words):
        return last if last == "enquiry_price" else "enquiry_area_hours"
    return None


def _in_hand(reading: Reading, context: Context) -> str | None:
    """Of the booking in hand itself: when it ends, whether WeChat will do, the first meeting."""
    text, in_booking = reading.words, context.draft == DraftKind.BOOKING
    reached = context.asked != "phone" and offers_wechat(text) and is_question(text)
    if asks_when_it_ends(text) and not (in_booking or context.has_orders or reading.when):
        return "enquiry_content" if context.talked_of_service else "enquiry_area_hours"
    if in_booking and (asks_when_it_ends(text) or reached):
        return "enquiry_content"
    if in_booking and asks_together(text) and not (reading.when or reading.adds):
        return "enquiry_content"
    known = in_booking or context.talked_of_service or reading.services
    if known and asks_to_meet(text) and not (reading.when or reading.address or reading.phone):
        return "enquiry_booking"
    return None


def _of_people(reading: Reading, _: Context) -> str | None:
    """Whether a man or a woman comes."""
    return "enquiry_qualification" if asks_sex(reading.words) and not reading.has_details else None


def _of_terms(reading: Reading, context: Context) -> str | None:
    """“不满意能退吗”, before anything has happened that could be complained of; what no label is
    sure of."""
    text = reading.words
    if context.draft == DraftKind.BOOKING and asks_to_undo(text):
        return None  # of the booking in hand
    if not (is_question(text) or cues.WANTS_TO_ASK.search(text)):
        return None
    if _is_minor(reading) and find_subject(text):
        return "enquiry_price"
    if context.had_service or context.has_complaint or reading.reads_as("order_", "ask_human"):
        return None
    is_plain = not (reading.when or reading.address or reading.phone)
    return "enquiry_price" if asks_terms(text) and is_plain else None


def _of_money(reading: Reading, context: Context) -> str | None:
    """That it is dear, or what a price is said to be."""
    text = reading.words
    if _of_its_sum(reading, context):
        return "enquiry_price"
    if complaint_cues.OVERCHARGED.search(text) or context.had_service:
        return None
    if cues.SAYS_PRICE.search(text) and _is_known(reading, context):
        return "enquiry_price"
    if asks_if_enough(text) and not asks_duration(text) and _is_known(reading, context):
        return "enquiry_price"
    is_dear = cues.TOO_DEAR.search(text) and not (reading.when or reading.address or reading.phone)
    return "enquiry_promotion" if is_dear else None


def _of_its_sum(reading: Reading, context: Context) -> bool:
    """“168块对吧”, “贵不贵”, “按哪个算的”: of the booking in hand, or before there is any."""
    if not _is_known(reading, context) or (context.had_service and context.draft is None):
        return False
    text, plain = reading.words, not (reading.when or reading.address or reading.phone)
    goes_by = cues.ASKS_BASIS.search(text) and is_question(text)
    is_number = context.asked in {"address", "phone"} and not re.search("[块元]", text)
    is_sum = sum_checked(text) is not None and not is_number
    return plain and bool(is_sum or goes_by or cues.ASKS_IF_DEAR.search(text))


def _of_service(reading: Reading, context: Context) -> str | None:
    """Of a service that is known: its papers, its parts, what to prepare, how long it takes."""
    text = reading.words
    if not _is_known(reading, context):
        return None
    if cues.ASKS_PAPERS.search(text) and is_question(text):
        return "enquiry_qualification"
    asks = asks_included(text) or asks_to_prepare(text) or asks_duration(text)
    goes_on = asks_part(text) or asks_scope(text) or _and_what(reading, context)
    asks = asks or (_is_minor(reading) and goes_on)
    return "enquiry_content" if asks and not reading.when else None


def _and_what(reading: Reading, context: Context) -> bool:
    """“集成灶呢”, before anything is booked of which somebody could be missing: “人呢”."""
    is_free = not (context.has_orders or reading.reads_as("order_"))
    return is_free and bool(cues.AND_WHAT.search(reading.words))


def _names_size(text: str) -> bool:
    """“那60平呢”, “三台呢”, “42天呢”."""
    pieces = count_appliances(text, {}) or is_bare_count(text)
    return bool(pieces or find_square_metres(text) or find_days(text))


def _is_known(reading: Reading, context: Context) -> bool:
    return bool(reading.services or context.talked_of_service or context.has_orders)


def _is_minor(reading: Reading) -> bool:
    """Whether the label says little."""
    return not reading.accepted or reading.top in {"out_of_scope", "inform", "order_status"}
