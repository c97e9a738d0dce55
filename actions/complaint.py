"""The complaint form (REQ D1, D2, D4)."""

from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import DeskAction, Scene
from bot.models import Category, Complaint, DraftKind, Flag
from bot.services import complaint_drafts, complaints, drafts, phrasing
from bot.services.conversations import flag
from bot.services.wording import Reply


class ValidateComplaint(DeskAction):
    """Calms first, takes up what was said, flags the conversation to a person."""

    title = "validate_complaint_form"

    def act(self, scene: Scene) -> list[Reply]:
        known = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        draft = drafts.open_draft(scene.session, scene.conversation, DraftKind.COMPLAINT, scene.now)
        complaint_drafts.take(scene.desk, draft, scene.reading)
        flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
        if draft.data["category"] == Category.SAFETY:
            flag(scene.session, scene.conversation, Flag.URGENT, now=scene.now)
        if known is not None:
            return []
        return [scene.say(f"utter_calm_{draft.data['category']}")]

    def events(self, scene: Scene) -> list[dict[str, Any]]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        assert draft is not None
        return [SlotSet(name, value) for name, value in complaint_drafts.values(draft).items()]


class AskComplaintDetail(DeskAction):
    """What happened."""

    title = "action_ask_complaint_form_complaint_detail"

    def act(self, scene: Scene) -> list[Reply]:
        _note(scene, "complaint_detail")
        return [scene.say("utter_ask_complaint_detail")]


class AskComplaintContact(DeskAction):
    """How to reach the customer, if nobody knows yet."""

    title = "action_ask_complaint_form_complaint_contact"

    def act(self, scene: Scene) -> list[Reply]:
        _note(scene, "complaint_contact")
        return [scene.say("utter_ask_complaint_contact")]


def _note(scene: Scene, what: str) -> None:
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
    assert draft is not None
    drafts.ask(scene.session, draft, what, scene.now)


class FileComplaint(DeskAction):
    """Stores the complaint and tells number, process and deadline (REQ D4)."""

    title = "action_file_complaint"

    def act(self, scene: Scene) -> list[Reply]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        if draft is None:
            return [scene.say("utter_nothing_open")]
        before = complaints.open_complaint(scene.session, scene.conversation.identity.customer_id)
        complaint = complaint_drafts.file(scene.desk, draft)
        if before is not None and before.id == complaint.id:
            return [scene.say("utter_complaint_added", number=complaint.number)]
        return [_numbered(scene, complaint)]


class ComplaintStatus(DeskAction):
    """How an open complaint stands: number, deadline, what a person promised (REQ D4, D7)."""

    title = "action_complaint_status"

    def act(self, scene: Scene) -> list[Reply]:
        complaint = complaints.open_complaint(
            scene.session, scene.conversation.identity.customer_id
        )
        if complaint is None:
            return [scene.say("utter_nothing_open")]
        promised = complaint.promised
        said = scene.text("utter_complaint_promised", promise=promised) if promised else ""
        flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
        return [
            scene.say(
                "utter_complaint_status",
                number=complaint.number,
                state=scene.text(f"utter_complaint_state_{complaint.state}"),
                proposal=phrasing.deadline(complaint.proposal_due_at, scene.language),
                answer=phrasing.deadline(complaint.answer_due_at, scene.language),
                promised=said,
            )
        ]


def _numbered(scene: Scene, complaint: Complaint) -> Reply:
    order = complaint.order
    about = scene.text("utter_complaint_order", number=order.number) if order else ""
    return scene.say(
        "utter_complaint_filed",
        number=complaint.number,
        about=about,
        proposal=phrasing.deadline(complaint.proposal_due_at, scene.language),
        answer=phrasing.deadline(complaint.answer_due_at, scene.language),
    )
