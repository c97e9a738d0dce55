"""The complaint form: calm, what happened, which visit, how to reach the customer (REQ D1, D2)."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.awaited import called, is_awaited, still_awaited
from actions.base import DeskAction, Scene
from actions.heard import heard_now
from bot.language.complaint.grievance import added, by_phone, spoils_gas
from bot.models import Category, Draft, DraftKind, Flag, Order
from bot.services import drafts
from bot.services.complaint import complaint_drafts
from bot.services.thread.conversations import flag
from bot.services.wording import Button, Reply


class ValidateComplaint(DeskAction):
    """Calms first, takes up what was said, flags the conversation to a person."""

    title = "validate_complaint_form"

    def act(self, scene: Scene) -> list[Reply]:
        known = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        is_first_told = known is not None and known.asked == "complaint_detail"
        draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.COMPLAINT, scene.now)
        complaint_drafts.take(scene.desk, draft, scene.reading)
        flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
        if draft.data["category"] == Category.SAFETY:
            flag(scene.session, scene.conversation, Flag.URGENT, now=scene.now)
        is_known = known is not None and not is_first_told
        if is_known or complaint_drafts.same_matter(scene.desk) is not None:
            return []
        if is_first_told and draft.data["category"] == Category.OTHER:
            return []  # what calms whoever says nothing in particular was said already
        caution = [scene.say("utter_gas_caution")] if spoils_gas(scene.reading.words) else []
        calm = scene.say(f"utter_calm_{draft.data['category']}")
        return [calm, *caution, *called(scene, draft)]

    def events(self, scene: Scene) -> list[dict[str, Any]]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        if draft is None:  # a turn taken again after it was filed: every answer is stored already
            return [SlotSet(name, "-") for name in complaint_drafts.SLOTS]
        is_more = complaint_drafts.same_matter(scene.desk) is not None
        values = complaint_drafts.values(draft, is_more=is_more)
        return [SlotSet(name, value) for name, value in values.items()]


class AskComplaintDetail(DeskAction):
    """What happened."""

    title = "action_ask_complaint_form_complaint_detail"

    def act(self, scene: Scene) -> list[Reply]:
        _note(scene, "complaint_detail")
        return [scene.say("utter_ask_complaint_detail")]


class AskComplaintOrder(DeskAction):
    """Which service it is about, where several can be meant."""

    title = "action_ask_complaint_form_complaint_order"

    def act(self, scene: Scene) -> list[Reply]:
        draft = _note(scene, complaint_drafts.WHICH_ORDER)
        found = [scene.session.get_one(Order, i) for i in draft.data.get("orders", [])]
        lines = [_line(scene, order) for order in found]
        pairs = zip(lines, found, strict=True)
        buttons = [Button(line[:30], f"about:{order.id}") for line, order in pairs]
        none = scene.button("none_of_these", "about:0")
        listed = "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))
        return [scene.say("utter_ask_complaint_order", *buttons, none, lines=listed)]


def _line(scene: Scene, order: Order) -> str:
    """A past service as the customer remembers it: when, and what."""
    begun = [visit for visit in order.visits if visit.start_at <= scene.now] or order.visits
    when = scene.when(begun[-1].start_at)
    return scene.text("utter_past_order_line", service=scene.service(order.service), when=when)


class AskComplaintContact(DeskAction):
    """How to reach the customer, if nobody knows yet."""

    title = "action_ask_complaint_form_complaint_contact"

    def act(self, scene: Scene) -> list[Reply]:
        draft = _note(scene, "complaint_contact")
        if draft.data["asked_times"] == 1:
            return [scene.say("utter_ask_complaint_contact")]
        if is_awaited(scene, None, draft.data["category"]):
            return [still_awaited(scene), scene.say("utter_ask_complaint_contact")]
        if added(scene.reading.words) == "pictures":
            return [scene.say("utter_pictures_here"), scene.say("utter_ask_complaint_contact")]
        if added(scene.reading.words) == "private":
            return [scene.say("utter_ask_complaint_contact_private")]
        if by_phone(scene.reading.words):
            return [scene.say("utter_ask_complaint_contact_number")]
        if (what := heard_now(scene)) is not None:
            return [scene.say("utter_ask_complaint_contact_heard", what=what)]
        return [scene.say("utter_ask_complaint_contact_again")]


def _note(scene: Scene, what: str) -> Draft:
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
    assert draft is not None
    drafts.ask(scene.session, draft, what, scene.now)
    return draft
