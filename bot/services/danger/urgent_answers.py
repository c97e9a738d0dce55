"""What is said to somebody in danger after the first steps (REQ D3): fitting the danger and what
was just told, and never a form."""

import math
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.language.complaint.demands import demands_of
from bot.language.contact.phone import as_dialled
from bot.language.danger.urgent import Urgent
from bot.language.danger.urgent_scenes import Scene, scene_of
from bot.language.danger.urgent_talk import Said, is_hurt, read_said
from bot.models import Case, CaseKind, Complaint, Conversation
from bot.services import phrasing
from bot.services.complaint import complaints
from bot.services.handoff.cases import add_to_case, open_of_kind
from bot.services.reading import Reading, address_from_json
from bot.settings import Settings

Text = tuple[str, Mapping[str, object]]
"""The key of a text with its places."""
Danger = Urgent | Scene
"""What the texts are named after."""
_VAGUE = (None, Urgent.SAFETY)
_NOW = {
    *(Urgent.GAS, Urgent.FIRE, Urgent.INJURY, Urgent.VIOLENCE, Urgent.HARASSMENT, Urgent.SELF_HARM),
    *(Scene.FIRE_INSIDE, Scene.OTHERS_LIFE, Scene.LEFT_ALONE, Scene.HEAT),
}
"""Dangers whose most important step is said once more in short; of the others all the steps."""
_AS_IF: dict[Danger, Danger] = {
    Urgent.ELDER_FALL: Urgent.INJURY,
    Urgent.ELECTRIC: Urgent.INJURY,
    Scene.FRAIL_HIT: Urgent.VIOLENCE,
}
_SAFE = {Urgent.GAS, Urgent.FIRE, Urgent.INJURY, Scene.OTHERS_LIFE, Scene.LEFT_ALONE, Scene.HEAT}
_MORE = {
    *(Urgent.THEFT, Urgent.MISSING_PERSON),
    *(Scene.OTHERS_LIFE, Scene.FRAIL_HIT, Scene.LEFT_ALONE),
}


def kinds_of(case: Case | None) -> list[Urgent]:
    """The dangers told of so far that have a kind of their own, the last one last."""
    lines = case.subject.splitlines() if case else []
    found = [line.split("：", 1)[0] for line in lines]
    return [Urgent(each) for each in found if each in set(Urgent) - {Urgent.SAFETY}]


def scene_now(case: Case | None, reading: Reading) -> tuple[Scene | None, bool]:
    """The scene by all that was told, and whether this message makes it one."""
    said, before = case.subject if case else "", kinds_of(case)
    now = [*before, *([Urgent(reading.urgent)] if reading.urgent not in _VAGUE else [])]
    known = scene_of(said, before or [Urgent.SAFETY]) if case else None
    scene = scene_of(f"{said}\n{reading.text}".strip(), now or [Urgent.SAFETY])
    return scene, scene is not None and scene is not known


def answer(
    session: Session, conversation: Conversation, reading: Reading, settings: Settings
) -> Text:
    """The key and the places of what is said to a further message."""
    case = open_of_kind(session, conversation.id, CaseKind.URGENT)
    scene, is_new = scene_now(case, reading)
    if is_new:
        return f"utter_urgent_{scene}", {}
    language = conversation.identity.language
    contact = _contact(reading, language)
    said = read_said(reading.text)
    if contact and said in (Said.MORE, Said.SAFE):
        return "utter_urgent_contact", {"what": contact}
    minutes = math.ceil(settings.reply_limit_seconds / 60)
    if said == Said.WHO_COMES:
        return "utter_urgent_who_comes", {"minutes": minutes}
    if said == Said.MONEY:
        amount = demands_of(["赔", reading.text]).amount
        named = phrasing.amount(amount, language) if amount else ""
        return ("utter_urgent_sum", {"sum": named}) if named else ("utter_urgent_money", {})
    hurt = [Urgent.INJURY] if is_hurt(reading.text) else [None]
    return _by_kind(said, scene or (kinds_of(case) or hurt)[-1]), {}


def _by_kind(said: Said, kind: Danger | None) -> str:
    """The key of a text without places, for this danger where it has one of its own."""
    known = _AS_IF.get(kind, kind) if kind else None
    if said == Said.NOW:
        fallback = f"utter_urgent_{kind or Urgent.SAFETY}"
        return f"utter_urgent_now_{known}" if known in _NOW else fallback
    if said == Said.SAFE:
        return f"utter_urgent_safe_{known}" if known in _SAFE else "utter_urgent_safe"
    if said == Said.MORE:
        own = kind if kind in _MORE else known
        return f"utter_urgent_more_{own}" if own in _MORE else "utter_urgent_waiting"
    return {
        Said.POLICE: "utter_urgent_police",
        Said.ENGLISH: "utter_urgent_english",
        Said.PET: "utter_urgent_pet",
        Said.REPORTED: "utter_urgent_reported",
    }[said]


def keep(session: Session, conversation: Conversation, reading: Reading, *, now: datetime) -> None:
    """Put a further message with the urgent case, a demand also with its complaint; its phone is
    the one to call."""
    case = open_of_kind(session, conversation.id, CaseKind.URGENT)
    if case is None:
        return
    add_to_case(session, case, reading.text[:200])
    complaint = _complaint(session, case)
    if complaint is None:
        return
    if reading.phone and complaint.contact is None:
        complaint.contact = reading.phone
    if read_said(reading.text) is Said.MONEY:
        complaints.add_detail(session, complaint, reading.text, now=now)


def _complaint(session: Session, case: Case) -> Complaint | None:
    return session.get(Complaint, case.complaint_id) if case.complaint_id else None


def _contact(reading: Reading, language: str) -> str | None:
    """Who and where, as it was told."""
    address = address_from_json(reading.address)
    phone = as_dialled(reading.phone or "")
    told = [reading.name or "", phone, address.text if address else ""]
    return phrasing.listed([each for each in told if each], language) or None
