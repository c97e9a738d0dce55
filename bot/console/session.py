"""Who is signed in: the cookie, the guard of every page and socket, and the seat of a page.

The guard stands before NiceGUI and lets nobody through without a live session, websockets included.
A page's seat asks again in the very transaction in which it reads or writes (REQ G3).
"""

import asyncio
import hmac
from collections.abc import Callable
from urllib.parse import quote

from nicegui import Client, run
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.console import notices
from bot.errors import FrontDeskError
from bot.house import House
from bot.models import Staff
from bot.services.staff import staff as accounts
from bot.services.staff.permissions import Right, may, page_right

COOKIE = "frontdesk_staff"
LOGIN = "/console/login"
_FRAMEWORK = "/_nicegui/"
_SOCKET = "/_nicegui_ws/"
_POLICY = 1008


class SignedOutError(FrontDeskError):
    """The session is over, or its account was deactivated."""


class LostPageError(FrontDeskError):
    """The person's role does not have the page any more."""


def person_of(house: House, secret: str | None) -> Staff | None:
    """Whose live session a cookie's secret is."""
    with house.database.read() as session:
        return accounts.signed_in(session, secret, now=house.clock.now())


class Seat:
    """One open page of one signed-in person; all its work with the database goes through here.

    Session and right are read again in each transaction: whoever was signed out, deactivated or
    given another role has lost the page with the next step.
    """

    def __init__(self, house: House, secret: str, right: Right) -> None:
        self.house = house
        self.secret = secret
        self._right = right

    async def read[T](self, work: Callable[[Session, Staff], T]) -> T:
        """Run ``work`` in a reading transaction, off the event loop.

        Raises:
            SignedOutError: the session is over.
            LostPageError: the role has the page no more.
        """
        return await in_thread(lambda: self._read(work))

    async def write[T](self, work: Callable[[Session, Staff], T]) -> T:
        """Run ``work`` in a writing transaction, then wake the workers.

        Raises:
            SignedOutError, LostPageError
        """
        done = await in_thread(lambda: self._write(work))
        self.house.bell.ring()
        return done

    def _read[T](self, work: Callable[[Session, Staff], T]) -> T:
        with self.house.database.read() as session:
            return work(session, self._person(session))

    def _write[T](self, work: Callable[[Session, Staff], T]) -> T:
        with self.house.database.write() as session:
            return work(session, self._person(session))

    def _person(self, session: Session) -> Staff:
        return self.admit(accounts.signed_in(session, self.secret, now=self.house.clock.now()))

    def admit(self, person: Staff | None) -> Staff:
        """Whoever is signed in now, if the page is still theirs.

        Raises:
            SignedOutError, LostPageError
        """
        if person is None:
            raise SignedOutError("登录已失效，请重新登录")
        if not may(person, self._right):
            raise LostPageError("您的岗位已不能使用这个页面")
        return person


async def in_thread[T](work: Callable[[], T]) -> T:
    """NiceGUI's pool gives None when the server is going down; that is a cancellation."""
    done = await run.io_bound(lambda: (work(),))
    if done is None:
        raise asyncio.CancelledError
    return done[0]


def bind_client(client: Client, secret: str, right: Right) -> None:
    """Let only the browser that got the page open its socket, and only while it has the right."""
    client.storage["secret"], client.storage["right"] = secret, right


class Guard:
    """ASGI middleware of the console: framework files for all, the rest for the signed-in with the
    right that services/permissions.py asks of the path."""

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
        try:
            person = await self._person(connection)
        except SQLAlchemyError:
            if scope["type"] == "websocket":
                raise
            return await notices.out_of_order()(scope, receive, send)
        if person is None:
            return await _send_to_sign_in(scope, receive, send, path)
        if not _may_enter(connection, path, person):
            return await _refuse(scope, receive, send)
        return await self._app(scope, receive, send)

    async def _person(self, connection: HTTPConnection) -> Staff | None:
        secret = connection.cookies.get(COOKIE)
        return await in_thread(lambda: person_of(self._house, secret)) if secret else None


def _may_enter(connection: HTTPConnection, path: str, person: Staff) -> bool:
    if path.startswith(_SOCKET):
        return _is_own_client(connection, person)
    right = page_right(path)
    return right is not None and may(person, right)


def _is_own_client(connection: HTTPConnection, person: Staff) -> bool:
    """Whether the page behind the socket was served to this session, which still has its right; an
    unknown page is left to NiceGUI, which lets the browser reload."""
    names = connection.query_params.getlist("client_id")
    if len(names) != 1:
        return False
    client = Client.instances.get(names[0])
    if client is None:
        return True
    secret, right = str(client.storage.get("secret", "")), client.storage.get("right")
    given = connection.cookies.get(COOKIE, "")
    return hmac.compare_digest(secret, given) and right is not None and may(person, right)


async def _send_to_sign_in(scope: Scope, receive: Receive, send: Send, path: str) -> None:
    if scope["type"] == "websocket" or path.startswith(_SOCKET):
        return await _refuse(scope, receive, send)
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = f"/console{path}" + (f"?{query}" if query else "")
    target = f"{LOGIN}?next={quote(wanted, safe='')}"
    return await RedirectResponse(target, status_code=303)(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close", "code": _POLICY})
    return await notices.refused()(scope, receive, send)
