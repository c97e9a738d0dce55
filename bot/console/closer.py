"""A closer look: what the bot understood, and numbers in full, which is audited (REQ G2)."""

from nicegui import ui
from sqlalchemy.orm import Session

from bot.console import reading_panel
from bot.console.opened import Opened
from bot.console.page import Page
from bot.console.parts import Tag
from bot.models import Staff
from bot.services.screens import desk_thread, unmasking
from bot.services.screens.unmasking import Contact


class Closer:
    """Shows on demand what a page does not show by itself."""

    def __init__(self, page: Page, opened: Opened) -> None:
        self._page, self._opened = page, opened
        self._now = page.seat.house.clock.now

    async def explain(self, turn_id: int, panel: ui.element) -> None:
        """What the bot understood of a turn."""
        answer = await self._page.read(
            lambda session, _: (desk_thread.understood(session, turn_id),)
        )
        if answer is not None:
            reading_panel.show(panel, answer[0])

    async def unmask(self, message_id: int, text: Tag) -> None:
        """A message in full."""

        def work(session: Session, me: Staff) -> str:
            return unmasking.show_message(session, message_id, me, now=self._now())

        full = await self._page.write(work)
        if full is not None:
            text.say(full)

    async def contact(self) -> Contact | None:
        """The customer's phone and address in full."""
        wanted = self._opened.id
        if wanted is None:
            return None
        return await self._page.write(
            lambda session, me: unmasking.show_contact(session, wanted, me, now=self._now())
        )
