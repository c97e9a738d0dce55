"""A word to who writes while the engine is on its way up: it was received and is answered soon."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Database
from bot.models import Inbox, Owner, Purpose
from bot.services.sending.delivery_policy import answers_in_push
from bot.services.thread import conversations, messages, turns
from bot.services.wording import Reply, Wording
from bot.settings import Settings

_AFTER = timedelta(seconds=5)
"""Who is answered sooner than this needs no word."""


@dataclass(slots=True)
class ComingUp:
    """Tells each customer once; what was written before ``since``, the start, is only answered."""

    database: Database
    clock: Clock
    settings: Settings
    wording: Wording
    since: datetime
    _told: set[int] = field(default_factory=set[int])

    def reassure(self) -> bool:
        """Whether somebody who waits was told."""
        now = self.clock.now()
        with self.database.read() as session:
            due = turns.due(session, now - _AFTER)
        new = [number for number in due if number not in self._told]
        self._told.update(new)
        return sum(self._tell(number, now) for number in new) > 0

    def _tell(self, conversation_id: int, now: datetime) -> bool:
        with self.database.write() as session:
            conversation = conversations.locked(session, conversation_id)
            first = self._first(session, conversation_id)
            in_push = answers_in_push(conversation.identity.channel, self.settings)
            if first is None or in_push or conversation.owner == Owner.PERSON:
                return False
            language = conversation.identity.language
            text = self.wording.say("utter_coming_up", seed=first.id, language=language)
            key = f"coming-up:{first.id}"
            return bool(
                messages.push(
                    session, conversation, Reply(text), key=key, purpose=Purpose.REPLY, now=now
                )
            )

    def _first(self, session: Session, conversation_id: int) -> Inbox | None:
        waiting = turns.waiting(session, conversation_id)
        return waiting[0] if waiting and waiting[0].received_at >= self.since else None
