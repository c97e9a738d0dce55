"""Status, cancelling and rescheduling of booked orders, with the rule told before the yes."""

import re
from collections.abc import Sequence
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
from bot.clock import local
from bot.errors import ConflictError, RefusedError
from bot.language.when import When, merge
from bot.language.wishes import special_wish
from bot.models import Draft, DraftKind, Order, Visit
from bot.services import (
    bookings,
    catalogue,
    complaints,
    drafts,
    order_contact,
    orders,
    phrasing,
    series_changes,
)
from bot.services.reading import when_from_json, when_to_json
from bot.services.wording import Button, Reply

_NAMES_ORDER = re.compile(r"那(?:一?单|个|次|天的|趟)|的(?:单|订单|预约)|这(?:一?单|个)")
_NUMBER = re.compile(r"D\d{8}-\d{4}")


class OrderStatus(DeskAction):
    """What is booked, and how it stands."""

    title = "action_order_status"

    def act(self, scene: Scene) -> list[Reply]:
        found = _open(scene)
        if not found:
            return [scene.say("utter_status_none")]
        if len(found) == 1:
            return [_status(scene, found[0])]
        return [scene.say("utter_status_list", lines=_lines(scene, found))]


def _open(scene: Scene) -> Sequence[Order]:
    return orders.open_orders(scene.session, scene.conversation.identity.customer_id)


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
        when=_all_left(scene, order) or scene.when(visit.start_at),
        address=order.address,
        state=scene.text(f"utter_state_{order.state}"),
        worker=title or scene.text("utter_worker_open"),
    )


def _all_left(scene: Scene, order: Order) -> str | None:
    """The visits of a repeated order that are still to come."""
    spans = [(visit.start_at, visit.end_at) for visit in series_changes.left(order)]
    return phrasing.visits(spans, scene.now, scene.language) if len(spans) > 1 else None


def _lines(scene: Scene, found: Sequence[Order]) -> str:
    return "\n".join(f"{i}. {_line(scene, order)}" for i, order in enumerate(found, 1))


def _line(scene: Scene, order: Order) -> str:
    visit = orders.next_visit(order) or order.visits[-1]
    when = scene.when(visit.start_at)
    state = scene.text(f"utter_state_{order.state}")
    name = scene.service(order.service)
    return scene.text("utter_order_line", service=name, when=when, state=state, number=order.number)


def _choose(scene: Scene, kind: DraftKind) -> tuple[Order | None, list[Reply]]:
    """The order that is meant, or the question which one."""
    found = [o for o in _open(scene) if orders.next_visit(o)]
    if not found:
        return None, [scene.say("utter_status_none")]
    meant = _meant(scene, found) or _in_hand(scene, found)
    if meant is not None:
        return meant, []
    draft = drafts.open_draft(scene.session, scene.conversation, kind, scene.now)
    drafts.ask(scene.session, draft, drafts.WHICH, scene.now)
    buttons = [Button(_line(scene, o)[:30], f"{kind}:{o.number}") for o in found[:5]]
    return None, [scene.say("utter_which_order", *buttons, lines=_lines(scene, found))]


def _in_hand(scene: Scene, found: Sequence[Order]) -> Order | None:
    """The order that is being cancelled or moved, when no other is named."""
    draft = scene.draft()
    if draft is None or draft.kind not in (DraftKind.CANCEL, DraftKind.RESCHEDULE):
        return None
    return next((o for o in found if o.id == draft.data.get("order_id")), None)


def _close(scene: Scene, kind: DraftKind) -> None:
    """A new change takes the place of one that was not confirmed."""
    draft = drafts.find(scene.session, scene.conversation.id, kind)
    if draft is not None:
        drafts.close(scene.session, draft)


def _meant(scene: Scene, found: Sequence[Order]) -> Order | None:
    said = _NUMBER.search(scene.reading.payload or scene.reading.text)
    if said:
        return next((o for o in found if o.number == said[0]), None)
    if len(found) == 1:
        return found[0]
    named = [o for o in found if o.service.code in scene.reading.services]
    named = named or [o for o in found if _on_day(o, scene)]
    return named[0] if len(named) == 1 else None


