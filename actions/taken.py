"""What was understood of a message, said back, so that the customer hears it was heard (REQ A3)."""

from datetime import date
from typing import Any

from actions.base import Scene
from bot.language.contact.names import is_form_of_address
from bot.language.contact.phone import as_dialled
from bot.language.when import When
from bot.models import Draft
from bot.services import phrasing
from bot.services.booking import bookings
from bot.services.reading import address_from_json, when_from_json
from bot.services.trade import catalogue
from bot.services.wording import Reply

_LONGEST = 60


def taken_up(scene: Scene, draft: Draft, before: dict[str, Any], *, fresh: bool) -> list[Reply]:
    """The new details in one short sentence; a read-back that follows says them all anyway."""
    if left_out := _left_out(scene, draft, before):
        return left_out
    if more := _said_of_next(scene, draft, before):
        return more
    following = _added(scene, draft, before)
    if following and not fresh:
        return following
    complete = bookings.missing(draft) is None
    told = [] if complete else _new_details(scene, draft, before)
    if fresh:
        noted = [] if complete else _noted(scene, _new_notes(draft, before))
        return [_begin(scene, told), *noted, *following]
    return _noted(scene, [*told, *_new_notes(draft, before)])


def _open_days(scene: Scene, new: dict[str, Any]) -> list[str]:
    """“11月30日至12月6日”: the days left open, where they are new."""
    if not new.get("span"):
        return []
    first, last = (phrasing.day(date.fromisoformat(day), scene.language) for day in new["span"])
    return [scene.text("utter_within", first=first, last=last)]


def _new_time(scene: Scene, when: When, known: When | None) -> list[str]:
    """The start and the length, as far as they are new."""
    told: list[str] = []
    if when.start is not None and (known is None or known.start != when.start):
        told.append(scene.when(when.start))
    if when.hours and (known is None or known.hours != when.hours):
        told.append(scene.text("utter_length", hours=catalogue.money(when.hours)))
    return told


def so_far(scene: Scene, draft: Draft) -> list[Reply]:
    """Everything that is noted by now, said again."""
    told = [*_new_details(scene, draft, {}), *draft.data.get("notes", [])]
    return [scene.say("utter_so_far", what=scene.listed(told))] if told else []


def noted(scene: Scene, draft: Draft, before: dict[str, Any]) -> list[Reply]:
    """The wishes that came beside a question."""
    return _noted(scene, _new_notes(draft, before))


def _begin(scene: Scene, told: list[str]) -> Reply:
    if not told:
        return scene.say("utter_booking_begin")
    return scene.say("utter_booking_begin_with", what=scene.listed(told))


def _noted(scene: Scene, told: list[str]) -> list[Reply]:
    return [scene.say("utter_taken", what=scene.listed(told))] if told else []


def _new_notes(draft: Draft, before: dict[str, Any]) -> list[str]:
    """The wishes that this message brought."""
    known = before.get("notes", [])
    return [note for note in draft.data.get("notes", []) if note not in known]


def _added(scene: Scene, draft: Draft, before: dict[str, Any]) -> list[Reply]:
    """The service that is to follow the one in hand."""
    if "following" not in draft.data:
        return []
    known = {each["service"] for each in before.get("following", [])}
    codes = [each["service"] for each in draft.data["following"] if each["service"] not in known]
    services = [s for code in codes if (s := catalogue.by_code(scene.session, code))]
    names = scene.listed(scene.service(s) for s in services)
    return [scene.say("utter_following", service=names)] if names else []


def _said_of_next(scene: Scene, draft: Draft, before: dict[str, Any]) -> list[Reply]:
    """“挂机三台” of the service that is next in line."""
    known = {each["service"]: each.get("more") for each in before.get("following", [])}
    told = [
        each
        for each in draft.data.get("following", [])
        if each.get("more") and each["more"] != known.get(each["service"])
    ]
    service = catalogue.by_code(scene.session, told[0]["service"]) if told else None
    if service is None:
        return []
    what = told[0]["more"][-1].strip(" ，,。.！!")[:_LONGEST]
    return [scene.say("utter_following_more", what=what, service=scene.service(service))]


def _left_out(scene: Scene, draft: Draft, before: dict[str, Any]) -> list[Reply]:
    """The services that are not booked any more, of several in hand."""
    if not scene.reading.refused:
        return []
    wanted = {draft.data.get("service"), *(w["service"] for w in draft.data.get("following", []))}
    gone = [code for code in scene.reading.refused if code not in wanted]
    services = [s for code in gone if (s := catalogue.by_code(scene.session, code))]
    names = scene.listed(scene.service(s) for s in services)
    return [scene.say("utter_following_dropped", service=names)] if names else []


def _new_details(scene: Scene, draft: Draft, before: dict[str, Any]) -> list[str]:
    """What this message brought, as the customer would say it."""
    told: list[str] = []
    new = {name: value for name, value in draft.data.items() if before.get(name) != value}
    service = catalogue.by_code(scene.session, new.get("service"))
    if service is not None:
        told.append(scene.service(service))
    when = when_from_json(new.get("when"))
    if when is not None:
        told += _new_time(scene, when, when_from_json(before.get("when")))
    told += _open_days(scene, new)
    address = address_from_json(new.get("address"))
    if address is not None and (address.complete or bookings.missing(draft) != "address"):
        told.append(address.full)
    if "phone" in new:
        told.append(as_dialled(new["phone"]))
    name = scene.reading.name
    return [*told, name] if name and is_form_of_address(name) else told
