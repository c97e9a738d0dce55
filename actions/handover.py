"""A person is wanted: at once, with the time when somebody is there (REQ A9, A10)."""

import math
from datetime import datetime

from actions.base import DeskAction, Scene
from bot.clock import LOCAL, local
from bot.models import CaseKind, Flag
from bot.services import desk_hours, phrasing
from bot.services.cases import open_case
from bot.services.conversations import flag
from bot.services.reading import when_from_json
from bot.services.wording import Reply


class HandOver(DeskAction):
    """Puts the conversation into the persons' queue and says when somebody answers."""

    title = "action_hand_over"

    def act(self, scene: Scene) -> list[Reply]:
        if Flag.URGENT in scene.conversation.flags and scene.reading.phone is None:
            return [scene.say("utter_urgent_waiting")]
        waiting = Flag.PERSON_WANTED in scene.conversation.flags
        flag(scene.session, scene.conversation, Flag.PERSON_WANTED, now=scene.now)
        if scene.reading.phone is not None:
            return [_note_callback(scene, scene.reading.phone)]
        if waiting:
            return [scene.say("utter_person_waiting")]
        return [person_expected(scene)]


def person_expected(scene: Scene) -> Reply:
    """When a person answers: within the aim, or at the next opening."""
    opening = desk_hours.next_opening(scene.now, scene.settings)
    if opening <= scene.now:
        minutes = math.ceil(scene.settings.reply_limit_seconds / 60)
        return scene.say("utter_person_coming", wait=f"{minutes}")
    when = phrasing.deadline(opening, scene.language)
    return scene.say("utter_person_later", when=when)


def _note_callback(scene: Scene, phone: str) -> Reply:
    """A phone in the wish for a person is a wish to be called back."""
    opening = desk_hours.next_opening(scene.now, scene.settings)
    open_case(
        scene.session,
        key=f"turn:{scene.turn.id}:call",
        kind=CaseKind.CALL,
        subject=f"请回电 {phone}：{scene.reading.text[:200]}",
        now=scene.now,
        due_in=opening - scene.now + desk_hours.CALL_WITHIN,
        conversation=scene.conversation,
    )
    wished = when_from_json(scene.reading.when)
    at = opening
    if wished and wished.clock:
        day = wished.day or local(opening).date()
        at = max(opening, datetime.combine(day, wished.clock, LOCAL))
    when = phrasing.deadline(at, scene.language)
    return scene.say("utter_callback_noted", phone=phone.removeprefix("+86"), when=when)
