"""/console/quality: what customers answered, and how right the orders were (REQ C9, E2)."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import LOCAL, local
from bot.console import theme
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import box, button, tag
from bot.console.words import CAUSE, TOPIC
from bot.house import House
from bot.models import Staff
from bot.services.order.corrections import Accuracy, Cause, accuracy
from bot.services.survey.results import Recommend, Result, Results, results

_GOAL = 98.0
_HEADINGS = ("", "已询问", "已回答", "平均分", "满意率", "低分", "分布（1–5 分）", "客户提到")


def add_page(house: House, pulse: Pulse) -> None:
    """The figures of one month."""

    @ui.page("/quality", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "quality")
            sheet = QualitySheet(attended(seat, pulse, me))
        await sheet.show(0)


class QualitySheet:
    """One month at a time, this one first."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._clock = page.seat.house.clock
        self._back = 0
        with box("sheet"):
            with box("sheet-head"):
                tag("服务质量", "sheet-title", "h1")
                self._month = tag("", "muted num")
                with box("sheet-acts"):
                    button("上个月", partial(self._turn, 1), "small")
                    button("下个月", partial(self._turn, -1), "small")
            self._body = box("quality")

    async def _turn(self, by: int) -> None:
        await self.show(max(0, self._back + by))

    async def show(self, back: int) -> None:
        """Draw the month that lies ``back`` months behind."""
        self._back = back
        since, until = month_of(self._clock.now(), back)

        def work(session: Session, _: Staff) -> tuple[Results, Accuracy]:
            return results(session, since, until), accuracy(session, since, until)

        found = await self._page.read(work)
        if found is None:
            return
        self._month.say(f"{since:%Y} 年 {since.month} 月")
        self._body.clear()
        with self._body:
            with box("tiles"):
                _accuracy(found[1])
                _recommend(found[0].recommend)
            _table("服务项目", found[0].services)
            _table("服务人员", found[0].workers)
            _table("客服接待", found[0].agents)


def month_of(now: datetime, back: int) -> tuple[datetime, datetime]:
    """Begin and end of a month in Shanghai."""
    here = local(now)
    first = here.year * 12 + here.month - 1 - back
    begin, end = (divmod(place, 12) for place in (first, first + 1))
    return tuple(datetime(y, m + 1, 1, tzinfo=LOCAL) for y, m in (begin, end))  # pyright: ignore[reportReturnType]


def _accuracy(figure: Accuracy) -> None:
    with box("tile"):
        tag("订单准确率", "muted")
        percent = figure.percent
        look = "" if percent is None or percent >= _GOAL else "over"
        tag("—" if percent is None else f"{percent:.1f}%", f"tile-figure num {look}")
        causes = "，".join(f"{CAUSE[cause]} {figure.by_cause.get(cause, 0)}" for cause in Cause)
        tag(f"目标 ≥ {_GOAL:g}%；完成 {figure.orders} 单，更正：{causes}", "muted")


def _recommend(figure: Recommend) -> None:
    with box("tile"):
        tag("净推荐值（NPS）", "muted")
        tag("—" if figure.nps is None else f"{figure.nps:+d}", "tile-figure num")
        told = f"推荐 {figure.promoters}，不推荐 {figure.detractors}"
        tag(f"已询问 {figure.asked}，已回答 {figure.answered}：{told}", "muted")


def _table(title: str, rows: Sequence[Result]) -> None:
    tag(title, "section-title", "h3")
    if not rows:
        tag("这个月还没有评价", "muted", "p")
        return
    with box("table results"):
        with box("table-row table-head"):
            for heading in _HEADINGS:
                tag(heading, "cell")
        for row in rows:
            with box("table-row"):
                tag(row.name, "cell subject")
                for figure in (row.asked, row.answered, row.mean):
                    tag("—" if figure is None else str(figure), "cell num")
                tag("—" if row.percent is None else f"{row.percent}%", "cell num")
                tag(str(row.low), "cell num over" if row.low else "cell num")
                _bars(row)
                said = "，".join(f"{TOPIC[topic]} {number}" for topic, number in row.topics)
                tag(said or "—", "cell muted")


def _bars(row: Result) -> None:
    most = max(row.spread) or 1
    with box("cell bars"):
        for score, number in enumerate(row.spread, start=1):
            with box("bar-slot") as slot:
                slot.props["title"] = f"{score} 分：{number}"
                box(f"bar-fill s{score}").style(f"height: {100 * number / most:.0f}%")
