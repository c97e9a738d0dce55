"""The routes of the web chat; the contract is documented in OpenAPI (REQ A1, A2)."""

from typing import Any

from fastapi import APIRouter

from bot.chat.desk import Desk
from bot.chat.doors import Reception, page_file
from bot.chat.problems import PlainRoute, documented
from bot.chat.wire import NoteIn, Opened, Stored, ThreadOut
from bot.house import House

_UPLOAD_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["id", "file"],
    "properties": {
        "id": {"type": "string", "maxLength": 64},
        "file": {"type": "string", "format": "binary"},
    },
}
_STREAM: dict[str, Any] = {"content": {"text/event-stream": {"schema": {"type": "string"}}}}


def make_router(house: House) -> APIRouter:
    """All routes under /chat."""
    router = APIRouter(prefix="/chat", route_class=PlainRoute, tags=["web chat"])
    _add_reception(router, Reception(house))
    desk = Desk(house)
    _add_writing(router, desk)
    _add_reading(router, desk)
    return router


def _add_reception(router: APIRouter, reception: Reception) -> None:
    add = router.add_api_route
    add("", reception.page, include_in_schema=False)
    add("/", reception.page, include_in_schema=False)
    add("/{name}", page_file, include_in_schema=False)
    add("/api/info", reception.info, summary="Company and limits")
    add(
        "/api/session",
        reception.open,
        methods=["POST"],
        status_code=201,
        response_model=Opened,
        responses=documented(429),
        summary="Open a session",
    )


def _add_writing(router: APIRouter, desk: Desk) -> None:
    for path, endpoint, body, summary in (
        ("/api/messages", desk.write, _json_body(), "Send a text or press a button"),
        ("/api/media", desk.upload, _body("multipart/form-data", _UPLOAD_SCHEMA), "Send a file"),
    ):
        router.add_api_route(
            path,
            endpoint,
            methods=["POST"],
            status_code=202,
            response_model=Stored,
            responses=documented(401, 413, 422, 429),
            openapi_extra=body,
            summary=summary,
        )


def _add_reading(router: APIRouter, desk: Desk) -> None:
    add = router.add_api_route
    add(
        "/api/messages",
        desk.read,
        response_model=ThreadOut,
        response_model_exclude_none=True,
        responses=documented(401, 422),
        summary="Read the thread",
    )
    add("/api/media/{media_id}", desk.media, responses=documented(401, 404, 422), summary="A file")
    add(
        "/api/events",
        desk.events,
        responses={**documented(401, 422, 429), 200: _STREAM},
        summary="Live stream",
    )


def _json_body() -> dict[str, Any]:
    return _body("application/json", NoteIn.model_json_schema())


def _body(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {media_type: {"schema": schema}}}}
