"""Clocks for the fakes: anything with ``.now()`` returning an aware datetime will do."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What a fake needs to know about time."""

    def now(self) -> datetime:
        """Return the present moment as an aware datetime."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that moves only when it is told to."""

    def __init__(self, start: datetime | None = None) -> None:
        """Start at ``start`` or at a fixed moment in November 2026."""
        self._now = start or datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return self._now

    def advance(self, **parts: float) -> datetime:
        """Move forward by ``timedelta(**parts)`` and return the new moment."""
        self._now += timedelta(**parts)
        return self._now
