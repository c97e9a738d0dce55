"""Which visit of a repeated order is meant, and whether those after it are too (REQ C8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.base import Scene
from bot.clock import local
from bot.language.visits.visit_words import (
    days_named,
    says_one,
    says_onward,
    says_rest,
)
from bot.models import Draft, Order, Visit
from bot.services import phrasing
from bot.services.order import standing
from bot.services.order.series_changes import left

ONE, REST, SOME = "one", "rest", "some"


@dataclass(frozen=True, slots=True)
class Meant:
    """A visit and ``scope``: ``one`` for it alone, ``rest`` for it and those after it, ``some`` for
    those in ``all``, None where a repeated order leaves that open."""

    visit: Visit
    scope: str | None
    all: tuple[Visit, ...] = ()


def meant(scene: Scene, order: Order) -> Meant | None:
    """What a message says about an order's visits; None when none is left."""
    open_visits = left(order)
    if not open_visits:
        return None
    if len(open_visits) == 1:
        return Meant(open_visits[0], ONE)
    found = named(scene, order)
    if found is None:
        return Meant(open_visits[0], said_scope(scene))
    if not found:
        return Meant(open_visits[0], None)
    if 1 < len(found) < len(open_visits):
        return Meant(found[0], SOME, tuple(found))
    is_rest = len(found) > 1 or says_onward(scene.reading.text)
    return Meant(found[0], REST if is_rest else ONE)


def said_scope(scene: Scene) -> str | None:
    """“后面的都…”, “就这一次”, or a pressed button."""
    text, payload = scene.reading.text, scene.reading.payload
    if payload is not None:
        return payload if payload in (ONE, REST) else None
    if says_rest(text):
        return REST
    return ONE if says_one(text) else None


def named(scene: Scene, order: Order, *, any_week: bool = True) -> list[Visit] | None:
    """The visits on the days that a message names; None where it names no day."""
    reading, by_day = scene.reading, {local(v.start_at).date(): v for v in left(order)}
    if reading.payload is not None:
        return None
    today = local(scene.now).date()
    times = reading.move.of if reading.move else reading.moments
    days = days_named(reading.text, times, by_day, today, any_week=any_week)
    return None if days is None else [by_day[day] for day in days]


def of_draft(scene: Scene, draft: Draft, order: Order) -> Visit | None:
    """The visit that a draft is about, while it has not begun."""
    known = draft.data.get("visit_id")
    if known is None:
        return standing.next_visit(order)
    return next((visit for visit in left(order) if visit.id == known), None)


def in_scope(draft: Draft, visit: Visit) -> list[Visit]:
    """The visits that a draft is about, ``visit`` the first of them."""
    scope, ids = draft.data.get("scope"), draft.data.get("visit_ids", [])
    if scope == REST:
        return left(visit.order, visit)
    chosen = [each for each in left(visit.order) if scope == SOME and each.id in ids]
    return chosen or [visit]


def kept_in(found: Meant) -> dict[str, Any]:
    """What a draft keeps of the visits that are meant."""
    ids = [visit.id for visit in found.all] or None
    return {"visit_id": found.visit.id, "scope": found.scope, "visit_ids": ids}


def all_left(scene: Scene, order: Order) -> str | None:
    """The visits of a repeated order that are still to come."""
    coming = left(order)
    return told(scene, coming) if len(coming) > 1 else None


def when(scene: Scene, order: Order, found: Meant) -> str:
    """The visit, that it is one of several, those that are meant, or all that are left."""
    chosen = found.all or (left(order, found.visit) if found.scope == REST else (found.visit,))
    others = len(left(order)) - len(chosen)
    if len(chosen) == 1:
        at = scene.when(found.visit.start_at)
        return scene.text("utter_one_of_several", when=at, count=others) if others else at
    said = told(scene, chosen)
    return scene.text("utter_some_of_several", when=said, count=others) if found.all else said


def told(scene: Scene, chosen: Sequence[Visit]) -> str:
    """Some visits in a row."""
    spans = [(visit.start_at, visit.end_at) for visit in chosen]
    return phrasing.visits(spans, scene.now, scene.language)
