"""The services that are booked after the one in hand: kept in its draft, begun one by one.

Each is a wish (see reading.py) as JSON, with ``more``: what was said of it afterwards.
"""

from typing import Any

from bot.language.booking.wishes import special_wish
from bot.language.spacing import paused
from bot.models import Draft, DraftKind
from bot.services import drafts
from bot.services.booking import several
from bot.services.booking.quantities import take_quantity
from bot.services.desk import Desk
from bot.services.reading import Reading
from bot.services.trade import catalogue

_MOST = 4


def take_added(desk: Desk, draft: Draft, reading: Reading) -> bool:
    """Keep what a message wishes on top of the order in hand, to be booked after it."""
    has_time = several.has_own_time(draft.data, reading)
    more = several.added(reading, draft.data.get("service"), has_time=has_time)
    if not more:
        return False
    known = draft.data.get("following", [])
    named = {each["service"] for each in more}
    following = [each for each in known if each["service"] not in named] + more
    drafts.update(desk.session, draft, desk.now, following=following[:_MOST])
    return True


def take_more(desk: Desk, draft: Draft, reading: Reading) -> bool:
    """Keep what a message says of a service that is next in line: “挂机三台” in 除螨."""
    following: list[dict[str, Any]] = draft.data.get("following", [])
    place = several.next_meant(desk.session, draft.data, reading)
    if place is None:
        return False
    when = reading.when if reading.services else None
    told = {**following[place], "more": [*following[place].get("more", []), reading.text]}
    told = {**told, "when": when or told.get("when")}
    kept = [told if place == i else each for i, each in enumerate(following)]
    drafts.update(desk.session, draft, desk.now, following=kept)
    return True


def leave_out(desk: Desk, draft: Draft, refused: list[str]) -> None:
    """Some of several services are not to be; where it is the one in hand, the next is taken up."""
    rest = [each for each in draft.data.get("following", []) if each["service"] not in refused]
    if draft.data.get("service") in refused and rest:
        begin_with(desk, draft, rest[0], quantity=None, pieces=None)
        rest = rest[1:]
    drafts.update(desk.session, draft, desk.now, following=rest or None)


def open_next(
    desk: Desk, following: list[dict[str, Any]], address: dict[str, Any] | None, phone: str
) -> None:
    """The next of several services named in one breath, with address and phone of this one."""
    draft = drafts.open_draft(desk.session, desk.conversation, DraftKind.BOOKING, desk.now)
    more = {"following": following[1:] or None, "address": address, "phone": phone}
    begin_with(desk, draft, following[0], **more)


def begin_with(desk: Desk, draft: Draft, wish: dict[str, Any], **more: Any) -> None:
    """Put one of several wishes into a draft, with how much of it was said and what else."""
    said = {name: wish[name] for name in ("service", "when", "address") if wish.get(name)}
    drafts.update(desk.session, draft, desk.now, **more)
    drafts.update(desk.session, draft, desk.now, **said)
    service = catalogue.by_code(desk.session, wish["service"])
    if service is not None:
        for text in texts_of(wish):
            take_quantity(desk, draft, text, service.unit)
    notes = [note for text in wish.get("more", []) if (note := special_wish(paused(text)))]
    if notes:
        known = draft.data.get("notes", [])
        drafts.update(desk.session, draft, desk.now, notes=[*known, *notes])
    desk.conversation.last_service = wish["service"]


def texts_of(wish: dict[str, Any]) -> list[str]:
    """Everything that was said of a wish, in the order in which it was said."""
    return [wish.get("text", ""), *wish.get("more", [])]
