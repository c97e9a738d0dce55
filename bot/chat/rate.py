"""How often one customer may write and one address may begin, counted in this process."""

import ipaddress
import math
import threading
from collections import deque
from datetime import datetime, timedelta

from bot.clock import Clock

WINDOW = timedelta(minutes=1)
_SWEEP_AT = 10_000


class Limit:
    """At most ``most`` in any minute for each key."""

    def __init__(self, most: int, clock: Clock) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._hits: dict[str, deque[datetime]] = {}

    def take(self, key: str) -> int:
        """Count one; 0 when it is allowed, else the whole seconds until the next one is."""
        now = self._clock.now()
        with self._lock:
            hits = self._recent(key, now)
            if len(hits) >= self._most:
                return max(1, math.ceil((hits[0] + WINDOW - now).total_seconds()))
            hits.append(now)
            return 0

    def _recent(self, key: str, now: datetime) -> deque[datetime]:
        if len(self._hits) > _SWEEP_AT:
            self._sweep(now)
        hits = self._hits.setdefault(key, deque())
        while hits and hits[0] <= now - WINDOW:
            hits.popleft()
        return hits

    def _sweep(self, now: datetime) -> None:
        """Forget who has been quiet for a minute, so that memory stays bounded."""
        for key in [
            key for key, hits in self._hits.items() if not hits or hits[-1] <= now - WINDOW
        ]:
            del self._hits[key]


def address_key(host: str | None) -> str:
    """What counts as one client address: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or "unknown"
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
