"""Cancelling a booked order, with the rule and the fee told before the yes (REQ C8)."""

import re
from decimal import Decimal
from typing import Any

from actions import visits
from actions.base import DeskAction, Scene
from actions.order_choice import changeable, choose, close, meant
from bot.errors import ConflictError
from bot.models import Draft, DraftKind, Order, Visit, VisitState
from bot.services import drafts, phrasing
from bot.services.complaint import complaints
from bot.services.order import series_changes, standing
from bot.services.trade import catalogue
from bot.services.wording import Button, Reply

_ALL = re.compile(
    r"[都全]|所有|统统|[两三四五]个|[两三四五]单|\ball\b|\bboth\b|\beverything\b", re.IGNORECASE
)
_LONGEST = 100


class CancelOrder(DeskAction):
    """Tells the cancellation rule and waits for a yes; several at once come one after the other."""

    title = "action_cancel"

    def act(self, scene: Scene) -> list[Reply]:
        found = changeable(scene)
        if len(found) > 1 and _ALL.search(scene.reading.words) and meant(scene, found) is None:
            return _ask_one_by_one(scene, [order.id for order in found])
        order, replies = choose(scene, DraftKind.CANCEL)
        if order is None:
            return replies
        moving = drafts.find(scene.session, scene.conversation.id, DraftKind.RESCHEDULE)
        if moving is not None and moving.asked == drafts.TWICE and not visits.named(scene, order):
            return [cancel_instead(scene, moving)]
        close(scene, DraftKind.RESCHEDULE)
        draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.CANCEL, scene.now)
        return [_ask(scene, draft, order, visits.meant(scene, order))]


def cancel_instead(scene: Scene, moving: Draft) -> Reply:
    """The visit that was to be moved onto another one is cancelled instead, if that is wished."""
    order = scene.session.get_one(Order, moving.data["order_id"])
    visit = visits.of_draft(scene, moving, order)
    drafts.close(scene.session, moving)
    draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.CANCEL, scene.now)
    return _ask(scene, draft, order, visits.Meant(visit, visits.ONE) if visit else None)


def _ask_one_by_one(scene: Scene, ids: list[int]) -> list[Reply]:
    """The first of the orders that can still be cancelled; the draft keeps the others."""
    close(scene, DraftKind.RESCHEDULE)
    draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.CANCEL, scene.now)
    for n, number in enumerate(ids, 1):
        order = scene.session.get_one(Order, number)
        if series_changes.left(order):
            drafts.update(scene.session, draft, scene.now, then=ids[n:] or None)
            rest = visits.Meant(series_changes.left(order)[0], visits.REST)
            return [_ask(scene, draft, order, rest)]
    drafts.close(scene.session, draft)
    return []


def ask_again(scene: Scene, draft: Draft) -> Reply:
    """What is to be confirmed, once more, for who said neither yes nor no; the reason is kept."""
    order = scene.session.get(Order, draft.data.get("order_id", 0))
    if order is None:
        return scene.say("utter_confirm_please")
    if draft.asked != drafts.CONFIRM:
        return _ask(scene, draft, order, _kept(scene, draft, order))
    if scene.reading.payload is None and scene.reading.kind == "text":
        reason = scene.reading.text.strip()[:_LONGEST]
        drafts.update(scene.session, draft, scene.now, reason=reason)
    return scene.say("utter_confirm_cancel", *_buttons(scene), number=order.number)


def _kept(scene: Scene, draft: Draft, order: Order) -> visits.Meant | None:
    visit, scope = visits.of_draft(scene, draft, order), draft.data.get("scope")
    if visit is None:
        return None
    chosen = visits.in_scope(draft, visit) if scope == visits.SOME else []
    return visits.Meant(visit, scope, tuple(chosen))


def _buttons(scene: Scene) -> tuple[Button, Button]:
    return (
        scene.button("confirm_cancel", "yes:cancel"),
        scene.button("keep_order", "no:cancel"),
    )


def _fee(scene: Scene, order: Order, found: visits.Meant) -> Decimal:
    if found.all:
        each = (_fee(scene, order, visits.Meant(visit, visits.ONE)) for visit in found.all)
        return sum(each, Decimal(0))
    is_whole = found.scope != visits.ONE or len(series_changes.left(order)) == 1
    first = None if is_whole else found.visit
    return standing.cancellation_fee(order, scene.now, scene.settings, visit=first)


