"""Who of the worker processes is still there: a killed one's customers do not wait for its lease.

Only with PostgreSQL; with SQLite there is one process, and it looks at its start.
"""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.db import Database
from bot.services.thread.leases import absent_holders, announce, present_numbers, take_back_leases

log = structlog.get_logger()
_EVERY = 1.0
_LOOKS = 3
"""So often in a row somebody is absent who is dead: after a restart of the server all come anew."""


def _nobody_asks(processes: int) -> None:
    """How many there are is of no interest."""


@dataclass
class Presence:
    """One process under its number; it looks after the others, and tells how many there are."""

    database: Database
    number: int
    tell: Callable[[int], None] = _nobody_asks
    _connection: Connection | None = None
    _missed: Counter[str] = field(default_factory=Counter)

    def run(self, stop: threading.Event) -> None:
        """Take back what the dead hold, until ``stop`` is set; then others still have work in
        hand here, and it is theirs to say when to :meth:`leave`."""
        while not stop.is_set():
            try:
                self.look()
            except Exception:
                log.exception("presence failed")
            stop.wait(_EVERY)

    def look(self) -> None:
        """Take back the leases of who was absent several times in a row."""
        self.come()
        with self.database.read() as session:
            absent = absent_holders(session)
            processes = len(present_numbers(session))
        self.tell(max(1, processes))
        self._missed = Counter({name: self._missed[name] + 1 for name in absent})
        gone = [name for name, times in self._missed.items() if times >= _LOOKS]
        if gone:
            log.warning("leases of dead workers taken back", workers=gone)
            with self.database.write() as session:
                take_back_leases(session, gone)

    def come(self) -> None:
        """Be present; also again, after the server has dropped us."""
        if self._connection is not None and self._is_alive(self._connection):
            return
        self.leave()
        self._connection = self.database.engine.connect()
        announce(self._connection, self.number)

    @staticmethod
    def _is_alive(connection: Connection) -> bool:
        try:
            connection.exec_driver_sql("SELECT 1")
            connection.commit()
        except DBAPIError:
            return False
        return True

    def leave(self) -> None:
        """Be absent from now on."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()
