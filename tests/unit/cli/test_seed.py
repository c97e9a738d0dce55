"""frontdesk seed says what happened, and tells a password once."""

from io import StringIO

from pydantic import SecretStr
from rich.console import Console

from bot.cli.seed import seed
from tests.conftest import MakeSettings


def _said(make_settings: MakeSettings, **more: object) -> str:
    out = Console(width=200, record=True, file=StringIO())
    seed(make_settings(**more), out)
    return out.export_text()


def test_it_is_loaded_first_and_there_already_then(make_settings: MakeSettings) -> None:
    first, second = _said(make_settings), _said(make_settings)
    assert "the sample company is loaded" in first
    assert "agent1" in first
    assert "admin" in first
    assert second.strip() == "nothing loaded: there is a catalogue already"


def test_it_can_be_switched_off(make_settings: MakeSettings) -> None:
    said = _said(make_settings, sample_company=False)
    assert "switched off" in said
    assert "admin" in said
    assert "agent1" not in said


def test_a_password_that_was_given_is_not_told(make_settings: MakeSettings) -> None:
    said = _said(make_settings, sample_company=False, admin_password=SecretStr("correct horse"))
    assert "horse" not in said
    assert "admin" not in said