def _ask(scene: Scene, draft: Draft, order: Order, found: visits.Meant | None) -> Reply:
    """The read-back of what would be cancelled; of a repeated order first which visits."""
    if found is None:
        return scene.say("utter_cancel_too_late")
    fee = _fee(scene, order, found)
    drafts.update(
        scene.session, draft, scene.now, order_id=order.id, fee=str(fee), **visits.kept_in(found),
    )  # fmt: skip
    drafts.ask(scene.session, draft, drafts.CONFIRM, scene.now)
    if found.scope is None:
        return _ask_which_visits(scene, order, found.visit)
    told = {
        "number": order.number,
        "service": scene.service(order.service),
        "when": visits.when(scene, order, found),
    }
    if not fee and standing.is_waited_for(found.visit, scene.now, scene.settings):
        return scene.say("utter_cancel_ask_waited", *_buttons(scene), **told)
    cost = scene.text("utter_cancel_fee", fee=catalogue.money(fee))
    return scene.say(
        "utter_cancel_ask",
        *_buttons(scene),
        **told,
        rule=phrasing.cancellation(order.service, scene.settings, scene.language),
        fee=cost if fee else scene.text("utter_cancel_free"),
    )


def _ask_which_visits(scene: Scene, order: Order, first: Visit) -> Reply:
    return scene.say(
        "utter_cancel_which",
        scene.button("cancel_one", visits.ONE),
        scene.button("cancel_rest", visits.REST),
        scene.button("keep_order", "no:cancel"),
        number=order.number,
        service=scene.service(order.service),
        when=scene.when(first.start_at),
        visits=visits.all_left(scene, order),
    )


def cancel_confirmed(scene: Scene, draft: Draft) -> list[Reply]:
    """The customer said yes to the cancellation; to another fee than was told there is no yes."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    found = _kept(scene, draft, order)
    if found is None:
        drafts.close(scene.session, draft)
        is_gone = order.state == VisitState.CANCELLED
        key = "utter_cancelled_before" if is_gone else "utter_cancel_too_late"
        return [scene.say(key, number=order.number)]
    if found.scope is None:  # of several visits: which is answered now, the cost is read back
        scope = visits.said_scope(scene)
        return [_ask(scene, draft, order, visits.Meant(found.visit, scope))]
    if str(_fee(scene, order, found)) != draft.data["fee"]:
        return [scene.say("utter_fee_changed"), _ask(scene, draft, order, found)]
    drafts.close(scene.session, draft)
    try:
        told = _cancel(scene, draft, order, found)
    except ConflictError:
        return [scene.say("utter_cancel_too_late")]
    then = draft.data.get("then")
    return [told, *_ask_one_by_one(scene, then)] if then else [told]


def _cancel(scene: Scene, draft: Draft, order: Order, found: visits.Meant) -> Reply:
    change: dict[str, Any] = {"actor": "customer", "now": scene.now, "settings": scene.settings}
    change["reason"] = "；".join(filter(None, (f"fee {draft.data['fee']}", _reason(scene, draft))))
    visit = found.visit
    if found.scope == visits.ONE and len(series_changes.left(order)) > 1:
        series_changes.cancel_visit(scene.session, visit, **change)
        when = scene.when(visit.start_at)
        return scene.say("utter_visit_cancelled", number=order.number, when=when)
    chosen = found.all or series_changes.left(order, visit)
    series_changes.cancel_visits(scene.session, chosen, **change)
    if left := series_changes.left(order):
        when = visits.told(scene, chosen)
        return scene.say("utter_visits_cancelled", number=order.number, when=when, count=len(left))
    complaint = complaints.open_complaint(scene.session, order.customer_id)
    if complaint is None or complaint.order_id != order.id:
        return scene.say("utter_cancelled", number=order.number)
    kept = {"number": order.number, "complaint": complaint.number}
    return scene.say("utter_cancelled_complaint", **kept)


def _reason(scene: Scene, draft: Draft) -> str | None:
    """Why, as far as the customer has said it."""
    is_more = scene.reading.payload is None and scene.reading.answer is None
    now = scene.reading.text.strip()[:_LONGEST] if is_more else None
    return draft.data.get("reason") or now
