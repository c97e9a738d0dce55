"""What all pages do alike: work at the seat, tell conflicts, leave when the session is over."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

import structlog
from nicegui import ui
from nicegui.client import Client
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console.board import Board
from bot.console.parts import tell, warn
from bot.console.session import COOKIE, LostPageError, Seat, SignedOutError, bind_client
from bot.errors import ConflictError, NotFoundError
from bot.house import House
from bot.models import Staff
from bot.services.staff.permissions import page_right

log = structlog.get_logger()
SLOWEST = 20.0
"""Seconds that a page may take before it is an error: a busy machine is no reason for one."""
_DATABASE_DOWN = "暂时无法读写数据，系统正在重试，请稍候。"
_NOT_STORED = "没有保存成功，请稍候再试"


def seat_of(house: House, request: Request, client: Client) -> Seat:
    """The seat of a page that the guard let through; its socket is bound to the same session."""
    secret = request.cookies.get(COOKIE, "")
    right = page_right(request.url.path.removeprefix(request.scope.get("root_path", "")))
    if right is None:
        raise LookupError(f"{request.url.path} is not in services/permissions.py")
    bind_client(client, secret, right)
    return Seat(house, secret, right)


class Page:
    """One open page; its work answers None when it could not be done, and has told so."""

    def __init__(self, seat: Seat, pulse: Board) -> None:
        self.seat = seat
        self.pulse = pulse
        self._client = ui.context.client
        self._is_left = False
        self._trouble: ui.notification | None = None

    @property
    def is_connected(self) -> bool:
        """Whether the browser is there: a page outlives its connection for a while."""
        return self._client.has_socket_connection

    @property
    def is_gone(self) -> bool:
        """Whether nobody can come back to it."""
        return self._is_left or self._client.id not in Client.instances

    def admits(self, people: Mapping[str, Staff]) -> bool:
        """Whether it is still its person's, of those who are signed in; else it is left."""
        try:
            self.seat.admit(people.get(self.seat.secret))
        except (SignedOutError, LostPageError) as lost:
            self._leave(lost)
            return False
        self._tell_relief()
        return True

    def here(self) -> AbstractContextManager[object]:
        """The page itself, for work that outlives the element which began it."""
        return self._client.content

    async def read[T](self, work: Callable[[Session, Staff], T]) -> T | None:
        """Read something."""
        try:
            done = await self.seat.read(work)
        except (SignedOutError, LostPageError) as lost:
            return self._leave(lost)
        except SQLAlchemyError:
            return self.tell_trouble()
        self._tell_relief()
        return done

    async def write[T](
        self,
        work: Callable[[Session, Staff], T],
        *,
        quiet: bool = False,
        refuse: Callable[[str], None] = warn,
    ) -> T | None:
        """Change something; an expected conflict is told by ``refuse``, not logged as a fault.

        ``quiet``: it changes nothing that a list shows.
        """
        try:
            done = await self.seat.write(work)
        except (SignedOutError, LostPageError) as lost:
            return self._leave(lost)
        except (ConflictError, NotFoundError) as conflict:
            return refuse(str(conflict))
        except SQLAlchemyError:
            return self.tell_trouble()
        finally:
            if not quiet:
                self.pulse.expire()
        return done

    async def attempt(self, work: Callable[[Session, Staff], str]) -> str:
        """Change something that a form asked for; ``work`` says what is then told as done.

        What refused it, to be shown in the form with all that was typed; nothing when it is done.
        """
        refused: list[str] = []
        said = await self.write(work, refuse=refused.append)
        if not said:
            return "".join(refused) or _NOT_STORED
        with self.here():
            tell(said)
        return ""

    def _leave(self, lost: SignedOutError | LostPageError) -> None:
        """Session or right is gone: nothing stays on the screen."""
        self._is_left = True
        with self._client:
            ui.navigate.to("/login" if isinstance(lost, SignedOutError) else "/")
        self._client.content.clear()

    def tell_trouble(self) -> None:
        """The database does not answer: said as long as that is so."""
        if self._trouble is None:
            log.exception("the console cannot reach the database")
            with self.here():
                self._trouble = ui.notification(
                    _DATABASE_DOWN, position="top", type="warning", timeout=None, textColor="white"
                )

    def _tell_relief(self) -> None:
        if self._trouble is not None:
            self._trouble.dismiss()
            self._trouble = None
