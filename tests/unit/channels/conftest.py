"""A database of its own and a scripted HTTP server on the loopback for each test."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.clock import ManualClock
from bot.db import Database, use_vault
from bot.models import Customer, Identity
from tests.conftest import SqliteTemplates
from tests.factories import VAULT
from tests.unit.channels.stub import Call, Stub


@pytest.fixture
def stub() -> Iterator[Stub]:
    """The running stub; ``url`` is its scheme://host:port."""
    script = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            answer = script.answer(Call(path, query, body))
            time.sleep(answer.delay)
            if answer.hang_up:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.mime)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    yield script
    server.shutdown()
    server.server_close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))


@pytest.fixture
def database(tmp_path: Path, sqlite_templates: SqliteTemplates) -> Iterator[Database]:
    use_vault(VAULT)
    database = sqlite_templates.copy(tmp_path / "channels.db", sample=False)
    yield database
    database.close()


@pytest.fixture
def known(database: Database, clock: ManualClock) -> Callable[[str, str], Identity]:
    """Makes a customer's identity on a channel."""

    def make(channel: str, external_id: str) -> Identity:
        with database.write() as session:
            customer = Customer(created_at=clock.now())
            session.add(customer)
            session.flush()
            identity = Identity(
                customer_id=customer.id,
                channel=channel,
                external_id=external_id,
                created_at=clock.now(),
            )
            session.add(identity)
        return identity

    return make
