"""Opening an installation: its key, its database, and what a start does first."""
# pyright: reportPrivateUsage=false

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import migrations
from bot.app import FrontDesk, open_house, prepare
from bot.clock import ManualClock
from bot.conversation.engine import Engine
from bot.conversation.inbox import receive
from bot.conversation.turn import Turns
from bot.db import Database
from bot.errors import ConfigurationError
from bot.house import House
from bot.models import Author, Conversation, Inbox, Message
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.factories import NOW, make_conversation, says
from tests.postgres import Server

PASSWORD = SecretStr("correct horse battery")


@pytest.fixture(params=["", "sqlite", "postgres"])
def installation(
    request: pytest.FixtureRequest, make_settings: MakeSettings, tmp_path: Path
) -> Settings:
    """Settings of an installation that was never started, on each kind of database."""
    url = request.param
    if url == "sqlite":
        url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    elif url == "postgres":
        server: Server = request.getfixturevalue("postgres")
        url = server.url(server.create())
    return make_settings(database_url=url, sample_company=False, admin_password=PASSWORD)


def _start_once(settings: Settings) -> None:
    house = open_house(settings)
    prepare(house)
    house.database.close()


def test_the_first_start_makes_a_private_key(installation: Settings) -> None:
    _start_once(installation)
    assert installation.key_file.stat().st_mode & 0o777 == 0o600
    _start_once(installation)


def test_a_lost_key_of_a_filled_database_is_not_replaced(installation: Settings) -> None:
    _start_once(installation)
    installation.key_file.unlink()
    with pytest.raises(ConfigurationError, match=r"key file .* is missing"):
        open_house(installation)
    assert not installation.key_file.exists()


def test_another_key_is_refused_at_the_start(installation: Settings) -> None:
    _start_once(installation)
    installation.key_file.write_text("0" * 64)
    house = open_house(installation)
    with pytest.raises(ConfigurationError, match="FRONTDESK_KEY_FILE"):
        prepare(house)
    house.database.close()


def test_a_start_that_broke_off_before_the_schema_can_be_repeated(installation: Settings) -> None:
    open_house(installation).database.close()
    installation.key_file.unlink()
    _start_once(installation)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://desk:hidden@127.0.0.1:1/desk",
        "mysql://desk:hidden@127.0.0.1:1/desk",
        "sqlite:////nowhere/desk.db",
        "hidden nonsense",
    ],
)
def test_a_database_that_cannot_be_used_is_one_clear_line(
    make_settings: MakeSettings, url: str
) -> None:
    settings = make_settings(database_url=url)
    with pytest.raises(ConfigurationError, match=r"^the database cannot be used: .+$") as caught:
        open_house(settings)
    assert "hidden" not in str(caught.value)
    assert not settings.key_file.exists()


def test_a_folder_that_cannot_be_made_is_named(make_settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match="file"):
        open_house(make_settings(data=tmp_path / "file" / "var"))


def test_the_version_of_no_database_is_none_and_makes_none(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'none.db'}")
    assert migrations.version(database.engine) is None
    assert not (tmp_path / "none.db").exists()
    migrations.upgrade(database.engine)
    assert migrations.version(database.engine) == migrations.newest()
    database.close()


# -- the start


@pytest.fixture
def desk(house: House) -> Iterator[FrontDesk]:
    """Stopped at the end: its look-out for other processes would take back other tests' leases."""
    desk = FrontDesk(house, Engine("http://127.0.0.1:9", "", timeout=0.1), lambda: False)
    yield desk
    desk.stop()


def test_the_leases_of_a_dead_process_are_taken_back_where_nobody_else_can_hold_them(
    desk: FrontDesk, database: Database
) -> None:
    """SQLite has one process; of PostgreSQL's others may be alive."""
    with database.write() as session:
        conversation = make_conversation(session)
        conversation.lease_by, conversation.lease_until = "dead", NOW + timedelta(minutes=1)
    desk._free_conversations()
    with database.read() as session:
        left = session.get_one(Conversation, conversation.id)
        assert (left.lease_by is None, left.lease_until is None) == (database.is_sqlite,) * 2


def test_while_the_engine_comes_up_only_urgent_turns_are_taken(
    desk: FrontDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """REQ D3: danger does not wait for an engine; the patience with the rest has an end."""
    taken: list[bool] = []

    def take(turns: Turns, *, only_urgent: bool = False, **more: timedelta) -> bool:
        taken.append(only_urgent)
        return False

    monkeypatch.setattr(Turns, "take_next", take)
    desk._engine_due = time.monotonic() + 5
    desk._take_turn()
    desk._engine_due = time.monotonic() - 1
    desk._take_turn()
    assert taken == [True, False]


def test_who_writes_while_the_engine_comes_up_is_told_once_that_it_was_received(
    desk: FrontDesk, database: Database, clock: ManualClock
) -> None:
    """REQ A2: the message waits for the engine, the customer not for a word."""
    desk._engine_due = time.monotonic() + 60
    receive(database, says("日常保洁多少钱"), clock=clock, settings=desk.house.settings)
    clock.advance(timedelta(seconds=4))
    assert not desk._take_turn()
    clock.advance(timedelta(seconds=10))
    assert [desk._take_turn() for _ in range(3)] == [True, False, False]
    with database.read() as session:
        (said,) = session.scalars(select(Message).where(Message.author == Author.BOT))
        waiting = session.scalars(select(Inbox).where(Inbox.handled_at.is_(None))).all()
    assert "启动" in said.text
    assert len(waiting) == 1, "it is still to be answered"


@pytest.mark.parametrize(("processes", "alone"), [(1, True), (2, False)])
def test_a_process_without_its_engine_leaves_turns_to_the_others(
    desk: FrontDesk, database: Database, clock: ManualClock, processes: int, alone: bool
) -> None:
    """REQ G5: it fails so quickly that it would get every one. Nobody waits for ever."""
    desk._engine_due = time.monotonic() - 1
    desk._share(processes)
    receive(database, says("日常保洁多少钱"), clock=clock, settings=desk.house.settings)
    clock.advance(timedelta(seconds=4))
    assert desk._take_turn() is alone
    clock.advance(timedelta(seconds=10))
    assert desk._take_turn()


def test_danger_is_answered_by_whoever_sees_it_first(
    desk: FrontDesk, database: Database, clock: ManualClock
) -> None:
    """REQ D3: it needs no engine."""
    desk._engine_due = time.monotonic() - 1
    desk._share(2)
    receive(database, says("家里煤气泄漏了"), clock=clock, settings=desk.house.settings)
    assert desk._take_turn()
