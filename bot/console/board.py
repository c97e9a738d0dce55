"""What all open pages show alike: the list of conversations, and what each person is told. It is
read for all pages together; a page looks into memory (REQ A4, A10)."""

from collections.abc import Mapping
from threading import Lock
from time import monotonic

from sqlalchemy.orm import Session

from bot.console.watchers import Watchers
from bot.house import House
from bot.services.screens import desk_state, desk_views
from bot.services.screens.desk_state import NudgeRow
from bot.services.screens.desk_views import Mark, QueueRow

_FRESH_SECONDS = 0.4


class Board:
    """The list as of this second; only changed rows are read."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.watchers = Watchers()
        self._lock = Lock()
        self._marks: dict[int, Mark] = {}
        self._rows: dict[int, QueueRow] = {}
        self._nudges: Mapping[int, tuple[NudgeRow, ...]] = {}
        self._read_at = 0.0

    @property
    def latest(self) -> Mapping[int, QueueRow]:
        """The rows as they were read last; an unchanged list, and an unchanged row, is the same
        object as before."""
        return self._rows

    def nudges(self, staff_id: int) -> tuple[NudgeRow, ...]:
        """What somebody was told as of the last reading."""
        return self._nudges.get(staff_id, ())

    def rows(self) -> Mapping[int, QueueRow]:
        """The rows as of this second.

        Each reading begins under the lock: with a caller's transaction, which may have begun long
        before, the list could go back to what was.
        """
        with self._lock:
            if monotonic() - self._read_at > _FRESH_SECONDS:
                with self.house.database.read() as session:
                    self._refresh(session)
                self._read_at = monotonic()
            return self._rows

    def expire(self) -> None:
        """Read again at the next look: somebody here has just changed something."""
        self._read_at = 0.0

    def _refresh(self, session: Session) -> None:
        self._nudges = desk_state.nudges(session)
        marks = desk_views.conversation_marks(session)
        if marks == self._marks:
            return
        changed = [key for key, mark in marks.items() if self._marks.get(key) != mark]
        fresh = desk_views.queue_rows(session, changed)
        kept = {key: self._rows[key] for key in marks if key not in fresh and key in self._rows}
        self._rows = {**kept, **fresh}
        self._marks = marks
