"""The complaint form (REQ D1, D2, D4)."""

import math
import re
from datetime import timedelta
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import DeskAction, Scene
from actions.handover import answer_due
from actions.heard import demanded, heard_now, keep_demands, pointed_out, wanted_by_now
from bot.language.awaiting import awaits_worker
from bot.language.grievance import added, withdraws
from bot.language.phone import as_dialled
from bot.language.questions import is_question
from bot.models import CaseKind, Category, Complaint, Draft, DraftKind, Flag, Order
from bot.services import (
    complaint_answers,
    complaint_drafts,
    complaint_orders,
    complaints,
    desk_hours,
    drafts,
    phrasing,
)
from bot.services.cases import open_of_kind
from bot.services.conversations import flag
from bot.services.wording import Button, Reply

_QUOTED = 30
_MISSED = re.compile(
    r"上[次回周个]|之前|以前|我的|那[个件次]|没(?:有)?(?:下文|消息|动静|人|结果|回)|怎么样了|进展|还没|\b(?:my|last|still|news|update)\b",
    re.IGNORECASE,
)
"""Of a complaint that was made before."""
_FRESH = timedelta(hours=2)


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
        if known is not None or complaint_drafts.same_matter(scene.desk) is not None:
            return []
        return [scene.say(f"utter_calm_{draft.data['category']}"), *_called(scene, draft)]

    def events(self, scene: Scene) -> list[dict[str, Any]]:
        draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        if draft is None:  # a turn taken again after it was filed: every answer is stored already
            return [SlotSet(name, "-") for name in complaint_drafts.SLOTS]
        is_more = complaint_drafts.same_matter(scene.desk) is not None
        values = complaint_drafts.values(draft, is_more=is_more)
        return [SlotSet(name, value) for name, value in values.items()]


def _called(scene: Scene, draft: Draft) -> list[Reply]:
    """Who stands at the door and waits hears first when somebody will tell where the worker is."""
    order_id = draft.data.get("order_id")
    order = scene.session.get(Order, order_id) if order_id else None
    if not _is_awaited(scene, order, draft.data["category"]):
        return []
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if opening > scene.now:
        when = phrasing.deadline(opening, scene.language)
        return [scene.say("utter_no_show_later", when=when)]
    minutes = math.ceil(scene.settings.reply_limit_seconds / 60)
    return [scene.say("utter_no_show_now", wait=minutes)]


def _is_awaited(scene: Scene, order: Order | None, category: str) -> bool:
    """Whether the worker is waited for at this moment (REQ C5)."""
    if category not in (Category.NO_SHOW, Category.LATE):
        return False
    if order is not None and not complaint_orders.is_running(order, scene.now):
        return False
    return awaits_worker(scene.reading.words)


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
        if _is_awaited(scene, None, draft.data["category"]):
            return [_still_awaited(scene), scene.say("utter_ask_complaint_contact")]
        if (what := heard_now(scene)) is not None:
            return [scene.say("utter_ask_complaint_contact_heard", what=what)]
        return [scene.say("utter_ask_complaint_contact_again")]


def _note(scene: Scene, what: str) -> Draft:
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
    assert draft is not None
    drafts.ask(scene.session, draft, what, scene.now)
    return draft


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
    if _is_awaited(scene, complaint.order, complaint.category):
        return _still_awaited(scene)
    said = added(words) if is_text else "added"
    if (
        said not in ("blame", "private", "channel")
        and (named := _named(scene, complaint, places)) is not None
    ):
        return named
    if said == "added" and is_text and is_question(words):
        return scene.say("utter_complaint_question", number=complaint.number, when=places["answer"])
    if said == "channel":
        phone = as_dialled(complaint.contact or "")
        key = "utter_complaint_by_phone" if phone else "utter_complaint_here"
        return scene.say(key, phone=phone, **places)
    return scene.say(f"utter_complaint_{said}", **places)


def _named(scene: Scene, complaint: Complaint, places: dict[str, str]) -> Reply | None:
    """A remedy, a phone, who and where it was: said back."""
    if (wish := demanded(scene, complaint)) is not None:
        return scene.say("utter_complaint_wish", wish=wish, **places)
    what = pointed_out(scene, scene.reading)
    phone = as_dialled(scene.reading.phone or "")
    if phone and what is None:
        return scene.say("utter_complaint_phone", phone=phone, **places)
    told = scene.listed(each for each in (phone, what) if each)
    return scene.say("utter_complaint_pointed", what=told, **places) if told else None


def _still_awaited(scene: Scene) -> Reply:
    """“你们到底来不来”, again: until when somebody tells it."""
    due = answer_due(scene)
    key = "utter_no_show_wait" if due > scene.now else "utter_no_show_overdue"
    return scene.say(key, when=phrasing.deadline(due, scene.language))


