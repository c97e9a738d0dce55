"""How likely a complaint is at this point of the talk, and the engine's label weighed by it."""

from bot.conversation.complaint_cues import GRIEVANCE
from bot.conversation.context import Context
from bot.models import DraftKind
from bot.services.reading import Reading

_RARE = 0.1
"""By how much rarer complaints are before a visit than in the lines that the engine learned."""


def weigh(reading: Reading, context: Context) -> None:
    """Take the best label that is no complaint where a complaint is unlikely and nothing in the
    words tells of one: “时间提前半小时” to a booking that was just read back.

    Anger, danger and any word of a grievance leave the engine's label as it is.
    """
    share = _prior(context)
    if share == 1 or not reading.reads_as("complaint_") or reading.angry or reading.urgent:
        return
    if GRIEVANCE.search(reading.words):
        return
    if reading.complaint_share * share < reading.other_share:
        whole = reading.complaint_share * share + reading.other_share
        reading.top, reading.confidence = reading.other, reading.other_share / whole


def _prior(context: Context) -> float:
    """1 where complaints are as common as anything else."""
    if context.in_complaint or context.has_complaint or context.draft == DraftKind.COMPLAINT:
        return 1
    if context.draft is not None:
        return _RARE
    if context.had_service or context.has_result:
        return 1
    is_before = context.has_orders or context.offered or context.talked_of_service
    return _RARE if is_before else 1
