"""A small HTTP/1.1 server on 127.0.0.1, one thread per connection, for the fakes."""

import json
import select
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass
class Request:
    """What a client asked for."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    gone: Callable[[], bool] = field(repr=False, default=lambda: False)


@dataclass
class Reply:
    """What the server answers; ``silent`` means: never, until the client gives up."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False


SILENCE = Reply(silent=True)


def json_reply(data: Any, status: int = 200, content_type: str = "application/json") -> Reply:
    """Answer with JSON in UTF-8, as the services do."""
    body = json.dumps(data, ensure_ascii=False).encode()
    return Reply(status, body, {"Content-Type": content_type})


class _Handler(BaseHTTPRequestHandler):
    """Turns a connection into requests and replies into bytes."""

    protocol_version = "HTTP/1.1"
    server: "_Server"
    wbufsize = -1
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.open_connections.add(self.connection)

    def finish(self) -> None:
        self.server.open_connections.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: the fakes keep their own record of calls."""

    def _serve(self) -> None:
        reply = self.server.answer(self._request())
        if reply.silent:
            self._wait_for_client_to_go()
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_POST = _serve  # noqa: N815

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        return Request(
            method=self.command,
            path=unquote(parts.path),
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
            gone=self._client_gone,
        )

    def _client_gone(self) -> bool:
        """Tell whether the client hung up or the server is going down."""
        if self.server.stopping.is_set():
            return True
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    def _wait_for_client_to_go(self) -> None:
        while not self._client_gone():
            self.server.stopping.wait(0.02)


class _Server(ThreadingHTTPServer):
    """The listening socket and what its handlers share."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.stopping = threading.Event()
        self.open_connections: set[socket.socket] = set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep tracebacks of clients that hung up out of the test output."""
        import sys

        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class LoopbackServer:
    """A server in a thread: ``start``/``stop`` or a ``with`` block."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        """``answer`` is called in the thread of each connection."""
        self._answer = answer
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        if self._server is None:
            raise RuntimeError("the fake is not started")
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> Self:
        """Listen on a free port."""
        self._server = _Server(self._answer)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop listening, cut open connections, end waiting answers."""
        if self._server is None or self._thread is None:
            return
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        for connection in list(self._server.open_connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self._thread.join(timeout=5)
        self._server = self._thread = None

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *exc: object) -> None:
        """Stop."""
        self.stop()
