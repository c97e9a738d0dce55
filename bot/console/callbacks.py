"""/console/callbacks: whom to call, with script and result; the re-check (REQ E1, E7)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import local
from bot.console import call_dialog, theme
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import Page, seat_of
from bot.console.parts import Tag, box, button, countdown, tag, tell
from bot.console.words import HEARD, STANDING, clock_time
from bot.house import House
from bot.models import Heard, Staff
from bot.services import callbacks, recheck
from bot.services.callbacks import Rate, Row, Standing
from bot.services.permissions import Right, may, require
from bot.services.recheck import Sample

_HEADINGS = ("订单", "服务", "服务人员", "完成时间", "状态", "评分", "剩余时间", "")
_SHOWN_DAYS = 30


def add_page(house: House, pulse: Pulse) -> None:
    """The board for everybody at the desk; the re-check for supervisors upwards."""

    @ui.page("/callbacks")
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "callbacks")
            board = CallbackBoard(attended(seat, pulse, me), me)
        await board.show()


@dataclass(frozen=True, slots=True)
class _Content:
    rows: list[Row]
    rate: Rate
    sample: Sample | None


class CallbackBoard:
    """The last month's visits, or the sample of this quarter."""

    def __init__(self, page: Page, me: Staff) -> None:
        self._page, self._me = page, me
        self._house = page.seat.house
        self._is_recheck = False
        with box("sheet"):
            with box("sheet-head"):
                tag("服务回访", "sheet-title", "h1")
                self._figure = tag("", "muted num")
                with box("sheet-acts"):
                    button("回访", partial(self._choose, False), "small")
                    if may(me, Right.RECHECK):
                        button("季度复核（20%）", partial(self._choose, True), "small")
            self._body = box("table callbacks")
            self._empty = tag("", "empty", "p")

    async def _choose(self, is_recheck: bool) -> None:
        self._is_recheck = is_recheck
        await self.show()

    async def show(self) -> None:
        """Read and draw."""
        now, wants_sample = self._house.clock.now(), self._is_recheck

        def work(session: Session, me: Staff) -> _Content:
            if wants_sample and may(me, Right.RECHECK):
                drawn = recheck.sample(session, recheck.quarter_of(now))
                return _Content(list(drawn.rows), callbacks.rate([]), drawn)
            since = now - timedelta(days=_SHOWN_DAYS)
            rows = callbacks.board(session, since, now + timedelta(seconds=1))
            return _Content(rows, callbacks.rate(rows), None)

        found = await self._page.read(work)
        if found is not None:
            self._figure.say(_figure(found))
            self._draw(found)

    def _draw(self, found: _Content) -> None:
        self._body.clear()
        self._empty.say("" if found.rows else "没有需要回访的服务")
        with self._body:
            with box("table-row table-head"):
                for heading in _HEADINGS:
                    tag(heading, "cell")
            for row in found.rows:
                with box("table-row"):
                    self._fill(row, found.sample)

    def _fill(self, row: Row, sample: Sample | None) -> None:
        heard = sample.heard.get(row.visit_id) if sample else None
        tag(row.number, "cell num")
        tag(row.service, "cell subject")
        tag(row.worker or "—", "cell")
        tag(clock_time(row.completed_at, self._house.clock.now()), "cell num muted")
        score, said = row.score, STANDING[row.standing]
        if sample is not None:
            score, said = (heard.score, HEARD[Heard(heard.heard)]) if heard else (None, "待复核")
        with box("cell"):
            tag(said, f"pill {row.standing}")
        tag("—" if score is None else f"{score.normalize():f} 分", "cell num")
        is_open = heard is None if sample else row.standing in {Standing.DUE, Standing.TRIED}
        with box("cell due"):
            if is_open and sample is None:
                countdown(row.due_at)
        with box("cell acts"):
            if row.conversation_id is not None:
                link = Tag("a", "会话", "btn small")
                link.props["href"] = f"/console/?c={row.conversation_id}"
            if is_open:
                button("打电话", partial(self._call, row, sample), "small")

    async def _call(self, row: Row, sample: Sample | None) -> None:
        now = self._house.clock.now()

        def look(session: Session, me: Staff) -> str:
            return callbacks.phone_of(session, row.visit_id, me, now=now)

        phone = await self._page.write(look)
        if phone is None:
            return
        wish = await call_dialog.ask(self._script(row), phone)
        if wish is None:
            return

        def work(session: Session, me: Staff) -> bool:
            if sample is not None:
                require(me, Right.RECHECK)
            callbacks.note_call(
                session,
                row.visit_id,
                me,
                wish.heard,
                score=wish.score,
                note=wish.note,
                quarter=sample.quarter if sample else None,
                now=self._house.clock.now(),
                settings=self._house.settings,
            )
            return True

        if await self._page.write(work):
            tell("已登记")
        await self.show()

    def _script(self, row: Row) -> str:
        done = local(row.completed_at)
        return self._house.wording.say(
            "utter_callback_script",
            seed=row.visit_id,
            agent=self._me.display_name,
            service=row.service,
            when=f"{done.month}月{done.day}日",
        )


def _figure(found: _Content) -> str:
    if found.sample is not None:
        done = len(found.sample.heard)
        quarter, served = found.sample.quarter, found.sample.served
        drawn = f"{quarter}：完成服务 {served} 次，抽取 {len(found.rows)} 次"
        return f"{drawn}，已复核 {done} 次"
    rate = found.rate
    if rate.tried_percent is None or rate.reached_percent is None:
        return f"近 {_SHOWN_DAYS} 天没有完成的服务"
    tried, reached = f"{rate.tried_percent:.0f}%", f"{rate.reached_percent:.0f}%"
    span = f"近 {_SHOWN_DAYS} 天：应回访 {rate.served}"
    return f"{span}，已尝试 {tried}，回访率 {reached}（目标 ≥ 90%）"
