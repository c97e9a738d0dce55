"""The one clock. Everything that needs the time gets a Clock, so tests can set it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Tells the time as an aware datetime in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is set; for tests and replays."""

    def __init__(self, moment: datetime) -> None:
        self._moment = aware(moment)

    def now(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        self._moment = aware(moment)

    def advance(self, by: timedelta) -> None:
        self._moment += by


def aware(moment: datetime) -> datetime:
    """The moment in UTC.

    Raises:
        ValueError: if it has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; give one, such as +08:00")
    return moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """The moment on the company's wall clock (Asia/Shanghai)."""
    return aware(moment).astimezone(LOCAL)
