"""What the booking in hand makes of a message: a door that looked like a day, a day not wished."""

from collections.abc import Sequence
from typing import Any

from bot.language.booking.excuses import reasons, without_hindrances
from bot.language.place.address import Address
from bot.language.place.doors import door_said, ends_before_room, first_door, names_room, room_said
from bot.language.trade.services import ServiceName, find_services
from bot.language.when import merge_all
from bot.models import Draft, DraftKind
from bot.services.reading import (
    Reading,
    address_from_json,
    address_to_json,
    when_from_json,
    when_to_json,
)

__all__ = ["leave_hindrances", "leave_reasons", "take_door"]


def take_door(reading: Reading, draft: Draft | None) -> None:
    """“18号” after “漕溪路” is a door, not a day; “1502” after “8栋1单元” is the room."""
    known = address_from_json(draft.data.get("address")) if draft else None
    if draft is None or known is None or reading.address or reading.phone:
        return
    piece = _piece_said(reading.words, known, asked=draft.asked)
    if piece is not None:
        said = Address(piece, None, None, None, piece, complete=False, full=piece)
        reading.address = address_to_json(said)
        _without_times_in(reading, piece)


def leave_hindrances(reading: Reading, draft: Draft | None) -> None:
    """“周三我出差”, “礼拜天不用来” in the middle of a booking wish for nothing on that day."""
    if draft is None or draft.kind != DraftKind.BOOKING:
        return
    kept = [when.text for when in without_hindrances(reading.text, reading.moments)]
    out = [time for time in reading.times if time["text"] not in kept]
    if out:
        reading.excused = [*reading.excused, *(time for time in out if time["day"])]
        _keep_times(reading, [time for time in reading.times if time not in out])


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


def _without_times_in(reading: Reading, piece: str) -> None:
    """The “6号” of a door is no day."""
    _keep_times(reading, [time for time in reading.times if time["text"] not in piece])


def _keep_times(reading: Reading, times: list[dict[str, Any]]) -> None:
    """Let these be all the times that a message names."""
    reading.times = times
    known = merge_all([when for time in reading.times if (when := when_from_json(time))])
    reading.when = when_to_json(known) if known else None


def _piece_said(text: str, known: Address, *, asked: str | None) -> str | None:
    is_english = known.full.isascii()
    if (ends_before_room(known.full) or is_english) and (room := room_said(text)):
        return None if is_english and room.isdigit() else room
    door = door_said(text)
    in_lane = known.full.endswith("弄") and (asked != "start" or names_room(door or ""))
    if not known.detail or not (in_lane or not known.complete):
        return None
    return door or (None if asked == "start" else first_door(text))
