"""/console/callbacks: whom to call, with script and result; the re-check (REQ E1, E7)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import local
from bot.console import call_dialog, theme
from bot.console.bell import attended
from bot.console.call_dialog import Outcome
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Tag, box, button, countdown, tag
from bot.console.quality import month_of
from bot.console.survey_calls import SurveyCalls
from bot.console.words import HEARD, STANDING, clock_time
from bot.house import House
from bot.models import Heard, Staff
from bot.services.sheets import files
from bot.services.staff.permissions import Right, may, require
from bot.services.survey import callback_report, callbacks, recheck
from bot.services.survey.callbacks import Rate, Row, Standing
from bot.services.survey.recheck import Sample

_HEADINGS = ("订单", "服务", "服务人员", "完成时间", "状态", "评分", "剩余时间", "")
_SHOWN_DAYS, _MONTHS = 30, 12
_CALLBACKS, _SURVEYS, _RECHECK = "callbacks", "surveys", "recheck"


def add_page(house: House, pulse: Pulse) -> None:
    """The board for everybody at the desk; the re-check for supervisors upwards."""

    @ui.page("/callbacks", response_timeout=SLOWEST)
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
    """The last visits or a month's, the sample of a quarter, or the calls about surveys."""

    def __init__(self, page: Page, me: Staff) -> None:
        self._page, self._me = page, me
        self._house = page.seat.house
        self._view = _CALLBACKS
        self._survey_calls = SurveyCalls(page, me, self.show)
        now = self._house.clock.now()
        months = [month_of(now, back)[0] for back in range(_MONTHS)]
        spans = {str(n): f"{m.year} 年 {m.month} 月" for n, m in enumerate(months)}
        quarters = {q: f"{q[:4]} 年第 {q[5]} 季度" for q in recheck.latest(now)}
        with box("sheet"):
            with box("sheet-head"):
                tag("服务回访", "sheet-title", "h1")
                self._figure = tag("", "muted num")
                with box("sheet-acts"):
                    self._tabs = {_CALLBACKS: self._tab("回访", _CALLBACKS)}
                    self._tabs[_SURVEYS] = self._tab("问卷电话", _SURVEYS)
                    if may(me, Right.RECHECK):
                        self._tabs[_RECHECK] = self._tab("季度复核（20%）", _RECHECK)
                    self._month = _choice({"": f"近 {_SHOWN_DAYS} 天", **spans}, self.show)
                    self._quarter = _choice(quarters, self.show)
                    self._files = box("sheet-acts")
                    with self._files:
                        button("下载 XLSX", partial(self._download, "xlsx"), "small")
                        button("下载 CSV", partial(self._download, "csv"), "small")
            self._body = box("table callbacks")
            self._empty = tag("", "empty", "p")

    def _tab(self, title: str, view: str) -> Tag:
        return button(title, partial(self._choose, view), "small")

    async def _choose(self, view: str) -> None:
        self._view = view
        await self.show()

    def _span(self) -> tuple[datetime, datetime]:
        """What the board shows: a month in Shanghai, or the last days."""
        now = self._house.clock.now()
        if self._month.value:
            return month_of(now, int(self._month.value))
        return now - timedelta(days=_SHOWN_DAYS), now + timedelta(seconds=1)

    async def _download(self, ending: str) -> None:
        since, until = self._span()
        found = await self._page.read(lambda session, _: callbacks.board(session, since, until))
        if found is None:
            return
        grids = callback_report.grids(found)
        data = files.to_csv(grids[0]) if ending == "csv" else files.to_xlsx(grids)
        last = until - timedelta(seconds=2)
        name = f"回访_{local(since):%Y%m%d}-{local(last):%Y%m%d}.{ending}"
        ui.download.content(data, name)

    async def show(self) -> None:
        """Read and draw."""
        self._month.set_visibility(self._view == _CALLBACKS)
        self._files.set_visibility(self._view == _CALLBACKS)
        self._quarter.set_visibility(self._view == _RECHECK)
        for view, tab in self._tabs.items():
            tab.classes(add="step") if view == self._view else tab.classes(remove="step")
        if self._view == _SURVEYS:
            return await self._survey_calls.show(self._body, self._figure, self._empty)
        wants_sample, quarter = self._view == _RECHECK, str(self._quarter.value)
        since, until = self._span()

        def work(session: Session, me: Staff) -> _Content:
            if wants_sample and may(me, Right.RECHECK):
                drawn = recheck.sample(session, quarter)
                return _Content(list(drawn.rows), callbacks.rate([]), drawn)
            rows = callbacks.board(session, since, until)
            return _Content(rows, callbacks.rate(rows), None)

        found = await self._page.read(work)
        if found is not None:
            self._figure.say(_figure(found))
            self._draw(found)
        return None

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
        score, said, look = row.score, STANDING[row.standing], str(row.standing)
        if sample is not None:
            score, said = (heard.score, HEARD[Heard(heard.heard)]) if heard else (None, "待复核")
            look = "reached" if heard else "due"
        with box("cell"):
            tag(said, f"pill {look}")
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

        async def store(wish: Outcome) -> str:
            def work(session: Session, me: Staff) -> str:
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
                return "已登记"

            return await self._page.attempt(work)

        await call_dialog.ask(self._script(row), phone, store)
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


def _choice(options: dict[str, str], then: Callable[[], Awaitable[None]]) -> ui.select:
    made = ui.select(options, value=next(iter(options)), on_change=lambda: then())
    return made.props("outlined dense options-dense")


def _figure(found: _Content) -> str:
    if found.sample is not None:
        done = len(found.sample.heard)
        quarter, served = found.sample.quarter, found.sample.served
        drawn = f"{quarter}：完成服务 {served} 次，抽取 {len(found.rows)} 次"
        return f"{drawn}，已复核 {done} 次"
    rate = found.rate
    if rate.tried_percent is None or rate.reached_percent is None:
        return "这段时间没有需要回访的服务"
    tried, reached = f"{rate.tried_percent:.0f}%", f"{rate.reached_percent:.0f}%"
    span = f"应回访 {rate.served}"
    return f"{span}，已尝试 {tried}，回访率 {reached}（目标 ≥ 90%）"
