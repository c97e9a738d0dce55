"""Who else looks at a conversation or types in it: of the open pages of this process (REQ A4).

There is one console process, and nobody needs to know after a restart who looked before it.
"""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from bot.models import Staff

_LOOKS_FOR = 5.0
_TYPES_FOR = 4.0


@dataclass(frozen=True, slots=True)
class Watcher:
    """A colleague at the same conversation."""

    name: str
    is_typing: bool


@dataclass(slots=True)
class _Seen:
    name: str
    looked: float
    typed: float


class Watchers:
    """When each person last looked at a conversation and typed in it, in any of their pages."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[tuple[int, int], _Seen] = {}

    def look(self, me: Staff, conversation_id: int, *, is_typing: bool = False) -> None:
        """Note that ``me`` has a conversation on the screen, or types in it."""
        now = monotonic()
        with self._lock:
            before = self._seen.get((me.id, conversation_id))
            typed = now if is_typing else before.typed if before else now - _TYPES_FOR
            self._seen[me.id, conversation_id] = _Seen(me.display_name, now, typed)

    def others(self, me: Staff, conversation_id: int) -> tuple[Watcher, ...]:
        """Who else is at it now."""
        now = monotonic()
        with self._lock:
            live = {k: seen for k, seen in self._seen.items() if now - seen.looked < _LOOKS_FOR}
            self._seen = live
        return tuple(
            Watcher(seen.name, now - seen.typed < _TYPES_FOR)
            for (staff_id, where), seen in sorted(live.items(), key=lambda item: item[0])
            if where == conversation_id and staff_id != me.id
        )
