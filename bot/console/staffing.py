"""/console/staff: accounts, roles, groups, capacity, passwords, and who changed what (REQ G3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import account_dialog, theme
from bot.console.account_dialog import Deed, NewAccount
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import box, button, tag, tell
from bot.console.words import GROUP, ROLE, clock_time
from bot.house import House
from bot.models import Group, Role, Staff
from bot.services.staff import accounts
from bot.services.staff.accounts import Card
from bot.services.staff.permissions import is_above

_HEADINGS = ("用户名", "姓名", "岗位", "组别", "同时接待", "状态", "最近在线", "")


def add_page(house: House, pulse: Pulse) -> None:
    """The list of accounts."""

    @ui.page("/staff", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "staff")
            listing = StaffList(attended(seat, pulse, me), me)
        await listing.show()


@dataclass(frozen=True, slots=True)
class _Opened:
    person: Staff
    trail: Sequence[account_dialog.Entry]


class StaffList:
    """All accounts; those of one's own rank and above can only be read."""

    def __init__(self, page: Page, me: Staff) -> None:
        self._page, self._me = page, me
        self._clock = page.seat.house.clock
        with box("sheet"):
            with box("sheet-head"):
                tag("账号与权限", "sheet-title", "h1")
                self._count = tag("", "count num")
                with box("sheet-acts"):
                    button("新增账号", self._create, "primary")
            self._body = box("table staff")

    async def show(self) -> None:
        """Read and draw."""
        people = await self._page.read(lambda session, _: accounts.everybody(session))
        if people is None:
            return
        self._count.say(str(len(people)))
        self._body.clear()
        with self._body:
            with box("table-row table-head"):
                for heading in _HEADINGS:
                    tag(heading, "cell")
            for person in people:
                with box("table-row" if person.active else "table-row gone"):
                    self._fill(person)

    def _fill(self, person: Staff) -> None:
        now = self._clock.now()
        tag(person.username, "cell num")
        tag(person.display_name, "cell subject")
        tag(ROLE[Role(person.role)], "cell")
        others = [GROUP[Group(group)] for group in person.helps]
        tag("、".join([GROUP[Group(person.group)], *others]), "cell owner")
        tag(str(person.capacity), "cell num opened")
        with box("cell"):
            tag(_state(person, now), "pill" if person.active else "pill open")
        seen = clock_time(person.seen_at, now) if person.seen_at else "—"
        tag(seen, "cell num muted opened")
        with box("cell acts"):
            if is_above(self._me, Role(person.role)):
                button("管理", partial(self._open, person.id), "small")

    async def _create(self) -> None:
        made: list[str] = []

        async def store(wish: NewAccount) -> str:
            def work(session: Session, me: Staff) -> str:
                now = self._clock.now()
                person, word = accounts.create(session, wish.username, wish.card, by=me, now=now)
                made[:] = person.username, word
                return "账号已创建"

            return await self._page.attempt(work)

        await account_dialog.ask_new(self._me, store)
        await self.show()
        if made:
            await account_dialog.tell_password(*made)

    async def _open(self, staff_id: int) -> None:
        found = await self._page.read(lambda session, _: _look(session, staff_id))
        if found is None:
            return

        async def store(card: Card) -> str:
            return await self._change(staff_id, card)

        wish = await account_dialog.ask_change(self._me, found.person, found.trail, store)
        if wish == Deed.RESET:
            await self._reset(found.person)
        elif wish is not None:
            await self._let_in(staff_id, active=wish == Deed.ACTIVATE)
        await self.show()

    async def _change(self, staff_id: int, card: Card) -> str:
        def work(session: Session, me: Staff) -> str:
            changed = accounts.change(session, staff_id, card, by=me, now=self._clock.now())
            return "已保存" if changed else "没有改动"

        return await self._page.attempt(work)

    async def _reset(self, person: Staff) -> None:
        def work(session: Session, me: Staff) -> str:
            return accounts.reset_password(session, person.id, by=me, now=self._clock.now())

        password = await self._page.write(work)
        if password is not None:
            await account_dialog.tell_password(person.username, password)

    async def _let_in(self, staff_id: int, *, active: bool) -> None:
        def work(session: Session, me: Staff) -> bool:
            now = self._clock.now()
            accounts.set_active(session, staff_id, active=active, by=me, now=now)
            return True

        if await self._page.write(work):
            tell("账号已启用" if active else "账号已停用，已在所有设备退出")


def _look(session: Session, staff_id: int) -> _Opened:
    lines = [
        account_dialog.Entry(h.at, h.actor, h.action, h.before, h.after)
        for h in accounts.trail(session, staff_id)
    ]
    return _Opened(session.get_one(Staff, staff_id), lines)


def _state(person: Staff, now: datetime) -> str:
    if not person.active:
        return "已停用"
    return "已锁定" if person.locked_until and person.locked_until > now else "在用"
