"""/console/outbox: what waits, failed or was handed over (REQ E6, G5)."""

from dataclasses import dataclass

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import step_dialogs, theme
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Lasting, Tag, box, button, tag, tell
from bot.console.words import CHANNEL, DELIVERY, PURPOSE, TROUBLE, clock_time, why
from bot.house import House
from bot.models import Delivery, Staff
from bot.services.screens import desk_outbox
from bot.services.screens.desk_outbox import Said
from bot.services.sending import undelivered
from bot.services.sending.undelivered import OutboxRow

_HEADINGS = ("编号", "状态", "内容", "客户", "渠道", "用途", "计划时间", "")


def add_page(house: House, pulse: Pulse) -> None:
    """The list of undelivered messages."""

    @ui.page("/outbox", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "outbox")
            listing = OutboxList(attended(seat, pulse, me))
        await listing.tick()
        pulse.rounds.list_for(listing)


@dataclass(slots=True)
class _Shown:
    element: ui.element
    row: OutboxRow


class OutboxList:
    """The rows on the screen; a row is drawn again only when it changed."""

    every = 4

    def __init__(self, page: Page) -> None:
        self.page = page
        self._house = page.seat.house
        self._shown: dict[int, _Shown] = {}
        with box("sheet"):
            with box("sheet-head"):
                tag("待发与未送达", "sheet-title", "h1")
                self._count = tag("", "count num")
            with box("table outbox"):
                with box("table-row table-head"):
                    for heading in _HEADINGS:
                        tag(heading, "cell")
                self._body = Lasting("table-body")
            self._empty = tag("", "empty", "p")

    async def tick(self) -> None:
        """Read the list; texts only of the rows that changed."""
        known = {key: shown.row for key, shown in self._shown.items()}

        def work(session: Session, _: Staff) -> tuple[list[OutboxRow], dict[int, Said]]:
            rows = undelivered.listed(session)
            changed = [row for row in rows if known.get(row.id) != row]
            return rows, desk_outbox.said(session, changed)

        answer = await self.page.read(work)
        if answer is not None:
            self._show(*answer)

    def _show(self, rows: list[OutboxRow], said: dict[int, Said]) -> None:
        for key in self._shown.keys() - {row.id for row in rows}:
            self._shown.pop(key).element.delete()
        for row in rows:
            if row.id in said:
                self._put(row, said[row.id])
        self._count.say(str(len(rows)) if rows else "")
        self._empty.say("" if rows else "没有待发或未送达的消息")

    def _put(self, row: OutboxRow, said: Said) -> None:
        shown = self._shown.get(row.id)
        if shown is None:
            with self._body:
                shown = self._shown[row.id] = _Shown(box("table-row"), row)
        else:
            shown.element.clear()
            shown.row = row
        with shown.element:
            self._fill(row, said)

    def _fill(self, row: OutboxRow, said: Said) -> None:
        now = self._house.clock.now()
        tag(str(row.id), "cell num number")
        with box("cell kind"):
            tag(DELIVERY[row.state], "flag urgent" if row.state in TROUBLE else "")
        with box("cell subject"):
            tag(said.text, "", "p")
            if row.why:
                tag(why(row.why), "muted", "p")
        tag(said.customer, "cell customer")
        tag(CHANNEL.get(row.channel, row.channel), "cell muted owner")
        tag(PURPOSE.get(row.purpose, "机器人答复"), "cell muted")
        tag(clock_time(row.not_before, now), "cell num muted opened")
        with box("cell acts"):
            link = Tag("a", "会话", "btn small")
            link.props["href"] = f"/console/?c={row.conversation_id}"
            if row.state != Delivery.SENDING:
                button("重发", lambda: self._retry(row), "small")
                button("撤下", lambda: self._drop(row), "small")

    async def _retry(self, row: OutboxRow) -> None:
        if row.state == Delivery.UNKNOWN and not await step_dialogs.ask_resend():
            return

        def work(session: Session, me: Staff) -> bool:
            actor, now = f"staff:{me.username}", self._house.clock.now()
            return undelivered.retry(session, row.id, actor=actor, now=now)

        done = await self.page.write(work)
        if done is not None:
            tell(f"消息 {row.id} {'已重新排队' if done else '已经在等待发送'}")
        await self.tick()

    async def _drop(self, row: OutboxRow) -> None:
        async def store(reason: str) -> str:
            def work(session: Session, me: Staff) -> str:
                actor, now = f"staff:{me.username}", self._house.clock.now()
                undelivered.drop(session, row.id, reason=reason, actor=actor, now=now)
                return f"消息 {row.id} 已撤下"

            return await self.page.attempt(work)

        with self.page.here():
            await step_dialogs.ask_dropping(store)
            await self.tick()
