"""The catalogue's rule of thumb for how long a home takes: “80 平米的两居室通常 3 小时”."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.language.trade.amounts import find_rooms, find_square_metres

__all__ = ["Usual", "hours_needed", "usual_hours"]

_RULE = re.compile(r"[^，。；;,.]*?(?:通常|一般|\busually\b)(?:[^，。；;,.]|\.\d)*", re.IGNORECASE)
_HOURS = re.compile(
    r"(?P<least>\d+(?:\.\d)?)(?:\s*[–—~-]\s*\d+(?:\.\d)?)?\s*(?:个)?(?:人工)?(?:小时|(?:working )?hours?\b)"
)
_METRES_A_BEDROOM = Decimal(40)


@dataclass(frozen=True, slots=True)
class Usual:
    """``hours`` at least, for a home of ``metres`` or ``bedrooms``; ``text`` as the catalogue says."""

    text: str
    hours: Decimal
    metres: Decimal | None
    bedrooms: int | None


def usual_hours(duration: str) -> Usual | None:
    """The rule in a service's text of its duration; None where it names no size of a home."""
    for said in _RULE.findall(duration):
        hours = _HOURS.search(said)
        metres, rooms = find_square_metres(said), find_rooms(said)
        if hours and (metres or rooms):
            bedrooms = rooms.bedrooms if rooms else None
            return Usual(said.strip(), Decimal(hours["least"]), metres, bedrooms)
    return None


def hours_needed(usual: Usual, home: str) -> Decimal | None:
    """How long a home takes by the rule, in proportion to its size; None where ``home`` names none."""
    metres, rooms = find_square_metres(home), find_rooms(home)
    if metres is None and rooms is None:
        return None
    if metres is not None and usual.metres is not None:
        return usual.hours * metres / usual.metres
    bedrooms = Decimal(rooms.bedrooms) if rooms else (metres or 0) / _METRES_A_BEDROOM
    usual_bedrooms = usual.bedrooms or (usual.metres or 0) / _METRES_A_BEDROOM
    return usual.hours * bedrooms / usual_bedrooms if usual_bedrooms else None
