"""The services that are booked after the one in hand: kept in its draft, begun one by one.

Each is a wish (see reading.py) as JSON, with ``more``: what was said of it afterwards.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.clock import local
from bot.errors import RefusedError
from bot.language.booking.wishes import special_wish
from bot.language.spacing import paused
from bot.language.trade.amounts import find_home
from bot.language.trade.several import together
from bot.language.when import When, merge
from bot.models import Draft, DraftKind
from bot.services import drafts
from bot.services.booking import several
from bot.services.booking.draft_time import check_when
from bot.services.booking.quantities import take_quantity
from bot.services.desk import Desk
from bot.services.reading import Reading, when_from_json, when_to_json
from bot.services.trade import catalogue

_MOST = 4
_NAMED = 2


def take_added(desk: Desk, draft: Draft, reading: Reading) -> bool:
    """Keep what a message wishes on top of the order in hand, to be booked after it."""
    has_time = several.has_own_time(draft.data, reading)
    more = several.added(reading, draft.data, has_time=has_time)
    if not more:
        return False
    known = draft.data.get("following", [])
    named = {each["service"] for each in more}
    following = [each for each in known if each["service"] not in named] + more
    drafts.update(desk.session, draft, desk.now, following=following[:_MOST])
    return True


def take_more(desk: Desk, draft: Draft, reading: Reading) -> Reading | None:
    """Keep what a message says of a service that is next in line (“挂机三台” in 除螨), and return
    what is left of it for the order in hand; None where it says nothing of another."""
    place = several.next_meant(desk.session, draft.data, reading)
    if place is not None:
        code = draft.data["following"][place]["service"]
        is_timed = several.names(desk.session, code, reading)
        _complete(desk, draft, place, reading.text, reading.when if is_timed else None)
        left = several.without_words(reading)
        return several.without_time(left) if is_timed else left
    place = several.completed(draft.data, draft.asked, reading)
    if place is None:
        return None
    _complete(desk, draft, place, reading.text, reading.when, reading.address)
    left = several.without_time(several.without_words(reading))
    return left.model_copy(update={"address": None})


def take_own(desk: Desk, draft: Draft, reading: Reading) -> bool:
    """Keep what a message says of each of the services in hand: “擦窗上午 除螨下午”."""
    codes = [each["service"] for each in draft.data.get("following", [])]
    own = [wish for wish in reading.wishes if wish.service in codes]
    known = {draft.data.get("service"), *codes}
    if not own or any(wish.service not in known for wish in reading.wishes):
        return False
    for wish in own:
        place = codes.index(wish.service)
        _complete(desk, draft, place, wish.text, wish.when, wish.address)
    return True


def _complete(
    desk: Desk,
    draft: Draft,
    place: int,
    text: str,
    when: dict[str, Any] | None = None,
    address: dict[str, Any] | None = None,
) -> None:
    """Add what was said to one of the services in line."""
    following: list[dict[str, Any]] = draft.data["following"]
    each = following[place]
    said, known = when_from_json(when), when_from_json(each.get("when"))
    told = {**each, "more": [*each.get("more", []), text]}
    told["when"] = when_to_json(merge(known, said)) if said else each.get("when")
    told["address"] = address or each.get("address")
    kept = [told if place == i else other for i, other in enumerate(following)]
    drafts.update(desk.session, draft, desk.now, following=kept)


def bring_together(desk: Desk, draft: Draft) -> list[str]:
    """Have the services in line that know no time done right after the one in hand; their codes."""
    following: list[dict[str, Any]] = draft.data.get("following", [])
    kept = [each if each.get("when") else {**each, "together": True} for each in following]
    drafts.update(desk.session, draft, desk.now, following=kept or None)
    return [str(each["service"]) for each in kept if each.get("together")]


def leave_out(desk: Desk, draft: Draft, refused: list[str]) -> None:
    """Some of several services are not to be; where it is the one in hand, the next is taken up."""
    rest = [each for each in draft.data.get("following", []) if each["service"] not in refused]
    if draft.data.get("service") in refused and rest:
        begin_with(desk, draft, rest[0], quantity=None, pieces=None)
        rest = rest[1:]
    drafts.update(desk.session, draft, desk.now, following=rest or None)


def open_next(
    desk: Desk,
    following: list[dict[str, Any]],
    address: dict[str, Any] | None,
    phone: str,
    before: tuple[datetime, datetime] | None = None,
) -> None:
    """The next of several services named in one breath, with address and phone of this one;
    ``before`` are start and end of the visit that it follows."""
    draft = drafts.open_draft(desk.session, desk.conversation, DraftKind.BOOKING, desk.now)
    more = {"following": following[1:] or None, "address": address, "phone": phone}
    begin_with(desk, draft, following[0], **more)
    if before is not None and (when := _time_after(following[0], *before)):
        drafts.update(desk.session, draft, desk.now, when=when_to_json(when))
        with suppress(RefusedError):  # the day is kept, and an hour of it asked for
            check_when(desk, draft)


def _time_after(wish: dict[str, Any], start: datetime, end: datetime) -> When | None:
    """“顺便” comes right after the visit before, “下午” on its day; None where a day is told."""
    when, day = when_from_json(wish.get("when")), local(start).date()
    if when is not None and (when.day or not (when.clock or when.part or when.is_bounded)):
        return None
    if when is not None:
        return replace(when, day=day)
    is_same = wish.get("together") or any(map(together, texts_of(wish)))
    is_there = is_same and not wish.get("address")
    clock = local(end).time() if is_there else None
    return When(text=wish.get("text", ""), day=day, clock=clock) if is_same else None


def begin_with(desk: Desk, draft: Draft, wish: dict[str, Any], **more: Any) -> None:
    """Put one of several wishes into a draft, with how much of it was said and what else."""
    said = {name: wish[name] for name in ("service", "when", "address") if wish.get(name)}
    drafts.update(desk.session, draft, desk.now, **more)
    drafts.update(desk.session, draft, desk.now, **said)
    service = catalogue.by_code(desk.session, wish["service"])
    if service is not None:
        for text in texts_of(wish):
            take_quantity(desk, draft, text, service.unit)
    if notes := _notes_of(wish):
        known = draft.data.get("notes", [])
        drafts.update(desk.session, draft, desk.now, notes=[*known, *notes])
    desk.conversation.last_service = wish["service"]


def _notes_of(wish: dict[str, Any]) -> list[str]:
    """The size of the home or the things, the wishes, whose phone it is; each once."""
    wished = [special_wish(paused(text)) for text in wish.get("more", [])]
    sizes = [find_home(text) for text in texts_of(wish)]
    notes = [note for note in [*sizes, *wished, *wish.get("notes", [])] if note]
    return list(dict.fromkeys(notes))


def take_note(desk: Desk, draft: Draft, note: str, whose: str) -> bool:
    """Keep a note for the service in line that is for ``whose`` home; False where none is."""
    following: list[dict[str, Any]] = draft.data.get("following", [])
    place = next((i for i, w in enumerate(following) if whose in "".join(texts_of(w))), None)
    if place is None or len(whose) < _NAMED:
        return False
    told = {**following[place], "notes": [*following[place].get("notes", []), note]}
    kept = [told if i == place else each for i, each in enumerate(following)]
    drafts.update(desk.session, draft, desk.now, following=kept)
    return True


def texts_of(wish: dict[str, Any]) -> list[str]:
    """Everything that was said of a wish, in the order in which it was said."""
    return [wish.get("text", ""), *wish.get("more", [])]
