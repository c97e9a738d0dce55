"""How a complaint stands, or that it is taken back (REQ D4, D7)."""

import re
from datetime import timedelta

from actions.base import DeskAction, Scene
from bot.language.complaint.grievance import withdraws
from bot.models import CaseKind, Complaint, Draft, DraftKind, Flag
from bot.services import drafts, phrasing
from bot.services.complaint import complaint_answers, complaints
from bot.services.handoff.cases import open_of_kind
from bot.services.thread.conversations import flag
from bot.services.wording import Button, Reply

_QUOTED = 30
_MISSED = re.compile(
    r"上[次回周个]|之前|以前|我的|那[个件次]|没(?:有)?(?:下文|消息|动静|人|结果|回)|怎么样了|进展|还没|\b(?:my|last|still|news|update)\b",
    re.IGNORECASE,
)
"""Of a complaint that was made before."""
_FRESH = timedelta(hours=2)


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
    return scene.say("utter_verdict_ask", *choices(scene, told), number=number, result=result)


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


def choices(scene: Scene, told: complaint_answers.Result) -> tuple[Button, ...]:
    """Content with a result, or not."""
    return complaints.verdict_buttons(told.complaint, scene.house.wording, scene.language)