def _on_day(order: Order, scene: Scene) -> bool:
    when = when_from_json(scene.reading.when)
    days = {local(visit.start_at).date() for visit in series_changes.left(order)}
    return bool(when and when.day in days)


class CancelOrder(DeskAction):
    """Tells the cancellation rule and waits for a yes (REQ C8)."""

    title = "action_cancel"

    def act(self, scene: Scene) -> list[Reply]:
        order, replies = _choose(scene, DraftKind.CANCEL)
        if order is None:
            return replies
        _close(scene, DraftKind.RESCHEDULE)
        draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.CANCEL, scene.now)
        return [_ask_cancelling(scene, draft, order)]


def _ask_cancelling(scene: Scene, draft: Draft, order: Order) -> Reply:
    """The read-back of what would be cancelled; of a repeated order first which visits."""
    found = visits.meant(scene, order)
    if found is None:
        return scene.say("utter_cancel_too_late")
    is_whole = found.scope != visits.ONE or len(series_changes.left(order)) == 1
    first = None if is_whole else found.visit
    fee = orders.cancellation_fee(order, scene.now, scene.settings, visit=first)
    drafts.update(
        scene.session, draft, scene.now, order_id=order.id, visit_id=found.visit.id,
        scope=found.scope, fee=str(fee),
    )  # fmt: skip
    drafts.ask(scene.session, draft, drafts.CONFIRM, scene.now)
    if found.scope is None:
        return scene.say(
            "utter_cancel_which",
            scene.button("cancel_one", visits.ONE),
            scene.button("cancel_rest", visits.REST),
            scene.button("keep_order", "no"),
            number=order.number,
            service=scene.service(order.service),
            when=scene.when(found.visit.start_at),
            visits=_all_left(scene, order),
        )
    if not fee and orders.is_waited_for(found.visit, scene.now, scene.settings):
        return scene.say(
            "utter_cancel_ask_waited",
            scene.button("confirm_cancel", "yes"),
            scene.button("keep_order", "no"),
            number=order.number,
            service=scene.service(order.service),
            when=visits.when(scene, order, found),
        )
    cost = scene.text("utter_cancel_fee", fee=catalogue.money(fee))
    return scene.say(
        "utter_cancel_ask",
        scene.button("confirm_cancel", "yes"),
        scene.button("keep_order", "no"),
        number=order.number,
        service=scene.service(order.service),
        when=visits.when(scene, order, found),
        rule=phrasing.cancellation(order.service, scene.settings, scene.language),
        fee=cost if fee else scene.text("utter_cancel_free"),
    )


