"""A real SQLite file and the router in an app of its own."""

import threading
import time
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.chat.api import make_router
from bot.clock import ManualClock
from bot.db import Database
from bot.house import House
from bot.services.wording import Wording
from bot.settings import Settings
from tests.integration.chat.chat_talk import Backstage, Visitor

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, media_limit_mb=1, message_limit=100, messages_per_minute=40)


@pytest.fixture
def house(database: Database, settings: Settings, clock: ManualClock) -> House:
    return House(database, clock, settings, Wording({}, {}))


@pytest.fixture
def app(house: House) -> FastAPI:
    app = FastAPI()
    app.include_router(make_router(house))
    return app


@pytest.fixture
def http(app: FastAPI) -> Generator[TestClient]:
    with TestClient(app) as client:
        yield client


@pytest.fixture
def visitor(http: TestClient) -> Visitor:
    return Visitor(http)


@pytest.fixture
def backstage(house: House) -> Backstage:
    return Backstage(house)


@pytest.fixture
def live(app: FastAPI) -> Generator[httpx.Client]:
    """A client of a real server on the loopback."""
    config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:
        yield client
    server.should_exit = True
    thread.join(5)
