"""A member of the staff in the chat that gets alarms: bound by a code, told where to work.

The chat is no second console: what is written here reaches no customer and starts no flow. Danger
is read as everybody's, by the customers' way.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.language.danger.urgent import urgent_kind
from bot.language.staff.invitation import STAFF, code_in
from bot.language.staff.staff_words import wants_no_alarms
from bot.models import Conversation, Owner, Turn
from bot.services.handoff.staff_alarms import CHANNELS, console_url
from bot.services.staff import staff_chats
from bot.services.wording import Reply, Wording
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class StaffTurns:
    """Answers the turns of staff, and binds who sends a code."""

    clock: Clock
    settings: Settings
    wording: Wording
    name: str = "staff"

    def takes(self, session: Session, turn: Turn, text: str) -> bool:
        """Whether a member of the staff writes, or somebody with a code."""
        if code_in(text, STAFF) is not None or self.name in (turn.outcome or {}):
            return True
        is_staff = staff_chats.staff_of(session, turn.conversation.identity_id) is not None
        return is_staff and urgent_kind(text) is None

    def reply(self, session: Session, turn: Turn, text: str) -> list[Reply] | None:
        """One answer; None when a person has the conversation."""
        if turn.conversation.owner == Owner.PERSON:
            return None
        turn.intent = self.name
        return [Reply(self._take(session, turn.conversation, text))]

    def _take(self, session: Session, conversation: Conversation, text: str) -> str:
        if (code := code_in(text, STAFF)) is not None:
            return self._bind(session, conversation, code)
        staff = staff_chats.staff_of(session, conversation.identity_id)
        assert staff is not None
        if wants_no_alarms(text):
            staff_chats.unbind_chat(session, staff, now=self.clock.now())
            return self._say(conversation, "utter_staff_unbound")
        return self._say(conversation, "utter_staff_help", link=console_url(self.settings))

    def _bind(self, session: Session, conversation: Conversation, code: str) -> str:
        identity = conversation.identity
        if identity.channel not in CHANNELS:
            return self._say(conversation, "utter_staff_not_here", messenger="Telegram")
        staff = staff_chats.bind(session, identity, code, now=self.clock.now())
        if staff is None:
            return self._say(conversation, "utter_staff_code_refused")
        return self._say(conversation, "utter_staff_welcome", name=staff.display_name)

    def _say(self, conversation: Conversation, key: str, **places: Any) -> str:
        language = conversation.identity.language
        return self.wording.say(key, language=language, **places)
