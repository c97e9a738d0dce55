"""The label of what the engine alone takes for a complaint or for danger."""

from bot.conversation.engine import Parsed
from bot.language.complaint.blameless import (
    asks_sum,
    gives_number,
    imagines,
    only_details,
    reckons,
    wants_work,
)
from bot.language.danger.urgency import urgency

_CERTAIN = 0.8
_DANGER = "complaint_safety"
_NO_DANGER = 0.0
"""Log odds: what the engine alone takes for danger, below them, is something else."""


def blameless(parsed: Parsed, text: str, threshold: float) -> tuple[str, bool]:
    """The label, and whether to rely on it: work that is wished for, another number to call, a sum
    worked out and a bare detail complain of nothing.  ``parsed.top`` is a complaint."""
    if wants_work(text):
        return "order_place", True
    if imagines(text):
        return _next(parsed, "complaint_", 0.0)
    if gives_number(text):
        return "inform", True
    if reckons(text):
        return ("enquiry_price", True) if asks_sum(text) else ("inform", False)
    if parsed.confidence < _CERTAIN and only_details(text):
        return _next(parsed, "complaint_", threshold)
    if parsed.top == _DANGER and urgency(text) < _NO_DANGER:
        return _next(parsed, _DANGER, threshold)
    return parsed.top, parsed.is_sure(threshold)


def _next(parsed: Parsed, but: str, threshold: float) -> tuple[str, bool]:
    """The likeliest label that does not begin so, and whether it is likely enough."""
    label, chance = parsed.besides(but)
    return label, chance >= threshold
