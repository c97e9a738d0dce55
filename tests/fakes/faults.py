"""Faults a test orders in advance: they are met once each, in the order they were ordered."""

import threading
from dataclasses import dataclass
from typing import Any, Literal

FaultKind = Literal["reply", "http", "timeout", "lost"]


@dataclass
class Fault:
    """One ordered fault: what happens, how often, and to which calls."""

    kind: FaultKind
    times: int
    detail: Any = None
    on: str | None = None


class Faults:
    """A queue of ordered faults, safe to use from several threads."""

    def __init__(self, spared: frozenset[str]) -> None:
        """``spared`` calls meet a fault only when it names them with ``on``."""
        self._spared = spared
        self._queue: list[Fault] = []
        self._lock = threading.Lock()

    def order(self, fault: Fault) -> None:
        """Add a fault at the end of the queue."""
        with self._lock:
            self._queue.append(fault)

    def clear(self) -> None:
        """Forget every fault that was not met yet."""
        with self._lock:
            self._queue.clear()

    def take(self, call: str) -> Fault | None:
        """Return the fault this call meets, and use it up by one."""
        with self._lock:
            for fault in self._queue:
                if self._fits(fault, call):
                    fault.times -= 1
                    if fault.times <= 0:
                        self._queue.remove(fault)
                    return fault
        return None

    def _fits(self, fault: Fault, call: str) -> bool:
        if fault.on is not None:
            return fault.on.lower() in call.lower()
        return call not in self._spared
