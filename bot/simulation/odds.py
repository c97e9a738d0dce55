"""How people behave: the odds of a rather bad month."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Odds:
    """Probabilities; what is left of one is the usual course."""

    has_chat: float = 0.85
    """A customer who wrote in; the others phoned, and are phoned."""
    worker_in_chat: float = 0.7
    weekly: float = 0.08
    """An order with four visits, one a week."""
    daily: float = 0.04
    """An order with several days in a row."""
    moves: float = 0.12
    cancels: float = 0.1
    accepts_offer: float = 0.7
    declines_offer: float = 0.1
    accepts_reminder: float = 0.8
    calls_off: float = 0.05
    no_show: float = 0.02
    late: float = 0.06
    forgets_arrival: float = 0.08
    forgets_end: float = 0.15
    answers_finish: float = 0.7
    rates: float = 0.45
    rates_badly: float = 0.08
