"""WeChat's access token: one for all, kept in the database, fetched by one thread at a time.

Source: https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html
Other processes need no lock: the stable endpoint gives all of them the same token.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.db import Database
from bot.models import Keep

_EARLY_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Token:
    """A token and the seconds that it lives from now."""

    value: str
    seconds: int


class TokenKeeper:
    """Gives the token kept under ``name``; ``fetch(force)`` asks WeChat, with ``force`` for another
    one."""

    def __init__(
        self, database: Database, clock: Clock, name: str, fetch: Callable[[bool], Token]
    ) -> None:
        self._database, self._clock, self._fetch = database, clock, fetch
        self._name = name
        self._lock = threading.Lock()

    def get(self) -> str:
        """A token that is valid as far as we know; raises what ``fetch`` raises."""
        return self._kept() or self._renew(None)

    def renew(self, refused: str) -> str:
        """Another token than ``refused``; a second caller gets what the first one fetched."""
        return self._renew(refused)

    def _renew(self, refused: str | None) -> str:
        with self._lock:
            kept = self._kept()
            if kept and kept != refused:
                return kept
            token = self._fetch(False)
            if token.value == refused:
                token = self._fetch(True)
            self._keep(token)
            return token.value

    def _kept(self) -> str | None:
        with self._database.read() as session:
            row = session.get(Keep, self._name)
        if row is None or row.expires_at is None or row.expires_at <= self._clock.now():
            return None
        return row.value

    def _keep(self, token: Token) -> None:
        life = token.seconds - min(_EARLY_SECONDS, token.seconds // 10)
        expires_at = self._clock.now() + timedelta(seconds=life)
        with self._database.write() as session:
            session.merge(Keep(name=self._name, value=token.value, expires_at=expires_at))
