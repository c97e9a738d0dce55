"""Access tokens: two separate books, plain and stable, each with its own rules."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from .clock import Clock

LIFE = timedelta(seconds=7200)
OVERLAP = timedelta(minutes=5)
FORCE_PAUSE = timedelta(seconds=30)
PLAIN_A_DAY = 2000
FORCED_A_DAY = 20
BEIJING = timezone(timedelta(hours=8))


@dataclass
class Token:
    """One issued token: dead at ``expires`` (42001) or once it is ``replaced`` (40001)."""

    value: str
    expires: datetime
    replaced: datetime | None = None


class TokenBook:
    """Issues tokens and judges them; the latest two of a book are alive at most."""

    def __init__(self, name: str, clock: Clock) -> None:
        """``name`` tells the books apart in the token values."""
        self._name = name
        self._clock = clock
        self._tokens: list[Token] = []
        self._lock = threading.Lock()
        self._forced: list[datetime] = []
        self.fetches: list[datetime] = []

    def fetch_plain(self) -> tuple[str, int] | None:
        """Issue a new token every time; None when the day's fetches are used up."""
        with self._lock:
            if self._today(self.fetches) >= PLAIN_A_DAY:
                return None
            self.fetches.append(self._clock.now())
            return self._issue(self._clock.now())

    def fetch_stable(self, force: bool) -> tuple[str, int] | None:
        """Return the standing token while it lives over 5 minutes, else (or forced) a new one."""
        with self._lock:
            now = self._clock.now()
            self.fetches.append(now)
            standing = self._tokens[-1] if self._tokens else None
            if force and not self._forced_just_now(now):
                if self._today(self._forced) >= FORCED_A_DAY:
                    return None
                self._forced.append(now)
                return self._issue(now)
            if standing and standing.expires - now > OVERLAP:
                return standing.value, int((standing.expires - now).total_seconds())
            return self._issue(now)

    def judge(self, value: str) -> int | None:
        """Return 0 for a living token, 42001 or 40001 for a dead one, None for a stranger."""
        with self._lock:
            now = self._clock.now()
            for token in self._tokens:
                if token.value == value:
                    if token.replaced and now >= token.replaced:
                        return 40001
                    return 0 if now < token.expires else 42001
            return None

    def expire(self) -> None:
        """Let every token be past its time at once."""
        with self._lock:
            for token in self._tokens:
                token.expires = min(token.expires, self._clock.now())

    def revoke(self) -> None:
        """Make every token invalid at once, as when somebody else fetched twice."""
        with self._lock:
            for token in self._tokens:
                token.replaced = token.expires = self._clock.now()

    def _issue(self, now: datetime) -> tuple[str, int]:
        for token in self._tokens[:-1]:
            token.replaced = min(token.replaced or now, now)
        if self._tokens:
            last = self._tokens[-1]
            last.replaced = min(last.replaced or now + OVERLAP, now + OVERLAP)
        number = len(self._tokens) + 1
        value = f"{number}_{self._name}_".ljust(136, "x")
        self._tokens.append(Token(value, now + LIFE))
        return value, int(LIFE.total_seconds())

    def _forced_just_now(self, now: datetime) -> bool:
        return bool(self._forced) and now - self._forced[-1] < FORCE_PAUSE

    def _today(self, moments: list[datetime]) -> int:
        day = self._clock.now().astimezone(BEIJING).date()
        return sum(moment.astimezone(BEIJING).date() == day for moment in moments)
