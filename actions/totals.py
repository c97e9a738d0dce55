"""What the booking in hand costs, with those that are to follow it (REQ B1, C2)."""

import re
from decimal import Decimal
from typing import Any

from actions.base import Scene
from bot.clock import local
from bot.errors import RefusedError
from bot.language.booking.asked_back import Sum, sum_checked
from bot.language.trade.amounts import find_home
from bot.language.trade.by_day import asks_by_day
from bot.language.when import When
from bot.models import Draft, DraftKind, Service
from bot.services import drafts, phrasing
from bot.services.booking import bookings, following, quantities
from bot.services.enquiry.usual_length import hours_for
from bot.services.reading import when_from_json, when_to_json
from bot.services.trade import catalogue, rhythm
from bot.services.wording import Reply

_ASKS_TOTAL = re.compile(
    r"总|一共|(?:^|[^公])共|合计|加起来|算下来|[每一](?:次|天|小时)|一个月|便宜|优惠|打.{0,2}折|(?:多少钱|什么价|几钱)(?:来着|[啊呀呢哦嘛的呐了])*\W*$"
    r"|\b(?:total|altogether|in all|how much)\b",
    re.IGNORECASE,
)
_PER_MONTH = re.compile(r"(?:一个?|每个?|整)月|\b(?:per|a|each) month\b", re.IGNORECASE)


def total(scene: Scene, draft: Draft) -> list[Reply]:
    """The amount of a complete draft; nothing where another service or detail is asked about."""
    own = draft.data.get("service")
    if any(code != own for code in scene.reading.services) or scene.reading.when:
        return []
    if bookings.missing(draft):
        return []
    try:
        wish = bookings.wish_of(scene.desk, draft)
    except RefusedError:
        return []
    price = bookings.price_of(scene.desk, draft, wish)
    if price.amount is None:
        return []
    said = _said(scene, wish.service, price, "utter_total")
    rest = [line for each in draft.data.get("following", []) if (line := _following(scene, each))]
    return [Reply("\n".join([said.text, *rest]))]


def _asks_total(scene: Scene) -> bool:
    words = scene.reading.words
    return bool(_ASKS_TOTAL.search(words) or sum_checked(words))


def quoted(scene: Scene) -> list[Reply]:
    """“三台空调”, “那四个小时呢”: what that much costs, kept for the booking that may follow."""
    service = catalogue.by_code(scene.session, scene.conversation.last_service)
    if service is None:
        return []
    if not _is_sized(scene, service):
        return estimated(scene, service)
    draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.BOOKING, scene.now)
    drafts.update(scene.session, draft, scene.now, service=service.code)
    _keep_size(scene, draft, service)
    return _quote(scene, draft, service, "utter_quote")


def so_far(scene: Scene, draft: Draft, *, haggles: bool = False) -> list[Reply]:
    """The amount of a booking that is not complete; of the catalogue's usual hours, as they would
    be read back, where the customer has named none."""
    service = catalogue.by_code(scene.session, draft.data.get("service"))
    others = any(code != service.code for code in scene.reading.services) if service else True
    if service is None or others or scene.reading.names_time:
        return []
    if _is_sized(scene, service):
        _keep_size(scene, draft, service)
    elif not (draft.asked or haggles or _asks_total(scene)):
        return []
    by_visit = service.unit not in rhythm.MONTHLY and "series" not in draft.data
    if by_visit and _PER_MONTH.search(scene.reading.words):
        return _quote(scene, draft, service, "utter_per_month")
    return _quote(scene, draft, service, "utter_total")


def _is_sized(scene: Scene, service: Service) -> bool:
    """Whether this message says how much of a service it is."""
    reading = scene.reading
    if quantities.names_quantity(reading, service) or quantities.hours_of(reading, service):
        return True
    return quantities.months_of(reading.words, service) is not None


