"""Who writes: a service worker's turn goes to the workers' desk and never to the customers' flows.

The engine is not asked; that a turn is answered once is the side desks' affair.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation.offers import last_buttons, taken_up
from bot.language.danger.urgent import urgent_kind
from bot.language.normalise import is_english
from bot.language.staff.invitation import code_in
from bot.models import Conversation, Flag, Message, Owner, Turn, Worker
from bot.services.danger.urgent_matters import raise_urgent
from bot.services.reading import Reading
from bot.services.thread import conversations, turns
from bot.services.wording import Reply, Wording
from bot.services.worker import worker_answers, workers
from bot.services.worker.worker_desk import WorkerDesk
from bot.settings import Settings

_SPOKEN = {"text", "button", "voice"}
_MISSES = 2


@dataclass(frozen=True, slots=True)
class WorkerTurns:
    """Answers the turns of workers, and binds who sends an invitation code."""

    clock: Clock
    settings: Settings
    wording: Wording
    name: str = "worker"

    def takes(self, session: Session, turn: Turn, text: str) -> bool:
        """Whether a worker writes, or somebody with a code."""
        is_worker = workers.worker_of(session, turn.conversation.identity_id) is not None
        return is_worker or code_in(text) is not None

    def reply(self, session: Session, turn: Turn, text: str) -> list[Reply] | None:
        """What the workers' desk says; None when a person has the conversation.

        The conversation is held by the turn's lease; orders are locked first.
        """
        conversation = turn.conversation
        if conversation.owner == Owner.PERSON:
            return None
        turn.intent = self.name
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
        return [self._answer(desk, turn, turns.said_in(session, turn), text)]

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


def _payload(session: Session, conversation: Conversation, said: Message) -> str | None:
    """The button that was pressed, or typed by its title."""
    pressed = (said.data or {}).get("payload")
    if pressed is not None:
        return str(pressed)
    return taken_up(said.text, last_buttons(session, conversation)) if said.kind == "text" else None
