"""A complaint is stored, or added to: number, process and deadline, and what was said back
(REQ D1, D4)."""

from actions.awaited import is_awaited, still_awaited
from actions.base import DeskAction, Scene
from actions.heard import asked_time, demanded, keep_demands, pointed_out, wanted_by_now
from bot.language.complaint.calls import call_window
from bot.language.complaint.grievance import added, no_phone
from bot.language.contact.phone import as_dialled
from bot.language.talk.questions import is_question
from bot.models import Complaint, DraftKind
from bot.services import drafts, phrasing
from bot.services.complaint import complaint_drafts, complaints
from bot.services.wording import Reply

_WITHOUT_ECHO = ("blame", "private", "fee", "worry", "lenient", "pictures")
"""Answered by what they are about, not by a detail in them."""


class FileComplaint(DeskAction):
    """Stores the complaint and tells number, process and deadline (REQ D4)."""

    title = "action_file_complaint"

    def act(self, scene: Scene) -> list[Reply]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        if draft is None:
            return [scene.say("utter_nothing_open")]
        before = complaints.open_complaint(scene.session, scene.conversation.identity.customer_id)
        said = "\n".join(draft.data.get("said", []))
        complaint = complaint_drafts.file(scene.desk, draft)
        keep_demands(scene, complaint, said)
        if before is not None and before.id == complaint.id:
            return [_added(scene, complaint)]
        return [_numbered(scene, complaint)]


def _added(scene: Scene, complaint: Complaint) -> Reply:
    """What was added, by name where it has one; whose fault it is, what is paid and what was asked
    is answered with the result, not before (REQ D1)."""
    places = {
        "number": complaint.number,
        "proposal": phrasing.deadline(complaint.proposal_due_at, scene.language),
        "answer": phrasing.deadline(complaint.answer_due_at, scene.language),
    }
    words, is_text = scene.reading.words, scene.reading.kind == "text"
    if is_awaited(scene, complaint.order, complaint.category):
        return still_awaited(scene)
    said = added(words) if is_text else "added"
    if is_text and (window := call_window(words)) is not None:
        return scene.say("utter_complaint_call_time", what=window, number=complaint.number)
    if said == "channel":
        return _told_where(scene, complaint, places)
    if said not in _WITHOUT_ECHO and (named := _named(scene, complaint, places)) is not None:
        return named
    if said == "added" and is_text and is_question(words):
        return scene.say("utter_complaint_question", number=complaint.number, when=places["answer"])
    if said == "added" and scene.reading.angry:
        return scene.say("utter_complaint_upset", **places)
    return scene.say(f"utter_complaint_{said}", **places)


def _told_where(scene: Scene, complaint: Complaint, places: dict[str, str]) -> Reply:
    """By phone, where one is known and not refused, else here."""
    phone = "" if no_phone(scene.reading.words) else as_dialled(complaint.contact or "")
    key = "utter_complaint_by_phone" if phone else "utter_complaint_here"
    return scene.say(key, phone=phone, **places)


def _named(scene: Scene, complaint: Complaint, places: dict[str, str]) -> Reply | None:
    """A remedy, when somebody is to come, a phone, who and where it was: said back."""
    when = asked_time(scene, scene.reading)
    wish = demanded(scene, complaint)
    if wish is not None and when is None:
        return scene.say("utter_complaint_wish", wish=wish, **places)
    what = pointed_out(scene, scene.reading)
    phone = as_dialled(scene.reading.phone or "")
    ahead = "" if when is None or when in (what or "") else when
    told = scene.listed(each for each in (phone, what, wish, ahead) if each)
    if when is not None:
        return scene.say("utter_complaint_visit", what=told, **places)
    if phone and what is None:
        return scene.say("utter_complaint_phone", phone=phone, **places)
    return scene.say("utter_complaint_pointed", what=told, **places) if told else None


def _numbered(scene: Scene, complaint: Complaint) -> Reply:
    order = complaint.order
    about = scene.text("utter_complaint_order", number=order.number) if order else ""
    phone = as_dialled(scene.reading.phone or "")
    told = [each for each in (phone, pointed_out(scene, scene.reading)) if each]
    if told:
        about += scene.text("utter_heard", what=scene.listed(told))
    if (wish := wanted_by_now(scene, complaint)) is not None:
        about += scene.text("utter_heard_wish", wish=wish)
    return scene.say(
        "utter_complaint_filed",
        number=complaint.number,
        about=about,
        proposal=phrasing.deadline(complaint.proposal_due_at, scene.language),
        answer=phrasing.deadline(complaint.answer_due_at, scene.language),
    )
