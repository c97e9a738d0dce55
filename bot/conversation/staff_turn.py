"""A member of the staff in the chat that gets alarms: bound by a code, told where to work.

The chat is no second console: what is written here reaches no customer and starts no flow. Danger
is read as everybody's, by the customers' way.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation.kept_replies import from_json, to_json
from bot.db import Database
from bot.language.invitation import STAFF, code_in
from bot.language.staff_words import wants_no_alarms
from bot.language.urgent import urgent_kind
from bot.models import Conversation, Owner, Turn
from bot.services import staff_chats, turns
from bot.services.staff_alarms import CHANNELS, console_url
from bot.services.wording import Reply, Wording
from bot.settings import Settings

_INTENT = "staff"


@dataclass(frozen=True, slots=True)
class StaffTurns:
    """Answers the turns of staff, and binds who sends a code."""

    database: Database
    clock: Clock
    settings: Settings
    wording: Wording

    def answer(self, turn_id: int) -> list[Reply] | None:
        """The replies to a member of the staff; None when somebody else writes."""
        if not self._is_ours(turn_id):
            return None
        with self.database.write() as session:
            turn = session.get_one(Turn, turn_id)
            if turn.conversation.owner == Owner.PERSON:
                return []
            if turn.outcome is not None:
                return from_json(_INTENT, turn.outcome)
            turn.intent = _INTENT
            replies = [Reply(self._take(session, turn, turn.conversation))]
            turn.outcome = to_json(_INTENT, replies)
            return replies

    def _is_ours(self, turn_id: int) -> bool:
        """A look without locks: nearly all turns are customers'."""
        with self.database.read() as session:
            turn = session.get_one(Turn, turn_id)
            text = _text(session, turn)
            if code_in(text, STAFF) is not None or _INTENT in (turn.outcome or {}):
                return True
            is_staff = staff_chats.staff_of(session, turn.conversation.identity_id) is not None
            return is_staff and urgent_kind(text) is None

    def _take(self, session: Session, turn: Turn, conversation: Conversation) -> str:
        text, identity = _text(session, turn), conversation.identity
        if (code := code_in(text, STAFF)) is not None:
            return self._bind(session, conversation, code)
        staff = staff_chats.staff_of(session, identity.id)
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


def _text(session: Session, turn: Turn) -> str:
    return "\n".join(message.text for message in turns.said_in(session, turn))
