"""Pictures and voices of the thread, for signed-in staff only (REQ G2)."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse

from bot.console.session import COOKIE, person_of
from bot.house import House
from bot.services.screens import desk_views
from bot.services.staff.permissions import PAGES, may
from bot.services.thread.media import path_of

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=3600",
}
_INLINE = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp"}
    | {"audio/mpeg", "audio/ogg", "audio/webm", "audio/wav", "audio/mp4"}
)


def make_router(house: House) -> APIRouter:
    """GET /console/media/<id>; whatever is not a known picture or voice is only downloaded."""
    router = APIRouter(prefix="/console")

    @router.get("/media/{media_id}")
    def media(media_id: int, request: Request) -> FileResponse:
        person = person_of(house, request.cookies.get(COOKIE))
        if person is None or not may(person, PAGES["/media"]):
            raise HTTPException(403)
        with house.database.read() as session:
            row = desk_views.media(session, media_id)
        if row is None or not path_of(house.settings.data, row.sha256).is_file():
            raise HTTPException(404)
        shown = row.mime in _INLINE
        return FileResponse(
            path_of(house.settings.data, row.sha256),
            media_type=row.mime if shown else "application/octet-stream",
            filename=None if shown else f"media-{media_id}{_ending(row.mime)}",
            headers=_HEADERS,
        )

    return router


def _ending(mime: str) -> str:
    return ".amr" if mime == "audio/amr" else ".bin"


def is_playable(mime: str | None) -> bool:
    """Whether a browser shows or plays it in the page."""
    return mime in _INLINE
