"""The endpoints behind the token: writing, reading, pictures and voices, the live stream."""

from typing import Annotated

from fastapi import Depends, Header, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.channels.web import sender_of
from bot.chat.bodies import read_note, read_upload, upload_body
from bot.chat.events import STREAMS_PER_SENDER, LiveStream, Watchers
from bot.chat.problems import too_often, unauthorised
from bot.chat.rate import Limit
from bot.chat.receiving import Receiving
from bot.chat.thread import own_media, read_after
from bot.chat.wire import Stored, ThreadOut
from bot.house import House
from bot.services.thread.media import path_of

Bearer = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, description="the token of POST /chat/api/session")),
]
After = Annotated[str | None, Query(max_length=8000, description="id of a message, exclusive")]
CURSOR = "Chat-Cursor"
_PRIVATE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Desk:
    """What one visitor may do, and only in the own thread."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._watchers = Watchers()
        limit = Limit(house.settings.messages_per_minute, house.clock)
        self._receiving = Receiving(house, limit, self._watchers)

    async def write(self, request: Request, bearer: Bearer) -> Stored:
        """Store a text or a pressed button; the same id again changes nothing."""
        sender = await run_in_threadpool(self._sender, bearer)
        note = await read_note(request, self._house.settings.message_limit)
        await run_in_threadpool(self._receiving.take_note, sender, note)
        return Stored(id=note.id)

    async def upload(self, request: Request, bearer: Bearer) -> Stored:
        """Store a picture (JPEG, PNG, WebP, GIF) or a voice (AMR, MP3, OGG, WAV, WebM, M4A)."""
        limit = self._house.settings.media_limit_mb
        body = upload_body(request, limit)
        try:
            sender = await run_in_threadpool(self._sender, bearer)
            upload = await read_upload(body, limit)
        except HTTPException:
            await body.drain()
            raise
        await run_in_threadpool(self._receiving.take_upload, sender, upload)
        return Stored(id=upload.id)

    def read(self, response: Response, bearer: Bearer, after: After = None) -> ThreadOut:
        """The visitor's thread in order.

        The header `Chat-Cursor` may be given as `after` instead of an id: it also brings what
        became visible late, and is what the live stream resumes from.
        """
        sender = self._sender(bearer)
        with self._house.database.read() as session:
            part = read_after(session, sender, after, self._house.clock.now())
        response.headers.update({**_PRIVATE, CURSOR: str(part.end)})
        return ThreadOut(messages=[message for message, _ in part.messages])

    def media(self, media_id: int, bearer: Bearer) -> Response:
        """A picture or voice of the visitor's own thread."""
        sender = self._sender(bearer)
        with self._house.database.read() as session:
            media = own_media(session, sender, media_id)
        path = path_of(self._house.settings.data, media.sha256) if media else None
        if media is None or path is None or not path.exists():
            raise HTTPException(404, "找不到这个文件")
        private = {**_PRIVATE, "Content-Security-Policy": "default-src 'none'; sandbox"}
        return FileResponse(path, media_type=media.mime, headers=private)

    async def events(
        self,
        bearer: Bearer,
        after: After = None,
        last_event_id: Annotated[str | None, Header(max_length=8000)] = None,
    ) -> StreamingResponse:
        """`message` events with the JSON of one message each, and heartbeats as comments.

        Begins after `Last-Event-ID`, else after `after`, else with the whole thread.
        """
        sender = await run_in_threadpool(self._sender, bearer)
        if self._watchers.count(sender) >= STREAMS_PER_SENDER:
            raise too_often(5)
        stream = LiveStream(self._house, self._watchers, sender)
        return StreamingResponse(
            stream.events(last_event_id or after),
            media_type="text/event-stream",
            headers={**_PRIVATE, "X-Accel-Buffering": "no"},
        )

    def _sender(self, bearer: HTTPAuthorizationCredentials | None) -> str:
        if bearer is None:
            raise unauthorised()
        with self._house.database.read() as session:
            sender = sender_of(session, bearer.credentials)
        if sender is None:
            raise unauthorised()
        return sender
