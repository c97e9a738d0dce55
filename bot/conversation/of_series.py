"""What is said of the visits of a series that is being booked."""

import re

from bot.conversation.context import Context
from bot.language.talk.questions import is_question
from bot.language.visits.series import ends_series, says_how_often
from bot.language.visits.series_edits import (
    asks_of_a_visit,
    find_edit,
    moves_one_visit,
    names_day_off,
)
from bot.models import DraftKind
from bot.services.reading import Reading

_TRIES = re.compile(
    r"(?:可以|能|可不可以|能不能)先(?:试|做|来|约)[用个]?[两二三四五六七八九\d]{1,2}天"
)
"""“可以先试两天吗”: a wish, put as a question."""


def of_series(reading: Reading, context: Context) -> str | None:
    """“那一三五呢”, “元旦那天算不算”, “好 就先订一天”: a change of what is repeated, or a question
    about it, and nothing new to a single visit."""
    if context.draft != DraftKind.BOOKING or context.is_urgent or reading.angry:
        return None
    text = reading.text
    if _TRIES.search(reading.words) and says_how_often(text):
        reading.repeats = True
        return "inform"
    is_of_them = find_edit(text) or asks_of_a_visit(text) or moves_one_visit(text)
    if context.is_series and is_of_them:
        return "inform"
    if not ends_series(reading.words):
        return None
    reading.repeats = context.is_series
    return "inform" if context.is_series else None


def goes_on(reading: Reading, context: Context) -> bool:
    """What takes up a service that was quoted: one more, or a day off (双休不用来)."""
    if reading.angry:
        return False
    adds = context.has_quote and reading.adds and reading.services
    is_off = names_day_off(reading.words) and not is_question(reading.words)
    return bool(adds or is_off)
