"""action_session_start: the engine's tracker lives for one turn and is filled from the draft."""

from typing import Any

from rasa_sdk.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet

from actions.base import DeskAction, Scene
from bot.models import Draft, DraftKind
from bot.services import drafts
from bot.services.booking import bookings
from bot.services.complaint import complaint_drafts

_OF_FILED = ("complaint_status", "complaint_verdict")
"""What is said about a complaint that is filed already needs no form."""


class SessionStart(DeskAction):
    """Restores slots and the active form, if this turn goes on with one.

    The form is restored also for its first turn: a crash in the form's validation then ends the
    turn with no answer (a failure that is seen) instead of a submitted empty form.
    """

    title = "action_session_start"

    def events(self, scene: Scene) -> list[dict[str, Any]]:
        return [SessionStarted(), *_restored(scene), ActionExecuted("action_listen")]


def _restored(scene: Scene) -> list[dict[str, Any]]:
    intent, draft = scene.reading.intent, scene.draft()
    if intent == "order_place" or (intent == "inform" and _is(draft, DraftKind.BOOKING)):
        booking = drafts.find(scene.session, scene.conversation.id, DraftKind.BOOKING)
        return _form("booking_form", bookings.values(booking) if booking else {})
    files = intent.startswith("complaint_") and intent not in _OF_FILED
    if files or (intent == "inform" and _is(draft, DraftKind.COMPLAINT)):
        complaint = drafts.find(scene.session, scene.conversation.id, DraftKind.COMPLAINT)
        return _form("complaint_form", complaint_drafts.values(complaint) if complaint else {})
    return []


def _is(draft: Draft | None, kind: DraftKind) -> bool:
    return draft is not None and draft.kind == kind


def _form(name: str, slots: dict[str, str | None]) -> list[dict[str, Any]]:
    return [*(SlotSet(slot, value) for slot, value in slots.items()), ActiveLoop(name)]
