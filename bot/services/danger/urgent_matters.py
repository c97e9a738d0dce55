"""Urgent matters (REQ D3): a person at once by every means, paperwork later."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.language.danger.urgent import Urgent, urgent_kind
from bot.language.danger.urgent_reports import reports_help, without_report
from bot.language.danger.urgent_scenes import Scene
from bot.models import Case, CaseKind, Category, Complaint, Conversation, DraftKind, Flag
from bot.services import drafts
from bot.services.complaint import complaint_drafts
from bot.services.danger import urgent_answers
from bot.services.danger.urgent_answers import Text
from bot.services.desk import Desk
from bot.services.handoff.cases import add_to_case, open_case, open_of_kind
from bot.services.reading import Reading
from bot.services.thread.conversations import flag
from bot.settings import Settings

_VAGUE = (None, Urgent.SAFETY)
ACT_WITHIN = timedelta(minutes=1)


def raise_urgent(
    session: Session,
    conversation: Conversation,
    reading: Reading,
    *,
    key: str,
    now: datetime,
    settings: Settings,
    by_worker: bool = False,
) -> None:
    """Flag the conversation, open an urgent case, and file the safety complaint when a customer
    speaks of our people; while a case is open, further messages are added to it. Once per
    ``key``."""
    flag(session, conversation, Flag.URGENT, now=now)
    complaint = None
    under_way = open_of_kind(session, conversation.id, CaseKind.URGENT)
    if not by_worker and _is_ours(reading, is_more=under_way is not None):
        complaint = _complaint(Desk(session, conversation, now, settings), reading)
    subject = f"{reading.urgent}：{reading.text[:200]}"
    if under_way is not None:
        return add_to_case(session, under_way, subject)
    open_case(
        session,
        key=f"urgent:{key}",
        kind=CaseKind.URGENT,
        subject=subject,
        now=now,
        due_in=ACT_WITHIN,
        conversation=conversation,
        complaint_id=complaint.id if complaint else None,
        priority="urgent",
    )
    return None


def what_to_say(
    session: Session, conversation: Conversation, reading: Reading, settings: Settings
) -> Sequence[Text]:
    """The keys of the fixed texts for a danger, with their places: what to do first is told once
    for each kind.

    Who has called for help, or tells more of the same danger, is not told all the steps again.
    """
    known = open_of_kind(session, conversation.id, CaseKind.URGENT)
    is_under_way = Flag.URGENT in conversation.flags
    scene, is_new_scene = urgent_answers.scene_now(known if is_under_way else None, reading)
    first = scene if is_new_scene else reading.urgent
    steps: Sequence[Text] = [(f"utter_urgent_{first}", {}), ("utter_urgent_person", {})]
    if not is_under_way or is_new_scene or _is_new_kind(known, reading, scene):
        return steps
    return [urgent_answers.answer(session, conversation, reading, settings)]


def _is_new_kind(known: Case | None, reading: Reading, scene: Scene | None) -> bool:
    """Whether a danger of another kind came up, whose steps were not told yet."""
    told = known is not None and f"{reading.urgent}：" in known.subject
    if scene is Scene.FIRE_INSIDE and reading.urgent == Urgent.TRAPPED:
        return False  # who is caught in the fire
    if reports_help(reading.text):
        besides = urgent_kind(without_report(reading.text))
        return besides not in _VAGUE and not (told and besides == reading.urgent)
    return not told and reading.urgent not in _VAGUE


def _is_ours(reading: Reading, *, is_more: bool) -> bool:
    """“110打了，物业在调监控” tells more of what is under way and is no complaint of its own."""
    if is_more:
        return complaint_drafts.names_us(reading.text)
    return complaint_drafts.is_about_us(reading)


def _complaint(desk: Desk, reading: Reading) -> Complaint:
    draft = drafts.open_draft(desk.session, desk.conversation, DraftKind.COMPLAINT, desk.now)
    complaint_drafts.take(desk, draft, reading, category=Category.SAFETY)
    return complaint_drafts.file(desk, draft)
