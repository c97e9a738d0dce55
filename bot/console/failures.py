"""Failed sign-ins by name, for the message only: the lock itself is in services/staff.

Names that do not exist are counted too, so that the answers do not tell which ones do (REQ G3).
"""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from bot.services.staff.staff import FAILURES, LOCKED_FOR

_REMEMBERED = 1000


class Failures:
    """Counts like the accounts do: five in a row lock for a quarter of an hour."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._locked: OrderedDict[str, datetime] = OrderedDict()

    def count(self, name: str, now: datetime) -> int:
        """Note a failure; how many are left before the lock."""
        with self._lock:
            if self._locked.get(name, now) > now:
                return 0
            self._counts[name] = self._counts.get(name, 0) + 1
            left = FAILURES - self._counts[name]
            if left <= 0:
                self._locked[name] = now + LOCKED_FOR
                self._counts.pop(name)
            self._trim()
            return left

    def locked_until(self, name: str) -> datetime | None:
        """Until when this name is told to be locked."""
        return self._locked.get(name)

    def forget(self, name: str) -> None:
        """A success ends the count."""
        with self._lock:
            self._counts.pop(name, None)
            self._locked.pop(name, None)

    def _trim(self) -> None:
        for names in (self._counts, self._locked):
            while len(names) > _REMEMBERED:
                names.popitem(last=False)
