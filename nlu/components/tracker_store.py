"""A tracker store that forgets: trackers live for one turn, the truth is in the application."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from components import action_check

SECONDS_PER_MINUTE = 60.0

# The store is what the engine loads of ours to hold conversations, not to train.
action_check.install()


class RecentTrackerStore(TrackerStore):
    """Keeps recent trackers in memory, evicting the oldest beyond a number or an age.

    Endpoint settings: `max_trackers` (count, at least 1) and `max_minutes` (minutes since
    the tracker was last saved). Raises `ValueError` when either is not positive.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        max_trackers: int = 200,
        max_minutes: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        """Create an empty store; `clock` returns seconds and is replaced in tests."""
        super().__init__(domain, event_broker, **kwargs)
        self.max_trackers = int(max_trackers)
        self.max_seconds = float(max_minutes) * SECONDS_PER_MINUTE
        if self.max_trackers < 1 or self.max_seconds <= 0:
            raise ValueError("max_trackers and max_minutes must be positive")
        self._clock = clock
        self._trackers: OrderedDict[str, tuple[float, DialogueStateTracker]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Remember a copy of the tracker as the most recent one."""
        await self.stream_events(tracker)
        self._trackers.pop(tracker.sender_id, None)
        self._trackers[tracker.sender_id] = (self._clock(), tracker.copy())
        self._evict()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a copy of the tracker, or None when it is unknown or forgotten."""
        self._evict()
        entry = self._trackers.get(sender_id)
        return entry[1].copy() if entry else None

    async def keys(self) -> Iterable[str]:
        """Return the conversations that are still remembered."""
        self._evict()
        return list(self._trackers)

    def _evict(self) -> None:
        """Forget what is too old or too much; entries are ordered by their last save."""
        horizon = self._clock() - self.max_seconds
        while self._trackers:
            saved_at, _ = next(iter(self._trackers.values()))
            if saved_at >= horizon and len(self._trackers) <= self.max_trackers:
                return
            self._trackers.popitem(last=False)
