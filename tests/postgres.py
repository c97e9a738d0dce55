"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket in there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

_USER = "postgres"
_SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "120",
}


class Server:
    """A server in a folder of its own; databases are copied from one another."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder, self._programs = folder, programs
        self._numbers = 0
        self._run("initdb", "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        """Start, also after :meth:`stop`: with the same data under the same URLs."""
        options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options += f" -k {self._folder}"
        self._run("pg_ctl", "-l", self._folder / "log", "-w", "-t", "60", "-o", options, "start")

    def stop(self) -> None:
        """As by kill -9: connections are cut, what is not committed is gone."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: object) -> None:
        data = ("-D", self._folder / "data")
        _run(self._folder, self._programs / program, *data, *arguments)

    def url(self, name: str) -> str:
        return f"postgresql://{_USER}@/{name}?host={self._folder}"

    def create(self, template: str = "template0") -> str:
        """A new database, copied from ``template``; its name."""
        self._numbers += 1
        name = f"desk{self._numbers}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


def binaries_or_skip() -> Path:
    """The binaries; without them the test is skipped, or fails where PostgreSQL is required."""
    if (found := binaries()) is not None:
        return found
    why = "no PostgreSQL server under /usr/lib/postgresql (install the package postgresql)"
    if "postgres" in os.environ.get("FRONTDESK_TEST_REQUIRE", ""):
        pytest.fail(why)
    pytest.skip(why)


@contextmanager
def running_server(programs: Path) -> Generator[Server]:
    """A fresh server; stopped and deleted at the end."""
    home = Path(tempfile.mkdtemp(prefix="frontdesk-pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, _USER, _USER)
    try:
        server = Server(home, programs)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(home: Path, *command: object) -> None:
    """PostgreSQL refuses to run as root."""
    as_user = ("runuser", "-u", _USER, "--") if os.geteuid() == 0 else ()
    done = subprocess.run(
        [*as_user, *map(str, command)],
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stderr}")
