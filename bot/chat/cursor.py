"""How far a reader has read, exactly, although replies become visible out of order.

A reply that waits in the outbox has a lower id than what the customer writes meanwhile, so "the
last id" would skip it. A cursor therefore says: everything up to ``floor`` except ``missing``, and
above it only ``seen``. The floor stays a minute behind, because PostgreSQL may commit a lower id
after a higher one.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

_SETTLED = timedelta(minutes=1)
_FORM = re.compile(r"~(\d{1,18})\.([\d-]*)\.([\d-]*)")


@dataclass(frozen=True, slots=True)
class Line:
    """One message without its text; ``shown_at`` is None while the customer may not see it.

    ``name`` is its id in the API: the customer's own, or ``r`` and a number for an answer.
    """

    id: int
    name: str
    at: datetime
    shown_at: datetime | None


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a reader has got."""

    floor: int = 0
    seen: frozenset[int] = frozenset()
    missing: frozenset[int] = frozenset()

    def has(self, line: Line) -> bool:
        """Whether the reader has got this message."""
        return line.id in self.seen or (line.id <= self.floor and line.id not in self.missing)

    def __str__(self) -> str:
        return f"~{self.floor}.{_join(self.seen)}.{_join(self.missing)}"


def parse_cursor(text: str) -> Cursor | None:
    """The cursor that ``str`` wrote, or None for any other text."""
    match = _FORM.fullmatch(text)
    return Cursor(int(match[1]), _split(match[2]), _split(match[3])) if match else None


def cursor_at(lines: Collection[Line], known: Collection[int], now: datetime) -> Cursor:
    """The shortest cursor for a reader who has got the messages with these ids."""
    settled = now - _SETTLED
    floor = max((line.id for line in lines if line.id in known and line.at < settled), default=0)
    return Cursor(
        floor,
        frozenset(line.id for line in lines if line.id > floor and line.id in known),
        frozenset(line.id for line in lines if line.id <= floor and line.id not in known),
    )


def in_order(lines: Collection[Line]) -> list[Line]:
    """The visible ones in the order in which they became visible."""
    shown = [(line.shown_at, line.id, line) for line in lines if line.shown_at is not None]
    return [line for _, _, line in sorted(shown, key=lambda item: item[:2])]


def _join(ids: Collection[int]) -> str:
    return "-".join(str(one) for one in sorted(ids))


def _split(text: str) -> frozenset[int]:
    return frozenset(int(one) for one in text.split("-") if one)
