"""The customer's answer to the result of a complaint (REQ D7)."""

from actions.base import DeskAction, Scene
from actions.complaint_status import choices
from bot.language.talk.questions import is_question
from bot.models import Complaint, Flag
from bot.services import phrasing
from bot.services.complaint import complaint_answers, complaints
from bot.services.thread.conversations import flag
from bot.services.wording import Reply


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
            return [scene.say(key, *choices(scene, told), number=complaint.number)]
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
