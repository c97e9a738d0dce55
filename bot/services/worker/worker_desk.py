"""What every step of a turn with a worker needs (REQ A1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.models import Conversation, Visit, Worker
from bot.services.wording import Button, Reply, Wording
from bot.services.worker import worker_jobs
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class WorkerDesk:
    """One turn with one worker; ``seed`` picks the variations."""

    session: Session
    worker: Worker
    conversation: Conversation
    wording: Wording
    settings: Settings
    now: datetime
    seed: int = 0

    @property
    def language(self) -> str:
        return self.conversation.identity.language

    @property
    def actor(self) -> str:
        return f"worker:{self.worker.number}"

    def say(self, key: str, *buttons: Button, **places: object) -> Reply:
        """A sentence in the worker's language."""
        text = self.wording.say(key, seed=self.seed, language=self.language, **places)
        return Reply(text, buttons)

    def about(self, key: str, visit: Visit, *buttons: Button) -> Reply:
        """A sentence about one job."""
        line = worker_jobs.line(visit, self.now, self.language)
        return self.say(key, *buttons, job=line)

    def button(self, verb: str, payload: str) -> Button:
        return Button(
            self.wording.say(f"utter_worker_button_{verb}", language=self.language), payload
        )
