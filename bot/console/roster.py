"""/console/roster: the month's shifts, leave and swaps (REQ A9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.clock import local
from bot.console import theme
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import Tag, box, button, tag, tell
from bot.console.wish_panel import WishPanel
from bot.console.words import GROUP, ROLE, SHIFT
from bot.house import House
from bot.models import Group, Role, ShiftKind, Staff
from bot.services.staff import roster
from bot.services.staff.permissions import Right, may
from bot.services.staff.roster import Gap, Month
from bot.services.trade.working_days import is_working_day

_CYCLE = ((), (ShiftKind.DAY,), (ShiftKind.EVENING,), (ShiftKind.ON_CALL,))
_SHOWN_GAPS = 6


def add_page(house: House, pulse: Pulse) -> None:
    """The month view."""

    @ui.page("/roster", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "roster")
            view = Roster(attended(seat, pulse, me), me)
        await view.show()


@dataclass(frozen=True, slots=True)
class _Read:
    month: Month
    gaps: Sequence[Gap]
    is_due: bool


class Roster:
    """One group's month; whoever plans it clicks a field until it is right."""

    def __init__(self, page: Page, me: Staff) -> None:
        self._page, self._me = page, me
        self._house = page.seat.house
        self._day = local(self._house.clock.now()).date().replace(day=1)
        self._group = Group(me.group)
        with box("sheet roster"):
            with box("sheet-head"):
                tag("排班", "sheet-title", "h1")
                self._build_head()
            self._told = box("roster-told")
            self._table = box("roster-scroll")
            named = "　".join(f"{SHIFT[kind]} {self._span(kind)}" for kind in ShiftKind)
            tag(f"{named}　值班的人在夜间接紧急事项", "muted roster-key", "p")
            self._wishes = WishPanel(page, me, self.show)

    def _span(self, kind: ShiftKind) -> str:
        s = self._house.settings
        begin, end = {
            ShiftKind.DAY: (s.shift_from, s.shift_change),
            ShiftKind.EVENING: (s.shift_change, s.shift_until),
            ShiftKind.ON_CALL: (s.shift_until, s.shift_from),
        }[kind]
        return f"{begin:%H:%M}–{end:%H:%M}"

    def _build_head(self) -> None:
        with box("sheet-tabs"):
            button("‹", partial(self._turn, -1), "small").props["aria-label"] = "上个月"
            self._title = tag("", "strong num month-name")
            button("›", partial(self._turn, 1), "small").props["aria-label"] = "下个月"
        groups = {str(group): title for group, title in GROUP.items()}
        self._choice = ui.select(groups, value=str(self._group), on_change=self._regroup)
        self._choice.props('outlined dense options-dense aria-label="组别"')
        with box("sheet-acts"):
            self._copy = button("沿用上月", self._copy_month)

    async def _turn(self, step: int) -> None:
        days = roster.month_of(self._day)
        self._day = (days[-1] if step > 0 else days[0]) + timedelta(days=step)
        self._day = self._day.replace(day=1)
        await self.show()

    async def _regroup(self) -> None:
        self._group = Group(self._choice.value)
        await self.show()

    def _plans(self) -> bool:
        return may(self._me, Right.PLAN_ALL_ROSTERS) or (
            may(self._me, Right.PLAN_ROSTER) and self._me.group == self._group
        )

    async def show(self) -> None:
        """Read and draw the month and the wishes."""

        def work(session: Session, _: Staff) -> _Read:
            now = self._house.clock.now()
            month = roster.read_month(session, self._day, self._group)
            return _Read(month, roster.gaps(session, self._day, now), roster.is_due(session, now))

        found = await self._page.read(work)
        if found is None:
            return
        self._title.say(f"{self._day.year} 年 {self._day.month} 月")
        self._copy.set_visibility(self._plans())
        self._tell(found)
        self._draw(found.month)
        await self._wishes.show()

    def _tell(self, found: _Read) -> None:
        self._told.clear()
        with self._told:
            if found.is_due:
                tag("下个月还没有排班，请在月底前排好。", "flag high")
            for gap in found.gaps[:_SHOWN_GAPS]:
                what = f"没有人上{SHIFT[gap.kind]}" if gap.kind else "节假日没有组长以上人员在岗"
                tag(f"{gap.day.month}月{gap.day.day}日 {what}", "flag")
            if len(found.gaps) > _SHOWN_GAPS:
                tag(f"另有 {len(found.gaps) - _SHOWN_GAPS} 处空缺", "muted")

    def _draw(self, month: Month) -> None:
        today, plans = local(self._house.clock.now()).date(), self._plans()
        self._table.clear()
        with self._table, box("roster-grid", "table"):
            with box("", "thead"), box("", "tr"):
                tag("姓名", "roster-name", "th")
                for day in month.days:
                    _day_head(day, today)
            with box("", "tbody"):
                for person in month.people:
                    with box("", "tr"):
                        self._name(person)
                        for day in month.days:
                            kinds = month.shifts.get((person.id, day), ())
                            can = plans and day >= today
                            self._cell(person, day, kinds, can=can)
        if not month.people:
            with self._table:
                tag("这个组还没有人", "empty", "p")

    def _name(self, person: Staff) -> None:
        with box("roster-name", "th"):
            tag(person.display_name, "strong")
            tag(ROLE[Role(person.role)], "muted")

    def _cell(self, person: Staff, day: date, kinds: tuple[ShiftKind, ...], *, can: bool) -> None:
        off = "" if is_working_day(day) else "off"
        with box(f"roster-cell {off}", "td"):
            text = "".join(SHIFT[kind][0] for kind in kinds)
            look = f"shift at-{kinds[0]}" if kinds else "shift"
            if not can:
                tag(text, look)
                return
            field = Tag("button", text, look)
            field.props["type"] = "button"
            what = "、".join(SHIFT[kind] for kind in kinds) or "休息"
            field.props["aria-label"] = f"{person.display_name} {day.month}月{day.day}日 {what}"
            field.on("click", partial(self._cycle, person.id, day, kinds))

    async def _cycle(self, staff_id: int, day: date, kinds: tuple[ShiftKind, ...]) -> None:
        at = _CYCLE.index(kinds) if kinds in _CYCLE else -1
        wanted = _CYCLE[(at + 1) % len(_CYCLE)]

        def work(session: Session, me: Staff) -> bool:
            now, settings = self._house.clock.now(), self._house.settings
            roster.plan(session, staff_id, day, wanted, by=me, now=now, settings=settings)
            return True

        await self._page.write(work)
        await self.show()

    async def _copy_month(self) -> None:
        def work(session: Session, me: Staff) -> tuple[int]:
            now, settings = self._house.clock.now(), self._house.settings
            day, group = self._day, self._group
            return (roster.copy_month(session, day, group, by=me, now=now, settings=settings),)

        done = await self._page.write(work)
        if done is not None:
            tell(f"按前几周的班表补了 {done[0]} 个班" if done[0] else "没有可以补的班")
        await self.show()


def _day_head(day: date, today: date) -> None:
    look = "today" if day == today else "" if is_working_day(day) else "off"
    with box(f"roster-day {look}", "th"):
        tag(str(day.day), "num")
        tag("一二三四五六日"[day.weekday()], "muted")
