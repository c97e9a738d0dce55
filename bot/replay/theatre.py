"""The engine and the action route that all scenarios of a replay share."""

import secrets
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request

from bot.app import FrontDesk
from bot.conversation.engine import Engine
from bot.conversation.engine_process import free_port
from bot.conversation.reading_room import running_engine
from bot.settings import bare_settings
from bot.training import current_model


@dataclass(slots=True)
class Theatre:
    """A running engine; its actions are those of ``desk``, the one on stage now."""

    engine: Engine | None = None
    desk: FrontDesk | None = None


@contextmanager
def open_theatre() -> Generator[Theatre]:
    """Start the action route and the engine; both end with the block.

    Raises:
        ConfigurationError: the model is missing or stale.
    """
    theatre, port, secret = Theatre(), free_port(), secrets.token_urlsafe(16)
    with served(_action_app(theatre, secret), port):
        url = f"http://127.0.0.1:{port}/{secret}"
        with running_engine(bare_settings(), current_model(), url) as process:
            theatre.engine = process.client()
            theatre.engine.status()
            yield theatre
            theatre.engine.close()


def _action_app(theatre: Theatre, secret: str) -> FastAPI:
    app = FastAPI()

    @app.post("/{given}")
    async def actions(given: str, request: Request) -> Any:
        if not secrets.compare_digest(given, secret) or theatre.desk is None:
            raise HTTPException(404)
        return await theatre.desk.act(await request.json())

    return app


@contextmanager
def served(app: FastAPI, port: int) -> Generator[None]:
    """An application on a port of loopback, for the length of the block."""
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=5)
