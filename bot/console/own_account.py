"""/console/me: one's own account: what it may do, and its password (REQ G3)."""

from nicegui import ui
from nicegui.client import Client
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console import account_dialog, theme
from bot.console.account_dialog import NewPassword
from bot.console.bell import attended
from bot.console.live import Pulse
from bot.console.page import SLOWEST, Page, seat_of
from bot.console.parts import box, button, tag
from bot.console.words import GROUP, ROLE
from bot.house import House
from bot.models import Role, Staff
from bot.services.staff import accounts


def add_page(house: House, pulse: Pulse) -> None:
    """The page of whoever is signed in."""

    @ui.page("/me", response_timeout=SLOWEST)
    async def page(request: Request, client: Client) -> None:
        seat = seat_of(house, request, client)
        me = await seat.read(lambda _, person: person)
        theme.dress(house.clock)
        with box("sheet-page"):
            theme.bar(house.settings.company, me, "me")
            _draw(attended(seat, pulse, me), me)


def _draw(page: Page, me: Staff) -> None:
    groups = "、".join(GROUP[group] for group in sorted(me.groups))
    with box("sheet narrow"), box("tile"):
        tag(me.display_name, "sheet-title", "h1")
        tag(f"用户名 {me.username} · {ROLE[Role(me.role)]} · {groups}", "muted", "p")
        tag(f"同时接待上限 {me.capacity}", "muted", "p")
        with box("card-acts"):
            button("修改密码", lambda: _change_password(page))


async def _change_password(page: Page) -> None:
    secret, clock = page.seat.secret, page.seat.house.clock

    async def store(wish: NewPassword) -> str:
        def work(session: Session, me: Staff) -> str:
            accounts.change_own_password(
                session, me, wish.old, wish.new, secret=secret, now=clock.now()
            )
            return "密码已修改，其他设备已退出登录"

        return await page.attempt(work)

    await account_dialog.ask_own_password(store)
