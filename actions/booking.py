"""The booking form: take what was said, ask for what is missing, read back, store on a yes."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import DeskAction, Scene
from actions.before import prefill, unknown_before, wanted_worker
from actions.enquiry import answers_in_passing, suggestion
from actions.offers import offered_now, offered_soonest, proposed_start, start_buttons
from actions.read_back import read_back, refused
from actions.series_answers import told_of_visit
from actions.taken import taken_up
from bot.errors import RefusedError
from bot.language.booking.refusals import refuses_phone
from bot.language.contact.phone import has_figures, mask_phone
from bot.language.place.address import Address
from bot.models import Draft, DraftKind, Order, Purpose, Service
from bot.services import drafts, phrasing
from bot.services.booking import bookings, meetings
from bot.services.booking.recall import recall
from bot.services.complaint import complaints
from bot.services.customer import customers
from bot.services.order import follow_ups, standing
from bot.services.order.worker_wishes import said_in
from bot.services.reading import address_from_json, when_from_json
from bot.services.sending import consent_links, consents
from bot.services.trade import catalogue, rhythm
from bot.services.wording import Button, Reply

_MENU = 16
_PATIENCE = 2


class ValidateBooking(DeskAction):
    """Puts what was said into the draft; a rule's refusal is told with the nearest offer."""

    title = "validate_booking_form"

    def act(self, scene: Scene) -> list[Reply]:
        draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.BOOKING, scene.now)
        fresh, before = draft.asked is None, dict(draft.data)
        prefill(scene, draft)
        if fresh:
            recall(scene.desk, draft, scene.turn)
        taken = bookings.take(scene.desk, draft, scene.reading)
        wanted_worker(scene, draft)
        replies = [] if taken.refusals else taken_up(scene, draft, before, fresh=fresh)
        replies += told_of_visit(scene, draft)
        replies += unknown_before(scene, draft) + answers_in_passing(scene)
        replies += suggestion(scene) if fresh else []
        return replies + [refused(scene, draft, refusal) for refusal in taken.refusals]

    def events(self, scene: Scene) -> list[dict[str, Any]]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
        assert draft is not None
        return [SlotSet(name, value) for name, value in bookings.values(draft).items()]


class AskService(DeskAction):
    """Which service; the catalogue's names as buttons. The list is told once: whoever does not
    find it there is asked what is to be done, and then offered a person."""

    title = "action_ask_booking_form_service"

    def act(self, scene: Scene) -> list[Reply]:
        draft = _note(scene, "service")
        services = catalogue.active_services(scene.session)[:_MENU]
        buttons = [Button(scene.service(s), f"service:{s.code}") for s in services]
        tries = draft.data.get("asked_services", 0) + 1
        drafts.update(scene.session, draft, scene.now, asked_services=tries)
        if tries == 1:
            names = scene.listed(scene.service(s) for s in services)
            return [scene.say("utter_ask_service", *buttons, names=names)]
        if tries == _PATIENCE:
            return [scene.say("utter_ask_what_to_do", *buttons)]
        return [scene.say("utter_ask_service_person", scene.button("person", "person"), *buttons)]


def _offered_now(scene: Scene) -> bool:
    """Whether this turn has refused a time and offered others already."""
    told = (scene.turn.outcome or {}).get(ValidateBooking.title, [])
    return any(button["payload"].startswith("start:") for r in told for button in r["buttons"])


class AskStart(DeskAction):
    """When; only starts that are really free are offered."""

    title = "action_ask_booking_form_start"

    def act(self, scene: Scene) -> list[Reply]:
        draft = _note(scene, "start")
        if _offered_now(scene):
            return []
        return [_with_person(scene, draft, ask_start(scene, draft))]


def ask_start(scene: Scene, draft: Draft) -> Reply:
    """On which day, or at what time of a day that is known; of whom the customer is to meet first
    it is the day of that meeting."""
    service = catalogue.by_code(scene.session, draft.data.get("service"))
    when = when_from_json(draft.data.get("when"))
    starts = offered_now(scene, draft)
    buttons = start_buttons(starts, scene)
    if scene.reading.any_time and buttons:
        return offered_soonest(scene, buttons)
    if (proposal := proposed_start(scene, draft, starts)) is not None:
        return proposal
    day = phrasing.day(when.day, scene.language) if when and when.day else None
    if service is not None and meetings.is_met_first(scene.desk, draft):
        return _ask_meeting(scene, service, day, buttons)
    name = scene.service(service) if service else ""
    if day is None:
        return scene.say("utter_ask_start", *buttons, service=name)
    return scene.say("utter_ask_clock", *buttons, day=day, service=name)


def _ask_meeting(
    scene: Scene, service: Service, day: str | None, buttons: Sequence[Button]
) -> Reply:
    if day is not None:
        return scene.say("utter_ask_meeting_clock", *buttons, day=day)
    hours = catalogue.money(service.hours)
    return scene.say("utter_ask_meeting", *buttons, service=scene.service(service), hours=hours)


class AskAddress(DeskAction):
    """Where; what is still missing of a half address is asked for."""

    title = "action_ask_booking_form_address"

    def act(self, scene: Scene) -> list[Reply]:
        draft = _note(scene, "address")
        said = address_from_json(draft.data.get("address"))
        return [_with_person(scene, draft, self._question(scene, said))]

    @staticmethod
    def _question(scene: Scene, said: Address | None) -> Reply:
        if said is not None:
            return scene.say("utter_ask_door", address=said.full)
        known = customers.customer_of(scene.session, scene.conversation).address
        if known:
            button = scene.button("known_address", "address:known")
            return scene.say("utter_ask_address_known", button, address=known)
        return scene.say("utter_ask_address")