class ComplaintStatus(DeskAction):
    """How an open complaint stands: number, deadline, what a person promised (REQ D4, D7)."""

    title = "action_complaint_status"

    def act(self, scene: Scene) -> list[Reply]:
        complaint = complaints.open_complaint(
            scene.session, scene.conversation.identity.customer_id
        )
        if withdraws(scene.reading.words):
            return [_taken_back(scene, complaint)]
        if complaint is None and (draft := _begun(scene)) is not None:
            return [scene.say("utter_complaint_course"), *_asked_again(scene, draft)]
        if complaint is None:
            told = _result_again(scene) or _promised_answer(scene)
            return [told or _none_found(scene)]
        promised = complaint.promised
        said = scene.text("utter_complaint_promised", promise=promised) if promised else ""
        flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
        is_fresh = scene.now - complaint.created_at < _FRESH and not promised
        return [
            scene.say(
                "utter_complaint_deadline" if is_fresh else "utter_complaint_status",
                number=complaint.number,
                state=scene.text(f"utter_complaint_state_{complaint.state}"),
                proposal=phrasing.deadline(complaint.proposal_due_at, scene.language),
                answer=phrasing.deadline(complaint.answer_due_at, scene.language),
                promised=said,
            )
        ]


def _none_found(scene: Scene) -> Reply:
    """No complaint here: a person looks for the one that is meant (REQ A4); who only asks how long
    it takes is told that."""
    if _MISSED.search(scene.reading.words) is None:
        return scene.say("utter_complaint_course")
    flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
    return scene.say("utter_complaint_not_found")


def _begun(scene: Scene) -> Draft | None:
    return drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)


def _asked_again(scene: Scene, draft: Draft) -> list[Reply]:
    """The question that is still open."""
    is_contact = draft.asked == "complaint_contact"
    return [scene.say("utter_ask_complaint_contact_again")] if is_contact else []


def _taken_back(scene: Scene, complaint: Complaint | None) -> Reply:
    """Kindly, and noted: a person decides whether the matter is looked into all the same."""
    begun = _begun(scene)
    if begun is not None:
        drafts.close(scene.session, begun)
    if complaint is None:
        return scene.say("utter_complaint_dropped")
    complaints.add_detail(scene.session, complaint, scene.reading.text, now=scene.now)
    flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
    return scene.say("utter_complaint_taken_back", number=complaint.number)


def _result_again(scene: Scene) -> Reply | None:
    """The result that was told already, with its question."""
    told = complaint_answers.waiting(scene.session, scene.conversation.identity.customer_id)
    if told is None:
        return None
    result = scene.text("utter_complaint_result", measure=told.measure, basis=told.basis)
    number = told.complaint.number
    return scene.say("utter_verdict_ask", *_choices(scene, told), number=number, result=result)


def _promised_answer(scene: Scene) -> Reply | None:
    """When the answer comes that the catalogue did not hold (REQ B2)."""
    case = open_of_kind(scene.session, scene.conversation.id, CaseKind.ENQUIRY)
    if case is None:
        return None
    when = phrasing.deadline(case.due_at, scene.language)
    key = "utter_answer_promised" if case.due_at > scene.now else "utter_answer_overdue"
    if case.due_at <= scene.now:
        flag(scene.session, scene.conversation, Flag.PERSON_WANTED, now=scene.now)
    question = case.subject.splitlines()[0][:_QUOTED]
    return scene.say(key, question=question, when=when)


def _choices(scene: Scene, told: complaint_answers.Result) -> tuple[Button, ...]:
    return complaints.verdict_buttons(told.complaint, scene.house.wording, scene.language)


class ComplaintVerdict(DeskAction):
    """The answer to a result: content closes it, not content takes it to a supervisor (D7)."""

    title = "action_complaint_verdict"

    def act(self, scene: Scene) -> list[Reply]:
        told = complaint_answers.waiting(scene.session, scene.conversation.identity.customer_id)
        if told is None:
            return [scene.say("utter_nothing_open")]
        complaint, words = told.complaint, scene.reading.text
        if scene.reading.content is None:
            complaints.add_detail(scene.session, complaint, words, now=scene.now)
            asks = is_question(words)
            if asks:  # only a person knows: when the worker comes again, what is paid
                flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
            key = "utter_verdict_question" if asks else "utter_verdict_unclear"
            return [scene.say(key, *_choices(scene, told), number=complaint.number)]
        if scene.reading.content:
            complaint_answers.accept(scene.session, complaint, words, now=scene.now)
            return [scene.say("utter_verdict_content", number=complaint.number)]
        return [_reopened(scene, complaint)]


def _reopened(scene: Scene, complaint: Complaint) -> Reply:
    due = complaint_answers.reject(
        scene.session,
        complaint,
        scene.conversation,
        scene.reading.text,
        now=scene.now,
        settings=scene.settings,
    )
    flag(scene.session, scene.conversation, Flag.COMPLAINT, now=scene.now)
    when = phrasing.deadline(due, scene.language)
    return scene.say("utter_verdict_reopened", number=complaint.number, when=when)


def _numbered(scene: Scene, complaint: Complaint) -> Reply:
    order = complaint.order
    about = scene.text("utter_complaint_order", number=order.number) if order else ""
    if (what := pointed_out(scene, scene.reading)) is not None:
        about += scene.text("utter_heard", what=what)
    if (wish := wanted_by_now(scene, complaint)) is not None:
        about += scene.text("utter_heard_wish", wish=wish)
    return scene.say(
        "utter_complaint_filed",
        number=complaint.number,
        about=about,
        proposal=phrasing.deadline(complaint.proposal_due_at, scene.language),
        answer=phrasing.deadline(complaint.answer_due_at, scene.language),
    )
