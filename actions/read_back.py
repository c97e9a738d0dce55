"""The read-back of a booking before its yes, and the refusal of a rule with the nearest offer."""

import re
from decimal import Decimal

from actions.base import Scene
from actions.offers import offered_now, start_buttons, yes_or_no
from bot.errors import RefusedError
from bot.language.contact.phone import as_dialled
from bot.language.trade.appliances import in_english
from bot.models import Draft, Worker
from bot.services import drafts, phrasing
from bot.services.booking import bookings, meetings
from bot.services.dispatch import dispatch
from bot.services.enquiry import usual_length
from bot.services.order import orders
from bot.services.order.worker_wishes import said_in
from bot.services.trade import catalogue
from bot.services.wording import Reply

_MINE = re.compile(r"^我的?|^my ", re.IGNORECASE)


def refused(scene: Scene, draft: Draft, refusal: RefusedError) -> Reply:
    """What a rule refused, with free starts near to what was wished."""
    reply = scene.refusal(refusal)
    if refusal.reason == "outside_area":
        return reply
    starts = offered_now(scene, draft)
    if not starts:
        return reply
    offer = scene.text("utter_offer", times=scene.listed(scene.when(s) for s in starts))
    return Reply(f"{reply.text}\n{offer}", start_buttons(starts, scene))


def read_back(scene: Scene, draft: Draft) -> Reply:
    """The read-back of a complete draft, or the refusal of a rule that no longer holds."""
    try:
        wish = bookings.wish_of(scene.desk, draft)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return refused(scene, draft, refusal)
    price = bookings.price_of(scene.desk, draft, wish)
    drafts.update(scene.session, draft, scene.now, told=str(price.amount))
    drafts.ask(scene.session, draft, drafts.CONFIRM, scene.now)
    discount = price.discount
    saving = scene.text("utter_discount", amount=catalogue.money(discount)) if discount else ""
    if price.surcharge:
        extra = catalogue.money(price.surcharge)
        saving = scene.text("utter_surcharge", amount=extra, why=price.extra) + saving
    meets = meetings.is_met_first(scene.desk, draft)
    reply = scene.say(
        "utter_read_back_meeting" if meets else "utter_read_back",
        *yes_or_no(scene),
        service=scene.service(wish.service),
        when=phrasing.visits([(wish.start, wish.end), *wish.further], scene.now, scene.language),
        address=wish.address,
        phone=_phone_said(scene, draft, wish.phone),
        note=_note_said(scene, wish.note),
        amount=phrasing.amount(price.amount, scene.language),
        basis=price.basis if scene.language == "zh" else scene.price(wish.service),
        saving=saving,
    )
    told = [_busy_worker, _too_short, _below_minimum]
    before = [tell(scene, draft, wish) for tell in told]
    return Reply("\n".join([*filter(None, before), reply.text]), reply.buttons)


def _phone_said(scene: Scene, draft: Draft, phone: str) -> str:
    """With the name of whom it is, or with whose it is: “134…（女儿）”."""
    other: str | None = draft.data.get("phone_is_of")
    name = _MINE.sub("", other) if other else scene.conversation.identity.customer.name
    if not name:
        return as_dialled(phone)
    return as_dialled(phone) + (f"（{name}）" if scene.language == "zh" else f" ({name})")


def _note_said(scene: Scene, note: str | None) -> str:
    if note is None:
        return scene.text("utter_no_note")
    if scene.language == "zh":
        return note
    sex = said_in(note)
    words = note.replace(sex, scene.text(f"utter_wished_{sex.name.lower()}")) if sex else note
    return in_english(words.replace("；", "; "))


def _too_short(scene: Scene, draft: Draft, wish: orders.Wish) -> str:
    """A home that usually takes longer than the hours in hand: said once, the customer decides."""
    short = usual_length.too_short(draft, wish.service, scene.language)
    if short is None or draft.data.get("told_usual"):
        return ""
    drafts.update(scene.session, draft, scene.now, told_usual=True)
    rule, home = short
    hours = catalogue.money(wish.service.hours)
    return scene.text("utter_usual_hours", rule=rule, home=home, hours=hours)


def _below_minimum(scene: Scene, draft: Draft, wish: orders.Wish) -> str:
    """Fewer hours than are charged at least: said once, before the yes."""
    service, length = wish.service, (wish.end - wish.start).total_seconds() / 3600
    least = service.minimum / service.price if service.unit == "小时" else 0
    if length >= least or draft.data.get("told_minimum"):
        return ""
    drafts.update(scene.session, draft, scene.now, told_minimum=True)
    hours, least = catalogue.money(Decimal(str(length))), catalogue.money(Decimal(least))
    return scene.text("utter_minimum", service=scene.service(service), hours=hours, least=least)


def _busy_worker(scene: Scene, draft: Draft, wish: orders.Wish) -> str:
    """The worker who was asked for cannot come then: said before the yes, not found out later."""
    worker = scene.session.get(Worker, draft.data.get("wanted_worker", 0))
    if worker is None:
        return ""
    free = dispatch.candidates(
        scene.session, wish.service, district=wish.district, start=wish.start, end=wish.end
    )
    if worker in free:
        return ""
    return scene.text("utter_worker_busy", family=worker.name[:1])
