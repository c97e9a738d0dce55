"""Telegram's pace: about 30 messages/s in all, 1/s per chat, 20/min per group.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import threading
import time
from collections.abc import Callable

_ALL = 1 / 30
_CHAT = 1.0
_GROUP = 3.0
_PRUNE_AT = 1000


class Pacer:
    """Gives each message its slot. Real time, not the desk's clock: the limit is the network's."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._free = 0.0
        self._free_by_chat: dict[str, float] = {}

    def wait(self, chat: str, patience: float) -> float:
        """Sleep until the chat's turn; the seconds it lacks when that is longer than ``patience``.

        0 means that the slot is taken and the message may go out now.
        """
        with self._lock:
            now = self._clock()
            slot = max(now, self._free, self._free_by_chat.get(chat, 0))
            if slot - now > patience:
                return slot - now
            self._free = max(now, self._free) + _ALL
            self._free_by_chat[chat] = slot + (_GROUP if chat.startswith("-") else _CHAT)
            self._prune(now)
        self._sleep(slot - now)
        return 0

    def _prune(self, now: float) -> None:
        if len(self._free_by_chat) > _PRUNE_AT:
            self._free_by_chat = {c: at for c, at in self._free_by_chat.items() if at > now}
