"""What is new: the list is read a few times a second for all open pages together, the rest per page
when the list shows that something changed.

A page asks with what it already shows and gets only what differs. So a quiet second costs a few
index look-ups, however many pages are open, and sends nothing to the browser.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy.orm import Session

from bot.console.watchers import Watchers
from bot.house import House
from bot.models import Delivery, Group, Staff
from bot.services import desk_profile, desk_state, desk_views, transfers
from bot.services.desk_state import NudgeRow
from bot.services.desk_views import Line, Mark, QueueRow

FRESH_SECONDS = 0.4
PAGE = 60
_CATCH_UP = 1000
_SECTIONS: dict[str, Callable[[Session, int], Any]] = {
    "profile": desk_profile.profile,
    "orders": desk_profile.orders,
    "complaints": desk_profile.complaints,
    "cases": desk_profile.cases_of,
    "surveys": desk_profile.surveys,
}


class Pulse:
    """The list of conversations, shared by all pages here; only changed rows are read."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._lock = Lock()
        self._marks: dict[int, Mark] = {}
        self._rows: dict[int, QueueRow] = {}
        self._read_at = 0.0
        self._begun_at = 0.0
        self._nudges: Mapping[int, tuple[NudgeRow, ...]] = {}
        self._nudged_at = 0.0
        self.watchers = Watchers()

    def nudges(self, staff_id: int) -> tuple[NudgeRow, ...]:
        """What somebody is told, as of this second."""
        with self._lock:
            if monotonic() - self._nudged_at > FRESH_SECONDS:
                with self.house.database.read() as session:
                    self._nudges = desk_state.nudges(session)
                self._nudged_at = monotonic()
            return self._nudges.get(staff_id, ())

    def rows(self) -> Mapping[int, QueueRow]:
        """The rows as of this second; an unchanged row is the same object as before.

        Each reading begins under the lock: with a caller's transaction, which may have begun long
        before, the list could go back to what was.
        """
        with self._lock:
            if monotonic() - self._read_at > FRESH_SECONDS:
                with self.house.database.read() as session:
                    self._refresh(session)
                self._read_at = monotonic()
            return self._rows

    @property
    def latest(self) -> Mapping[int, QueueRow]:
        """The rows as they were read last; an unchanged list is the same object."""
        return self._rows

    @property
    def is_stale(self) -> bool:
        """Whether it is time to read again; who asks and gets a yes, reads for the others."""
        now = monotonic()
        if now - max(self._read_at, self._begun_at) <= FRESH_SECONDS:
            return False
        self._begun_at = now
        return True

    def expire(self) -> None:
        """Read again at the next look: somebody here has just changed something."""
        self._read_at = self._nudged_at = 0.0

    def _refresh(self, session: Session) -> None:
        marks = desk_views.conversation_marks(session)
        if marks == self._marks:
            return
        changed = [key for key, mark in marks.items() if self._marks.get(key) != mark]
        fresh = desk_views.queue_rows(session, changed)
        kept = {key: self._rows[key] for key in marks if key not in fresh and key in self._rows}
        self._rows = {**kept, **fresh}
        self._marks = marks


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page shows already; ``marks`` None leaves the customer's column for later."""

    conversation_id: int | None = None
    after: int = 0
    pending: frozenset[int] = frozenset()
    marks: Mapping[str, Mark] | None = field(default_factory=dict[str, Mark])


@dataclass(frozen=True, slots=True)
class Offer:
    """A transfer of the open conversation that waits for an answer."""

    id: int
    giver: str
    target: str
    reason: str
    is_mine: bool
    is_for_me: bool


@dataclass(frozen=True, slots=True)
class News:
    """What it has to show now; ``sections`` holds those that changed, each with its mark."""

    now: datetime
    rows: Mapping[int, QueueRow]
    conversation_id: int | None = None
    after: int = 0
    head: QueueRow | None = None
    offer: Offer | None = None
    lines: tuple[Line, ...] = ()
    deliveries: Mapping[int, tuple[Delivery, str | None]] = field(
        default_factory=dict[int, tuple[Delivery, str | None]]
    )
    sections: Mapping[str, tuple[Mark, Any]] = field(default_factory=dict[str, tuple[Mark, Any]])


def look(session: Session, me: Staff, pulse: Pulse, wish: Wish) -> News:
    """Everything that differs from ``wish``."""
    rows, now = pulse.rows(), pulse.house.clock.now()
    wanted = wish.conversation_id
    head = _head(session, rows, wanted)
    if wanted is None or head is None:
        return News(now, rows)
    return News(
        now=now,
        rows=rows,
        conversation_id=wanted,
        after=wish.after,
        head=head,
        offer=_offer(session, me, wanted),
        lines=tuple(_lines(session, wanted, wish.after)),
        deliveries=desk_views.deliveries(session, wish.pending),
        sections=_sections(session, wanted, wish.marks),
    )


def _offer(session: Session, me: Staff, conversation_id: int) -> Offer | None:
    transfer = transfers.asked(session, conversation_id)
    if transfer is None:
        return None
    giver = session.get_one(Staff, transfer.from_id)
    person = session.get(Staff, transfer.to_id) if transfer.to_id else None
    target = person.display_name if person else transfers.GROUP[Group(transfer.to_group)]
    return Offer(
        id=transfer.id,
        giver=giver.display_name,
        target=target,
        reason=transfer.reason,
        is_mine=giver.id == me.id,
        is_for_me=transfers.is_for(transfer, me),
    )


def _lines(session: Session, conversation_id: int, after: int) -> list[Line]:
    """The newest page at first, then everything that came since."""
    limit = _CATCH_UP if after else PAGE
    return desk_views.thread(session, conversation_id, after=after, limit=limit)


def _head(session: Session, rows: Mapping[int, QueueRow], wanted: int | None) -> QueueRow | None:
    """The open conversation; one too old for the list is read apart."""
    if wanted is None or wanted in rows:
        return rows.get(wanted or 0)
    return desk_views.queue_rows(session, [wanted]).get(wanted)


def _sections(
    session: Session, conversation_id: int, known: Mapping[str, Mark] | None
) -> dict[str, tuple[Mark, Any]]:
    if known is None:
        return {}
    marks = desk_profile.section_marks(session, conversation_id)
    return {
        name: (mark, _SECTIONS[name](session, conversation_id))
        for name, mark in marks.items()
        if known.get(name) != mark
    }
