"""One asyncio loop in a thread of its own, for a client library that only speaks asyncio."""

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine
from typing import Any


class NotRunningError(RuntimeError):
    """The loop was not started, or is stopping; nothing was done."""


class LoopThread:
    """Runs coroutines for callers in other threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread; a second call does nothing."""
        if self._loop is not None:
            return
        loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=loop.run_forever, name=self._name, daemon=True)
        self._thread.start()
        self._loop = loop

    def submit[T](self, work: Coroutine[Any, Any, T]) -> "concurrent.futures.Future[T]":
        """Hand ``work`` to the loop.

        Raises:
            NotRunningError
        """
        if self._loop is None:
            work.close()
            raise NotRunningError(f"{self._name} is not running")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run[T](self, work: Coroutine[Any, Any, T], timeout: float) -> T:
        """The result of ``work``; after ``timeout`` seconds it is cancelled.

        Raises:
            NotRunningError, TimeoutError, concurrent.futures.CancelledError
        """
        future = self.submit(work)
        try:
            return future.result(timeout)
        finally:
            future.cancel()

    def run_until[T](self, work: Coroutine[Any, Any, T], stop: threading.Event) -> T | None:
        """The result of ``work``, or None when ``stop`` was set first (within half a second).

        Raises:
            NotRunningError, concurrent.futures.CancelledError
        """
        future = self.submit(work)
        try:
            while not stop.is_set():
                if concurrent.futures.wait([future], 0.5).done:
                    return future.result()
            return None
        finally:
            future.cancel()

    def stop(self, last: Coroutine[Any, Any, None], timeout: float = 5) -> None:
        """Cancel what is under way, run ``last``, end the thread; waits ``timeout`` seconds."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            last.close()
            return
        self._loop = self._thread = None
        ending = asyncio.run_coroutine_threadsafe(_end(last), loop)
        concurrent.futures.wait([ending], timeout)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout)
        if not thread.is_alive():
            loop.close()


async def _end(last: Coroutine[Any, Any, None]) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await last
