"""A person is wanted: at once, with the time when somebody is there (REQ A9, A10)."""

import math
from dataclasses import replace
from datetime import datetime, timedelta

from actions.base import DeskAction, Scene
from bot.clock import LOCAL, local
from bot.language.complaint.calls import asks_for_the_call
from bot.language.contact.phone import as_dialled, find_phones
from bot.language.talk.answers import wants_person
from bot.language.talk.waiting import asks_for_somebody, gives_up_waiting, loses_patience
from bot.language.when import When
from bot.models import Case, CaseKind, Flag
from bot.services import phrasing
from bot.services.complaint import complaints
from bot.services.danger import urgent_answers
from bot.services.handoff.cases import add_to_case, open_of_kind, settle
from bot.services.reading import when_from_json
from bot.services.staff import desk_hours
from bot.services.thread.conversations import flag, stop_waiting
from bot.services.wording import Reply


class HandOver(DeskAction):
    """Puts the conversation into the persons' queue and says when somebody answers."""

    title = "action_hand_over"

    def act(self, scene: Scene) -> list[Reply]:
        if Flag.URGENT in scene.conversation.flags:
            return [_in_danger(scene)]
        if (given_up := _given_up(scene)) is not None:
            return [given_up]
        waiting = Flag.PERSON_WANTED in scene.conversation.flags
        flag(scene.session, scene.conversation, Flag.PERSON_WANTED, now=scene.now)
        if (call := _call(scene)) is not None:
            return [call]
        if scene.reading.calls:
            return [scene.say("utter_call_phone")]
        return [_still_waiting(scene) if waiting else person_expected(scene)]


def _in_danger(scene: Scene) -> Reply:
    """More from somebody in danger: kept with the case, answered by what it is about (REQ D3)."""
    urgent_answers.keep(scene.session, scene.conversation, scene.reading, now=scene.now)
    key, places = urgent_answers.answer(
        scene.session, scene.conversation, scene.reading, scene.settings
    )
    return scene.say(key, **places)


def _given_up(scene: Scene) -> Reply | None:
    """“算了不等了”, “不用打了”: the call and the place in the queue are given back."""
    reading = scene.reading
    if reading.calls or reading.phone or not gives_up_waiting(reading.words):
        return None
    call = open_of_kind(scene.session, scene.conversation.id, CaseKind.CALL)
    if call is not None:
        settle(
            scene.session,
            Case.id == call.id,
            cause=f"客户说不用回电了：{reading.text[:100]}",
            now=scene.now,
            actor="customer",
        )
    stop_waiting(scene.session, scene.conversation, now=scene.now)
    return scene.say("utter_call_withdrawn" if call else "utter_wait_ended")


def _still_waiting(scene: Scene) -> Reply:
    """Until when, to who asks for it; else what was said is passed on."""
    words = scene.reading.words
    if not (asks_for_somebody(words) or loses_patience(words) or wants_person(words)):
        return scene.say("utter_passed_on")
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if opening > scene.now:
        when = phrasing.deadline(opening, scene.language)
        return scene.say("utter_waiting_opening", when=when)
    due = answer_due(scene)
    key = "utter_waiting_until" if due > scene.now else "utter_waiting_late"
    return scene.say(key, when=phrasing.deadline(due, scene.language))


def answer_due(scene: Scene) -> datetime:
    """Until when a person answers who was called for already (REQ A2)."""
    since = desk_hours.next_opening(scene.conversation.flagged_at or scene.now, scene.settings)
    return since + timedelta(seconds=scene.settings.reply_limit_seconds)


def person_expected(scene: Scene) -> Reply:
    """When a person answers: within the aim, or at the next opening."""
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if opening <= scene.now:
        minutes = math.ceil(scene.settings.reply_limit_seconds / 60)
        return scene.say("utter_person_coming", wait=f"{minutes}")
    when = phrasing.deadline(opening, scene.language)
    return scene.say("utter_person_later", when=when)


def _call(scene: Scene) -> Reply | None:
    """The wish to be called: noted, or the one that stands gets another time or phone."""
    reading = scene.reading
    wished = when_from_json(reading.when)
    if wished is not None and wished.clock is None and wished.earliest is not None:
        wished = replace(wished, clock=wished.earliest)  # “下午三点以后”
    has_clock = wished is not None and wished.clock is not None
    under_way = open_of_kind(scene.session, scene.conversation.id, CaseKind.CALL)
    changes = under_way is not None and has_clock
    if under_way is not None and not (has_clock or reading.phone or reading.calls):
        return _agreed(scene, under_way)
    phone = reading.phone or (_phone_of(scene, under_way) if reading.calls or changes else None)
    if phone is None:
        return None
    at = _call_at(scene, wished, under_way)
    _keep_call(scene, under_way, phone, at)
    when = phrasing.deadline(at, scene.language)
    key = "utter_callback_moved" if under_way else "utter_callback_noted"
    if under_way is None and at <= scene.now:
        key = "utter_callback_soon"
    elif wished is not None and wished.clock is not None and under_way is None:
        key = "utter_callback_at"
    return scene.say(key, phone=as_dialled(phone), when=when)


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
    """The phone of the call that stands, else that of the open complaint, else the one that the
    customer confirmed."""
    said = find_phones(under_way.subject) if under_way else []
    if said:
        return said[-1].e164
    customer = scene.conversation.identity.customer
    complaint = complaints.open_complaint(scene.session, customer.id)
    return (complaint.contact if complaint else None) or customer.phone


def _call_at(scene: Scene, wished: When | None, under_way: Case | None) -> datetime:
    """The wished time while people are there, else the next opening; a bare hour is that of the
    day that was agreed before, or the next such hour."""
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if wished is None or wished.clock is None:
        return opening
    known = [local(under_way.due_at - desk_hours.CALL_WITHIN).date()] if under_way else []
    days = [wished.day] if wished.day else [*known, local(scene.now).date()]
    moments = [datetime.combine(day, wished.clock, LOCAL) for day in days]
    later = [moment for moment in moments if moment >= scene.now]
    tomorrow = moments[-1] if wished.day else moments[-1] + timedelta(days=1)
    at = max(opening, later[0] if later else tomorrow)
    return desk_hours.next_opening(at, scene.settings)


def _keep_call(scene: Scene, under_way: Case | None, phone: str, at: datetime) -> None:
    when = phrasing.deadline(at)
    if under_way is not None:
        add_to_case(
            scene.session, under_way, f"改为 {when} 回电 {phone}：{scene.reading.text[:200]}"
        )
        under_way.due_at = at + desk_hours.CALL_WITHIN
        return
    subject = f"请回电 {phone}，{when} 起：{scene.reading.text[:200]}"
    scene.open_case(CaseKind.CALL, "call", subject, due_at=at + desk_hours.CALL_WITHIN)
