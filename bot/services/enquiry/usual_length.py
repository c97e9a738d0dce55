"""Whether a home wants more hours than are booked: an honest word before the yes (REQ B1)."""

from decimal import ROUND_CEILING, Decimal

from bot.language.trade.amounts import find_home
from bot.language.trade.usual_hours import hours_needed, usual_hours
from bot.models import Draft, Service
from bot.services.reading import when_from_json


def hours_for(service: Service, text: str) -> Decimal | None:
    """How long the home of a text takes by the catalogue's rule, in half hours and no less than can
    be booked; None where one of them tells no size."""
    usual, home = usual_hours(service.duration), find_home(text)
    needed = hours_needed(usual, home) if usual and home else None
    if needed is None:
        return None
    least = service.minimum / service.price if "小时" in service.unit else Decimal(1)
    return max((needed * 2).to_integral_value(ROUND_CEILING) / 2, least)


def too_short(draft: Draft, service: Service, language: str) -> tuple[str, str] | None:
    """The catalogue's rule and the customer's home, where the hours are the catalogue's and the
    rule wants more; None where the customer named the length."""
    when = when_from_json(draft.data.get("when"))
    home = " ".join(filter(None, map(find_home, draft.data.get("notes", []))))
    usual = usual_hours(service.duration)
    said_length = when is not None and (when.hours is not None or when.until is not None)
    if usual is None or said_length or service.unit != "小时":
        return None
    needed = hours_needed(usual, home)
    if needed is None or needed <= service.hours:
        return None
    in_words = usual_hours(service.duration_en) if language != "zh" else usual
    return (in_words.text if in_words else usual.text), home
