"""Who is signed in: the cookie, the guard of every page and socket, and the seat of a page.

The guard stands before NiceGUI and lets nobody through without a live session, websockets included.
A page's seat asks again in the very transaction in which it reads or writes (REQ G3).
"""

import asyncio
import hmac
from collections.abc import Callable
from urllib.parse import quote

from nicegui import Client, run
from sqlalchemy.orm import Session
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import FrontDeskError
from bot.house import House
from bot.models import Staff
from bot.services import staff as accounts

COOKIE = "frontdesk_staff"
LOGIN = "/console/login"
_FRAMEWORK = "/_nicegui/"
_SOCKET = "/_nicegui_ws/"
_POLICY = 1008


class SignedOutError(FrontDeskError):
    """The session is over, or its account was deactivated."""


def is_signed_in(house: House, secret: str | None) -> bool:
    """Whether a cookie's secret belongs to a live session."""
    with house.database.read() as session:
        return accounts.signed_in(session, secret, now=house.clock.now()) is not None


class Seat:
    """One open page of one signed-in person; all its work with the database goes through here."""

    def __init__(self, house: House, secret: str) -> None:
        self.house = house
        self.secret = secret

    async def read[T](self, work: Callable[[Session, Staff], T]) -> T:
        """Run ``work`` in a reading transaction, off the event loop.

        Raises:
            SignedOutError: the session is over.
        """
        return await _in_thread(lambda: self._read(work))

    async def write[T](self, work: Callable[[Session, Staff], T]) -> T:
        """Run ``work`` in a writing transaction, then wake the workers.

        Raises:
            SignedOutError: the session is over.
        """
        done = await _in_thread(lambda: self._write(work))
        self.house.bell.ring()
        return done

    def _read[T](self, work: Callable[[Session, Staff], T]) -> T:
        with self.house.database.read() as session:
            return work(session, self._person(session))

    def _write[T](self, work: Callable[[Session, Staff], T]) -> T:
        with self.house.database.write() as session:
            return work(session, self._person(session))

    def _person(self, session: Session) -> Staff:
        person = accounts.signed_in(session, self.secret, now=self.house.clock.now())
        if person is None:
            raise SignedOutError("登录已失效，请重新登录")
        return person


async def _in_thread[T](work: Callable[[], T]) -> T:
    """NiceGUI's pool gives None when the server is going down; that is a cancellation."""
    done = await run.io_bound(lambda: (work(),))
    if done is None:
        raise asyncio.CancelledError
    return done[0]


def bind_client(client: Client, secret: str) -> None:
    """Let only the browser that got the page open its socket."""
    client.storage["secret"] = secret


class Guard:
    """ASGI middleware of the console: framework files for all, the rest for the signed-in."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self._app = app
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            return await self._app(scope, receive, send)
        path = str(scope["path"]).removeprefix(scope.get("root_path", ""))
        if path.startswith(_FRAMEWORK):
            return await self._app(scope, receive, send)
        connection = HTTPConnection(scope)
        if await self._may_enter(connection, path):
            return await self._app(scope, receive, send)
        return await _refuse(scope, receive, send, path)

    async def _may_enter(self, connection: HTTPConnection, path: str) -> bool:
        secret = connection.cookies.get(COOKIE)
        if not secret or not await _in_thread(lambda: is_signed_in(self._house, secret)):
            return False
        return not path.startswith(_SOCKET) or _is_own_client(connection, secret)


def _is_own_client(connection: HTTPConnection, secret: str) -> bool:
    """Whether the page behind the socket was served to this session; an unknown page is left to
    NiceGUI, which lets the browser reload."""
    names = connection.query_params.getlist("client_id")
    if len(names) != 1:
        return False
    client = Client.instances.get(names[0])
    return client is None or hmac.compare_digest(str(client.storage.get("secret", "")), secret)


async def _refuse(scope: Scope, receive: Receive, send: Send, path: str) -> None:
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close", "code": _POLICY})
    if path.startswith(_SOCKET):
        return await Response(status_code=403)(scope, receive, send)
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = f"/console{path}" + (f"?{query}" if query else "")
    target = f"{LOGIN}?next={quote(wanted, safe='')}"
    return await RedirectResponse(target, status_code=303)(scope, receive, send)
