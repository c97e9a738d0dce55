"""Which of several orders a customer means, and how orders are told (REQ C8)."""

import re
from collections.abc import Sequence

from actions import visits
from actions.base import Scene
from bot.clock import local
from bot.language.visits.order_turns import Row, find_turn
from bot.language.when import When
from bot.models import Draft, DraftKind, Order
from bot.services import drafts
from bot.services.booking import again
from bot.services.order import standing
from bot.services.reading import Reading, when_from_json
from bot.services.wording import Button, Reply

_NUMBER = re.compile(r"D\d{8}-\d{4}")
_NAMES_ORDER = re.compile(r"那(?:一?单|个|次|天|趟)|的(?:单|订单|预约)|这(?:一?单|个)")
_OTHER_ONE = re.compile(
    r"(?:我自己|我家|我们家|我的|另外?一?|之前|前面|先前|第一)[^，。]{0,4}(?:单|个订单|那个|那次)"
)
"""“我自己那单”, right after another one was placed for somebody else."""
_CANNOT = re.compile(
    r"有事|没空|没时间|不在家|来不了|不方便|出差|加班|赶不回|不行|\bcan(?:'t|not)\b|\bbusy\b",
    re.IGNORECASE,
)
_MOST_BUTTONS = 5


def open_orders(scene: Scene) -> Sequence[Order]:
    """The customer's orders that are not over, the nearest first."""
    return standing.open_orders(scene.session, scene.conversation.identity.customer_id)


def changeable(scene: Scene) -> list[Order]:
    """Those of them of which a visit is still to begin."""
    return [order for order in open_orders(scene) if standing.next_visit(order)]


def lines_of(scene: Scene, found: Sequence[Order]) -> str:
    """The orders as a numbered list."""
    return "\n".join(f"{i}. {_line(scene, order)}" for i, order in enumerate(found, 1))


def _line(scene: Scene, order: Order) -> str:
    visit = standing.next_visit(order) or order.visits[-1]
    state = scene.text(f"utter_state_{order.state}")
    return scene.text(
        "utter_order_line",
        service=scene.service(order.service),
        when=scene.when(visit.start_at),
        state=state,
        number=order.number,
    )


def _title(scene: Scene, order: Order) -> str:
    visit = standing.next_visit(order) or order.visits[-1]
    return f"{scene.service(order.service)} {scene.when(visit.start_at)}"


def status(scene: Scene, order: Order) -> Reply:
    """How an order stands."""
    visit = standing.next_visit(order) or order.visits[-1]
    worker = visit.worker
    title = (
        scene.text("utter_worker", family=worker.name[:1], number=worker.number)
        if worker and visit.state != "confirmed"
        else ""
    )
    return scene.say(
        "utter_status_one",
        number=order.number,
        service=scene.service(order.service),
        when=_still_to_come(scene, order) or scene.when(visit.start_at),
        address=order.address,
        state=scene.text(f"utter_state_{order.state}"),
        worker=title or scene.text("utter_worker_open"),
    )


def _still_to_come(scene: Scene, order: Order) -> str | None:
    """The visits of a repeated order that are left, and the next of them."""
    left, following = visits.all_left(scene, order), standing.next_visit(order)
    if left is None or following is None:
        return None
    return scene.text("utter_and_next", visits=left, when=scene.when(following.start_at))


def choose(scene: Scene, kind: DraftKind) -> tuple[Order | None, list[Reply]]:
    """The order that is meant, or the question which one; what was said with it is kept."""
    found = changeable(scene)
    if not found:
        return None, [scene.say("utter_status_none")]
    chosen = meant(scene, found) or _in_hand(scene, found) or _just_placed(scene, found)
    if chosen is not None:
        return chosen, []
    draft = drafts.open_draft(scene.session, scene.conversation, kind, scene.now)
    if draft.asked != drafts.WHICH or scene.reading.when or scene.reading.shift:
        drafts.update(scene.session, draft, scene.now, said=scene.reading.model_dump(mode="json"))
    drafts.ask(scene.session, draft, drafts.WHICH, scene.now)
    shown = found[:_MOST_BUTTONS]
    buttons = [Button(_title(scene, order), f"{kind}:{order.number}") for order in shown]
    return None, [scene.say("utter_which_order", *buttons, lines=lines_of(scene, found))]


