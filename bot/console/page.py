"""What all pages do alike: work at the seat, tell conflicts, leave when the session is over."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog
from nicegui import ui
from nicegui.client import Client
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.requests import Request

from bot.console.live import Pulse
from bot.console.parts import warn
from bot.console.session import COOKIE, LostPageError, Seat, SignedOutError, bind_client
from bot.errors import ConflictError, NotFoundError
from bot.house import House
from bot.models import Staff
from bot.services.permissions import page_right

log = structlog.get_logger()
_DATABASE_DOWN = "暂时无法读写数据，系统正在重试，请稍候。"


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

    def __init__(self, seat: Seat, pulse: Pulse) -> None:
        self.seat = seat
        self.pulse = pulse
        self._client = ui.context.client
        self._is_troubled = False

    @property
    def is_connected(self) -> bool:
        """Whether the browser is there: a page outlives its connection for a while."""
        return self._client.has_socket_connection

    def here(self) -> AbstractContextManager[object]:
        """The page itself, for work that outlives the element which began it."""
        return self._client.content

    async def read[T](self, work: Callable[[Session, Staff], T]) -> T | None:
        """Read something."""
        try:
            done = await self.seat.read(work)
        except SignedOutError:
            return self._leave("/login")
        except LostPageError:
            return self._leave("/")
        except SQLAlchemyError:
            return self._tell_trouble()
        self._is_troubled = False
        return done

    async def write[T](
        self, work: Callable[[Session, Staff], T], *, quiet: bool = False
    ) -> T | None:
        """Change something; an expected conflict is told, not logged as a fault.

        ``quiet``: it changes nothing that a list shows.
        """
        try:
            done = await self.seat.write(work)
        except SignedOutError:
            return self._leave("/login")
        except LostPageError:
            return self._leave("/")
        except (ConflictError, NotFoundError) as conflict:
            return warn(str(conflict))
        except SQLAlchemyError:
            return self._tell_trouble()
        finally:
            if not quiet:
                self.pulse.expire()
        return done

    def _leave(self, target: str) -> None:
        """Session or right is gone: nothing stays on the screen."""
        with self._client:
            ui.navigate.to(target)
        self._client.content.clear()

    def _tell_trouble(self) -> None:
        if not self._is_troubled:
            self._is_troubled = True
            log.exception("the console cannot reach the database")
            warn(_DATABASE_DOWN)
