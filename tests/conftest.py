"""Fixtures of the whole suite: both databases, a clock that stands still, settings of their own."""

import gc
import os
import shutil
from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import structlog
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text
from xdist.scheduler import LoadFileScheduling

import bot.models  # noqa: F401  (registers the tables)
from bot.clock import ManualClock
from bot.db import Base, Database, use_vault
from bot.house import House
from bot.services.seeding import load_sample_company
from bot.services.staff import staff
from bot.services.wording import load_wording
from bot.settings import Settings, load_settings
from tests.factories import NOW, VAULT
from tests.postgres import Server, binaries_or_skip, running_server

MakeSettings = Callable[..., Settings]
_CHANNELLED = ("tests/e2e/test_telegram.py", "tests/e2e/test_wechat.py")
_SHARED = (
    "tests/e2e/test_browser.py",
    "tests/e2e/test_engine_down.py",
    "tests/e2e/test_process.py",
)
_SEEDED = ("services", "areas", "coupons", "workers", "staff")
_QUICK = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)])

# Collected tests and dictionaries stay: looking through them for garbage took a seventh of the time.
gc.set_threshold(50_000, 20, 50)
# With each local variable shown, a fault that a test wants took half a second to print.
structlog.get_config()["processors"][-1].exception_formatter = structlog.dev.plain_traceback


class _Scheduling(LoadFileScheduling):
    """Files in their order, the long ones of tests/e2e first, so that no worker ends with one;
    files that share desks go to one worker, which starts them once."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((files[0] for files in (_CHANNELLED, _SHARED) if file in files), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Scheduling | None:
    """For ``--dist loadfile``; any other distribution is xdist's."""
    config.option.loadscopereorder = False
    return _Scheduling(config, log) if config.option.dist == "loadfile" else None


@pytest.fixture(autouse=True)
def _logs_of_its_own() -> Generator[None]:
    """A test that set up logging leaves a closed stream behind for nobody."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Generator[None]:
    """Hashing that takes no time: a new company has a dozen passwords."""
    with patch.multiple(staff, _HASHER=_QUICK, _DUMMY=_QUICK.hash("nobody")):
        yield


@pytest.fixture(scope="session")
def postgres() -> Generator[Server]:
    """A PostgreSQL server for this run of the tests."""
    with running_server(binaries_or_skip()) as server:
        yield server


def _fill(database: Database, *, sample: bool) -> None:
    use_vault(VAULT)
    Base.metadata.create_all(database.engine)
    if sample:
        with database.write() as session:
            load_sample_company(session)


class SqliteTemplates:
    """Filled files, with and without the sample company; a test gets a copy of one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, target: Path, *, sample: bool) -> Database:
        source = self._folder / f"sample-{sample}.db"
        if not source.exists():
            database = Database(f"sqlite:///{source}")
            _fill(database, sample=sample)
            database.close()
        shutil.copyfile(source, target)
        return Database(f"sqlite:///{target}")


class PostgresDatabases:
    """Two databases, with and without the sample company, that are emptied after each test."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._made: dict[bool, Database] = {}

    def get(self, *, sample: bool) -> Database:
        if sample not in self._made:
            database = Database(self._server.url(self._server.create()))
            _fill(database, sample=sample)
            _keep_seed(database)
            self._made[sample] = database
        return self._made[sample]

    def close(self) -> None:
        for database in self._made.values():
            database.close()


def _keep_seed(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA seed"))
        for table in _SEEDED:
            connection.execute(text(f"CREATE TABLE seed.{table} AS TABLE {table}"))


def _restore_seed(database: Database) -> None:
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    statements = [
        "SET LOCAL lock_timeout = '10s'",
        *(f"DELETE FROM {name}" for name in tables),
        *(f"INSERT INTO {name} SELECT * FROM seed.{name}" for name in _SEEDED),
    ]
    with database.engine.begin() as connection:
        connection.execute(text("; ".join(statements)))


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplates:
    """The filled files of this run."""
    return SqliteTemplates(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def postgres_databases(postgres: Server) -> Generator[PostgresDatabases]:
    """The two PostgreSQL databases of this run."""
    databases = PostgresDatabases(postgres)
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Database]:
    """A fresh database of each kind; it holds the sample company where the test asks for it."""
    use_vault(VAULT)
    sample = "sample" in request.fixturenames
    if request.param == "sqlite":
        templates: SqliteTemplates = request.getfixturevalue("sqlite_templates")
        database = templates.copy(tmp_path / "frontdesk.db", sample=sample)
        yield database
        database.close()
    else:
        databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
        database = databases.get(sample=sample)
        yield database
        _restore_seed(database)


@pytest.fixture
def sample(database: Database) -> Database:
    """The database with the sample company in it."""
    return database


@pytest.fixture
def clock() -> ManualClock:
    """Sunday, 22 November 2026, 10:00 in Shanghai; it stands still until it is set."""
    return ManualClock(NOW)


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine reaches the test."""
    for name in list(os.environ):
        is_ours = name.upper().startswith("FRONTDESK_") and name != "FRONTDESK_TEST_REQUIRE"
        if is_ours or name.upper() in {"HOST", "PORT"}:
            monkeypatch.delenv(name)


@pytest.fixture
def make_settings(clean_environment: None, tmp_path: Path) -> MakeSettings:
    """Makes settings with everything in the test's own folder."""

    def make(**overrides: Any) -> Settings:
        places = {"data": tmp_path / "var", "key_file": tmp_path / "key"}
        return load_settings(**{**places, **overrides})

    return make


@pytest.fixture
def settings(make_settings: MakeSettings) -> Settings:
    """The company's defaults."""
    return make_settings()


@pytest.fixture
def house(database: Database, clock: ManualClock, settings: Settings) -> House:
    """An installation on the test's database and clock."""
    return House(database, clock, settings, load_wording(settings))


@pytest.fixture
def now(clock: ManualClock) -> datetime:
    """Where the clock stands at the beginning."""
    return clock.now()