def recall(scene: Scene, order: Order) -> None:
    """An answer to “which one” that says nothing else: what was said before it counts now."""
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.RESCHEDULE)
    if draft is None or draft.asked != drafts.WHICH or "said" not in draft.data:
        return
    reading, time = scene.reading, scene.reading.when or scene.reading.shift
    other = reading.address or reading.phone or (time and not only_names(scene, order, draft))
    if reading.payload or not other:
        scene.reading = Reading.model_validate(draft.data["said"])


def _in_hand(scene: Scene, found: Sequence[Order]) -> Order | None:
    """The order that is being cancelled or moved, when no other is named."""
    draft = scene.draft()
    if draft is None or draft.kind not in (DraftKind.CANCEL, DraftKind.RESCHEDULE):
        return None
    return next((o for o in found if o.id == draft.data.get("order_id")), None)


def _just_placed(scene: Scene, found: Sequence[Order]) -> Order | None:
    """“哦不对，是周四”, right after its yes."""
    order = again.just_booked(scene.session, scene.turn, scene.now)
    return order if order in found and not _OTHER_ONE.search(scene.reading.text) else None


def close(scene: Scene, kind: DraftKind) -> None:
    """A new change takes the place of one that was not confirmed."""
    draft = drafts.find(scene.session, scene.conversation.id, kind)
    if draft is not None:
        drafts.close(scene.session, draft)


def meant(scene: Scene, found: Sequence[Order]) -> Order | None:
    """The one order of ``found`` that a message names: by number, service or day."""
    said = _NUMBER.search(scene.reading.payload or scene.reading.text)
    if said:
        return next((o for o in found if o.number == said[0]), None)
    if len(found) == 1:
        return found[0]
    if (placed := _by_turn(scene, found)) is not None:
        return placed
    named = [o for o in found if o.service.code in scene.reading.services]
    named = named or _by_part_of_name(found, scene.reading.text)
    named = named or [o for o in found if visits.named(scene, o, any_week=False)]
    named = named or [o for o in found if visits.named(scene, o)]
    return named[0] if len(named) == 1 else None


def _by_part_of_name(found: Sequence[Order], text: str) -> list[Order]:
    """“玻璃那单” among 擦玻璃 and 日常保洁: two letters of a service's name that no other's has."""
    pairs = [{o.service.name[i : i + 2] for i in range(len(o.service.name) - 1)} for o in found]
    own = [{pair for pair in each if sum(pair in other for other in pairs) == 1} for each in pairs]
    return [order for order, each in zip(found, own, strict=True) if any(p in text for p in each)]


def _by_turn(scene: Scene, found: Sequence[Order]) -> Order | None:
    """“第二个订单”: of the list that was just shown, else of all as they were placed."""
    turn, draft = find_turn(scene.reading.words), scene.draft()
    if turn is None:
        return None
    is_shown = draft is not None and draft.asked == drafts.WHICH
    comes = turn.row == Row.COMING or (turn.row == Row.TOLD and is_shown)
    rows = found if comes else sorted(found, key=lambda order: order.id)
    return rows[turn.at] if turn.at < len(rows) else None


def only_names(scene: Scene, order: Order, draft: Draft | None = None) -> bool:
    """“后天那单想往后挪”, “那天我有事”: the day says which order, not when it should be."""
    text, when = scene.reading.text, when_from_json(scene.reading.when)
    if when is None:
        return False
    move = scene.reading.move
    if move is not None and (move.to or move.of):
        return not move.to and _is_as_booked(scene, order, when)
    if when.clock is not None:
        return False
    if _CANNOT.search(text):
        return True
    was_asked = draft is not None and draft.asked == drafts.WHICH
    names = was_asked or _NAMES_ORDER.search(text)
    return bool(names) and bool(visits.named(scene, order))


def _is_as_booked(scene: Scene, order: Order, when: When) -> bool:
    """Whether a time that was said is that of a visit, as far as it goes."""
    named = visits.named(scene, order) or []
    return any(when.clock in (None, local(visit.start_at).time()) for visit in named)
