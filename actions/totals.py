"""What the booking in hand costs, with those that are to follow it (REQ B1, C2)."""

import re
from decimal import Decimal
from typing import Any

from actions.base import Scene
from bot.clock import local
from bot.errors import RefusedError
from bot.models import Draft
from bot.services import bookings, catalogue, following, phrasing
from bot.services.quantities import quantity_of
from bot.services.wording import Reply

_ASKS_TOTAL = re.compile(
    r"总|一共|(?:^|[^公])共|合计|加起来|算下来|[每一](?:次|天|小时)|一个月|便宜|优惠|打.{0,2}折|(?:多少钱|什么价|几钱)\W*$"
    r"|\b(?:total|altogether|in all|how much)\b",
    re.IGNORECASE,
)


def total(scene: Scene, draft: Draft) -> list[Reply]:
    """The amount of a complete draft; nothing where another service or detail is asked about."""
    own = draft.data.get("service")
    if any(code != own for code in scene.reading.services) or scene.reading.when:
        return []
    if bookings.missing(draft) or not _ASKS_TOTAL.search(scene.reading.words):
        return []
    try:
        wish = bookings.wish_of(scene.desk, draft)
    except RefusedError:
        return []
    price = bookings.price_of(scene.desk, draft, wish)
    if price.amount is None:
        return []
    said = scene.say(
        "utter_total",
        service=scene.service(wish.service),
        amount=phrasing.amount(price.amount, scene.language),
        basis=price.basis if scene.language == "zh" else scene.price(wish.service),
        saving=saving(scene, price.discount),
    )
    rest = [line for each in draft.data.get("following", []) if (line := _following(scene, each))]
    return [Reply("\n".join([said.text, *rest]))]


def saving(scene: Scene, discount: Decimal) -> str:
    """“，已减 20 元”; nothing where nothing is taken off."""
    return scene.text("utter_discount", amount=catalogue.money(discount)) if discount else ""


def _following(scene: Scene, wish: dict[str, Any]) -> str:
    """A service that is booked next: what it comes to, or its price where no size was said."""
    service = catalogue.by_code(scene.session, wish["service"])
    if service is None:
        return ""
    quote = catalogue.quote(
        scene.session,
        service,
        hours=None,
        quantity=quantity_of(following.texts_of(wish), service.unit),
        customer_id=scene.conversation.identity.customer_id,
        today=local(scene.now).date(),
    )
    gross = None if quote.amount is None else quote.amount + quote.discount
    price = phrasing.amount(gross, scene.language) if gross else scene.price(service)
    return scene.text("utter_total_following", service=scene.service(service), price=price)
