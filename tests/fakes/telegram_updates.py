"""The queue of updates: long polling with offsets, and what waits for the webhook."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from .clock import Clock
from .telegram_errors import ApiError

KEPT = timedelta(hours=24)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(eq=False)
class Update:
    """One update; ``again`` makes polling return it although its offset was confirmed."""

    update_id: int
    chat_id: int
    kind: str
    body: dict[str, Any]
    created: datetime
    again: bool = False
    in_flight: bool = False
    due: float = 0.0

    def json(self) -> dict[str, Any]:
        """Return the Update object of the Bot API."""
        return {"update_id": self.update_id, self.kind: self.body}


@dataclass
class Webhook:
    """Where updates are pushed to; no ``url`` means polling."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass
class UpdateQueue:
    """Updates not confirmed yet, in order."""

    clock: Clock
    changed: threading.Condition = field(default_factory=threading.Condition)
    pending: list[Update] = field(default_factory=list)
    webhook: Webhook = field(default_factory=Webhook)
    allowed: list[str] = field(default_factory=list)
    last: Update | None = None
    _next_id: int = 700_000_000
    _poll: int = 0

    def add(self, kind: str, chat_id: int, body: dict[str, Any]) -> int:
        """Queue an update and return its id (also when the bot does not want its kind)."""
        with self.changed:
            self._next_id += 1
            update = Update(self._next_id, chat_id, kind, body, self.clock.now())
            wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
            if wanted:
                self.pending.append(update)
                self.last = update
                self.changed.notify_all()
            return update.update_id

    def repeat_last(self) -> int:
        """Queue the last update once more under the same id."""
        with self.changed:
            if self.last is None:
                raise LookupError("there was no update yet")
            old = self.last
            if old in self.pending and not self.webhook.url:
                old.again = True
            else:
                copy = Update(
                    old.update_id, old.chat_id, old.kind, old.body, self.clock.now(), again=True
                )
                self.pending.append(copy)
            self.changed.notify_all()
            return old.update_id

    def poll(
        self, offset: int, limit: int, timeout: float, gone: Callable[[], bool]
    ) -> list[dict[str, Any]]:
        """Serve one getUpdates; a newer poll ends an older one with 409."""
        deadline = time.monotonic() + timeout
        with self.changed:
            self._refuse_under_webhook(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
            self._poll += 1
            mine = self._poll
            self.changed.notify_all()
            offset = self._confirm(offset)
            while True:
                self._refuse_under_webhook("terminated by setWebhook request")
                if self._poll != mine:
                    raise ApiError(
                        409,
                        "Conflict: terminated by other getUpdates request; make sure that only "
                        "one bot instance is running",
                    )
                ready = [u for u in self.pending if u.again or u.update_id >= offset][:limit]
                left = deadline - time.monotonic()
                if ready or left <= 0 or gone():
                    return self._hand_out(ready)
                self.changed.wait(min(left, 0.1))

    def forget_old(self) -> None:
        """Drop what nobody took for 24 hours; call with ``changed`` held."""
        now = self.clock.now()
        kept = [u for u in self.pending if now - u.created < KEPT]
        if len(kept) < len(self.pending):
            self.pending[:] = kept
            self.changed.notify_all()

    def settled(self, timeout: float) -> bool:
        """Wait until every update was taken: confirmed by offset or accepted by the webhook."""
        with self.changed:
            return self.changed.wait_for(lambda: not self.pending, timeout)

    def _confirm(self, offset: int) -> int:
        self.forget_old()
        if offset < 0:
            self.pending[:] = self.pending[offset:]
        else:
            self.pending[:] = [u for u in self.pending if u.again or u.update_id >= offset]
        self.changed.notify_all()
        return max(offset, 0)

    def _hand_out(self, ready: list[Update]) -> list[dict[str, Any]]:
        for update in ready:
            update.again = False
        return [update.json() for update in ready]

    def _refuse_under_webhook(self, words: str) -> None:
        if self.webhook.url:
            raise ApiError(409, f"Conflict: {words}")
