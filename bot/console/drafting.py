"""What an agent types: sent once, warned of first, put back when it could not go (REQ A5, A10)."""

from collections.abc import Awaitable, Callable

from sqlalchemy.orm import Session

from bot.console import dialogs, manners
from bot.console.composer import Composer, Sent
from bot.console.opened import Opened
from bot.console.page import Page
from bot.models import Staff
from bot.services.handoff import handling


class Typing:
    """The way from the box to the thread."""

    def __init__(
        self, page: Page, me: Staff, opened: Opened, tick: Callable[[], Awaitable[None]]
    ) -> None:
        self._page, self._me, self._opened, self._tick = page, me, opened, tick
        self._house = page.seat.house

    async def send(self, composer: Composer, sent: Sent) -> None:
        """Store an answer or a note; what could not be stored is put back or kept as a draft."""
        is_here = sent.conversation_id == self._opened.id
        phrases = [] if sent.is_note else manners.forbidden_in(sent.text, self._house.settings.data)
        if phrases and not await dialogs.ask_despite(phrases):
            composer.sent(sent.key)
            return composer.put_back(sent.text)
        done = await self._page.write(lambda session, me: self._store(session, me, sent))
        with self._page.here():
            composer.sent(sent.key)
            if not done and is_here:
                composer.put_back(sent.text)
        if not done and not is_here:
            await self.keep(sent.conversation_id, sent.text)
        await self._tick()

    def _store(self, session: Session, me: Staff, sent: Sent) -> bool:
        now, wanted = self._house.clock.now(), sent.conversation_id
        store = handling.note if sent.is_note else handling.say
        store(session, wanted, me, sent.text, key=sent.key, now=now)
        handling.keep_draft(session, wanted, me, "")
        return True

    async def keep(self, conversation_id: int, text: str) -> None:
        """Keep a draft; colleagues see that somebody types."""
        self._page.pulse.watchers.look(self._me, conversation_id, is_typing=bool(text))
        await self._page.write(
            lambda session, me: handling.keep_draft(session, conversation_id, me, text), quiet=True
        )
