"""Another address or phone for a booked order: read back, changed on a yes (REQ C8)."""

import re

from actions.base import Scene
from bot.errors import RefusedError
from bot.language.booking.mending import find_correction
from bot.language.contact.of_others import adds_phone
from bot.language.contact.phone import as_dialled
from bot.models import Draft, Order
from bot.services import drafts
from bot.services.booking import draft_address
from bot.services.order import order_contact, standing
from bot.services.order.order_contact import Contact
from bot.services.reading import address_from_json, address_to_json
from bot.services.wording import Reply

_NAMED = re.compile(r"地址|门牌|地点|地方|搬家|电话|手机|号码|address|phone|number", re.IGNORECASE)


def brings_contact(scene: Scene) -> bool:
    """Whether a message has a new address or phone, or mends a part of the old one."""
    reading = scene.reading
    if reading.payload:
        return False
    if adds_phone(reading.text) and not reading.address:
        return False
    mends = find_correction(reading.words) and not reading.names_time
    return bool(reading.address or reading.phone or mends)


def names_contact(scene: Scene) -> bool:
    """“地址写错了”: that it is wrong, not yet what is right."""
    return bool(_NAMED.search(scene.reading.words))


def ask_contact(scene: Scene, draft: Draft, order: Order) -> list[Reply]:
    """Which address or phone it should be."""
    drafts.ask(scene.session, draft, "address", scene.now)
    return [scene.say("utter_contact_ask", service=scene.service(order.service))]


def take_contact(scene: Scene, draft: Draft, order: Order) -> list[Reply]:
    """Keep what was said in the draft; only a refusal or a missing door is told at once."""
    known = draft_address.address_as_known(order.address, scene.settings)
    drafts.update(scene.session, draft, scene.now, address=address_to_json(known))
    try:
        draft_address.take_address(scene.desk, draft, scene.reading)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "address", scene.now)
        return [scene.refusal(refusal)]
    address = address_from_json(draft.data.get("address"))
    is_new = address is not None and address.full != known.full
    if address is not None and is_new and not address.complete:
        drafts.ask(scene.session, draft, "address", scene.now)
        return [scene.say("utter_ask_door", address=address.full)]
    said = draft.data.get("contact", {})
    contact = {
        "address": address.full if address and is_new else said.get("address"),
        "district": address.district if address and is_new else said.get("district"),
        "phone": scene.reading.phone or said.get("phone"),
    }
    if not any(contact.values()):
        return ask_contact(scene, draft, order)
    drafts.update(scene.session, draft, scene.now, contact=contact)
    return []


def read_contact(scene: Scene, draft: Draft, order: Order) -> Reply:
    """The read-back of the new address or phone."""
    visit = standing.next_visit(order)
    assert visit is not None
    drafts.ask(scene.session, draft, drafts.CONFIRM, scene.now)
    return scene.say(
        "utter_contact_confirm",
        scene.button("confirm", "yes:reschedule"),
        scene.button("keep_contact", "no:reschedule"),
        service=scene.service(order.service),
        when=scene.when(visit.start_at),
        what=contact_line(scene, draft),
    )


def contact_line(scene: Scene, draft: Draft) -> str:
    """“上门地址改为…，联系电话改为…”; nothing when the draft changes neither."""
    contact = Contact(**draft.data.get("contact", {}))
    said: list[str] = []
    if contact.address:
        said.append(scene.text("utter_contact_address", address=contact.address))
    if contact.phone:
        said.append(scene.text("utter_contact_phone", phone=as_dialled(contact.phone)))
    return scene.listed(said)


def change_contact(scene: Scene, draft: Draft, order: Order) -> None:
    """Carry out what was read back.

    Raises:
        ConflictError: the service has begun.
        RefusedError: nobody who goes there is free.
    """
    if contact := draft.data.get("contact"):
        order_contact.change(
            scene.session,
            order,
            Contact(**contact),
            actor="customer",
            now=scene.now,
            settings=scene.settings,
        )
