"""What a customer refers to from before: the service, the place, the worker (REQ C4)."""

import re

from actions.base import Scene
from bot.language.booking.wishes import wants_the_same_worker
from bot.language.visits.again import Same, find_same, speaks_of_before, speaks_of_former
from bot.models import Draft
from bot.services import drafts
from bot.services.booking import again, bookings, told
from bot.services.booking.recall import is_asked_about
from bot.services.complaint import complaint_drafts, complaints
from bot.services.order import standing
from bot.services.reading import address_to_json
from bot.services.wording import Reply

_REPEATS = {Same.ALL, Same.WORK}
_LONGEST = 60
_MINE = re.compile(r"^(?:我|我们)(?=要|想|还要)")


def prefill(scene: Scene, draft: Draft) -> None:
    """What is taken over from the order before; the service just talked about, or complained of,
    is the one that is booked, unless another is named."""
    again.take_up(scene.desk, draft, scene.reading)
    service = scene.conversation.last_service or complaint_drafts.service_of(scene.desk)
    is_first = not scene.reading.services or (
        scene.reading.adds and is_asked_about(scene.desk, scene.turn)
    )
    if "service" not in draft.data and service and is_first:
        drafts.update(scene.session, draft, scene.now, service=service)
    if scene.reading.known_address:
        _take_from_complaint(scene, draft)
        bookings.take_from_profile(scene.desk, draft)
    _take_from_talk(scene, draft)


def _take_from_talk(scene: Scene, draft: Draft) -> None:
    """“还是这个地址”, “电话就刚才那个”: told earlier in this conversation."""
    if scene.reading.known_address and not speaks_of_former(scene.reading.words):
        address = told.address(scene.desk, scene.turn) or draft.data.get("address")
        drafts.update(scene.session, draft, scene.now, address=address)
    means_phone = scene.reading.known_phone or scene.reading.known_address
    if means_phone and "phone" not in draft.data:
        phone = told.phone(scene.desk, scene.turn)
        drafts.update(scene.session, draft, scene.now, phone=phone)


def _take_from_complaint(scene: Scene, draft: Draft) -> None:
    """“还是这个地址和电话”, told for the complaint that is open."""
    complaint = complaints.open_complaint(scene.session, scene.conversation.identity.customer_id)
    address = complaint_drafts.address_of(scene.desk) if complaint else None
    if complaint and complaint.contact and "phone" not in draft.data:
        drafts.update(scene.session, draft, scene.now, phone=complaint.contact)
    if address is not None:
        drafts.update(scene.session, draft, scene.now, address=address_to_json(address))


def unknown_before(scene: Scene, draft: Draft) -> list[Reply]:
    """“老地方” of somebody of whom nothing is known: said plainly, not asked as if unheard."""
    text = scene.reading.words
    means_place = scene.reading.known_address and "address" not in draft.data
    means_more = find_same(text) & _REPEATS or wants_the_same_worker(text)
    means_more = means_more and speaks_of_before(text)
    if not (means_place or means_more):
        return []
    if again.last_booked(scene.session, scene.conversation.identity.customer_id):
        return []
    return [scene.say("utter_no_former_address" if means_place else "utter_no_former_order")]


def wanted_worker(scene: Scene, draft: Draft) -> None:
    """“上回来的那位”: the wish in words that the customer and the worker understand."""
    if not wants_the_same_worker(scene.reading.words):
        return
    worker = standing.last_worker(scene.session, scene.conversation.identity.customer_id, scene.now)
    if worker is None:  # known by name, or from another account: whoever plans it shall read it
        words = _MINE.sub("", scene.reading.text.strip())[:_LONGEST]
        notes = draft.data.get("notes", [])
        others = [note for note in notes if note not in words and words not in note]
        drafts.update(scene.session, draft, scene.now, notes=[*others, words])
        return
    wish = scene.text("utter_same_worker", family=worker.name[:1])
    others = [n for n in draft.data.get("notes", []) if not wants_the_same_worker(n)]
    drafts.update(scene.session, draft, scene.now, notes=[*others, wish], wanted_worker=worker.id)
