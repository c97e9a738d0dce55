"""The endpoints that need no token: the page, its files, the company's info, a new session."""

from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import FileResponse

from bot.channels.web import open_session
from bot.chat.problems import too_often
from bot.chat.rate import Limit, address_key
from bot.chat.wire import Info, Opened
from bot.house import House

PAGE = Path(__file__).parent / "page"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
FILES = {path.name: path for path in PAGE.iterdir() if path.suffix in _TYPES}


def page_file(name: str) -> Response:
    """One file of the page; 404 for any other name."""
    path = FILES.get(name)
    if path is None:
        return Response("没有这个页面", 404, media_type="text/plain; charset=utf-8")
    return FileResponse(path, headers=_HEADERS, media_type=_TYPES[path.suffix])


class Reception:
    """Lets visitors in (REQ A1)."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._limit = Limit(house.settings.sessions_per_minute, house.clock)

    def page(self) -> Response:
        """The customers' page."""
        return page_file("index.html")

    def info(self) -> Info:
        """The company's name and hours, and the limits of messages and files."""
        return Info.model_validate(self._house.settings, from_attributes=True)

    def open(self, request: Request, response: Response) -> Opened:
        """A new visitor and the token that all other requests need as `Authorization: Bearer`."""
        seconds = self._limit.take(address_key(request.client.host if request.client else None))
        if seconds:
            raise too_often(seconds)
        with self._house.database.write() as session:
            visitor = open_session(session, self._house.clock.now())
        response.headers["Cache-Control"] = "no-store"
        return Opened(sender=visitor.sender, token=visitor.token)
