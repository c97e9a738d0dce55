"""Who writes: a service worker's turn goes to the workers' desk and never to the customers' flows.

The engine is not asked. What a turn does and what it answers are one transaction; the answer is
kept with the turn, so that a repetition after a crash says the same and does nothing again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation.kept_replies import from_json, to_json
from bot.conversation.offers import last_buttons, taken_up
from bot.db import Database
from bot.language.invitation import code_in
from bot.language.normalise import is_english
from bot.language.urgent import urgent_kind
from bot.models import Conversation, Flag, Message, Owner, Turn, Worker
from bot.services import conversations, turns, worker_answers, workers
from bot.services.reading import Reading
from bot.services.urgent_matters import raise_urgent
from bot.services.wording import Reply, Wording
from bot.services.worker_desk import WorkerDesk
from bot.settings import Settings

_SPOKEN = {"text", "button", "voice"}
_MISSES = 2
_INTENT = "worker"


@dataclass(frozen=True, slots=True)
class WorkerTurns:
    """Answers the turns of workers, and binds who sends an invitation code."""

    database: Database
    clock: Clock
    settings: Settings
    wording: Wording

    def answer(self, turn_id: int) -> list[Reply] | None:
        """The replies to a worker; None when a customer writes."""
        if not self._is_ours(turn_id):
            return None
        with self.database.write() as session:
            turn = session.get_one(Turn, turn_id)
            conversation = turn.conversation  # held by the turn's lease; orders are locked first
            if conversation.owner == Owner.PERSON:
                return []
            if turn.outcome is not None:
                return from_json(_INTENT, turn.outcome)
            said = turns.said_in(session, turn)
            replies = self._take(session, turn, conversation, said)
            turn.outcome = to_json(_INTENT, replies)
            return replies

    def _is_ours(self, turn_id: int) -> bool:
        """A look without locks: nearly all turns are customers'."""
        with self.database.read() as session:
            turn = session.get_one(Turn, turn_id)
            if workers.worker_of(session, turn.conversation.identity_id) is not None:
                return True
            return code_in(_text(turns.said_in(session, turn))) is not None

    def _take(
        self, session: Session, turn: Turn, conversation: Conversation, said: Sequence[Message]
    ) -> list[Reply]:
        text = _text(said)
        turn.intent = _INTENT
        if is_english(text):
            conversation.identity.language = "en"
        if (danger := urgent_kind(text)) is not None:
            return self._urgent(session, turn, conversation, text, danger)
        code = code_in(text)
        worker = workers.worker_of(session, conversation.identity_id)
        if code is not None:
            return [self._bind(session, turn, conversation, code)]
        assert worker is not None
        desk = self._desk(session, turn, conversation, worker)
        return [self._answer(desk, turn, said, text)]

    def _desk(
        self, session: Session, turn: Turn, conversation: Conversation, worker: Worker
    ) -> WorkerDesk:
        return WorkerDesk(
            session,
            worker,
            conversation,
            self.wording,
            self.settings,
            self.clock.now(),
            seed=turn.id,
        )

    def _answer(self, desk: WorkerDesk, turn: Turn, said: Sequence[Message], text: str) -> Reply:
        payload = _payload(desk.session, desk.conversation, said[-1])
        if payload is None and said[-1].kind not in _SPOKEN:
            return desk.say("utter_worker_media")
        reply = worker_answers.answer(desk, text, payload)
        return reply or self._missed(desk, turn)

    def _missed(self, desk: WorkerDesk, turn: Turn) -> Reply:
        """Not understood: what can be said; the second time in a row a person (REQ A10)."""
        turn.intent = "not_understood"
        if desk.conversation.misses + 1 >= _MISSES:
            conversations.flag(desk.session, desk.conversation, Flag.NOT_UNDERSTOOD, now=desk.now)
            return desk.say("utter_worker_person")
        return desk.say(
            "utter_worker_help", desk.button("jobs", "jobs"), desk.button("person", "person")
        )

    def _bind(self, session: Session, turn: Turn, conversation: Conversation, code: str) -> Reply:
        now, language = self.clock.now(), conversation.identity.language
        worker = workers.bind(session, conversation.identity, code, now=now)
        if worker is None:
            text = self.wording.say("utter_worker_code_refused", seed=turn.id, language=language)
            return Reply(text)
        desk = self._desk(session, turn, conversation, worker)
        return desk.say("utter_worker_welcome", desk.button("jobs", "jobs"), name=worker.name)

    def _urgent(
        self,
        session: Session,
        turn: Turn,
        conversation: Conversation,
        text: str,
        danger: str,
    ) -> list[Reply]:
        """A worker in danger is helped like everybody (REQ D3); it is no complaint about us."""
        raise_urgent(
            session,
            conversation,
            Reading(text=text, urgent=danger),
            key=f"turn:{turn.id}",
            now=self.clock.now(),
            settings=self.settings,
            by_worker=True,
        )
        turn.intent = "urgent"
        language = conversation.identity.language
        keys = (f"utter_urgent_{danger}", "utter_urgent_person")
        return [Reply(self.wording.say(key, seed=turn.id, language=language)) for key in keys]


def _text(said: Sequence[Message]) -> str:
    return "\n".join(message.text for message in said)


def _payload(session: Session, conversation: Conversation, said: Message) -> str | None:
    """The button that was pressed, or typed by its title."""
    pressed = (said.data or {}).get("payload")
    if pressed is not None:
        return str(pressed)
    return taken_up(said.text, last_buttons(session, conversation)) if said.kind == "text" else None
