"""The baseline: a bare ``rasa run`` with its REST channel and an SQL tracker store.

It loads the very model of the front desk. Its actions are answered by a server that does nothing
but say one sentence: no database, no wording, no rules of the trade.
"""

import os
import secrets
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI, Request

from bot.conversation.engine_process import NLU, PYTHON, engine_environment, free_port
from bot.replay.theatre import served

_START_SECONDS = 120.0
_STARTED = [{"event": "session_started"}, {"event": "action", "name": "action_listen"}]


class Bare:
    """Talks to the bare engine as a channel would."""

    def __init__(self, port: int, token: str) -> None:
        self._http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            params={"token": token},
            trust_env=False,
            timeout=30,
        )

    def is_up(self) -> bool:
        """Whether the model is loaded and reads."""
        try:
            self._http.get("/status").raise_for_status()
            self._http.post("/model/parse", json={"text": "你好"}).raise_for_status()
        except httpx.HTTPError:
            return False
        return True

    def take_turn(self, sender: str, text: str) -> float:
        """Say ``text``; seconds until the replies are there.

        Raises:
            RuntimeError: the engine gave no reply.
        """
        started = time.perf_counter()
        answer = self._http.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
        took = time.perf_counter() - started
        if not answer.is_success or not answer.json():
            raise RuntimeError(f"the bare engine did not reply to {text!r}: {answer.status_code}")
        return took

    def close(self) -> None:
        self._http.close()


@contextmanager
def bare_engine(model: Path, folder: Path) -> Generator[Bare]:
    """A running baseline with its files in ``folder``."""
    action_port, port, token = free_port(), free_port(), secrets.token_hex(16)
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(
        f"action_endpoint: {{url: 'http://127.0.0.1:{action_port}/webhook'}}\n"
        f"tracker_store: {{type: SQL, dialect: sqlite, db: '{folder / 'tracker.db'}'}}\n"
    )
    with served(_action_app(), action_port):
        child = _spawn(model, port, token, endpoints)
        bare = Bare(port, token)
        try:
            _wait_for(bare, child)
            yield bare
        finally:
            bare.close()
            child.terminate()
            child.wait(timeout=20)


def _spawn(model: Path, port: int, token: str, endpoints: Path) -> subprocess.Popen[bytes]:
    command = [
        str(PYTHON), "-m", "rasa", "run", "--enable-api", "--auth-token", token,
        "-i", "127.0.0.1", "-p", str(port), "-m", str(model),
        "--endpoints", str(endpoints), "--credentials", "credentials.yml",
        "--log-file", os.devnull, "--quiet",
    ]  # fmt: skip
    quiet = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603
        command, cwd=NLU, env=engine_environment(), stdout=quiet, stderr=quiet
    )


def _wait_for(bare: Bare, child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not bare.is_up():
        if child.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the bare engine did not start: make setup")
        time.sleep(0.3)


def _action_app() -> FastAPI:
    app = FastAPI()

    @app.post("/webhook")
    async def act(request: Request) -> dict[str, Any]:
        call = await request.json()
        if call["next_action"] == "action_session_start":
            return {"events": _STARTED, "responses": []}
        return {"events": [], "responses": [{"text": "好的"}]}

    return app
