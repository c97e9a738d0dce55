"""What every room of the running application shares; app.py makes it, nobody else."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum

from bot.clock import Clock
from bot.db import Database
from bot.services.wording import Wording
from bot.settings import Settings

_MOST_CALLS = 16


class Work(StrEnum):
    """The kinds of work that wait for a worker."""

    TURNS = "turns"
    SENDING = "sending"
    MEDIA = "media"


class Bell:
    """Wakes a worker of this process for each call; other processes find the work by polling.

    A worker works until it finds nothing more, so a few kept calls stand for any number.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls = dict.fromkeys(Work, 0)

    def ring(self, *works: Work) -> None:
        """Call one worker for each of ``works``, of every kind without any."""
        with self._changed:
            for work in works or Work:
                self._calls[work] = min(self._calls[work] + 1, _MOST_CALLS)
            self._changed.notify_all()

    def wait(self, work: Work, seconds: float) -> bool:
        """Sleep until called for ``work``, at most ``seconds``; whether a call came."""
        with self._changed:
            called = self._changed.wait_for(lambda: self._calls[work] > 0, seconds)
            if called:
                self._calls[work] -= 1
            return called


@dataclass(frozen=True, slots=True)
class House:
    """The database, the clock, the settings, the wording and the bell of one installation."""

    database: Database
    clock: Clock
    settings: Settings
    wording: Wording
    bell: Bell = field(default_factory=Bell)
