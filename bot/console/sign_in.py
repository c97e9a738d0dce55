"""The sign-in page: plain HTML, so that an answer sets the cookie and no script ever sees it."""

from html import escape
from math import ceil
from string import Template
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.console import theme
from bot.console.failures import Failures
from bot.console.notices import PatientRoute
from bot.console.session import COOKIE, LOGIN, person_of
from bot.house import House
from bot.services.screens import desk_views
from bot.services.staff import presence
from bot.services.staff import staff as accounts

_HOME = "/console/"
_PAGE = Template((theme.ASSETS / "login.html").read_text(encoding="utf-8"))
_WRONG = "用户名或密码不正确，请重新输入。"
_LAST_TRIES = "用户名或密码不正确。再输错 {left} 次，账号将锁定 15 分钟。"
_LOCKED = "连续输错次数过多，账号已锁定，请 {minutes} 分钟后再试，或联系主管。"


def make_router(house: House) -> APIRouter:
    """Sign in and out (REQ G3)."""
    router = APIRouter(prefix="/console", route_class=PatientRoute)
    failures = Failures()

    @router.get("/login")
    def page(request: Request, next: str = _HOME) -> Response:
        if person_of(house, request.cookies.get(COOKIE)) is not None:
            return RedirectResponse(_inside(next), status_code=303)
        return _page(house, next)

    @router.post("/login")
    def sign_in(
        username: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = _HOME,
    ) -> Response:
        name = username.strip()[:40]
        secret = _try(house, name, password[:200])
        if secret is None:
            return _page(house, next, name, _explain(house, failures, name), status=401)
        failures.forget(name)
        answer = RedirectResponse(_inside(next), status_code=303)
        _set_cookie(house, answer, secret)
        return answer

    @router.post("/logout")
    def sign_out(request: Request) -> RedirectResponse:
        secret = request.cookies.get(COOKIE)
        if secret:
            with house.database.write() as session:
                now = house.clock.now()
                person = accounts.signed_in(session, secret, now=now)
                accounts.sign_out(session, secret)
                if person is not None:
                    session.flush()
                    presence.leave(session, person, now=now, settings=house.settings)
        answer = RedirectResponse(LOGIN, status_code=303)
        answer.delete_cookie(COOKIE, path="/console")
        return answer

    return router


def _try(house: House, username: str, password: str) -> str | None:
    with house.database.write() as session:
        return accounts.sign_in(session, username, password, now=house.clock.now())


def _explain(house: House, failures: Failures, username: str) -> str:
    """Why it failed; a name that does not exist gets the same answers as one that does."""
    now = house.clock.now()
    left = failures.count(username, now)
    with house.database.read() as session:
        stored = desk_views.locked_until(session, username)
    until = max(filter(None, (stored, failures.locked_until(username))), default=now)
    if until > now:
        return _LOCKED.format(minutes=ceil((until - now).total_seconds() / 60))
    return _LAST_TRIES.format(left=left) if left <= 2 else _WRONG


def _set_cookie(house: House, answer: RedirectResponse, secret: str) -> None:
    answer.set_cookie(
        COOKIE,
        secret,
        max_age=int(accounts.SESSION_FOR.total_seconds()),
        path="/console",
        httponly=True,
        samesite="lax",
        secure=house.settings.public_url.startswith("https://"),
    )


def _inside(target: str) -> str:
    """A page of the console, never another site."""
    return target if target.startswith(_HOME) and "\\" not in target else _HOME


def _page(
    house: House, wanted: str, username: str = "", problem: str = "", *, status: int = 200
) -> HTMLResponse:
    html = _PAGE.substitute(
        company=escape(house.settings.company),
        style=theme.asset("desk.css"),
        icon=theme.asset("icon.svg"),
        next=escape(_inside(wanted), quote=True),
        username=escape(username, quote=True),
        problem=f'<p class="problem" role="alert">{escape(problem)}</p>' if problem else "",
    )
    return HTMLResponse(html, status_code=status, headers=theme.HEADERS)
