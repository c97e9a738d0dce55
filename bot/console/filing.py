"""How a conversation is filed: its labels, and the cases that are closed with it (REQ A7)."""

from collections.abc import Awaitable, Callable

from sqlalchemy.orm import Session

from bot.console import dialogs
from bot.console.dialogs import Closing
from bot.console.label_dialog import ask_labels
from bot.console.opened import Opened
from bot.console.page import Page
from bot.models import Staff
from bot.services.customer import labels
from bot.services.handoff import cases


class Filing:
    """Asks, stores, and shows it with ``tick``."""

    def __init__(self, page: Page, opened: Opened, tick: Callable[[], Awaitable[None]]) -> None:
        self._page, self._opened, self._tick = page, opened, tick
        self._now = page.seat.house.clock.now

    async def close_case(self, case_id: int | None = None) -> None:
        """Close one of the customer's cases with its cause."""
        if not self._opened.cases:
            return
        with self._page.here():
            await dialogs.ask_closing(self._opened.cases, self._store, case_id)
            await self._tick()

    async def _store(self, wish: Closing) -> str:
        def work(session: Session, me: Staff) -> str:
            closed = cases.close_case(session, wish.case_id, me, cause=wish.cause, now=self._now())
            return f"工单 {closed.number} 已关闭"

        return await self._page.attempt(work)

    async def label(self) -> None:
        """Change the labels of the open conversation."""
        wanted, head = self._opened.id, self._opened.head
        if wanted is None or head is None:
            return
        with self._page.here():
            known = await self._page.read(lambda session, _: labels.in_use(session))
            titles = await ask_labels(head.labels, known or ())
        if titles is not None:
            await self._page.write(
                lambda session, me: labels.set_labels(session, wanted, titles, me, now=self._now())
            )
            await self._tick()
