"""Refusals of the chat API: a status and a sentence for the customer, never a backend's text."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError

from bot.chat.wire import Problem

log = structlog.get_logger()


def unauthorised() -> HTTPException:
    """401: no token, or one that is not known (any more)."""
    return HTTPException(401, "会话已失效，请重新打开聊天页面", {"WWW-Authenticate": "Bearer"})


def too_large(what: str) -> HTTPException:
    """413: longer or larger than the settings allow."""
    return HTTPException(413, what)


def wrong(what: str) -> HTTPException:
    """422: cannot be read as the contract says."""
    return HTTPException(422, what)


def too_often(seconds: int) -> HTTPException:
    """429: to be tried again after ``seconds``."""
    return HTTPException(
        429, f"发送得太频繁了，请 {seconds} 秒后再试", {"Retry-After": str(seconds)}
    )


class PlainRoute(APIRoute):
    """Turns what FastAPI and the database raise into the same plain form."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def plain(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError:
                return JSONResponse({"detail": "请求的格式不正确"}, 422)
            except (DBAPIError, OSError) as error:
                log.error("chat request failed", path=request.url.path, why=type(error).__name__)
                return JSONResponse(
                    {"detail": "系统暂时繁忙，请稍后再试"}, 503, {"Retry-After": "5"}
                )

        return plain


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route for OpenAPI."""
    words = {
        401: "no token, or an unknown one",
        404: "no such picture or voice in this visitor's thread",
        413: "text or file over the limit",
        422: "not what the contract describes",
        429: "too often; see Retry-After (seconds)",
        503: "the database or the disk does not answer; see Retry-After (seconds)",
    }
    return {status: {"model": Problem, "description": words[status]} for status in (*statuses, 503)}
