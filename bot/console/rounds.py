"""Twice a second one look for all open pages together: no page has a timer of its own (REQ A10).

A round reads the list and what people are told, then asks once for all pages whose conversation
changed. So a quiet second costs a few index look-ups, however many pages are open, and sends
nothing to a browser. The rounds end with the last page and begin with the next.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Protocol
from weakref import WeakSet

import structlog
from nicegui import background_tasks
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.console.board import Board
from bot.console.looks import News, Wish, looks
from bot.console.page import Page
from bot.console.session import in_thread
from bot.models import Staff
from bot.services.handoff import handling
from bot.services.screens.desk_state import NudgeRow
from bot.services.staff import presence
from bot.services.staff import staff as accounts

log = structlog.get_logger()
_EVERY = 0.5
_AT_LEAST = 0.05


class Told(Protocol):
    """The corner of a page in which its person is told things; every page has one."""

    page: Page

    async def tell(self, rows: tuple[NudgeRow, ...]) -> None:
        """Show what there is to tell, if it is not shown yet."""
        ...


class Looking(Protocol):
    """A page that shows the list and a conversation."""

    page: Page

    def wish(self, number: int) -> Wish | None:
        """What it wants of round ``number``; None when what it shows is still true."""
        ...

    def take(self, news: News) -> None:
        """Show what differs."""
        ...

    def just_read(self) -> int | None:
        """The conversation whose holder has unread messages on the screen now."""
        ...


class Listing(Protocol):
    """A page with a list of its own, read again every ``every`` rounds."""

    page: Page
    every: int

    async def tick(self) -> None:
        """Show what differs."""
        ...


class Rounds:
    """Goes round the open pages of this process."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._told: list[Told] = []
        self._looking: list[Looking] = []
        self._listings: list[Listing] = []
        self._beaten: WeakSet[Told] = WeakSet()
        self._beaten_at = 0.0
        self._number = 0
        self._task: asyncio.Task[None] | None = None

    def tell(self, told: Told) -> None:
        """Include a page's corner from now on."""
        self._told.append(told)
        if self._task is None or self._task.done():
            self._task = background_tasks.create(self._go(), name="rounds of the console")

    def look_for(self, looking: Looking) -> None:
        """Include a page that shows a conversation."""
        self._looking.append(looking)

    def list_for(self, listing: Listing) -> None:
        """Include a page with a list of its own."""
        self._listings.append(listing)

    async def _go(self) -> None:
        while self._told:
            began = monotonic()
            try:
                await self._round()
            except SQLAlchemyError:
                for told in self._told:
                    told.page.tell_trouble()
            except Exception:
                log.exception("a round of the console failed")
            await asyncio.sleep(max(_AT_LEAST, _EVERY - (monotonic() - began)))
            self._told = [told for told in self._told if not told.page.is_gone]
            self._looking = [one for one in self._looking if not one.page.is_gone]
            self._listings = [one for one in self._listings if not one.page.is_gone]

    async def _round(self) -> None:
        """A page without its connection is left as it is and catches up when it is back."""
        here = [told for told in self._told if told.page.is_connected]
        if not here:
            return
        self._number += 1
        people = await in_thread(lambda: self._refresh(here))
        pages = {told.page for told in here if told.page.admits(people)}
        told = [one for one in here if one.page in pages]
        await self._beat(told)
        steps = [_safely(one.page, lambda one=one: self._tell(one, people)) for one in told]
        await asyncio.gather(*steps)
        await self._look([one for one in self._looking if one.page in pages])
        await self._list([one for one in self._listings if one.page in pages])

    def _refresh(self, here: Sequence[Told]) -> dict[str, Staff]:
        """Read the list; who is signed in on these pages."""
        self._board.rows()
        with self._board.house.database.read() as session:
            return self._people(session, [told.page for told in here])

    def _people(self, session: Session, pages: Sequence[Page]) -> dict[str, Staff]:
        secrets = {page.seat.secret for page in pages}
        return accounts.all_signed_in(session, secrets, now=self._board.house.clock.now())

    async def _tell(self, told: Told, people: dict[str, Staff]) -> None:
        await told.tell(self._board.nudges(people[told.page.seat.secret].id))

    async def _beat(self, told: Sequence[Told]) -> None:
        """Signs of life of all who are here, now and then and when somebody came."""
        is_due = monotonic() - self._beaten_at >= presence.BEAT_SECONDS
        if not is_due and all(one in self._beaten for one in told):
            return
        self._beaten_at = monotonic()
        self._beaten.update(told)

        def work(session: Session, people: dict[str, Staff]) -> None:
            ids = {person.id for person in people.values()}
            presence.beat(session, ids, self._board.house.clock.now())

        await self._write([one.page for one in told], work)

    async def _list(self, listings: Sequence[Listing]) -> None:
        due = [one for one in listings if self._number % one.every == 0]
        await asyncio.gather(*(_safely(one.page, one.tick) for one in due))

    async def _look(self, looking: Sequence[Looking]) -> None:
        wishes = [(one, wish) for one in looking if (wish := self._wish(one))]
        if not wishes:
            return
        for one, news in await in_thread(lambda: self._news(wishes)):
            await _safely(one.page, lambda one=one, news=news: _take(one, news))
            await asyncio.sleep(0)  # a click need not wait for thirty pages
        read = {one.page: key for one, _ in wishes if (key := one.just_read())}
        if read:
            await self._mark_read(read)

    def _wish(self, one: Looking) -> Wish | None:
        """One page's fault is not the others'."""
        try:
            with one.page.here():
                return one.wish(self._number)
        except Exception:
            log.exception("a page could not show the list")
            return None

    def _news(self, wishes: Sequence[tuple[Looking, Wish]]) -> list[tuple[Looking, News]]:
        with self._board.house.database.read() as session:
            people = self._people(session, [one.page for one, _ in wishes])
            mine = [
                (one, me, wish)
                for one, wish in wishes
                if (me := people.get(one.page.seat.secret)) is not None
            ]
            news = looks(session, self._board, [(me, wish) for _, me, wish in mine])
        return [(one, told) for (one, _, _), told in zip(mine, news, strict=True)]

    async def _mark_read(self, read: dict[Page, int]) -> None:
        def work(session: Session, people: dict[str, Staff]) -> None:
            for page, conversation_id in sorted(read.items(), key=lambda item: item[1]):
                if (me := people.get(page.seat.secret)) is not None:
                    handling.mark_read(session, conversation_id, me)

        await self._write([*read], work)
        self._board.expire()

    async def _write(
        self, pages: Sequence[Page], work: Callable[[Session, dict[str, Staff]], None]
    ) -> None:
        def in_transaction() -> None:
            with self._board.house.database.write() as session:
                work(session, self._people(session, pages))

        await in_thread(in_transaction)


async def _take(one: Looking, news: News) -> None:
    one.take(news)


async def _safely(page: Page, step: Callable[[], Awaitable[None]]) -> None:
    """One page's fault is not the others'."""
    try:
        with page.here():
            await step()
    except Exception:
        log.exception("a page could not show what is new")
