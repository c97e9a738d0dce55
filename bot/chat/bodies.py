"""Reading request bodies with a bound on what is held, and judging what is in them."""

import json
import unicodedata
from dataclasses import dataclass

from fastapi import HTTPException, Request
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.types import Message

from bot.chat.problems import too_large, wrong
from bot.chat.wire import NoteIn
from bot.services.thread.media import mime_of

_BYTES_PER_CHARACTER = 12
_ENVELOPE = 64 * 1024
_MEGABYTE = 1024 * 1024
_PUSH = 2 * _MEGABYTE
"""A push of a channel has some kilobytes."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture or voice whose first bytes prove what it is."""

    id: str
    mime: str
    content: bytes


async def read_note(request: Request, message_limit: int) -> NoteIn:
    """The message of a JSON body.

    Raises:
        HTTPException: 413 over ``message_limit`` characters, 422 for all else that is wrong.
    """
    most = message_limit * _BYTES_PER_CHARACTER + _ENVELOPE
    body = Body(request, most, _too_long(message_limit))
    note = _parse(await body.request.body())
    _check_id(note.id)
    if (note.text is None) == (note.button is None):
        raise wrong("每条消息请填写文字或选择一个按钮，二者选一")
    if note.text is not None:
        _check_text(note.text, message_limit)
    return note


def _parse(body: bytes) -> NoteIn:
    try:
        return NoteIn.model_validate_json(body)
    except ValidationError as error:
        raise wrong("消息的格式不正确") from error


def _check_id(id_: str) -> None:
    if not 1 <= len(id_) <= 64 or not id_.isprintable():
        raise wrong("消息编号须为 1 到 64 个可见字符")


def _check_text(text: str, limit: int) -> None:
    if len(text) > limit:
        raise _too_long(limit)
    if not any(is_visible(character) for character in text):
        raise wrong("消息不能为空")


def _too_long(limit: int) -> HTTPException:
    return too_large(f"消息太长，请控制在 {limit} 字以内，或分几条发送")


def is_visible(character: str) -> bool:
    """Whether it leaves ink: not a space, a control, a format or a lone combining character."""
    return unicodedata.category(character)[0] not in "CZM" and character not in _BLANK


async def bounded(request: Request, most: int = _PUSH) -> bytes:
    """A body of at most ``most`` bytes; more than that is not held.

    Raises:
        HTTPException: 413 over it.
    """
    body = Body(request, most, too_large("the body is too large"))
    body.check_announced()
    return await body.request.body()


def upload_body(request: Request, limit_mb: int) -> "Body":
    """The multipart body of a picture or voice, bounded."""
    refusal = too_large(f"文件太大，请控制在 {limit_mb} MB 以内")
    return Body(request, limit_mb * _MEGABYTE + _ENVELOPE, refusal)


async def read_upload(body: "Body", limit_mb: int) -> Upload:
    """The picture or voice in it.

    Raises:
        HTTPException: 413 over ``limit_mb`` megabytes, 422 for all else that is wrong.
    """
    body.check_announced()
    id_, content = await _form(body.request)
    if len(content) > limit_mb * _MEGABYTE:
        raise body.refusal
    _check_id(id_)
    mime = mime_of(content)
    if mime is None:
        raise wrong("只支持图片（JPEG、PNG、WebP、GIF）和语音（AMR、MP3、OGG、WAV、WebM、M4A）")
    return Upload(id_, mime, content)


async def _form(request: Request) -> tuple[str, bytes]:
    try:
        async with request.form(max_files=1, max_fields=4) as form:
            id_, file = form.get("id"), form.get("file")
            if not isinstance(id_, str) or not isinstance(file, UploadFile):
                raise wrong("请用 multipart 表单提交 id 和 file")
            return id_, await file.read()
    except HTTPException as error:
        if error.status_code == 400:
            raise wrong("无法读取上传的表单") from error
        raise


class Body:
    """A request body that raises ``refusal`` as soon as more than ``most`` bytes came."""

    def __init__(self, request: Request, most: int, refusal: HTTPException) -> None:
        self.request = Request(request.scope, self._receive)
        self.refusal = refusal
        self._source = request.receive
        self._most = most
        self._got = 0
        self._ended = False

    def check_announced(self) -> None:
        """Refuse before reading what says itself that it is too large."""
        length = self.request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._most:
            raise self.refusal

    async def drain(self) -> None:
        """Read and forget the rest, at most four times what is allowed.

        A browser that is still sending would otherwise see a broken connection, not the refusal.
        """
        while not self._ended and self._got < 4 * self._most:
            await self._next()

    async def _receive(self) -> Message:
        message = await self._next()
        if self._got > self._most:
            raise self.refusal
        return message

    async def _next(self) -> Message:
        message = await self._source()
        self._got += len(message.get("body", b""))
        self._ended = message["type"] != "http.request" or not message.get("more_body", False)
        return message


def raw_of(note: NoteIn) -> str:
    """The message as it came, for the inbox."""
    return json.dumps(note.model_dump(exclude_none=True), ensure_ascii=False)
