"""A company under fire: the real processes on a database of its own, to be killed and started."""

import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
from sqlalchemy.orm import Session

from bot.conversation.engine_process import free_port
from bot.crypto import Vault, load_key
from bot.db import Database, use_vault
from bot.settings import ROOT
from tests.e2e.desk import _die_with_the_tests, environment, until

READY_SECONDS = 180.0
LAUNCHER = "tests.faults.launch"


class Process:
    """``frontdesk run`` or ``frontdesk worker``; unless ``real``, by the launcher that swaps the
    engine's program.

    Started and killed by one thread that lives as long as the company: Linux ends a child with the
    thread that started it.
    """

    def __init__(
        self, command: str, settings: dict[str, str], folder: Path, name: str, *, real: bool = False
    ) -> None:
        self.name = name
        program = ["-c", "from bot.cli import main; main()"] if real else ["-m", LAUNCHER]
        self._program = [sys.executable, *program, command]
        self._settings, self._folder = settings, folder
        self._process: subprocess.Popen[bytes] | None = None
        self.kills = 0

    def start(self) -> None:
        with (self._folder / f"{self.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._program,
                cwd=ROOT,
                env=environment(**self._settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_the_tests,
            )

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self.name} was not started"
        return self._process.pid

    @property
    def was_killed(self) -> bool:
        return self._process is not None and self._process.poll() == -signal.SIGKILL

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(timeout=30)
        self.kills += 1

    def end(self) -> None:
        """As an administrator ends it; by force where it does not listen."""
        if self._process is None or not self.is_running:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)

    def log(self) -> str:
        """All that it has printed."""
        return (self._folder / f"{self.name}.log").read_text(errors="replace")


class Company:
    """One ``frontdesk run`` and, where the database allows it, workers beside it."""

    def __init__(
        self, folder: Path, database_url: str, workers: int, *, real: bool = False, **settings: str
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._key_file = folder / "key"
        self.sqlite = folder / "data" / "frontdesk.db"
        url = database_url or f"sqlite:///{self.sqlite}"
        (folder / "data").mkdir(exist_ok=True)
        self.settings = {
            "PORT": str(self.port),
            "FRONTDESK_DATA": str(folder / "data"),
            "FRONTDESK_KEY_FILE": str(self._key_file),
            "FRONTDESK_DATABASE_URL": url,
            "FRONTDESK_ADMIN_PASSWORD": "faults-only-Passwort-7",
            "FRONTDESK_BUBBLE_SECONDS": "0.1",
            **settings,
        }
        names = [("run", "run"), *(("worker", f"worker-{n + 1}") for n in range(workers))]
        self.processes = [Process(c, self.settings, folder, name, real=real) for c, name in names]
        self._database = Database(url)

    def start(self) -> None:
        """The run first: it migrates and makes the key."""
        self.processes[0].start()
        until(self.is_ready, self.processes[0].log, READY_SECONDS)
        for process in self.processes[1:]:
            process.start()
        use_vault(Vault(load_key(self._key_file)))

    def is_ready(self) -> bool:
        assert self.processes[0].is_running, self.processes[0].log()
        try:
            return httpx.get(f"{self.url}/readyz", trust_env=False, timeout=5).is_success
        except httpx.HTTPError:
            return False

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.end()
        self._database.close()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session on the database, whatever the processes are doing."""
        with self._database.read() as session:
            yield session

    @property
    def kills(self) -> int:
        return sum(process.kills for process in self.processes)
