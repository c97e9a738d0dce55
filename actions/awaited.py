"""The worker is waited for at this moment: who stands at the door hears until when he is told
(REQ C5)."""

import math

from actions.base import Scene
from actions.handover import answer_due
from bot.language.complaint.awaiting import awaits_worker
from bot.models import Category, Draft, Order
from bot.services import phrasing
from bot.services.complaint import complaint_orders
from bot.services.staff import desk_hours
from bot.services.wording import Reply


def called(scene: Scene, draft: Draft) -> list[Reply]:
    """Who stands at the door and waits hears first when somebody will tell where the worker is."""
    order_id = draft.data.get("order_id")
    order = scene.session.get(Order, order_id) if order_id else None
    if not is_awaited(scene, order, draft.data["category"]):
        return []
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if opening > scene.now:
        when = phrasing.deadline(opening, scene.language)
        return [scene.say("utter_no_show_later", when=when)]
    minutes = math.ceil(scene.settings.reply_limit_seconds / 60)
    return [scene.say("utter_no_show_now", wait=minutes)]


def is_awaited(scene: Scene, order: Order | None, category: str) -> bool:
    """Whether the worker is waited for at this moment (REQ C5)."""
    if category not in (Category.NO_SHOW, Category.LATE):
        return False
    if order is not None and not complaint_orders.is_running(order, scene.now):
        return False
    return awaits_worker(scene.reading.words)


def still_awaited(scene: Scene) -> Reply:
    """“你们到底来不来”, again: until when somebody tells it."""
    due = answer_due(scene)
    key = "utter_no_show_wait" if due > scene.now else "utter_no_show_overdue"
    return scene.say(key, when=phrasing.deadline(due, scene.language))
