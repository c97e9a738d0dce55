"""/console/catalogue and /console/people: the tables, edited one record at a time or as a file."""

from dataclasses import dataclass
from functools import partial

from nicegui import events, ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import local
from bot.console import record_dialog, theme
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import box, button, tag, tell, warn
from bot.errors import ConflictError, SheetError
from bot.house import House
from bot.models import Staff
from bot.services.history import record
from bot.services.masks import mask_text
from bot.services.sheets import editing, exchange, files, tables
from bot.services.sheets.editing import Change, Line
from bot.services.sheets.table import Report, Table

_TITLES = {"catalogue": "服务目录", "people": "服务人员"}
_BRIEF = {
    "service": ("编码", "名称", "单价（元）", "计价单位", "最低消费（元）", "上架"),
    "area": ("城市", "区县"),
    "surcharge": ("加价码", "名称", "条件", "加价（%）", "加价（元）", "启用"),
    "coupon": ("优惠码", "说明", "满（元）", "减（元）", "有效期至"),
    "worker": ("工号", "姓名", "电话", "技能", "证书", "请假", "在职"),
}
"""What the list shows of a record; the rest is in its dialog."""


def add_pages(house: House, pulse: Pulse) -> None:
    """Both pages."""
    for what in _TITLES:
        _add_page(house, pulse, what)


def _add_page(house: House, pulse: Pulse, what: str) -> None:
    @ui.page(f"/{what}", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, what)
            ledger = Ledger(attended(seat, pulse, me), what)
        await ledger.show()


@dataclass(frozen=True, slots=True)
class _Content:
    """One table as it was read."""

    titles: tuple[str, ...]
    table: Table
    lines: list[Line]


class Ledger:
    """The list of one table with its buttons."""

    def __init__(self, page: Page, what: str) -> None:
        self._page, self._what, self._at = page, what, 0
        self._house = page.seat.house
        with box("sheet"):
            with box("sheet-head"):
                tag(_TITLES[what], "sheet-title", "h1")
                self._tabs = box("sheet-tabs")
                with box("sheet-acts"):
                    button("导出", self._export)
                    button("导入", lambda: self._upload.run_method("pickFiles"))
                    button("新增", partial(self._edit, None), "primary")
            self._upload = ui.upload(
                on_upload=self._import, auto_upload=True, max_file_size=files.MOST_BYTES
            ).classes("hidden-upload")
            self._upload.on("rejected", lambda: warn("文件超过 5 MB，请分成几个文件导入"))
            self._body = box(f"table ledger {what}")

    def _tables(self, session: Session, me: Staff) -> list[Table]:
        return tables.of(self._what, session, self._house.clock.now())

    async def show(self) -> None:
        """Read the table and draw it."""

        def work(session: Session, me: Staff) -> _Content:
            known = self._tables(session, me)
            table = known[self._at]
            return _Content(tuple(t.title for t in known), table, editing.lines(session, table))

        found = await self._page.read(work)
        if found is not None:
            self._draw_tabs(found.titles)
            self._draw(found)

    def _draw_tabs(self, titles: tuple[str, ...]) -> None:
        self._tabs.clear()
        with self._tabs:
            for number, title in enumerate(titles if len(titles) > 1 else ()):
                look = "small step" if number == self._at else "small"
                button(title, partial(self._choose, number), look)

    async def _choose(self, number: int) -> None:
        self._at = number
        await self.show()

    def _draw(self, found: _Content) -> None:
        brief = _BRIEF[found.table.subject]
        self._body.clear()
        self._body.classes(replace=f"table ledger {found.table.subject}")
        with self._body:
            with box("table-row table-head"):
                for title in (*brief, ""):
                    tag(title, "cell")
            for line in found.lines:
                with box("table-row"):
                    for title in brief:
                        said = line.cells[title]
                        tag(mask_text(said) if title == "电话" else said, "cell subject")
                    with box("cell acts"):
                        button("修改", partial(self._edit, line), "small")
                        if found.table.is_whole:
                            button("移除", partial(self._remove, line), "small")

    async def _edit(self, line: Line | None) -> None:
        now, at = self._house.clock.now(), self._at

        def look(session: Session, me: Staff) -> tuple[Table, Line | None, list[Change]]:
            table = self._tables(session, me)[at]
            if line is None:
                return table, None, []
            return table, *editing.opened(session, table, line.key, actor=_actor(me), now=now)

        found = await self._page.write(look)
        if found is None:
            return
        table, before, past = found

        async def save(said: dict[str, str]) -> str:
            def work(session: Session, me: Staff) -> str:
                known = self._tables(session, me)[at]
                is_new = editing.save(session, known, before, said, actor=_actor(me), now=now)
                return "已保存" if is_new else "没有改动"

            return await self._page.attempt(work)

        await record_dialog.edit(table, before, past, save)
        await self.show()

    async def _remove(self, line: Line) -> None:
        def work(session: Session, me: Staff) -> bool:
            now, table = self._house.clock.now(), self._tables(session, me)[self._at]
            editing.remove(session, table, line.key, actor=_actor(me), now=now)
            return True

        if await record_dialog.ask_removing("、".join(map(str, line.key))):
            if await self._page.write(work):
                tell("已移除")
            await self.show()

    async def _export(self) -> None:
        now = self._house.clock.now()
        name = f"{_TITLES[self._what]}-{local(now):%Y%m%d}.xlsx"

        def work(session: Session, me: Staff) -> bytes:
            known = self._tables(session, me)
            record(session, self._what, 0, "exported", actor=_actor(me), now=now)
            return exchange.export(session, known, name)

        data = await self._page.write(work)
        if data is not None:
            ui.download.content(data, name)

    async def _import(self, event: events.UploadEventArguments) -> None:
        data, now = await event.file.read(), self._house.clock.now()
        self._upload.reset()

        def work(session: Session, me: Staff) -> dict[str, Report]:
            known = self._tables(session, me)
            try:
                return exchange.take(session, known, data, actor=_actor(me), now=now)
            except SheetError as error:
                raise ConflictError(str(error)) from error

        reports = await self._page.write(work)
        if reports is not None:
            if not any(report.problems for report in reports.values()):
                await self.show()
            await record_dialog.tell_report(reports)


def _actor(me: Staff) -> str:
    return f"staff:{me.username}"
