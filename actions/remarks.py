"""Remarks to a booked order, and the changes of it that a person makes (REQ C8)."""

from actions.base import Scene
from actions.order_choice import open_orders
from bot.language.booking.order_words import find_order_change, find_remark, is_word_to_worker
from bot.language.booking.tidy import tidied
from bot.language.booking.wishes import special_wish
from bot.language.contact.of_others import adds_phone, phones_of_others
from bot.models import CaseKind, DraftKind, Order
from bot.services import drafts, phrasing
from bot.services.order import order_contact
from bot.services.order.worker_wishes import said_in
from bot.services.wording import Reply


def take_remark(scene: Scene, order: Order | None = None) -> list[Reply]:
    """“门禁坏了，到了打电话”: a remark to ``order``, else to the one that is open; nothing when it
    is none."""
    said = find_remark(scene.reading.words) or special_wish(scene.reading.words)
    remark = _second_phone(scene) or (tidied(said) if said else None)
    found = [order] if order else open_orders(scene)
    if not remark or len(found) != 1:
        return []
    _note(scene, found[0], remark)
    checked = [scene.say("utter_sex_checked")] if said_in(remark) else []
    return [scene.say("utter_remark_added", number=found[0].number), *checked]


def _second_phone(scene: Scene) -> str | None:
    """“我妈 021-53069921”, told to be noted beside the number of the order."""
    text = scene.reading.text
    return "；".join(phones_of_others(text)) if adds_phone(text) else None


def add_to_order(scene: Scene, order: Order) -> list[Reply]:
    """A remark, or a change that a person makes; nothing where a message is about time or place."""
    reading = scene.reading
    is_timed = reading.names_time and not is_word_to_worker(reading.words)
    if reading.payload or is_timed or reading.address:
        return []
    if _second_phone(scene):
        _leave_which(scene)
        return take_remark(scene, order)
    if reading.phone:
        return []
    other = any(code != order.service.code for code in reading.services)
    if change := find_order_change(reading.words, other_service=other):
        _leave_which(scene)
        return [_pass_on(scene, order, reading.text.strip()[: len(change)])]
    if find_remark(reading.words) is None:
        return []
    _leave_which(scene)
    return take_remark(scene, order)


def _leave_which(scene: Scene) -> None:
    """The question which order is meant is answered; a change under way goes on."""
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.RESCHEDULE)
    if draft is not None and draft.asked == drafts.WHICH:
        drafts.close(scene.session, draft)


def _pass_on(scene: Scene, order: Order, change: str) -> Reply:
    """What the desk cannot change by itself: noted with the order, and a case for a person."""
    _note(scene, order, scene.house.wording.say("utter_change_note", language="zh", what=change))
    subject = f"{order.number} {change}"
    case = scene.open_case(CaseKind.ORDER, "change", subject, order_id=order.id)
    when = phrasing.deadline(case.due_at, scene.language)
    return scene.say("utter_change_passed", number=order.number, what=change, when=when)


def _note(scene: Scene, order: Order, remark: str) -> None:
    order_contact.add_remark(
        scene.session,
        order,
        remark,
        actor="customer",
        now=scene.now,
        settings=scene.settings,
    )
