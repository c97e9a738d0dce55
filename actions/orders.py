"""Status and rescheduling of booked orders, told before the yes (REQ C8)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from actions import visits
from actions.base import DeskAction, Scene
from actions.contact import (
    ask_contact,
    brings_contact,
    change_contact,
    contact_line,
    names_contact,
    take_contact,
)
from actions.new_time import read_change, take_new_time
from actions.offers import offer_starts, offered_soonest
from actions.order_choice import (
    choose,
    close,
    lines_of,
    meant,
    only_names,
    open_orders,
    recall,
    status,
)
from actions.read_back import refused
from actions.remarks import add_to_order, take_remark
from bot.errors import ConflictError, RefusedError
from bot.models import Draft, DraftKind, Order, Visit, VisitState
from bot.services import drafts
from bot.services.booking import draft_time, start_offers
from bot.services.order import orders, series_changes, standing
from bot.services.reading import when_from_json
from bot.services.wording import Reply

_OF_SEVERAL = re.compile(
    r"[两几三四]个|[两几三四]单|都|全部|所有|取消|\b(?:both|all|cancel\w*)\b", re.I
)


class OrderStatus(DeskAction):
    """What is booked, and how it stands."""

    title = "action_order_status"

    def act(self, scene: Scene) -> list[Reply]:
        found = open_orders(scene)
        if not found:
            return [scene.say("utter_status_none")]
        gone = _cancelled(scene) if _OF_SEVERAL.search(scene.reading.words) else []
        if not gone and (order := meant(scene, found)) is not None:
            return [status(scene, order)]
        return [scene.say("utter_status_list", lines=lines_of(scene, [*found, *gone]))]


def _cancelled(scene: Scene) -> Sequence[Order]:
    """The orders that would still be to come, had they not been cancelled."""
    customer = scene.conversation.identity.customer_id
    return standing.cancelled_ahead(scene.session, customer, scene.now)


class Reschedule(DeskAction):
    """Asks for the new time, checks it, reads the change back."""

    title = "action_reschedule"

    def act(self, scene: Scene) -> list[Reply]:
        order, replies = choose(scene, DraftKind.RESCHEDULE)
        if order is None:
            return replies
        recall(scene, order)
        if told := add_to_order(scene, order):
            return told
        found = visits.meant(scene, order)
        assert found is not None
        visit = found.visit
        close(scene, DraftKind.CANCEL)
        kept = _begun(scene, order)
        close(scene, DraftKind.RESCHEDULE)
        draft = drafts.open_draft(
            scene.session, scene.conversation, DraftKind.RESCHEDULE, scene.now
        )
        drafts.update(
            scene.session,
            draft,
            scene.now,
            **kept,
            order_id=order.id,
            **visits.kept_in(found),
            service=order.service.code,
            district=order.district,
        )
        new_contact = brings_contact(scene)
        if new_contact and (problem := take_contact(scene, draft, order)):
            return problem
        moves = scene.reading.shift or (scene.reading.when and not only_names(scene, order))
        if moves and not scene.reading.payload:
            return take_new_time(scene, draft)
        if new_contact:
            return [read_change(scene, draft)]
        if remark := take_remark(scene, order):
            drafts.close(scene.session, draft)
            return remark
        known = scene.reading.known_address or scene.reading.known_phone
        if names_contact(scene) and not (scene.reading.payload or known):
            return ask_contact(scene, draft, order)
        start_offers.take_any_time(scene.desk, draft, scene.reading)
        drafts.ask(scene.session, draft, "start", scene.now)
        when, starts = scene.when(visit.start_at), offer_starts(scene, draft)
        if scene.reading.any_time and starts:
            return [offered_soonest(scene, starts)]
        places = {"number": order.number, "service": scene.service(order.service), "when": when}
        return [scene.say("utter_reschedule_ask", *starts, **places)]


def _begun(scene: Scene, order: Order) -> dict[str, Any]:
    """What was said of a change of this order and not confirmed yet: a new time, a new place."""
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.RESCHEDULE)
    if draft is None or draft.data.get("order_id") != order.id or not brings_contact(scene):
        return {}
    return {name: draft.data.get(name) for name in ("when", "contact")}


def reschedule_confirmed(scene: Scene, draft: Draft) -> list[Reply]:
    """The customer said yes to the new time, address or phone."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    when = when_from_json(draft.data.get("when"))
    visit = visits.of_draft(scene, draft, order)
    start = when.start if when else None
    if visit is None and order.state == VisitState.CANCELLED:
        drafts.close(scene.session, draft)
        return [scene.say("utter_cancelled_before", number=order.number)]
    if visit is None or (start is None and "contact" not in draft.data):
        return [scene.say("utter_confirm_please")]
    if scene.reading.payload == visits.REST:
        drafts.update(scene.session, draft, scene.now, scope=visits.REST)
    chosen = visits.in_scope(draft, visit)
    line = contact_line(scene, draft)
    try:
        draft_time.check_when(scene.desk, draft)  # time went by since it was read back
        with scene.session.begin_nested():
            change_contact(scene, draft, order)
            if start is not None:
                _move(scene, chosen, start)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return [refused(scene, draft, refusal)]
    except ConflictError:
        drafts.close(scene.session, draft)
        return [scene.say("utter_cancel_too_late")]
    drafts.close(scene.session, draft)
    if start is None:
        return [scene.say("utter_contact_changed", number=order.number, what=line)]
    at = scene.when(start)
    if len(chosen) > 1:
        at = visits.told(scene, chosen)
    also = scene.text("utter_also", what=line) if line else ""
    return [scene.say("utter_rescheduled", number=order.number, when=at, also=also)]


def _move(scene: Scene, chosen: Sequence[Visit], start: datetime) -> None:
    change: dict[str, Any] = {"actor": "customer", "now": scene.now, "settings": scene.settings}
    if len(chosen) > 1:
        series_changes.move_visits(scene.session, chosen, start, **change)
    else:
        orders.reschedule(scene.session, chosen[0].order, start, visit=chosen[0], **change)
