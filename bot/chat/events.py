"""The live stream: pushes what becomes visible to the open pages of a customer (REQ A2)."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi.concurrency import run_in_threadpool

from bot.chat.cursor import Cursor
from bot.chat.thread import Part, pulse, read_after
from bot.chat.wire import MessageOut
from bot.house import House

POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 15
LONGEST_SECONDS = 600
STREAMS_PER_SENDER = 8


@dataclass(frozen=True, eq=False)
class Watcher:
    """One open stream; ``woken`` is set from any thread."""

    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event

    def wake(self) -> None:
        self.loop.call_soon_threadsafe(self.woken.set)

    async def wait(self) -> None:
        """Sleep until woken, at most for the time between two looks."""
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self.woken.wait()
        except TimeoutError:
            return
        self.woken.clear()


class Watchers:
    """The open streams of this process; those of others find news by looking."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: defaultdict[str, set[Watcher]] = defaultdict(set)

    @contextmanager
    def watch(self, sender: str) -> Generator[Watcher]:
        """Be woken whenever something of ``sender`` is stored; call it inside the event loop."""
        watcher = Watcher(asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._open[sender].add(watcher)
        try:
            yield watcher
        finally:
            self._leave(sender, watcher)

    def _leave(self, sender: str, watcher: Watcher) -> None:
        with self._lock:
            self._open[sender].discard(watcher)
            if not self._open[sender]:
                del self._open[sender]

    def count(self, sender: str) -> int:
        """How many streams the sender has open."""
        with self._lock:
            return len(self._open.get(sender, ()))

    def notify(self, sender: str) -> None:
        """Let the open streams of ``sender`` look at once; from any thread."""
        with self._lock:
            for watcher in self._open.get(sender, ()):
                watcher.wake()


@dataclass(frozen=True, slots=True)
class LiveStream:
    """Server-sent events of one visitor. The id of an event is the cursor after it."""

    house: House
    watchers: Watchers
    sender: str

    async def events(self, after: str | None) -> AsyncGenerator[str]:
        """Everything after ``after``, then what comes; ends by itself so that clients renew it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_SECONDS
        last = loop.time()
        yield "retry: 1000\n: open\n\n"
        with self.watchers.watch(self.sender) as watcher:
            position: Cursor | str | None = after
            counts: tuple[int, int] | None = None
            while loop.time() < end:
                counts, part = await run_in_threadpool(self._look, counts, position)
                if part is not None:
                    position = part.end
                    for message, cursor in part.messages:
                        yield event(message, cursor)
                        last = loop.time()
                if loop.time() - last >= HEARTBEAT_SECONDS:
                    last = loop.time()
                    yield ": still here\n\n"
                await watcher.wait()

    def _look(
        self, counts: tuple[int, int] | None, position: Cursor | str | None
    ) -> tuple[tuple[int, int], Part | None]:
        """A cheap look; the thread is read only when the counts changed."""
        with self.house.database.read() as session:
            current = pulse(session, self.sender)
            if current == counts:
                return current, None
            part = read_after(session, self.sender, position, self.house.clock.now())
            return current, part


def event(message: MessageOut, cursor: Cursor) -> str:
    """One event as it goes over the wire; JSON has no line breaks of its own."""
    data = message.model_dump_json(exclude_none=True)
    return f"id: {cursor}\nevent: message\ndata: {data}\n\n"