def _keep_size(scene: Scene, draft: Draft, service: Service) -> None:
    reading = scene.reading
    quantities.take_quantity(scene.desk, draft, reading.text, service.unit)
    if months := quantities.months_of(reading.words, service):
        drafts.update(scene.session, draft, scene.now, quantity=str(months))
    hours = quantities.hours_of(reading, service)
    if hours and "when" not in draft.data:
        said = reading.when or when_to_json(When(text=reading.text, hours=hours))
        drafts.update(scene.session, draft, scene.now, when=said)


def estimated(scene: Scene, service: Service) -> list[Reply]:
    """What a home of the size that is named comes to by the catalogue's rule of thumb."""
    home, hours = find_home(scene.reading.text), hours_for(service, scene.reading.text)
    if home is None or hours is None or "小时" not in service.unit:
        return []
    quote = _price(scene, service, hours, None)
    said = scene.say(
        "utter_estimate",
        scene.button("book_now", "book"),
        home=home,
        hours=catalogue.money(hours),
        service=scene.service(service),
        basis=quote.basis,
        amount=phrasing.amount(quote.amount, scene.language),
        saving=saving(scene, quote.discount),
    )
    return [said]


def _quote(scene: Scene, draft: Draft, service: Service, key: str) -> list[Reply]:
    """The amount for the size that a draft knows, of a booking under way for the usual one;
    nothing where there is none."""
    when, known = when_from_json(draft.data.get("when")), draft.data.get("quantity")
    hours = when.hours if when and "小时" in service.unit else None
    if hours is None and known is None and not _has_usual(scene, draft):
        return []
    quote = _price(scene, service, hours, Decimal(known) if known else None)
    return [_said(scene, service, quote, key)] if quote.amount is not None else []


def _has_usual(scene: Scene, draft: Draft) -> bool:
    """Whether the usual hours are meant: a booking is under way, and it is not asked of days."""
    return draft.asked is not None and not asks_by_day(scene.reading.words)


def _said(scene: Scene, service: Service, quote: catalogue.Quote, key: str) -> Reply:
    """The amount; to “168块对吧” first whether that is it."""
    gross = (quote.amount or Decimal(0)) + quote.discount
    asked = sum_checked(scene.reading.words)
    return scene.say(
        _verdict(asked, quote.amount, gross) if asked and quote.amount else key,
        *([scene.button("book_now", "book")] if key == "utter_quote" else []),
        service=scene.service(service),
        basis=quote.basis if scene.language == "zh" else scene.price(service),
        amount=phrasing.amount(quote.amount, scene.language),
        gross=phrasing.amount(gross, scene.language),
        said=phrasing.amount(asked.amount if asked else None, scene.language),
        saving=saving(scene, quote.discount),
    )


def _verdict(asked: Sum, amount: Decimal, gross: Decimal) -> str:
    if asked.is_bound:
        return "utter_sum_within" if amount <= asked.amount else "utter_sum_over"
    if asked.amount == amount:
        return "utter_total_right"
    return "utter_sum_before" if asked.amount == gross else "utter_sum_wrong"


def _price(
    scene: Scene, service: Service, hours: Decimal | None, quantity: Decimal | None
) -> catalogue.Quote:
    return catalogue.quote(
        scene.session,
        service,
        hours=hours,
        quantity=quantity,
        customer_id=scene.conversation.identity.customer_id,
        today=local(scene.now).date(),
    )


def saving(scene: Scene, discount: Decimal) -> str:
    """“，已减 20 元”; nothing where nothing is taken off."""
    return scene.text("utter_discount", amount=catalogue.money(discount)) if discount else ""


def _following(scene: Scene, wish: dict[str, Any]) -> str:
    """A service that is booked next: what it comes to, or its price where no size was said."""
    service = catalogue.by_code(scene.session, wish["service"])
    if service is None:
        return ""
    quote = _price(
        scene, service, None, quantities.quantity_of(following.texts_of(wish), service.unit)
    )
    gross = None if quote.amount is None else quote.amount + quote.discount
    price = phrasing.amount(gross, scene.language) if gross else scene.price(service)
    return scene.text("utter_total_following", service=scene.service(service), price=price)
