"""Which visit of a repeated order is meant, and whether those after it are too (REQ C8)."""

import re
from dataclasses import dataclass

from actions.base import Scene
from bot.clock import local
from bot.language.moves import find_move, names_weekday
from bot.language.when import When
from bot.models import Draft, Order, Visit
from bot.services import orders, phrasing
from bot.services.reading import Reading
from bot.services.series_changes import left

ONE, REST = "one", "rest"
_EVERY = ("每", "逢")
"""“每周四的那个，下周四不用来”: how often names the order, the other day the visit."""
_REST = re.compile(
    r"后面|以后|之后|往后|剩下|剩余|余下|全部|全都|都(?:不|取消|退|改|挪|换)|所有|整单|整个订单|不用再来|不再来|不做了"
    r"|\brest\b|\ball\b|\bevery(?:thing)?\b|from now on",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?:这|那|下|就|只|单)(?:一)?(?:次|回|趟)|[这本下]个?(?:周|星期|礼拜)|今天|明天|后天|号的?(?:那|这)|先不来"
    r"|\b(?:this|next|only|just)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Meant:
    """A visit and ``scope``: ``one`` for it alone, ``rest`` for it and those after it, None where a
    repeated order leaves that open."""

    visit: Visit
    scope: str | None


def meant(scene: Scene, order: Order) -> Meant | None:
    """What a message says about an order's visits; None when none is left."""
    open_visits = left(order)
    if not open_visits:
        return None
    if len(open_visits) == 1:
        return Meant(open_visits[0], ONE)
    named = on_day(scene, order)
    scope = said_scope(scene)
    if scope is None and named is not None:
        scope = ONE
    return Meant(named or open_visits[0], scope)


def said_scope(scene: Scene) -> str | None:
    """“后面的都…”, “就这一次”, or a pressed button."""
    if scene.reading.payload in (ONE, REST):
        return scene.reading.payload
    if scene.reading.payload is None and _REST.search(scene.reading.text):
        return REST
    is_one = scene.reading.payload is None and _ONE.search(scene.reading.text)
    return ONE if is_one else None


def on_day(scene: Scene, order: Order, *, any_week: bool = True) -> Visit | None:
    """The visit on a day that the message names; a weekday alone is in ``any_week`` that of the
    next visit on such a day."""
    named = _naming(scene.reading)
    days = {when.day for when in named}
    weekdays = {w.day.isoweekday() for w in named if w.day and any_week and names_weekday(w)}
    visits = [(visit, local(visit.start_at).date()) for visit in left(order)]
    exact = next((visit for visit, day in visits if day in days), None)
    return exact or next((v for v, day in visits if day.isoweekday() in weekdays), None)


def _naming(reading: Reading) -> list[When]:
    """The days that say which visit is meant: where it is moved, those before “改到”."""
    move = find_move(reading.text, reading.moments)
    times = move.of if move else reading.moments
    return [when for when in times if when.day and not when.text.startswith(_EVERY)]


def of_draft(scene: Scene, draft: Draft, order: Order) -> Visit | None:
    """The visit that a draft is about, while it has not begun."""
    known = draft.data.get("visit_id")
    if known is None:
        return orders.next_visit(order)
    return next((visit for visit in left(order) if visit.id == known), None)


def all_left(scene: Scene, order: Order) -> str | None:
    """The visits of a repeated order that are still to come."""
    spans = [(visit.start_at, visit.end_at) for visit in left(order)]
    return phrasing.visits(spans, scene.now, scene.language) if len(spans) > 1 else None


def when(scene: Scene, order: Order, found: Meant) -> str:
    """The visit, that it is one of several, or all that are left."""
    visits = left(order, found.visit)
    if found.scope == REST and len(visits) > 1:
        spans = [(visit.start_at, visit.end_at) for visit in visits]
        return phrasing.visits(spans, scene.now, scene.language)
    at, others = scene.when(found.visit.start_at), len(left(order)) - 1
    return scene.text("utter_one_of_several", when=at, count=others) if others else at
