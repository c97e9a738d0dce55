"""The director's hold on the process that does the due work."""

import subprocess
import sys
import time
from datetime import datetime
from typing import IO

from bot.settings import ROOT, Settings


class Scheduler:
    """A child process that may be killed and started again; ``kills`` are those in mid-work."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._child = self._start()
        self.kills = 0

    def _start(self) -> "subprocess.Popen[str]":
        settings = self._settings
        command = [sys.executable, "-m", "bot.simulation.child"]
        command += [str(settings.data), str(settings.key_file), settings.database_url]
        child = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        if _of(child.stdout).readline() != "ready\n":
            raise RuntimeError("the scheduler's process did not start")
        return child

    def tick(self, moment: datetime, *, kill_after: float | None = None) -> None:
        """Have everything done that is due; with ``kill_after`` seconds the process is killed
        while it is at it, and another one finishes."""
        line = f"{moment.isoformat()}\n"
        self._ask(line)
        if kill_after is not None:
            time.sleep(kill_after)
            self._child.kill()
            rest = _of(self._child.stdout).read()
            self._child.wait()
            self.kills += line not in rest
            self._child = self._start()
            self._ask(line)
        if _of(self._child.stdout).readline() != line:
            raise RuntimeError("the scheduler's process ended by itself")

    def _ask(self, line: str) -> None:
        stdin = _of(self._child.stdin)
        stdin.write(line)
        stdin.flush()

    def stop(self) -> None:
        """End the process."""
        _of(self._child.stdin).close()
        self._child.wait(timeout=60)


def _of(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
