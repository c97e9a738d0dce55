"""The pace at which a channel takes messages: so many a second in all, a pause in each chat."""

import threading
import time
from collections.abc import Callable

from bot.channels.base import NotYetError

_PRUNE_AT = 1000
_PATIENCE = 1.5


class Pacer:
    """Gives each message its slot. Real time, not the desk's clock: the limit is the network's.

    ``per_second`` is the account's; ``processes`` share it. ``pause`` gives the seconds between two
    messages of a chat; the outbox sends them one by one, whatever process they are in.
    """

    def __init__(
        self,
        per_second: float,
        pause: Callable[[str], float],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.processes = 1
        self._per_second, self._pause = per_second, pause
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._free = 0.0
        self._free_by_chat: dict[str, float] = {}

    def wait(self, chat: str, patience: float = _PATIENCE) -> None:
        """Sleep until the chat's turn; then the slot is taken, and the message may go out.

        Raises:
            NotYetError: its turn is later than ``patience`` seconds from now.
        """
        with self._lock:
            now = self._clock()
            slot = max(now, self._free, self._free_by_chat.get(chat, 0))
            if slot - now > patience:
                raise NotYetError(slot - now)
            self._free = max(now, self._free) + self.processes / self._per_second
            self._free_by_chat[chat] = slot + self._pause(chat)
            self._prune(now)
        self._sleep(slot - now)

    def hold(self, seconds: float) -> None:
        """The account was told to wait: nobody asks again before that."""
        with self._lock:
            self._free = max(self._free, self._clock() + seconds)

    def _prune(self, now: float) -> None:
        if len(self._free_by_chat) > _PRUNE_AT:
            self._free_by_chat = {c: at for c, at in self._free_by_chat.items() if at > now}
