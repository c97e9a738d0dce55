"""/console/search: people, numbers and sentences, with filters (REQ G1)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import LOCAL
from bot.console import theme
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Tag, box, tag
from bot.console.words import CHANNEL, GROUP, clock_time
from bot.house import House
from bot.language.search_words import words
from bot.models import Author, Group, Staff
from bot.services.customer import customer_tags, labels, searching
from bot.services.customer.searching import Filters, Found, Hit, Results

_AUTHOR = {
    Author.CUSTOMER: "客户",
    Author.BOT: "机器人",
    Author.PERSON: "客服",
    Author.NOTE: "内部备注",
}
_KIND = {Found.ORDER: "订单", Found.COMPLAINT: "投诉", Found.CASE: "工单"}
_SECTIONS = {"people": "客户", "numbers": "单号", "messages": "消息"}
_HINT = "输入客户姓名、手机号（或后四位）、订单号、投诉编号，或对话里的词句"


def add_page(house: House, pulse: Pulse) -> None:
    """The search page, with ?q= a query to begin with."""

    @ui.page("/search", response_timeout=SLOWEST)
    async def page(request: Request, client: Client, q: str = "") -> None:
        seat = seat_of(house, request, client)
        me, known = await seat.read(lambda session, person: (person, _words_in_use(session)))
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "search")
            finder = Finder(attended(seat, pulse, me), known, q)
        if q:
            await finder.run()


def _words_in_use(session: Session) -> tuple[Sequence[str], Sequence[str]]:
    """Of conversations, and of customers."""
    return labels.in_use(session), customer_tags.in_use(session)


class Finder:
    """The field, its filters and what was found."""

    def __init__(self, page: Page, known: tuple[Sequence[str], Sequence[str]], query: str) -> None:
        self._page = page
        self._clock = page.seat.house.clock
        self._asked = 0
        with box("sheet search"):
            with box("search-head"):
                self._query = ui.input(placeholder=_HINT, value=query, on_change=self.run)
                self._query.props("outlined dense autofocus clearable debounce=250 maxlength=60")
                self._query.props('aria-label="搜索" type=search')
                self._build_filters(known)
            self._told = tag("", "muted search-told", "p")
            self._body = box("results")
        self._tell_nothing()

    def _build_filters(self, known: tuple[Sequence[str], Sequence[str]]) -> None:
        with box("search-filters"):
            self._channel = self._choice("渠道", dict(CHANNEL))
            self._group = self._choice("组别", {str(key): name for key, name in GROUP.items()})
            labelled, tagged = known
            self._label = self._choice("会话标签", {title: title for title in labelled})
            self._tag = self._choice("客户标签", {title: title for title in tagged})
            self._author = self._choice("谁说的", {str(key): n for key, n in _AUTHOR.items()})
            self._since = self._day("从")
            self._until = self._day("到")

    def _choice(self, title: str, options: dict[str, str]) -> ui.select:
        chosen = ui.select({"": f"{title}：不限", **options}, value="", on_change=self.run)
        chosen.props(f'outlined dense options-dense aria-label="{title}"')
        return chosen

    def _day(self, title: str) -> ui.input:
        field = ui.input(title, on_change=self.run)
        return field.props("outlined dense type=date stack-label")

    async def run(self) -> None:
        """Search; an answer that was overtaken by a later question is not shown."""
        query, filters = str(self._query.value or ""), self._filters()
        self._asked += 1
        number = self._asked

        def work(session: Session, _: Staff) -> Results:
            return searching.search(session, query, filters)

        results = await self._page.read(work)
        if results is not None and number == self._asked:
            self._show(results, query, filters)

    def _filters(self) -> Filters:
        since, until = _midnight(self._since.value), _midnight(self._until.value)
        return Filters(
            channel=str(self._channel.value or ""),
            group=Group(self._group.value) if self._group.value else None,
            label=str(self._label.value or ""),
            tag=str(self._tag.value or ""),
            author=Author(self._author.value) if self._author.value else None,
            since=since,
            until=until + timedelta(days=1) if until else None,
        )

    def _show(self, results: Results, query: str, filters: Filters) -> None:
        self._body.clear()
        number = sum(len(getattr(results, name)) for name in _SECTIONS)
        if not number and not query.strip() and filters == Filters():
            return self._tell_nothing()
        more = "，只显示最近的部分，请补充关键词" if results.is_cut else ""
        if query.strip() and not words(query):
            return self._tell_nothing()
        self._told.say(f"找到 {number} 条{more}" if number else "没有找到，请换个说法或放宽筛选")
        with self._body:
            for name, title in _SECTIONS.items():
                self._section(title, getattr(results, name))
        return None

    def _tell_nothing(self) -> None:
        self._told.say("至少输入两个字；多个词用空格隔开，要同时出现才算找到。")

    def _section(self, title: str, hits: Sequence[Hit]) -> None:
        if not hits:
            return
        with box("found", "section"):
            tag(title, "section-title", "h2")
            for hit in hits:
                self._hit(hit)

    def _hit(self, hit: Hit) -> None:
        link = Tag("a", "", "hit")
        link.props["href"] = f"/console/?c={hit.conversation_id}"
        with link:
            with box("line"):
                if hit.title:
                    tag(hit.title, "num strong")
                    tag(_KIND[hit.found], "pill")
                tag(hit.name, "who")
                tag(CHANNEL.get(hit.channel, hit.channel), "channel")
                tag(clock_time(hit.at, self._clock.now()), "when num")
            if hit.snippet:
                with box("snippet", "p"):
                    tag(f"{_AUTHOR[hit.author or Author.BOT]}：", "muted")
                    for piece in hit.snippet:
                        tag(piece.text, "", "mark" if piece.is_hit else "span")


def _midnight(value: object) -> datetime | None:
    try:
        day = date.fromisoformat(str(value))
        return datetime.combine(day, datetime.min.time(), LOCAL)
    except (ValueError, OverflowError):
        return None
