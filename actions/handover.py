"""A person is wanted: at once, with the time when somebody is there (REQ A9, A10)."""

import math
from datetime import datetime, timedelta

from actions.base import DeskAction, Scene
from actions.call_back import call_back
from bot.language.talk.answers import wants_person
from bot.language.talk.waiting import asks_for_somebody, gives_up_waiting, loses_patience
from bot.models import Case, CaseKind, Flag
from bot.services import phrasing
from bot.services.danger import urgent_answers
from bot.services.handoff.cases import open_of_kind, settle
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
        if (call := call_back(scene)) is not None:
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
