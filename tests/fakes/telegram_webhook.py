"""Pushing updates to the bot's webhook: in order per chat, in parallel across chats."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from .telegram_chats import unix
from .telegram_updates import Update, UpdateQueue


@dataclass(frozen=True)
class Delivery:
    """One attempt: ``status`` is None when nothing came back."""

    update_id: int
    status: int | None


class WebhookCourier:
    """A thread that takes due updates from the queue and delivers each in a thread of its own."""

    def __init__(
        self,
        queue: UpdateQueue,
        run_method: Callable[[dict[str, Any]], None],
        retry_wait: float,
        timeout: float,
    ) -> None:
        """``run_method`` carries out a method the webhook answered with."""
        self._queue, self._run_method = queue, run_method
        self._retry_wait, self._timeout = retry_wait, timeout
        self._stopping = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self.deliveries: list[Delivery] = []

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self) -> None:
        """Deliver nothing more."""
        with self._queue.changed:
            self._stopping = True
            self._queue.changed.notify_all()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        while not self._stopping:
            with self._queue.changed:
                due = self._due()
                if not due:
                    self._queue.changed.wait(self._until_next())
                    continue
                for update in due:
                    update.in_flight = True
            for update in due:
                threading.Thread(target=self._deliver, args=(update,), daemon=True).start()

    def _due(self) -> list[Update]:
        """Pick the oldest update of every chat that is not busy and has waited enough."""
        if not self._queue.webhook.url or self._stopping:
            return []
        self._queue.forget_old()
        heads: dict[int, Update] = {}
        for update in self._queue.pending:
            heads.setdefault(update.chat_id, update)
        busy = sum(update.in_flight for update in self._queue.pending)
        room = max(0, self._queue.webhook.max_connections - busy)
        now = time.monotonic()
        return [u for u in heads.values() if not u.in_flight and u.due <= now][:room]

    def _until_next(self) -> float:
        waits = [u.due - time.monotonic() for u in self._queue.pending if not u.in_flight]
        return min([0.5, *(wait for wait in waits if wait > 0)])

    def _deliver(self, update: Update) -> None:
        webhook = self._queue.webhook
        headers = {}
        if webhook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        status, answer, words = None, None, ""
        try:
            with httpx.Client(timeout=self._timeout, trust_env=False, verify=False) as client:
                response = client.post(webhook.url, json=update.json(), headers=headers)
            status, words = response.status_code, response.reason_phrase
            answer = _method_in(response)
        except httpx.TransportError as error:
            words = type(error).__name__
        good = status is not None and 200 <= status < 300
        if good and answer:
            self._run_method(answer)
        self._finish(update, status, good, words)

    def _finish(self, update: Update, status: int | None, good: bool, words: str) -> None:
        with self._queue.changed:
            self.deliveries.append(Delivery(update.update_id, status))
            update.in_flight = False
            update.due = time.monotonic() + self._retry_wait
            if good and update in self._queue.pending:
                self._queue.pending.remove(update)
            if not good:
                webhook = self._queue.webhook
                webhook.last_error_date = unix(self._queue.clock.now())
                webhook.last_error_message = (
                    f"Connection failed: {words}"
                    if status is None
                    else f"Wrong response from the webhook: {status} {words}"
                )
            self._queue.changed.notify_all()


def _method_in(response: httpx.Response) -> dict[str, Any] | None:
    """Return the method call a webhook answer holds, if it holds one."""
    try:
        data = response.json()
    except ValueError:
        return None
    return data if isinstance(data, dict) and "method" in data else None
