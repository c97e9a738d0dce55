"""A customer's word on greetings and offers: taken at once, without the engine (REQ E5)."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.conversation.kept_replies import from_json, to_json
from bot.db import Database
from bot.language.care_words import care_wish
from bot.models import Owner, Turn
from bot.services import care, turns
from bot.services.wording import Reply, Wording

_INTENT = "care"


@dataclass(frozen=True, slots=True)
class CareTurns:
    """Answers a message that only says yes or no to greetings and offers."""

    database: Database
    clock: Clock
    wording: Wording

    def answer(self, turn_id: int) -> list[Reply] | None:
        """The reply; None for everything else. A person who has the conversation answers, but the
        wish holds all the same."""
        wish = self._wish(turn_id)
        if wish is None:
            return None
        with self.database.write() as session:
            turn = session.get_one(Turn, turn_id)
            if turn.outcome is not None:
                return from_json(_INTENT, turn.outcome)
            identity = turn.conversation.identity
            care.decide(session, identity.customer, wish, now=self.clock.now())
            turn.intent = _INTENT
            key = "utter_care_agreed" if wish else "utter_care_refused"
            text = self.wording.say(key, seed=turn.id, language=identity.language)
            replies = [] if turn.conversation.owner == Owner.PERSON else [Reply(text)]
            turn.outcome = to_json(_INTENT, replies)
            return replies

    def _wish(self, turn_id: int) -> bool | None:
        with self.database.read() as session:
            turn = session.get_one(Turn, turn_id)
            if _INTENT in (turn.outcome or {}):
                return True  # taken before: what was answered is said again
            text = "\n".join(message.text for message in turns.said_in(session, turn))
            return care_wish(text, gets_them=turn.conversation.identity.customer.care_consent)
