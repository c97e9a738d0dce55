"""The wish to be called by the desk: noted with phone and time, moved, told again (REQ A10)."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from actions.base import Scene
from bot.clock import LOCAL, local
from bot.language.complaint.calls import asks_for_the_call
from bot.language.contact.call_wishes import names_order_phone, refuses_hours
from bot.language.contact.phone import as_dialled, find_phones
from bot.language.talk.waiting import asks_for_somebody, loses_patience
from bot.language.when import When
from bot.models import Case, CaseKind, DraftKind
from bot.services import drafts, phrasing
from bot.services.booking import told
from bot.services.complaint import complaints
from bot.services.handoff.cases import add_to_case, open_of_kind
from bot.services.reading import Reading, when_from_json
from bot.services.staff import desk_hours
from bot.services.thread import turns
from bot.services.wording import Reply

_PARTS = {"morning": (9, 12), "noon": (12, 14), "afternoon": (14, 18), "evening": (18, 22)}
_LATELY = timedelta(hours=1)


def call_back(scene: Scene) -> Reply | None:
    """The wish to be called: noted, or the one that stands gets another time or phone."""
    reading, wished = scene.reading, _wished(scene)
    under_way = open_of_kind(scene.session, scene.conversation.id, CaseKind.CALL)
    phone = None if names_order_phone(reading.words) and not reading.calls else reading.phone
    if under_way is not None and not (wished or phone or reading.calls):
        return _agreed(scene, under_way)
    if phone is None and (reading.calls or (under_way is not None and wished)):
        phone = _phone_of(scene, under_way)
    if phone is None:
        return None
    at = _call_at(scene, wished, under_way)
    when = _said(scene, at, wished)
    _keep(scene, under_way, phone, at, _said(scene, at, wished, language="zh"))
    return scene.say(_key(scene, at, wished, under_way), phone=as_dialled(phone), when=when)


def _key(scene: Scene, at: datetime, wished: When | None, under_way: Case | None) -> str:
    if under_way is not None:
        return "utter_callback_moved"
    if wished is not None:
        return "utter_callback_at"
    return "utter_callback_soon" if at <= scene.now else "utter_callback_noted"


def _wished(scene: Scene) -> When | None:
    """The hour that is wished for the call: in this message, or in the wish just before it."""
    said = _time_of(scene.reading)
    if said is not None or not scene.reading.phone:
        return said
    before = turns.before(scene.session, scene.turn, since=scene.now - _LATELY, most=1)
    if not before or before[0].intent != "ask_human" or not before[0].reading:
        return None
    reading = Reading.model_validate(before[0].reading)
    return _time_of(reading) if reading.calls else None


def _time_of(reading: Reading) -> When | None:
    """“四点”, “四点以后”, “下午”, “七点前”; a day alone is one from its opening on."""
    when = when_from_json(reading.when)
    if refuses_hours(reading.words):  # “两点到四点不方便，四点后都行”
        when = next((each for each in reading.moments if each.earliest), when)
    if when is None or not (when.clock or when.earliest or when.latest or when.part or when.day):
        return None
    part = time(_PARTS[when.part][0]) if when.part in _PARTS else None
    return replace(when, clock=when.clock or when.earliest or part)


def _agreed(scene: Scene, call: Case) -> Reply | None:
    """The call that stands, to who asks when it comes."""
    phone = _phone_of(scene, call)
    words = scene.reading.words
    asks = asks_for_the_call(words) or asks_for_somebody(words) or loses_patience(words)
    if phone is None or not asks:
        return None
    when = phrasing.deadline(call.due_at - desk_hours.CALL_WITHIN, scene.language)
    return scene.say("utter_callback_at", phone=as_dialled(phone), when=when)


def _phone_of(scene: Scene, under_way: Case | None) -> str | None:
    """The phone of the call that stands, else the one of the business in hand, else the one that
    was confirmed or told in this conversation."""
    said = find_phones(under_way.subject) if under_way else []
    if said:
        return said[-1].e164
    customer = scene.conversation.identity.customer
    complaint = complaints.open_complaint(scene.session, customer.id)
    draft = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
    in_hand = draft.data.get("phone") if draft else None
    of_complaint = complaint.contact if complaint else None
    return in_hand or of_complaint or customer.phone or told.phone(scene.desk, scene.turn)


def _call_at(scene: Scene, wished: When | None, under_way: Case | None) -> datetime:
    """The wished time while people are there, else the next opening; a bare hour is that of the
    day that was agreed before, or the next such hour."""
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if wished is None or (wished.clock is None and wished.day is None):
        return opening
    if _is_refused(scene, wished):
        return desk_hours.next_opening(_after(opening, wished), scene.settings)
    if wished.day is None and _is_now(wished, local(scene.now).time()):
        return opening
    known = [local(under_way.due_at - desk_hours.CALL_WITHIN).date()] if under_way else []
    days = [wished.day] if wished.day else [*known, local(scene.now).date()]
    clock = wished.clock or time(0)
    moments = [datetime.combine(day, clock, LOCAL) for day in days]
    later = [moment for moment in moments if moment >= scene.now]
    tomorrow = moments[-1] if wished.day else moments[-1] + timedelta(days=1)
    at = max(opening, later[0] if later else tomorrow)
    return desk_hours.next_opening(at, scene.settings)


def _is_refused(scene: Scene, wished: When) -> bool:
    """Whether the hours named are those in which no call is wanted."""
    is_span = wished.until is not None and wished.earliest is None
    return is_span and refuses_hours(scene.reading.words)


def _is_now(wished: When, clock: time) -> bool:
    """Whether the hours from which on one may call have begun: “下午” at three, “两点以后”."""
    if wished.earliest is not None:
        return clock >= wished.earliest
    begin, end = _PARTS.get(wished.part or "", (24, 0))
    is_bare = wished.clock == time(begin % 24) and wished.until is None
    return is_bare and begin <= clock.hour < end


def _after(at: datetime, refused: When) -> datetime:
    """``at``, or the end of the hours in which no call is wanted."""
    begin, end = refused.clock, refused.until
    if begin is None or end is None or not begin <= local(at).time() < end:
        return at
    return datetime.combine(local(at).date(), end, LOCAL)


def _said(scene: Scene, at: datetime, wished: When | None, *, language: str | None = None) -> str:
    """“14:00–16:00”, “16:00 以后”: the wish as it is said back and kept."""
    language = language or scene.language
    when = phrasing.deadline(at, language)
    if wished is None:
        return when
    key = _span(wished, is_refused=_is_refused(scene, wished))
    if key is None:
        return when
    until, begin = wished.until or wished.latest or time(0), wished.clock or time(0)
    return scene.house.wording.say(
        key, language=language, when=when, until=f"{until:%H:%M}", begin=f"{begin:%H:%M}"
    )


def _span(wished: When, *, is_refused: bool) -> str | None:
    """The words for the hours that are wished; None for one hour."""
    if is_refused:
        return "utter_call_without" if wished.clock and wished.until else None
    if wished.until is not None:
        return "utter_call_between"
    if wished.latest is not None:
        return "utter_call_before"
    return "utter_call_from" if wished.earliest or wished.part else None


def _keep(scene: Scene, under_way: Case | None, phone: str, at: datetime, when: str) -> None:
    if under_way is not None:
        note = f"改为 {when} 回电 {phone}：{scene.reading.text[:200]}"
        add_to_case(scene.session, under_way, note)
        under_way.due_at = at + desk_hours.CALL_WITHIN
        return
    since = " 起" if when == phrasing.deadline(at) else ""
    subject = f"请回电 {phone}，{when}{since}：{scene.reading.text[:200]}"
    scene.open_case(CaseKind.CALL, "call", subject, due_at=at + desk_hours.CALL_WITHIN)
