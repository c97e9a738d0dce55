"""The engine as a supervised child process on loopback, with a free port and a token of its own."""

import ctypes
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import structlog

from bot.conversation.engine import Engine
from bot.errors import ConfigurationError, EngineError
from bot.settings import ROOT, Settings

log = structlog.get_logger()
NLU = ROOT / "nlu"
PYTHON = NLU / ".venv" / "bin" / "python"
_START_LIMIT = 120.0
_WARM_UP = 30.0
"""Seconds for the first parse, which loads the tokenizer's dictionary."""
_PR_SET_PDEATHSIG = 1
_QUIET_PORTS = range(20_000, 32_000)


class EngineProcess:
    """Starts Rasa with one model and starts it again when it ends by itself."""

    def __init__(self, settings: Settings, model: Path, action_url: str) -> None:
        self._settings, self._model, self._action_url = settings, model, action_url
        self._port, self._token = free_port(), secrets.token_hex(24)
        self._stop = threading.Event()
        self.ready = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._supervise, name="engine", daemon=True)

    def client(self) -> Engine:
        """A client for this engine."""
        return self._client(self._settings.engine_timeout_seconds)

    def _client(self, timeout: float) -> Engine:
        return Engine(f"http://127.0.0.1:{self._port}", self._token, timeout=timeout)

    def start(self) -> None:
        """Begin to start; ``ready`` is set when the model answers.

        Raises:
            ConfigurationError: the engine's environment is not set up.
        """
        if not PYTHON.exists():
            raise ConfigurationError("the engine's environment nlu/.venv is missing: make setup")
        self._thread.start()

    def stop(self) -> None:
        """End the child and the supervision."""
        self._stop.set()
        child = self._child
        if child is not None and child.poll() is None:
            child.terminate()
            try:
                child.wait(timeout=5)
            except subprocess.TimeoutExpired:
                child.kill()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def _supervise(self) -> None:
        pause = 1.0
        while not self._stop.is_set():
            started = time.monotonic()
            self._child = self._spawn()
            self._wait_until_ready(self._child)
            self._child.wait()
            self.ready.clear()
            pause = 1.0 if time.monotonic() - started > 60 else min(pause * 2, 30.0)
            if not self._stop.is_set():
                log.error("the language engine ended; it is started again", seconds=pause)
                self._stop.wait(pause)

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603
            [
                str(PYTHON), "-m", "rasa", "run", "--enable-api", "--auth-token", self._token,
                "-i", "127.0.0.1", "-p", str(self._port), "-m", str(self._model),
                "--endpoints", "endpoints.yml", "--credentials", "credentials.yml",
                "--log-file", os.devnull, "--quiet",
            ],
            cwd=NLU,
            env=engine_environment(FRONTDESK_ACTION_URL=self._action_url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if not os.environ.get("FRONTDESK_ENGINE_LOG") else None,
            process_group=0,  # Ctrl-C is for the front desk, which then ends the engine
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )  # fmt: skip

    def _wait_until_ready(self, child: subprocess.Popen[bytes]) -> None:
        client, until = self._client(_WARM_UP), time.monotonic() + _START_LIMIT
        while time.monotonic() < until and child.poll() is None and not self._stop.is_set():
            try:
                client.status()
                client.parse("你好")
            except EngineError:
                self._stop.wait(0.3)
                continue
            self.ready.set()
            log.info("the language engine is ready", model=self._model.stem)
            break
        client.close()


def engine_environment(**more: str) -> dict[str, str]:
    """The environment for anything of Rasa's: no telemetry, quiet, our components importable."""
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("FRONTDESK_", "VIRTUAL_ENV"))},
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(NLU),
        **more,
    }


def free_port() -> int:
    """A port of loopback that nobody listens on now.

    It is bound seconds later, so it is none of those that the system gives to outgoing connections
    (from 32768 on Linux, 49152 elsewhere): one of them could take it in between.
    """
    for port in random.sample(_QUIET_PORTS, 50):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise ConfigurationError(f"no free port on 127.0.0.1 from {_QUIET_PORTS[0]} on")


def _die_with_parent() -> None:
    """Linux: a killed front desk leaves no engine behind."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
