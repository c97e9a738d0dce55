"""What the orders that stand come to: “两单一共付多少钱” (REQ B1, C8)."""

import re
from decimal import Decimal

from actions.base import Scene
from actions.order_choice import open_orders
from bot.models import Order
from bot.services import phrasing
from bot.services.wording import Reply

_OF_ORDERS = re.compile(
    r"(?:[两二三四几]单|一共|总共|合计|加起来)[^，。]{0,6}(?:付|多少|钱)|(?:这|那|刚才|上面)(?:一|个)?单[^，。]{0,6}(?:多少钱|付多少|多少)"
    r"|我(?:们)?(?:到时候?)?(?:要|该|得|应该)付多少|\b(?:total|altogether|in all)\b",
    re.IGNORECASE,
)


def booked_total(scene: Scene) -> list[Reply]:
    """The amount of what is booked; nothing where another service is asked about."""
    found = [order for order in open_orders(scene) if order.amount is not None]
    booked = {order.service.code for order in found}
    other = any(code not in booked for code in scene.reading.services)
    if not found or other or not _OF_ORDERS.search(scene.reading.words):
        return []
    named = [order for order in found if order.service.code in scene.reading.services] or found
    whole = sum((order.amount or Decimal(0) for order in named), Decimal(0))
    lines = "\n".join(_line(scene, order) for order in named)
    key = "utter_orders_total" if len(named) > 1 else "utter_order_total"
    return [scene.say(key, lines=lines, amount=phrasing.amount(whole, scene.language))]


def _line(scene: Scene, order: Order) -> str:
    amount = phrasing.amount(order.amount, scene.language)
    service = scene.service(order.service)
    return scene.text("utter_order_amount", number=order.number, service=service, amount=amount)
