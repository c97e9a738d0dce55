"""What one person is told, on every page: presence, sound, title, and a way to the conversation.

A nudge sounds once, on the page that shows it first; it stays in view until it is settled or put
away (REQ A8). While a page's connection stands the rounds give the signs of life of its person.
"""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui
from sqlalchemy.orm import Session

from bot.console.live import Pulse
from bot.console.nudge_card import NudgeCard
from bot.console.page import Page
from bot.console.parts import Tag, box, button
from bot.console.session import Seat
from bot.console.words import NUDGE
from bot.models import Staff
from bot.services.handoff import nudges
from bot.services.screens.desk_state import NudgeRow
from bot.services.staff import presence

_MOST_SHOWN = 4
Open = Callable[[int, bool], Awaitable[None]]


def attended(seat: Seat, pulse: Pulse, me: Staff) -> Page:
    """A page whose person is told things on it, and counts as present while it is open."""
    page = Page(seat, pulse)
    pulse.rounds.tell(Bell(page, me))
    return page


class Bell:
    """The corner of a page in which its person is told things."""

    def __init__(self, page: Page, me: Staff, on_open: Open | None = None) -> None:
        self.page, self._me = page, me
        self._clock = page.seat.house.clock
        self._on_open = on_open or self._go
        self._client = ui.context.client
        self._shown: tuple[NudgeRow, ...] = ()
        self._cards: dict[int, NudgeCard] = {}
        slot = self._client.storage.get("bar_slot")
        if slot is not None:
            with slot:
                self._state = self._presence_button()
        with self._client.content:
            self._list = box("nudges")

    def _presence_button(self) -> Tag:
        state = button("", self._turn, "small presence")
        state.props["title"] = "切换在线／离开：离开时不再分配新会话"
        self._say_state(state, is_away=self._me.is_away)
        return state

    @staticmethod
    def _say_state(state: Tag, *, is_away: bool) -> None:
        state.say("离开" if is_away else "在线")
        state.classes(add="away") if is_away else state.classes(remove="away")

    async def _turn(self) -> None:
        def work(session: Session, me: Staff) -> bool:
            is_away = not me.is_away
            presence.set_away(session, me, is_away=is_away, now=self._clock.now())
            return is_away

        is_away = await self.page.write(work)
        if is_away is not None:
            self._say_state(self._state, is_away=is_away)

    async def tell(self, rows: tuple[NudgeRow, ...]) -> None:
        """Show what there is to tell, if it is not shown yet."""
        if rows != self._shown:
            await self._show(rows)

    async def _show(self, rows: tuple[NudgeRow, ...]) -> None:
        fresh = [row.id for row in rows if not row.is_heard]
        known = {row.id for row in self._shown}
        self._shown = rows
        self._draw(rows)
        first = NUDGE[rows[0].kind] if rows else ""
        sounds = any(key not in known for key in fresh)
        with self._client.content:
            ui.run_javascript(f"desk.alert({len(rows)}, {first!r}, {str(sounds).lower()})")
        if fresh:
            await self.page.write(
                lambda session, me: nudges.hear(session, fresh, me, self._clock.now()), quiet=True
            )

    def _draw(self, rows: Sequence[NudgeRow]) -> None:
        """What is shown stays where it is: a click on an element that was just replaced is lost."""
        wanted = _by_conversation(rows)[:_MOST_SHOWN]
        for gone in self._cards.keys() - {about[0].conversation_id for about in wanted}:
            self._cards.pop(gone).delete()
        for about in reversed(wanted):
            key = about[0].conversation_id
            if key not in self._cards:
                with self._list:
                    self._cards[key] = NudgeCard(self._open, self._dismiss)
                    self._cards[key].move(target_index=0)
            self._cards[key].show(about)

    async def _open(self, about: Sequence[NudgeRow], takes: bool) -> None:
        row = about[0]
        if not takes:
            await self._dismiss(about)
        with self.page.here():  # what was pressed is gone with the nudge
            await self._on_open(row.conversation_id, takes)

    async def _dismiss(self, about: Sequence[NudgeRow]) -> None:
        ids = [one.id for one in about]
        await self.page.write(
            lambda session, me: nudges.dismiss(session, ids, me, self._clock.now())
        )
        self._draw([row for row in self._shown if row.id not in ids])

    async def _go(self, conversation_id: int, takes: bool) -> None:
        with self._client.content:
            ui.navigate.to(f"/?c={conversation_id}" + ("&take=1" if takes else ""))


def _by_conversation(rows: Sequence[NudgeRow]) -> list[list[NudgeRow]]:
    """Rows of the same conversation together, in the order of the newest of each."""
    found: dict[int, list[NudgeRow]] = {}
    for row in rows:
        found.setdefault(row.conversation_id, []).append(row)
    return list(found.values())
