"""What is open in a conversation when a message comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.when import When
from bot.models import DraftKind


@dataclass(frozen=True, slots=True)
class Context:
    """What is open in a conversation when a message comes.

    ``asked`` is the detail asked for last (or ``confirm``); ``offered`` whether the last thing the
    bot said offered a booking; ``known_phone`` the customer's confirmed phone; ``knows_address``
    whether an address was confirmed before; ``has_complaint`` whether one is not settled yet;
    ``has_orders`` whether something is booked, ``booked`` the codes of those services and
    ``booked_days`` the days on which somebody comes; ``just_booked`` whether an order was stored a
    moment ago; ``in_hand`` the service of the booking that is open, ``day_in_hand`` its day,
    ``when_in_hand`` its time and ``is_series`` whether it is repeated;
    ``empties`` whether the message leaves out all that was to be done;
    ``misses`` how many messages in a row were missed;
    ``has_nps`` whether the survey that is open asks for 0-10;
    ``rated`` the survey that was answered just now without a reason, ``answered`` the one that was
    answered just now; ``has_result`` whether the
    result of a complaint waits for its answer, ``asks_verdict`` and ``asks_rating``
    whether that was asked just now; ``is_urgent`` whether an urgent matter waits for a person;
    ``had_service`` whether a visit of theirs has begun by now; ``awaits_person``,
    ``awaits_call`` and ``awaits_answer`` what they were promised: a person, a call, the answer to
    a question; ``wishes_call`` whether the message before wished for a call, ``tells_person``
    whether it was told to the person who is to come; ``in_complaint`` whether the talk is about a
    complaint that nobody has taken up yet;
    ``has_quote`` whether an amount was told that a booking may keep;
    ``last_topic`` the enquiry before a message that only says “and the other one?”; ``seeks_work``
    whether the message before was about a job with us, ``pours_out`` whether it was a sigh: what
    comes now is what it was about.
    """

    draft: DraftKind | None = None
    asked: str | None = None
    has_survey: bool = False
    has_nps: bool = False
    offered: bool = False
    known_phone: str | None = None
    knows_address: bool = False
    has_complaint: bool = False
    has_orders: bool = False
    booked: tuple[str, ...] = ()
    booked_days: frozenset[date] = frozenset()
    just_booked: bool = False
    in_hand: str | None = None
    day_in_hand: date | None = None
    when_in_hand: When | None = None
    is_series: bool = False
    empties: bool = False
    talked_of_service: bool = False
    misses: int = 0
    rated: int | None = None
    answered: int | None = None
    has_result: bool = False
    asks_verdict: bool = False
    asks_rating: bool = False
    is_urgent: bool = False
    had_service: bool = False
    awaits_person: bool = False
    awaits_call: bool = False
    awaits_answer: bool = False
    wishes_call: bool = False
    tells_person: bool = False
    in_complaint: bool = False
    has_quote: bool = False
    last_topic: str | None = None
    seeks_work: bool = False
    pours_out: bool = False

    def is_as_in_hand(self, times: Sequence[When]) -> bool:
        """Whether ``times`` say nothing but the time of the booking in hand again."""
        hand = self.when_in_hand
        return hand is not None and all(_agrees(each, hand) for each in times)


def _agrees(said: When, hand: When) -> bool:
    is_vague = said.is_bounded or said.until is not None or (said.part and said.clock is None)
    pairs = ((said.day, hand.day), (said.clock, hand.clock), (said.hours, hand.hours))
    return not is_vague and all(one in (None, other) for one, other in pairs)