class AskPhone(DeskAction):
    """The contact phone; one that was confirmed before is offered."""

    title = "action_ask_booking_form_phone"

    def act(self, scene: Scene) -> list[Reply]:
        draft = _note(scene, "phone")
        return [_with_person(scene, draft, self._question(scene, draft))]

    @staticmethod
    def _question(scene: Scene, draft: Draft) -> Reply:
        customer = customers.customer_of(scene.session, scene.conversation)
        complaint = complaints.open_complaint(scene.session, customer.id)
        known = customer.phone or (complaint.contact if complaint else None)
        if known:
            button = scene.button("known_phone", "phone:known", phone=mask_phone(known))
            return scene.say("utter_ask_phone_known", button, phone=mask_phone(known))
        if scene.reading.known_phone:
            return scene.say("utter_ask_phone_unknown")
        if refuses_phone(scene.reading.words):
            return scene.say("utter_phone_needed")
        if has_figures(scene.reading.text) and not scene.reading.brings_something:
            return scene.say("utter_ask_phone_again")
        first = customer.name is None and not draft.data.get("asked_name")
        drafts.update(scene.session, draft, scene.now, asked_name=True)
        return scene.say("utter_ask_phone_and_name" if first else "utter_ask_phone")


def _with_person(scene: Scene, draft: Draft, question: Reply) -> Reply:
    """The third time of the same question without a step forward a person is offered (REQ A10); a
    start that is proposed is another question."""
    if (
        draft.data.get("proposed")
        or draft.data.get("asked_times", 1) <= _PATIENCE
        or scene.reading.brings_something
    ):
        return question
    offer = scene.text("utter_offer_person")
    return Reply(f"{question.text}\n{offer}", (*question.buttons, scene.button("person", "person")))


def _note(scene: Scene, what: str) -> Draft:
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
    assert draft is not None
    drafts.ask(scene.session, draft, what, scene.now)
    return draft


class ReadBack(DeskAction):
    """Reads the whole order back and waits for a clear yes (REQ C2)."""

    title = "action_read_back"

    def act(self, scene: Scene) -> list[Reply]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
        return [read_back(scene, draft)] if draft else [scene.say("utter_nothing_open")]


def store(scene: Scene, draft: Draft) -> list[Reply]:
    """The customer said yes: store the order, or tell why it cannot be done any more."""
    address = draft.data.get("address")
    if not _is_price_told(scene, draft):
        return [scene.say("utter_fee_changed"), read_back(scene, draft)]
    try:
        order = bookings.confirm(scene.desk, draft)
    except RefusedError as refusal:
        drafts.ask(scene.session, draft, "start", scene.now)
        return [refused(scene, draft, refusal)]
    told = [scene.say("utter_sex_checked")] if said_in(order.note) else []
    return [
        _confirmation(scene, order),
        *told,
        *_consents(scene, order),
        *_next_wish(scene, address),
    ]


def _is_price_told(scene: Scene, draft: Draft) -> bool:
    """Whether it still costs what was read back: a coupon may be used up, an offer over."""
    try:
        price = bookings.price_of(scene.desk, draft, bookings.wish_of(scene.desk, draft))
    except RefusedError:
        return True  # told when it is stored
    return draft.data.get("told") in (None, str(price.amount))


def _consents(scene: Scene, order: Order) -> list[Reply]:
    """Where WeChat wants the customer's leave for each message, the links to give it (REQ E6)."""
    visit, identity = standing.next_visit(order), scene.conversation.identity
    assert visit is not None
    after = consent_links.link(identity, Purpose.CALLBACK, visit.id, scene.settings)
    before = consent_links.link(identity, Purpose.REMINDER, visit.id, scene.settings)
    if after is None or before is None:
        return _notices(scene)
    if not follow_ups.is_reminder_planned(scene.session, visit.id):
        return [scene.say("utter_consent_after", after=after)]
    return [scene.say("utter_consents", before=before, after=after)]


def _notices(scene: Scene) -> list[Reply]:
    """The page that asks for subscription notices, unless enough leave is in store."""
    identity = scene.conversation.identity
    page = consent_links.notices_page(identity, scene.settings)
    wanted = len(consent_links.notice_templates(scene.settings))
    if page is None or consents.all_left(scene.session, identity) >= wanted:
        return []
    return [scene.say("utter_consent_notices", link=page)]


def _next_wish(scene: Scene, address: dict[str, Any] | None) -> list[Reply]:
    """The second service that was named in the same breath, one after the other."""
    following = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
    if following is None:
        return []
    service = catalogue.by_code(scene.session, following.data["service"])
    name = scene.service(service) if service else ""
    elsewhere = following.data.get("address") != address
    key = "utter_next_service_elsewhere" if elsewhere else "utter_next_service"
    begin = scene.say(key, service=name)
    missing = bookings.missing(following)
    if missing is None:
        return [begin, read_back(scene, following)]
    drafts.ask(scene.session, following, missing, scene.now)
    if missing == "address":
        said = address_from_json(following.data["address"])
        return [begin, scene.say("utter_ask_door", address=said.full if said else "")]
    return [begin, ask_start(scene, following)]


def _confirmation(scene: Scene, order: Order) -> Reply:
    meets = rhythm.is_met_first(order.service)
    return scene.say(
        "utter_booked_meeting" if meets else "utter_booked",
        number=order.number,
        service=scene.service(order.service),
        when=_booked_for(scene, order),
        prepare=phrasing.text(order.service, "prepare", scene.language),
        cancellation=phrasing.cancellation(order.service, scene.settings, scene.language),
    )


def _booked_for(scene: Scene, order: Order) -> str:
    if len(order.visits) == 1:
        return scene.when(order.visits[0].start_at)
    spans = [(visit.start_at, visit.end_at) for visit in order.visits]
    return phrasing.visits(spans, scene.now, scene.language)
