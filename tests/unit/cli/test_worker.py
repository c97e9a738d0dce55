"""frontdesk worker: it joins an installation that is there, and begins none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from bot import migrations
from bot.app import open_house, prepare
from bot.cli import worker as command
from bot.errors import ConfigurationError
from bot.settings import Settings
from tests.conftest import MakeSettings
from tests.postgres import Server


@pytest.fixture(autouse=True)
def any_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "current_model", lambda: Path("model"))


@pytest.fixture
def joining(postgres: Server, make_settings: MakeSettings) -> Iterator[Settings]:
    """Settings for a new, empty PostgreSQL database."""
    name = postgres.create()
    yield make_settings(database_url=postgres.url(name))
    postgres.drop(name)


def _refusal(settings: Settings) -> str:
    with pytest.raises(ConfigurationError) as refused:
        command.work(settings, Console(quiet=True))
    return str(refused.value)


def test_sqlite_serves_one_process(settings: Settings) -> None:
    assert "FRONTDESK_DATABASE_URL" in _refusal(settings)
    assert not settings.data.exists()


def test_a_worker_begins_no_installation_and_makes_no_key(joining: Settings) -> None:
    """Its key would be another one than that of the run on the other machine."""
    assert "frontdesk run" in _refusal(joining)
    assert not joining.key_file.exists()


def test_a_worker_does_not_migrate_below_a_running_desk(
    joining: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(open_house(joining))
    monkeypatch.setattr(migrations, "newest", lambda: "9999")
    assert "frontdesk migrate" in _refusal(joining)
