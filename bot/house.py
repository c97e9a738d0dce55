"""What every room of the running application shares; app.py makes it, nobody else."""

import threading
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.db import Database
from bot.services.wording import Wording
from bot.settings import Settings


class Bell:
    """Wakes the workers of this process when there is work; others find it by polling."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        self._event.set()

    def wait(self, seconds: float) -> None:
        """Sleep until rung, at most ``seconds``."""
        if self._event.wait(seconds):
            self._event.clear()


@dataclass(frozen=True, slots=True)
class House:
    """The database, the clock, the settings, the wording and the bell of one installation."""

    database: Database
    clock: Clock
    settings: Settings
    wording: Wording
    bell: Bell = field(default_factory=Bell)
