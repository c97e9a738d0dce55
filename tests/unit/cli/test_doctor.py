"""frontdesk doctor: wrong is only what is needed, and looking makes nothing."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.app import open_house, prepare
from bot.cli import doctor
from bot.settings import Settings
from tests.conftest import MakeSettings

Look = Callable[[Settings], tuple[bool, str]]
_ABOUT_THE_CLONE = {"Python", "language engine", "language model"}


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """What the doctor says of an installation, the clone's own parts left out."""
    probes = tuple(p for p in doctor._PROBES if p[0] not in _ABOUT_THE_CLONE)
    monkeypatch.setattr(doctor, "_PROBES", probes)

    def look(settings: Settings) -> tuple[bool, str]:
        out = Console(width=200, record=True, file=StringIO())
        monkeypatch.setattr(doctor, "load_settings", lambda: settings)
        return doctor.check(out), out.export_text()

    return look


def test_before_the_first_start_all_is_well_and_nothing_is_made(
    look: Look, make_settings: MakeSettings, tmp_path: Path
) -> None:
    well, said = look(make_settings())
    assert well, said
    assert "– encryption key" in said
    assert "– database: empty" in said
    assert list(tmp_path.iterdir()) == []


def test_after_the_first_start_the_schema_is_named(look: Look, make_settings: MakeSettings) -> None:
    settings = make_settings(sample_company=False, admin_password=SecretStr("correct horse"))
    house = open_house(settings)
    prepare(house)
    house.database.close()
    well, said = look(settings)
    assert well, said
    assert "✓ database: sqlite, schema 0" in said
    settings.key_file.unlink()
    well, said = look(settings)
    assert not well
    assert "✗ encryption key: the key file" in said


def test_a_webhook_without_a_secret_of_its_own_is_fine(
    look: Look, make_settings: MakeSettings
) -> None:
    more = {"telegram_token": SecretStr("1:a"), "public_url": "https://desk.example"}
    well, said = look(make_settings(**more))
    assert well, said
    assert "✓ Telegram: by webhook, its secret derived from the token" in said
    well, said = look(make_settings(**more, telegram_secret=SecretStr("s")))
    assert "secret of its own" in said


def test_a_database_that_does_not_answer_is_wrong_in_one_line(
    look: Look, make_settings: MakeSettings
) -> None:
    well, said = look(make_settings(database_url="postgresql://desk:hidden@127.0.0.1:1/desk"))
    assert not well
    assert "✗ database: " in said
    assert "hidden" not in said
    assert "sqlalche.me" not in said


def test_half_an_official_account_is_wrong(look: Look, make_settings: MakeSettings) -> None:
    well, said = look(make_settings(wechat_appid="wx1"))
    assert not well
    assert "FRONTDESK_WECHAT_SECRET" in said
