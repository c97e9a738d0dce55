"""A door or a room that is told alone, after the road was told: heard in the light of the draft."""

import re

from bot.conversation.in_hand import keep_times
from bot.language.place.address import Address
from bot.language.place.door_parts import has_room, is_doors
from bot.language.place.doors import (
    door_said,
    ends_before_room,
    first_door,
    goes_on_behind,
    names_room,
    room_said,
)
from bot.models import Draft
from bot.services.reading import (
    Reading,
    address_from_json,
    address_to_json,
)

_PHONE_BEGINS = re.compile(r"1[3-9]\d")


def take_door(reading: Reading, draft: Draft | None) -> None:
    """“18号” after “漕溪路” is a door, not a day; “1502” after “8栋1单元” is the room."""
    known = address_from_json(draft.data.get("address")) if draft else None
    said = address_from_json(reading.address)
    if draft is None or known is None or reading.phone or (said and not is_doors(said.text)):
        return
    piece = _piece_said(reading, known, asked=draft.asked)
    if piece is not None:
        said = Address(piece, None, None, None, piece, complete=False, full=piece)
        reading.address = address_to_json(said)
        keep_times(reading, [time for time in reading.times if time["text"] not in piece])


def _piece_said(reading: Reading, known: Address, *, asked: str | None) -> str | None:
    text, is_english = reading.words, known.full.isascii()
    if is_english or ends_before_room(known.full):
        room = room_said(text)
        if room and (is_english or _is_room(room, reading, asked)):
            return None if is_english and room.isdigit() else room
    door = door_said(text)
    if not known.detail:
        return None
    if door and known.complete and not known.full.endswith("弄"):
        return door if goes_on_behind(door) and not has_room(known.full) else None
    if known.complete and asked == "start" and not names_room(door or ""):
        return None
    return door or (None if asked == "start" else first_door(text))


def _is_room(room: str, reading: Reading, asked: str | None) -> bool:
    """No clock where the hour was asked for, and no beginning of a phone."""
    return not (asked == "phone" and _PHONE_BEGINS.fullmatch(room)) and reading.when is None
