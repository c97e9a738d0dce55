"""Who wants to work for us: no customer, and put through to a person all the same (REQ A7)."""

from actions.base import Scene
from bot.language.talk.job_seekers import seeks_work
from bot.models import CaseKind
from bot.services import phrasing
from bot.services.handoff.cases import add_to_case, open_of_kind
from bot.services.wording import Reply


def application(scene: Scene) -> Reply | None:
    """The answer to an application, or to what is told of oneself after it; None to all else."""
    known = open_of_kind(scene.session, scene.conversation.id, CaseKind.ENQUIRY)
    if known is not None and seeks_work(known.subject):
        add_to_case(scene.session, known, scene.reading.text[:200])
        when = phrasing.deadline(known.due_at, scene.language)
        key = "utter_application_more" if known.due_at > scene.now else "utter_application_late"
        return scene.say(key, when=when)
    if not seeks_work(scene.reading.words):
        return None
    subject = f"求职：{scene.reading.text[:200]}"
    case = scene.open_case(CaseKind.ENQUIRY, "application", subject)
    return scene.say("utter_application", when=phrasing.deadline(case.due_at, scene.language))
