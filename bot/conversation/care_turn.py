"""A customer's word on greetings and offers: taken at once, without the engine (REQ E5)."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.language.talk.care_words import care_wish
from bot.models import Owner, Turn
from bot.services.sending import care
from bot.services.wording import Reply, Wording


@dataclass(frozen=True, slots=True)
class CareTurns:
    """Answers a message that only says yes or no to greetings and offers."""

    clock: Clock
    wording: Wording
    name: str = "care"

    def takes(self, session: Session, turn: Turn, text: str) -> bool:
        """Whether it only says yes or no; also what was taken before: its answer is said again."""
        return self.name in (turn.outcome or {}) or _wish(turn, text) is not None

    def reply(self, session: Session, turn: Turn, text: str) -> list[Reply]:
        """A person who has the conversation answers, but the wish holds all the same."""
        identity, wish = turn.conversation.identity, bool(_wish(turn, text))
        care.decide(session, identity.customer, wish, now=self.clock.now())
        turn.intent = self.name
        key = "utter_care_agreed" if wish else "utter_care_refused"
        said = self.wording.say(key, seed=turn.id, language=identity.language)
        return [] if turn.conversation.owner == Owner.PERSON else [Reply(said)]


def _wish(turn: Turn, text: str) -> bool | None:
    return care_wish(text, gets_them=turn.conversation.identity.customer.care_consent)
