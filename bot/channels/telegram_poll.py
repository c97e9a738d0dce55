"""Long polling: an update is stored before Telegram is told that it was received (REQ G5)."""

import json
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram_errors import ADVICE, seconds_to_wait
from bot.clock import Clock
from bot.db import Database
from bot.errors import BadPushError
from bot.models import Keep

log = structlog.get_logger()
_PAUSE = 0.1
_CONFIGURATION_PAUSE = 30.0
_LONGEST_PAUSE = 30.0
_OUTAGE_PAUSE = 5.0
"""Nobody is spared by asking our own database less often, and customers wait for it."""
_TRIES = 5
_OFFSET_LIFE = timedelta(days=6)
"""After a week without updates Telegram numbers them anew, maybe lower: an old offset would lose
them. The inbox knows what was stored before."""

_OUTAGE = (OperationalError, InterfaceError, PoolTimeoutError, OSError)
"""The database or the disk is at fault, not the update: it is tried for ever."""

type RawUpdate = Mapping[str, Any]


class Poller:
    """Asks for updates until ``stop`` is set; one per bot token."""

    def __init__(
        self,
        ask: Callable[[int | None], Sequence[RawUpdate] | None],
        store: Callable[[str], None],
        *,
        database: Database,
        clock: Clock,
        bot_id: int,
    ) -> None:
        self._ask, self._store = ask, store
        self._database, self._clock = database, clock
        self._name = f"telegram.{bot_id}"
        self._failures = 0
        self._tries: dict[int, int] = {}

    def run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            stop.wait(self.round())

    def round(self) -> float:
        """Ask once and store what came; the seconds to wait before the next round."""
        try:
            updates = self._ask(self._offset()) or ()
            done = self._take(updates)
        except TelegramError as error:
            return self._pause_after(error)
        except _OUTAGE as error:
            log.error("telegram update not stored, asked again", error=type(error).__name__)
            return min(self._growing_pause(), _OUTAGE_PAUSE)
        except Exception as error:
            log.error("telegram polling failed", **_place(error))
            return self._growing_pause()
        if done:
            self._failures = 0
            return 0 if updates else _PAUSE
        return self._growing_pause()

    def _take(self, updates: Sequence[RawUpdate]) -> bool:
        """Store in order and move the offset behind what is stored; False when one failed."""
        for update in updates:
            number = int(update["update_id"])
            if not self._stored(number, json.dumps(update)):
                return False
            self._keep("offset", str(number + 1), _OFFSET_LIFE)
        return True

    def _stored(self, number: int, raw: str) -> bool:
        """Whether the update is behind us: stored, unreadable, or set aside after some tries.

        Raises:
            what stands in _OUTAGE
        """
        try:
            self._store(raw)
        except BadPushError as error:
            log.warning("telegram update skipped", update=number, why=str(error))
        except _OUTAGE:
            raise
        except Exception as error:
            log.error("telegram update failed", update=number, **_place(error))
            return self._set_aside(number, raw)
        return True

    def _set_aside(self, number: int, raw: str) -> bool:
        """One update that cannot be handled must not block everybody: keep it for a person."""
        tries = self._tries.get(number, 0) + 1
        self._tries = {number: tries}
        if tries < _TRIES:
            return False
        self._keep(f"aside.{number}", raw, None)
        log.error("telegram update set aside in the table keeps", update=number)
        return True

    def _pause_after(self, error: TelegramError) -> float:
        match error:
            case Conflict() | InvalidToken():
                log.error("telegram configuration", advice=ADVICE[type(error).__name__])
                return _CONFIGURATION_PAUSE
            case RetryAfter():
                return seconds_to_wait(error)
            case _:
                log.warning("telegram does not answer", error=type(error).__name__)
                return self._growing_pause()

    def _growing_pause(self) -> float:
        self._failures += 1
        return min(2.0 ** min(self._failures - 1, 10), _LONGEST_PAUSE)

    def _offset(self) -> int | None:
        with self._database.read() as session:
            row = session.get(Keep, f"{self._name}.offset")
        if row is None or (row.expires_at and row.expires_at <= self._clock.now()):
            return None
        return int(row.value)

    def _keep(self, name: str, value: str, life: timedelta | None) -> None:
        expires_at = self._clock.now() + life if life else None
        with self._database.write() as session:
            session.merge(Keep(name=f"{self._name}.{name}", value=value, expires_at=expires_at))


def _place(error: Exception) -> dict[str, str]:
    """What went wrong and where, without the message: it may quote the customer."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "where": where}
