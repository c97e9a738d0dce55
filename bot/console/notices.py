"""Plain pages that say why there is nothing else to see: no right, or no database."""

from collections.abc import Awaitable, Callable
from string import Template
from typing import Any

import structlog
from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import SQLAlchemyError

from bot.console import theme

log = structlog.get_logger()
_PAGE = Template((theme.ASSETS / "notice.html").read_text(encoding="utf-8"))
_AGAIN_SECONDS = 5


def _notice(title: str, text: str, link: str, *, target: str, refresh: str = "") -> str:
    style, icon = theme.asset("desk.css"), theme.asset("icon.svg")
    return _PAGE.substitute(
        title=title, text=text, link=link, target=target, refresh=refresh, style=style, icon=icon
    )


def refused() -> HTMLResponse:
    """The role has no such page (REQ G3)."""
    text = "可能是网址有误，也可能是您的岗位没有这项权限。工作上需要的话，请联系主管开通。"
    page = _notice("这个页面您打不开", text, "回到工作台", target="/console/")
    return HTMLResponse(page, status_code=403, headers=theme.HEADERS)


def out_of_order() -> HTMLResponse:
    """The database does not answer; the browser asks again by itself."""
    log.exception("the console cannot reach the database")
    text = f"数据暂时读不出来，页面每 {_AGAIN_SECONDS} 秒自动重试，恢复后会直接打开。"
    refresh = f'<meta http-equiv="refresh" content="{_AGAIN_SECONDS}">'
    page = _notice("系统暂时不可用", text, "现在重试", target="", refresh=refresh)
    headers = {**theme.HEADERS, "Retry-After": str(_AGAIN_SECONDS)}
    return HTMLResponse(page, status_code=503, headers=headers)


class PatientRoute(APIRoute):
    """A route whose answer is the notice while the database does not answer."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle: Callable[[Request], Any] = super().get_route_handler()

        async def patient(request: Request) -> Response:
            try:
                return await handle(request)
            except SQLAlchemyError:
                return out_of_order()

        return patient
