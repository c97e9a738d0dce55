"""Status and rescheduling of booked orders, told before the yes (REQ C8)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from actions import visits
from actions.base import DeskAction, Scene
from actions.contact import (
    ask_contact,
    brings_contact,
    change_contact,
    contact_line,
    names_contact,
    read_contact,
    take_contact,
)
from actions.offers import offer_starts, offered_soonest
from actions.order_choice import choose, close, lines_of, meant, only_names, open_orders, recall
from actions.read_back import refused
from actions.remarks import add_to_order, take_remark
from bot.clock import local
from bot.errors import ConflictError, RefusedError
from bot.language.when import When, merge
from bot.models import Draft, DraftKind, Order, Visit, VisitState
from bot.services import (
    draft_time,
    drafts,
    orders,
    phrasing,
    series_changes,
    start_offers,
)
from bot.services.reading import when_from_json, when_to_json
from bot.services.wording import Reply


class OrderStatus(DeskAction):
    """What is booked, and how it stands."""

    title = "action_order_status"

    def act(self, scene: Scene) -> list[Reply]:
        found = open_orders(scene)
        if not found:
            return [scene.say("utter_status_none")]
        if (order := meant(scene, found)) is not None:
            return [_status(scene, order)]
        return [scene.say("utter_status_list", lines=lines_of(scene, found))]


def _status(scene: Scene, order: Order) -> Reply:
    visit = orders.next_visit(order) or order.visits[-1]
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
        when=visits.all_left(scene, order) or scene.when(visit.start_at),
        address=order.address,
        state=scene.text(f"utter_state_{order.state}"),
        worker=title or scene.text("utter_worker_open"),
    )


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
            visit_id=visit.id,
            scope=found.scope,
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
        if names_contact(scene) and not scene.reading.payload:
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


def take_new_time(scene: Scene, draft: Draft) -> list[Reply]:
    """Check the time that was said and read the change back."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    visit = visits.of_draft(scene, draft, order)
    said = _shifted(visit, scene.reading.shift) or when_from_json(scene.reading.when)
    if visit is None or said is None:
        return [scene.say("utter_cancel_too_late")]
    known = when_from_json(draft.data.get("when"))
    when = merge(known, said)
    if when.day is None:
        when = replace(when, day=local(visit.start_at).date())
    if when.clock is None and when.part is None:
        when = merge(_clock_of(visit), when)
    drafts.update(scene.session, draft, scene.now, when=when_to_json(when), near=None)
    try:
        draft_time.check_when(scene.desk, draft)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return [refused(scene, draft, refusal)]
    if when.start is None:
        drafts.ask(scene.session, draft, "start", scene.now)
        day = phrasing.day(when.day or local(visit.start_at).date(), scene.language)
        name, starts = scene.service(order.service), offer_starts(scene, draft)
        return [scene.say("utter_ask_clock", *starts, day=day, service=name)]
    if when.start == visit.start_at:
        drafts.close(scene.session, draft)
        return [scene.say("utter_order_kept"), _status(scene, order)]
    return [read_change(scene, draft)]


def read_change(scene: Scene, draft: Draft) -> Reply:
    """The read-back of a new time."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    visit, when = visits.of_draft(scene, draft, order), when_from_json(draft.data.get("when"))
    if visit is not None and (when is None or when.start is None) and draft.data.get("contact"):
        return read_contact(scene, draft, order)
    if visit is None or when is None or when.start is None:
        return scene.say("utter_confirm_please")
    line = contact_line(scene, draft)
    drafts.ask(scene.session, draft, drafts.CONFIRM, scene.now)
    read = scene.say(
        "utter_reschedule_confirm",
        scene.button("confirm", "yes:reschedule"),
        scene.button("keep_time", "no:reschedule"),
        number=order.number,
        service=scene.service(order.service),
        before=scene.when(visit.start_at),
        when=scene.when(when.start),
        also=scene.text("utter_also", what=line) if line else "",
    )
    later = len(series_changes.left(order, visit)) - 1
    if not later:
        return read
    is_rest = draft.data.get("scope") == visits.REST
    note = scene.text("utter_move_rest" if is_rest else "utter_move_one", count=later)
    more = () if is_rest else (scene.button("move_rest", visits.REST),)
    return Reply(f"{read.text}\n{note}", (read.buttons[0], *more, read.buttons[1]))


def _shifted(visit: Visit | None, minutes: int | None) -> When | None:
    """“推迟一天”, “下周同一时间”: counted from the visit that is moved."""
    if visit is None or not minutes:
        return None
    start = local(visit.start_at + timedelta(minutes=minutes))
    return When(text="", day=start.date(), clock=start.time())


def _clock_of(visit: Visit) -> When:
    """“改大后天” keeps the hour of the visit."""
    start = local(visit.start_at)
    return When(text="", day=start.date(), clock=start.time())


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
    is_rest = visits.REST in (scene.reading.payload, draft.data.get("scope"))
    line = contact_line(scene, draft)
    try:
        draft_time.check_when(scene.desk, draft)  # time went by since it was read back
        with scene.session.begin_nested():
            change_contact(scene, draft, order)
            if start is not None:
                _move(scene, order, visit, start, is_rest=is_rest)
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
    if is_rest:
        at = visits.all_left(scene, order) or at
    also = scene.text("utter_also", what=line) if line else ""
    return [scene.say("utter_rescheduled", number=order.number, when=at, also=also)]


def _move(scene: Scene, order: Order, visit: Visit, start: datetime, *, is_rest: bool) -> None:
    change: dict[str, Any] = {"actor": "customer", "now": scene.now, "settings": scene.settings}
    if is_rest:
        series_changes.move_rest(scene.session, visit, start, **change)
    else:
        orders.reschedule(scene.session, order, start, visit=visit, **change)
