"""What was told while only questions were asked, taken into the booking that follows (REQ C1): the
place, how much there is to do, who lives there. “深度保洁多少钱，我家120平” is not said again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.clock import local
from bot.language.talk.questions import is_in_general
from bot.language.trade.amounts import find_home
from bot.language.when import When
from bot.models import Draft, Service, Turn
from bot.services import drafts
from bot.services.booking.quantities import take_quantity
from bot.services.desk import Desk
from bot.services.reading import (
    Reading,
    address_from_json,
    address_to_json,
    when_from_json,
    when_to_json,
)
from bot.services.thread import turns
from bot.services.trade import catalogue

_LATELY = timedelta(hours=1)
_BETWEEN = ("enquiry_", "inform", "not_understood", "greet", "thanks", "introduce", "out_of_scope")


def recall(desk: Desk, draft: Draft, turn: Turn) -> None:
    """Put into a new draft what the turns just before it told; what it knows already stays."""
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    for reading in _asked_before(desk, turn):
        _take_place(desk, draft, reading)
        _take_notes(desk, draft, reading)
        _take_day(desk, draft, reading)
        if service is not None and "quantity" not in draft.data and _is_of(reading, service):
            take_quantity(desk, draft, reading.text, service.unit)


def is_asked_about(desk: Desk, turn: Turn) -> bool:
    """Whether the service talked of is what the turns just before this one asked about."""
    return any(reading.intent.startswith("enquiry_") for reading in _asked_before(desk, turn))


def _asked_before(desk: Desk, turn: Turn) -> Iterator[Reading]:
    """The readings since the last turn that did something, the oldest first."""
    asked: list[Reading] = []
    for before in turns.before(desk.session, turn, since=desk.now - _LATELY):
        if before.reading is None or not (before.intent or "").startswith(_BETWEEN):
            break
        asked.append(Reading.model_validate(before.reading))
    yield from reversed(asked)


def _take_place(desk: Desk, draft: Draft, reading: Reading) -> None:
    """A road or an estate; a bare district was only asked about."""
    said = address_from_json(reading.address)
    if said is None or not said.detail or "address" in draft.data:
        return
    if catalogue.serves(desk.session, said, desk.settings.city) is not False:
        drafts.update(desk.session, draft, desk.now, address=address_to_json(said))


def _take_day(desk: Desk, draft: Draft, reading: Reading) -> None:
    """“周日来得及不”: the one day that was asked about, the last of them."""
    days = {when.day for when in reading.moments if when.day and not is_in_general(when.text)}
    day = days.pop() if len(days) == 1 else None
    if day is None or day < local(desk.now).date() or not reading.intent.startswith("enquiry_"):
        return
    known = when_from_json(draft.data.get("when"))
    if known is None or known.day is None or known.clock is None:
        when = replace(known or When(text=reading.text), day=day)
        drafts.update(desk.session, draft, desk.now, when=when_to_json(when))


def _take_notes(desk: Desk, draft: Draft, reading: Reading) -> None:
    known = draft.data.get("notes", [])
    is_plain = reading.intent.startswith(("enquiry_", "inform"))
    told = [find_home(reading.text), reading.note if is_plain else None]
    new = [note for note in told if note and note not in known]
    if new:
        drafts.update(desk.session, draft, desk.now, notes=[*known, *new])


def _is_of(reading: Reading, service: Service) -> bool:
    return not reading.services or service.code in reading.services
