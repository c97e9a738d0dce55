"""What is said to somebody in danger after the first steps (REQ D3): fitting the danger and what
was just told, and never a form."""

import math
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.language.demands import demands_of
from bot.language.phone import as_dialled
from bot.language.urgent import Urgent
from bot.language.urgent_talk import Said, is_hurt, read_said
from bot.models import Case, CaseKind, Complaint, Conversation
from bot.services import complaints, phrasing
from bot.services.cases import add_to_case, open_of_kind
from bot.services.reading import Reading, address_from_json
from bot.settings import Settings

Text = tuple[str, Mapping[str, object]]
"""The key of a text with its places."""
_NOW = (Urgent.GAS, Urgent.FIRE, Urgent.INJURY, Urgent.VIOLENCE, Urgent.HARASSMENT)
"""Dangers whose most important step is said once more in short; of the others all the steps."""
_AS_IF = {Urgent.ELDER_FALL: Urgent.INJURY, Urgent.ELECTRIC: Urgent.INJURY}
_SAFE = (Urgent.GAS, Urgent.FIRE, Urgent.INJURY)
_MORE = (Urgent.THEFT, Urgent.MISSING_PERSON)


def kind_of(session: Session, conversation: Conversation) -> Urgent | None:
    """The danger that is under way: the last one with a kind of its own."""
    case = open_of_kind(session, conversation.id, CaseKind.URGENT)
    lines = case.subject.splitlines() if case else []
    found = [line.split("：", 1)[0] for line in lines]
    kinds = [Urgent(each) for each in found if each in set(Urgent) - {Urgent.SAFETY}]
    return kinds[-1] if kinds else None


def answer(
    session: Session, conversation: Conversation, reading: Reading, settings: Settings
) -> Text:
    """The key and the places of what is said to a further message."""
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
    hurt = Urgent.INJURY if is_hurt(reading.text) else None
    return _by_kind(said, kind_of(session, conversation) or hurt), {}


def _by_kind(said: Said, kind: Urgent | None) -> str:
    """The key of a text without places, for this danger where it has one of its own."""
    known = _AS_IF.get(kind, kind) if kind else None
    if said == Said.NOW:
        fallback = f"utter_urgent_{kind or Urgent.SAFETY}"
        return f"utter_urgent_now_{known}" if known in _NOW else fallback
    if said == Said.SAFE:
        return f"utter_urgent_safe_{known}" if known in _SAFE else "utter_urgent_safe"
    if said == Said.MORE:
        return f"utter_urgent_more_{known}" if known in _MORE else "utter_urgent_waiting"
    return {
        Said.POLICE: "utter_urgent_police",
        Said.ENGLISH: "utter_urgent_english",
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
