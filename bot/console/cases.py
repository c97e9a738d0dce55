"""/console/cases: the open cases by due time (REQ A7)."""

from dataclasses import dataclass

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import dialogs, theme
from bot.console.bell import attended
from bot.console.dialogs import Closing
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Lasting, Tag, box, button, countdown, tag
from bot.console.words import CASE, PRIORITY, clock_time
from bot.house import House
from bot.models import CaseKind, Staff
from bot.services.handoff import cases
from bot.services.screens import desk_cases
from bot.services.screens.desk_cases import CaseRow
from bot.services.screens.desk_views import Mark

_HEADINGS = ("工单号", "类型", "内容", "客户", "负责人", "受理时间", "剩余时间", "")


def add_page(house: House, pulse: Pulse) -> None:
    """The list of open cases."""

    @ui.page("/cases", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "cases")
            listing = CaseList(attended(seat, pulse, me))
        await listing.tick()
        pulse.rounds.list_for(listing)


@dataclass(slots=True)
class _Shown:
    element: ui.element
    row: CaseRow


class CaseList:
    """The rows on the screen; a row is drawn again only when it changed."""

    every = 4

    def __init__(self, page: Page) -> None:
        self.page = page
        self._house = page.seat.house
        self._mark: Mark | None = None
        self._shown: dict[int, _Shown] = {}
        with box("sheet"):
            with box("sheet-head"):
                tag("未结工单", "sheet-title", "h1")
                self._count = tag("", "count num")
            self._build_table()
            self._empty = tag("", "empty", "p")

    def _build_table(self) -> None:
        with box("table"):
            with box("table-row table-head"):
                for heading in _HEADINGS:
                    tag(heading, "cell")
            self._body = Lasting("table-body")

    async def tick(self) -> None:
        """Read the list again when something opened, closed or changed hands."""
        known = self._mark

        def work(session: Session, _: Staff) -> tuple[Mark, list[CaseRow] | None]:
            mark = desk_cases.case_marks(session)
            return mark, None if mark == known else desk_cases.open_cases(session)

        answer = await self.page.read(work)
        if answer is not None and answer[1] is not None:
            self._mark = answer[0]
            self._show(answer[1])

    def _show(self, rows: list[CaseRow]) -> None:
        for key in self._shown.keys() - {row.id for row in rows}:
            self._shown.pop(key).element.delete()
        for row in rows:
            self._put(row)
        wanted = [self._shown[row.id].element for row in rows]
        if self._body.default_slot.children != wanted:
            self._body.default_slot.children[:] = wanted
            self._body.update()
        self._count.say(str(len(rows)) if rows else "")
        self._empty.say("" if rows else "没有未结的工单")

    def _put(self, row: CaseRow) -> None:
        shown = self._shown.get(row.id)
        if shown is None:
            with self._body:
                shown = self._shown[row.id] = _Shown(box("table-row"), row)
        elif shown.row == row:
            return
        else:
            shown.element.clear()
            shown.row = row
        with shown.element:
            self._fill(row)

    def _fill(self, row: CaseRow) -> None:
        tag(row.number, "cell num number")
        with box("cell kind"):
            tag(CASE[row.kind], "flag urgent" if row.kind == CaseKind.URGENT else "")
            if row.priority in PRIORITY and row.kind != CaseKind.URGENT:
                tag(PRIORITY[row.priority], f"flag {row.priority}")
        tag(row.subject, "cell subject")
        tag(row.customer, "cell customer")
        tag(row.owner or "未分配", "cell muted owner")
        tag(clock_time(row.opened_at, self._house.clock.now()), "cell num muted opened")
        with box("cell due"):
            countdown(row.due_at)
        with box("cell acts"):
            if row.conversation_id is not None:
                _conversation_link(row.conversation_id)
            button("关闭", lambda: self._close(row), "small")

    async def _close(self, row: CaseRow) -> None:
        with self.page.here():
            await dialogs.ask_closing([row], self._store)
            await self.tick()

    async def _store(self, wish: Closing) -> str:
        def work(session: Session, me: Staff) -> str:
            now = self._house.clock.now()
            closed = cases.close_case(session, wish.case_id, me, cause=wish.cause, now=now)
            return f"工单 {closed.number} 已关闭"

        return await self.page.attempt(work)


def _conversation_link(conversation_id: int) -> None:
    link = Tag("a", "打开会话", "btn small")
    link.props["href"] = f"/console/?c={conversation_id}"
