"""The web application: chat, channel webhooks, the engine's action route, console, health."""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from bot import metrics
from bot.chat import api as chat
from bot.chat.bodies import bounded
from bot.conversation.consent_pages import ConsentPages
from bot.conversation.notice_page import NoticePage
from bot.conversation.passive import NotYetAnsweredError, PassiveReply
from bot.conversation.webhooks import Webhooks
from bot.errors import BadPushError, ConflictError, NotFoundError, SignatureError
from bot.house import House
from bot.services.sending import consent_links
from bot.services.sending.backlog import backlog
from bot.settings import Settings

_PROXIED = {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"}

Act = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | None]]
Ready = Callable[[], dict[str, bool]]
_TOO_LATE_FOR_WECHAT = 5.5


def make_web(
    house: House,
    webhooks: Webhooks,
    *,
    act: Act,
    action_secret: str,
    ready: Ready,
    with_console: bool = True,
) -> FastAPI:
    """Every page and route of one installation."""
    app = FastAPI(title=f"{house.settings.company} front desk", docs_url=None, redoc_url=None)
    _add_errors(app)
    _add_health(app, ready)
    _add_metrics(app, house)
    _add_home(app)
    _add_actions(app, act, action_secret)
    _add_webhooks(app, webhooks)
    _add_consents(app, house, webhooks)
    app.include_router(chat.make_router(house))
    if with_console:
        _mount_console(app, house)
    return app


def make_back_room(house: House, *, act: Act, action_secret: str, ready: Ready) -> FastAPI:
    """What a worker process serves on loopback: its engine's action route, health and figures."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    _add_health(app, ready)
    _add_metrics(app, house)
    _add_actions(app, act, action_secret)
    return app


def _mount_console(app: FastAPI, house: House) -> None:
    from bot import console  # NiceGUI takes seconds to import, and only this page needs it

    console.mount(app, house)


def _add_errors(app: FastAPI) -> None:
    """Expected errors are answers, not faults; no backend text reaches a customer."""
    for kind, status in (
        (BadPushError, 400),
        (SignatureError, 403),
        (NotFoundError, 404),
        (ConflictError, 409),
        (NotYetAnsweredError, 503),
    ):
        app.add_exception_handler(kind, _answer(status))


def _answer(status: int) -> Callable[[Request, Exception], JSONResponse]:
    def respond(request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=status)

    return respond


def _add_health(app: FastAPI, ready: Ready) -> None:
    @app.get("/healthz", tags=["health"])
    def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    @app.get("/readyz", tags=["health"])
    def readyz() -> JSONResponse:
        """Which parts are ready; 503 until all are."""
        parts = ready()
        return JSONResponse(parts, status_code=200 if all(parts.values()) else 503)


def _add_metrics(app: FastAPI, house: House) -> None:
    @app.get("/metrics", tags=["health"])
    def figures(request: Request) -> Response:
        """Figures for Prometheus; without a token of its own for this machine only."""
        if not _may_read_figures(request, house.settings):
            raise HTTPException(403, "FRONTDESK_METRICS_TOKEN is needed here")
        with house.database.read() as session:
            waiting = backlog(session, house.clock.now())
        return Response(metrics.page(waiting), media_type=metrics.CONTENT_TYPE)


def _may_read_figures(request: Request, settings: Settings) -> bool:
    """With a token, who has it. Without one, loopback; but never behind a proxy, for which
    everybody comes from loopback."""
    token = settings.metrics_token
    if token is not None and token.get_secret_value():
        wanted = f"Bearer {token.get_secret_value()}"
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), wanted.encode())
    is_here = request.client is not None and request.client.host in {"127.0.0.1", "::1"}
    return is_here and not settings.public_url and not _PROXIED & set(request.headers.keys())


def _add_home(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    def home() -> RedirectResponse:
        return RedirectResponse("/chat")


def _add_actions(app: FastAPI, act: Act, secret: str) -> None:
    @app.post("/internal/actions/{given}", include_in_schema=False)
    async def actions(given: str, request: Request) -> dict[str, Any] | None:
        """The engine calls its custom actions here; the secret is new at every start."""
        if not hmac.compare_digest(given.encode(), secret.encode()):
            raise HTTPException(404)
        return await act(json.loads(await bounded(request)))


def _add_consents(app: FastAPI, house: House, webhooks: Webhooks) -> None:
    pages, notices = ConsentPages(house), NoticePage(house, webhooks.wechat)

    @app.get(f"{consent_links.PATH}/{{word}}", tags=["channels"])
    def agree(word: str) -> Response:
        """Leads a customer to WeChat's page for a one-time message."""
        return pages.ask(word)

    @app.get(consent_links.NOTICES, tags=["channels"])
    def ask_for_notices(request: Request) -> Response:
        """The page with WeChat's button for subscription notices."""
        return notices.show(request.url.query)

    @app.get(consent_links.BACK, tags=["channels"])
    def agreed(request: Request) -> Response:
        """Where WeChat's page comes back to."""
        return pages.answered(dict(request.query_params))


def _add_webhooks(app: FastAPI, webhooks: Webhooks) -> None:
    @app.post("/channels/telegram", tags=["channels"])
    async def telegram(request: Request) -> Response:
        """An update of Telegram; stored before it is acknowledged."""
        body = await bounded(request)
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        await run_in_threadpool(webhooks.telegram_update, body, secret)
        return Response(status_code=200)

    @app.get("/channels/wechat", tags=["channels"])
    def verify_wechat(request: Request) -> PlainTextResponse:
        """WeChat checks that the URL is ours."""
        return PlainTextResponse(webhooks.wechat_echo(dict(request.query_params)))

    @app.post("/channels/wechat", tags=["channels"])
    async def wechat(request: Request) -> Response:
        """A push of WeChat; stored before it is acknowledged.

        What cannot be stored, or not be answered yet, is answered too late: then WeChat repeats it,
        up to three times in all, while an error would be shown to the customer at once.
        """
        params, body = dict(request.query_params), await bounded(request)
        try:
            answer = await run_in_threadpool(webhooks.wechat_push, params, body)
            if isinstance(answer, PassiveReply):
                answer = await answer.wait()
        except (SQLAlchemyError, OSError, NotYetAnsweredError):
            await asyncio.sleep(_TOO_LATE_FOR_WECHAT)
            raise
        return Response(answer, media_type="text/xml")
