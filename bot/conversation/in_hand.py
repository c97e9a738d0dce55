"""What the booking in hand makes of a message: a day that is not wished, a reason."""

from collections.abc import Sequence
from typing import Any

from bot.language.booking.excuses import names_fallback, reasons, without_hindrances
from bot.language.trade.services import ServiceName, find_services
from bot.language.when import merge_all, names_day
from bot.models import Draft, DraftKind
from bot.services.reading import (
    Reading,
    when_from_json,
    when_to_json,
)

__all__ = ["keep_times", "leave_hindrances", "leave_reasons"]


def leave_hindrances(reading: Reading, draft: Draft | None) -> None:
    """“周三我出差”, “礼拜天不用来” in the middle of a booking wish for nothing on that day; a
    second choice is kept as a remark while the first one holds."""
    if draft is None or draft.kind != DraftKind.BOOKING:
        return
    if names_fallback(reading.text) and _has_start(draft):
        reading.remark = reading.text.strip()
        return keep_times(reading, [])
    kept = without_hindrances(reading.text, reading.moments)
    out = [when for when in reading.moments if when not in kept]
    if out:
        days = [when_to_json(when) for when in out if names_day(when)]
        reading.excused = [*reading.excused, *days]
        keep_times(reading, [when_to_json(when) for when in kept])
    return None


def _has_start(draft: Draft) -> bool:
    """Whether the first choice is free, and so the second is none yet."""
    known = when_from_json(draft.data.get("when"))
    return known is not None and known.start is not None


def leave_reasons(reading: Reading, draft: Draft | None, lexicon: Sequence[ServiceName]) -> None:
    """“后天我要带孩子打针，改周四”: a reason names no service, and tells nothing of the work."""
    if draft is None or draft.kind != DraftKind.BOOKING or not reading.excused:
        return
    told = reasons(reading.text, reading.excuses)
    reading.told = [each for each in reading.told if not any(each in said for said in told)]
    rest = reading.text
    for said in told:
        rest = rest.replace(said, "")
    if "service" in draft.data and not find_services(rest, lexicon):
        reading.services, reading.wishes, reading.shares, reading.adds = [], [], [], False


def keep_times(reading: Reading, times: list[dict[str, Any]]) -> None:
    """Let these be all the times that a message names."""
    reading.times = times
    known = merge_all([when for time in reading.times if (when := when_from_json(time))])
    reading.when = when_to_json(known) if known else None
