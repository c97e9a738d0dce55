"""The thread in the middle: messages are appended, never drawn again (REQ G1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.clock import local
from bot.console.bubbles import Bubble, BubbleActions, day_line, draw
from bot.console.parts import box
from bot.console.words import PENDING, day_name
from bot.models import Delivery
from bot.services.screens.desk_thread import Line


class Thread:
    """The messages of one conversation."""

    def __init__(self, actions: BubbleActions) -> None:
        self._actions = actions
        self._bubbles: dict[int, Bubble] = {}
        self._day: date | None = None
        self.first = self.last = 0
        self.pending: frozenset[int] = frozenset()
        self._older = box("older")
        self._lines = box("lines")

    def __len__(self) -> int:
        return len(self._bubbles)

    def clear(self) -> None:
        """Forget the conversation."""
        self._older.clear()
        self._lines.clear()
        self._bubbles.clear()
        self._day = None
        self.first = self.last = 0
        self.pending = frozenset()

    def append(self, lines: Sequence[Line], now: datetime) -> bool:
        """Add what is newer than the last; whether there was anything."""
        fresh = [line for line in lines if line.id > self.last]
        with self._lines:
            for line in fresh:
                self._day = self._head_day(line, self._day, now)
                self._bubbles[line.id] = draw(line, self._actions)
        if fresh:
            self.first = self.first or fresh[0].id
            self.last = fresh[-1].id
            self.pending |= {line.id for line in fresh if line.delivery in PENDING}
        return bool(fresh)

    def prepend(self, lines: Sequence[Line], now: datetime) -> None:
        """Add older messages on top."""
        fresh = [line for line in lines if line.id < self.first]
        if not fresh:
            return
        with self._older:
            batch = box("lines")
        batch.move(target_index=0)
        day: date | None = None
        with batch:
            for line in fresh:
                day = self._head_day(line, day, now)
                draw(line, self._actions)
        self.first = fresh[0].id

    def deliver(self, states: Mapping[int, tuple[Delivery, str | None]]) -> None:
        """Show how far the outgoing messages got."""
        for key, (state, problem) in states.items():
            if key in self._bubbles:
                self._bubbles[key].deliver(state, problem)
        self.pending -= {key for key, (state, _) in states.items() if state not in PENDING}

    @staticmethod
    def _head_day(line: Line, day: date | None, now: datetime) -> date:
        here = local(line.at).date()
        if here != day:
            day_line(day_name(line.at, now), line.at)
        return here