def cancel_confirmed(scene: Scene, draft: Draft) -> list[Reply]:
    """The customer said yes to the cancellation."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    scope = draft.data.get("scope")
    if scope is None:  # of several visits: which is answered now, the cost is read back
        return [_ask_cancelling(scene, draft, order)]
    visit = visits.of_draft(scene, draft, order)
    if visit is None:
        drafts.close(scene.session, draft)
        return [scene.say("utter_cancel_too_late")]
    only = visit if scope == visits.ONE and len(series_changes.left(order)) > 1 else None
    drafts.close(scene.session, draft)
    change: dict[str, Any] = {"actor": "customer", "now": scene.now, "settings": scene.settings}
    change["reason"] = f"fee {draft.data['fee']}"
    try:
        if only is not None:
            series_changes.cancel_visit(scene.session, only, **change)
        else:
            series_changes.cancel_rest(scene.session, visit, **change)
    except ConflictError:
        return [scene.say("utter_cancel_too_late")]
    if only is not None:
        when = scene.when(only.start_at)
        return [scene.say("utter_visit_cancelled", number=order.number, when=when)]
    complaint = complaints.open_complaint(scene.session, order.customer_id)
    if complaint is None or complaint.order_id != order.id:
        return [scene.say("utter_cancelled", number=order.number)]
    kept = {"number": order.number, "complaint": complaint.number}
    return [scene.say("utter_cancelled_complaint", **kept)]


class Reschedule(DeskAction):
    """Asks for the new time, checks it, reads the change back."""

    title = "action_reschedule"

    def act(self, scene: Scene) -> list[Reply]:
        order, replies = _choose(scene, DraftKind.RESCHEDULE)
        if order is None:
            return replies
        found = visits.meant(scene, order)
        assert found is not None
        visit = found.visit
        _close(scene, DraftKind.CANCEL)
        kept = _begun(scene, order)
        _close(scene, DraftKind.RESCHEDULE)
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
        if new_contact and (refused := take_contact(scene, draft, order)):
            return refused
        moves = scene.reading.shift or (scene.reading.when and not _only_names(scene, order))
        if moves and not scene.reading.payload:
            return take_new_time(scene, draft)
        if new_contact:
            return [read_change(scene, draft)]
        if remark := take_remark(scene):
            drafts.close(scene.session, draft)
            return remark
        if names_contact(scene) and not scene.reading.payload:
            return ask_contact(scene, draft, order)
        bookings.take_any_time(scene.desk, draft, scene.reading)
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


def _only_names(scene: Scene, order: Order) -> bool:
    """“后天那单想往后挪”: the day says which order, not when it should be."""
    when = when_from_json(scene.reading.when)
    names = re.search(
        r"那(?:一?单|个|次|天的|趟)|的(?:单|订单|预约)|这(?:一?单|个)", scene.reading.text
    )
    return bool(names and when and when.clock is None and _on_day(order, scene))


def take_new_time(scene: Scene, draft: Draft) -> list[Reply]:
    """Check the time that was said and read the change back."""
    order = scene.session.get_one(Order, draft.data["order_id"])
    visit = visits.of_draft(scene, draft, order)
    said = _shifted(visit, scene.reading.shift) or when_from_json(scene.reading.when)
    if visit is None or said is None:
        return [scene.say("utter_cancel_too_late")]
    known = when_from_json(draft.data.get("when"))
    when = merge(known, said)
    if when.clock is None and when.part is None:
        when = merge(_clock_of(visit), when)
    drafts.update(scene.session, draft, scene.now, when=when_to_json(when))
    try:
        bookings.check_when(scene.desk, draft)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return [scene.refusal(refusal)]
    if when.start is None:
        drafts.ask(scene.session, draft, "start", scene.now)
        day = scene.when(visit.start_at) if when.day is None else f"{when.day:%m月%d日}"
        places = {"day": day, "service": scene.service(order.service)}
        return [scene.say("utter_ask_clock", *offer_starts(scene, draft), **places)]
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
        scene.button("confirm", "yes"),
        scene.button("keep_time", "no"),
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
    if visit is None or (start is None and "contact" not in draft.data):
        return [scene.say("utter_confirm_please")]
    is_rest = visits.REST in (scene.reading.payload, draft.data.get("scope"))
    line = contact_line(scene, draft)
    try:
        with scene.session.begin_nested():
            change_contact(scene, draft, order)
            if start is not None:
                _move(scene, order, visit, start, is_rest=is_rest)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return [scene.refusal(refusal)]
    except ConflictError:
        drafts.close(scene.session, draft)
        return [scene.say("utter_cancel_too_late")]
    drafts.close(scene.session, draft)
    if start is None:
        return [scene.say("utter_contact_changed", number=order.number, what=line)]
    at = scene.when(start)
    if is_rest:
        at = _all_left(scene, order) or at
    also = scene.text("utter_also", what=line) if line else ""
    return [scene.say("utter_rescheduled", number=order.number, when=at, also=also)]


def _move(scene: Scene, order: Order, visit: Visit, start: datetime, *, is_rest: bool) -> None:
    change: dict[str, Any] = {"actor": "customer", "now": scene.now, "settings": scene.settings}
    if is_rest:
        series_changes.move_rest(scene.session, visit, start, **change)
    else:
        orders.reschedule(scene.session, order, start, visit=visit, **change)


def take_remark(scene: Scene) -> list[Reply]:
    """“门禁坏了，到了打电话”: a remark to the one open order; nothing when it is none."""
    remark = special_wish(scene.reading.words)
    found = _open(scene)
    if not remark or len(found) != 1:
        return []
    order_contact.add_remark(
        scene.session,
        found[0],
        remark,
        actor="customer",
        now=scene.now,
        settings=scene.settings,
    )
    return [scene.say("utter_remark_added", number=found[0].number)]
