"""A plain statement that brings no detail: kept as a wish, not met with reproach (REQ A3, C1)."""

import re

from bot.conversation import cues
from bot.conversation.context import Context
from bot.language.booking.giving_up import gives_up
from bot.language.booking.mending import find_correction
from bot.language.booking.statements import NO_STATEMENT
from bot.language.booking.wishes import special_wish
from bot.language.place.address_parts import mends_a_part
from bot.language.talk.manners import is_abusive, takes_leave
from bot.language.talk.questions import is_question
from bot.language.trade.appliances import count_appliances, is_bare_count
from bot.services.reading import Reading

_SHORTEST, _LONGEST, _UNKNOWN, _SURE = 4, 80, 0.7, 0.85
_WORDS = re.compile(r"[\u4e00-\u9fff]{3}|[A-Za-z]{2,}\s+[A-Za-z]{2,}\s+[A-Za-z]{2,}")
_CODE = re.compile(r"[<>{}=;`\\|$%]|--|'\s|\b(?:select|drop|insert|delete|script)\b", re.IGNORECASE)
"""Nobody's wish; it is not said back either."""


def plain_remark(reading: Reading, context: Context) -> str | None:
    """The whole of a message that tells something and asks nothing; None for everything else."""
    text = reading.words.strip(" ，,。.！!～~")
    if reading.has_details or reading.name or reading.rating or reading.angry:
        return None
    if reading.answer is not None or reading.any_time or reading.waits or asks(reading):
        return None
    if reading.excused:
        return None  # a day that does not suit is no wish for the worker
    if _CODE.search(text) or takes_leave(text) or gives_up(text):
        return None
    typed, wish = reading.text.strip(" ，,。.！!～~"), special_wish(text)
    if wish is not None:
        is_whole = reading.top == "inform" and len(text) <= _LONGEST and "备注" not in text
        return typed if is_whole else wish
    return typed if context.asked != "service" and _tells(reading, text) else None


def asks(reading: Reading) -> bool:
    """Whether it is a question, of a price too."""
    return is_question(reading.words) or bool(cues.ASKS_PRICE.search(reading.words))


def _tells(reading: Reading, text: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or not _WORDS.search(text):
        return False
    if NO_STATEMENT.search(text) or find_correction(text) or mends_a_part(text) or is_abusive(text):
        return False
    if count_appliances(text, {}) or is_bare_count(text):
        return False
    if reading.top == "out_of_scope":
        return 0 < reading.confidence < _UNKNOWN
    if reading.top.startswith("complaint_") or reading.top in {"affirm", "deny", "greet", "thanks"}:
        return False
    return reading.top == "inform" or (reading.confidence > 0 and not reading.accepted)
