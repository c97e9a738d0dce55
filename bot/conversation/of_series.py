"""What is said of the visits of a series that is being booked."""

from bot.conversation.context import Context
from bot.language.visits.series import ends_series
from bot.language.visits.series_edits import asks_of_a_visit, find_edit, moves_one_visit
from bot.models import DraftKind
from bot.services.reading import Reading


def of_series(reading: Reading, context: Context) -> str | None:
    """“那一三五呢”, “元旦那天算不算”, “好 就先订一天”: a change of what is repeated, or a question
    about it, and nothing new to a single visit."""
    if context.draft != DraftKind.BOOKING:
        return None
    text = reading.text
    is_of_them = find_edit(text) or asks_of_a_visit(text) or moves_one_visit(text)
    if context.is_series and is_of_them:
        return "inform"
    if not ends_series(reading.words):
        return None
    reading.repeats = context.is_series
    return "inform" if context.is_series else None
