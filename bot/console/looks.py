"""What is new on each page: a page says what it shows already and gets only what differs. Any
number of pages are looked after with the same few questions (REQ A10)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.console.board import Board
from bot.models import Delivery, Group, Staff, Transfer
from bot.services.handoff import transfers
from bot.services.screens import desk_cases, desk_marks, desk_profile, desk_thread, desk_views
from bot.services.screens.desk_thread import Line
from bot.services.screens.desk_views import Mark, QueueRow

PAGE = 60
_CATCH_UP = 1000
_SECTIONS: dict[str, Callable[[Session, int], Any]] = {
    "profile": desk_profile.profile,
    "orders": desk_profile.orders,
    "complaints": desk_profile.complaints,
    "cases": desk_cases.cases_of,
    "surveys": desk_profile.surveys,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page shows already: ``marks`` None leaves the customer's column for later. ``number``
    tells its looks apart."""

    conversation_id: int | None = None
    after: int = 0
    pending: frozenset[int] = frozenset()
    marks: Mapping[str, Mark] | None = field(default_factory=dict[str, Mark])
    number: int = 0


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
    number: int = 0
    conversation_id: int | None = None
    after: int = 0
    head: QueueRow | None = None
    offer: Offer | None = None
    lines: tuple[Line, ...] = ()
    deliveries: Mapping[int, tuple[Delivery, str | None]] = field(
        default_factory=dict[int, tuple[Delivery, str | None]]
    )
    sections: Mapping[str, tuple[Mark, Any]] = field(default_factory=dict[str, tuple[Mark, Any]])


def looks(session: Session, board: Board, wishes: Sequence[tuple[Staff, Wish]]) -> list[News]:
    """For each page everything that differs from its wish."""
    rows = board.rows()
    open_ones = {wish.conversation_id for _, wish in wishes} - {None}
    reader = _Reader(session, board, {key for key in open_ones if key}, [w for _, w in wishes])
    return [reader.news(me, wish, rows) for me, wish in wishes]


class _Reader:
    """What one round of looks has in common."""

    def __init__(
        self, session: Session, board: Board, ids: set[int], wishes: Sequence[Wish]
    ) -> None:
        self._session = session
        self._now = board.house.clock.now()
        self._old = desk_views.queue_rows(session, ids - board.rows().keys())
        self._asked = transfers.all_asked(session, ids)
        self._lines = desk_thread.newer(session, _oldest_shown(wishes), limit=_CATCH_UP)
        pending = frozenset[int]().union(*(wish.pending for wish in wishes))
        self._deliveries = desk_thread.deliveries(session, pending)
        columns = {w.conversation_id for w in wishes if w.conversation_id and w.marks is not None}
        self._marks = desk_marks.section_marks(session, columns)

    def news(self, me: Staff, wish: Wish, rows: Mapping[int, QueueRow]) -> News:
        """For one page."""
        wanted = wish.conversation_id
        head = rows.get(wanted or 0) or self._old.get(wanted or 0)
        if wanted is None or head is None:
            return News(self._now, rows, wish.number)
        transfer = self._asked.get(wanted)
        return News(
            now=self._now,
            rows=rows,
            number=wish.number,
            conversation_id=wanted,
            after=wish.after,
            head=head,
            offer=_offer(self._session, me, transfer) if transfer else None,
            lines=tuple(self._lines_for(wanted, wish.after)),
            deliveries={k: v for k, v in self._deliveries.items() if k in wish.pending},
            sections=self._sections(wanted, wish.marks),
        )

    def _lines_for(self, conversation_id: int, after: int) -> list[Line]:
        """The newest page at first, then everything that came since."""
        if not after:
            return desk_thread.thread(self._session, conversation_id, limit=PAGE)
        return [line for line in self._lines.get(conversation_id, ()) if line.id > after]

    def _sections(
        self, conversation_id: int, known: Mapping[str, Mark] | None
    ) -> dict[str, tuple[Mark, Any]]:
        if known is None:
            return {}
        return {
            name: (mark, _SECTIONS[name](self._session, conversation_id))
            for name, mark in self._marks.get(conversation_id, {}).items()
            if known.get(name) != mark
        }


def _oldest_shown(wishes: Sequence[Wish]) -> dict[int, int]:
    """By conversation the last message that all of its pages show."""
    found: dict[int, int] = {}
    for wish in wishes:
        if wish.conversation_id and wish.after:
            known = found.get(wish.conversation_id, wish.after)
            found[wish.conversation_id] = min(known, wish.after)
    return found


def _offer(session: Session, me: Staff, transfer: Transfer) -> Offer:
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
