"""The front desk under measurement: message in until its reply stands in the outbox."""

import itertools
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, object_session

from bot.app import FrontDesk, open_house, prepare
from bot.channels.web import text_message
from bot.conversation.engine_process import EngineProcess, free_port
from bot.conversation.inbox import receive
from bot.house import Work
from bot.models import Outbox
from bot.replay.theatre import served
from bot.settings import Settings, bare_settings

_LONGEST = 30.0
_REPLIED = "benchmark_replied"


class Arrivals:
    """Tells, by conversation, that a reply was committed to the outbox."""

    def __init__(self) -> None:
        self._committed: dict[int, threading.Event] = {}
        event.listen(Outbox, "after_insert", self._note)
        event.listen(Session, "after_commit", self._tell)

    def of(self, conversation_id: int) -> threading.Event:
        """The event that a conversation's next reply sets."""
        return self._committed.setdefault(conversation_id, threading.Event())

    @staticmethod
    def _note(_mapper: Any, _connection: Any, row: Outbox) -> None:
        session = object_session(row)
        assert session is not None
        session.info.setdefault(_REPLIED, []).append(row.conversation_id)

    def _tell(self, session: Session) -> None:
        for conversation_id in session.info.pop(_REPLIED, []):
            self.of(conversation_id).set()

    def close(self) -> None:
        event.remove(Outbox, "after_insert", self._note)
        event.remove(Session, "after_commit", self._tell)


class MeasuredDesk:
    """Speaks to a running front desk as the web chat's route does."""

    def __init__(self, desk: FrontDesk, arrivals: Arrivals) -> None:
        self._desk, self._arrivals = desk, arrivals
        self._numbers = itertools.count()

    def take_turn(self, sender: str, text: str) -> float:
        """Say ``text``; seconds until the reply is committed to the outbox.

        Raises:
            RuntimeError: there was no reply in half a minute.
        """
        house = self._desk.house
        inbound = text_message(sender, str(next(self._numbers)), text, "{}")
        started = time.perf_counter()
        stored = receive(house.database, inbound, clock=house.clock, settings=house.settings)
        replied = self._arrivals.of(stored.conversation_id)
        house.bell.ring(Work.TURNS)
        if not replied.wait(_LONGEST):
            raise RuntimeError(f"the front desk did not reply to {text!r}")
        replied.clear()
        return time.perf_counter() - started


@contextmanager
def measured_desk(model: Path, folder: Path) -> Generator[MeasuredDesk]:
    """A running front desk of its own, with every part that ``frontdesk run`` starts."""
    port = free_port()
    house = open_house(_settings(folder))
    prepare(house)
    secret = "benchmark-only"  # noqa: S105
    process = EngineProcess(
        house.settings, model, f"http://127.0.0.1:{port}/internal/actions/{secret}"
    )
    desk = FrontDesk(house, process.client(), process.ready.is_set, action_secret=secret)
    arrivals = Arrivals()
    with served(desk.asgi(with_console=False), port):
        try:
            process.start()
            desk.start()
            if not process.ready.wait(120):
                raise RuntimeError("the engine did not start: make setup")
            yield MeasuredDesk(desk, arrivals)
        finally:
            arrivals.close()
            desk.stop()
            process.stop()


def _settings(folder: Path) -> Settings:
    """The defaults, but no waiting for further bubbles: the baseline does not wait either."""
    return bare_settings(data=folder / "data", key_file=folder / "key", bubble_seconds=0)
