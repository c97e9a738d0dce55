"""Settings from the environment and the file; every error names its setting."""

from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.errors import ConfigurationError
from bot.settings import Settings
from tests.conftest import MakeSettings

WRONG = [
    ("FRONTDESK_PORT", "0", "PORT"),
    ("FRONTDESK_PORT", "http", "PORT"),
    ("FRONTDESK_COMPANY", "", "COMPANY"),
    ("FRONTDESK_PUBLIC_URL", "example.com", "PUBLIC_URL"),
    ("FRONTDESK_TELEGRAM_API", "ftp://x", "TELEGRAM_API"),
    ("FRONTDESK_WECHAT_ACCOUNT", "personal", "WECHAT_ACCOUNT"),
    ("FRONTDESK_BUBBLE_SECONDS", "-1", "BUBBLE_SECONDS"),
    ("FRONTDESK_PASSIVE_SECONDS", "5", "PASSIVE_SECONDS"),
    ("FRONTDESK_INTENT_THRESHOLD", "2", "INTENT_THRESHOLD"),
    ("FRONTDESK_QUIET_FROM", "25:00", "QUIET_FROM"),
    ("FRONTDESK_CALLBACK_PHONE_HOURS", "73", "CALLBACK_PHONE_HOURS"),
    ("FRONTDESK_LOW_SCORE", "0", "LOW_SCORE"),
    ("FRONTDESK_COMPLAINT_WORK_DAYS", "11", "COMPLAINT_WORK_DAYS"),
    ("FRONTDESK_SAMPLE_COMPANY", "perhaps", "SAMPLE_COMPANY"),
]


@pytest.mark.parametrize(("name", "value", "named"), WRONG)
def test_a_wrong_setting_is_named(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch, name: str, value: str, named: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=rf"settings\.md\)[^§]*{named}: "):
        make_settings()


def test_all_wrong_settings_are_named_at_once(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_LOW_SCORE", "9")
    monkeypatch.setenv("FRONTDESK_TURN_WORKERS", "0")
    with pytest.raises(ConfigurationError) as caught:
        make_settings()
    assert "LOW_SCORE" in str(caught.value)
    assert "TURN_WORKERS" in str(caught.value)


def test_the_defaults_are_the_figures_of_the_requirements(settings: Settings) -> None:
    """REQ A2, C5, C6, D5, D6, E1, E5."""
    assert (settings.bubble_seconds, settings.bubble_cap_seconds) == (2.5, 8)
    assert (settings.quiet_from, settings.quiet_until) == (time(22), time(8))
    assert settings.reminder_at == time(18)
    assert settings.rating_after_hours == 2
    assert 24 <= settings.callback_after_hours <= 48
    assert settings.callback_after_hours < settings.callback_again_hours
    assert settings.callback_again_hours < settings.callback_phone_hours < 72
    assert (settings.complaint_first_hours, settings.complaint_work_days) == (24, 3)
    assert (settings.reply_aim_seconds, settings.reply_limit_seconds) == (60, 600)


def test_the_environment_is_read(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_COMPANY", "好邻居家政")
    monkeypatch.setenv("FRONTDESK_PORT", "9000")
    monkeypatch.setenv("FRONTDESK_OPEN_FROM", "07:30")
    settings = make_settings()
    assert (settings.company, settings.port) == ("好邻居家政", 9000)
    assert settings.open_from == time(7, 30)


def test_host_and_port_work_without_the_prefix(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "8123")
    assert make_settings().base_url == "http://0.0.0.0:8123"


def _file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> Path:
    path = tmp_path / "frontdesk.toml"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setenv("FRONTDESK_CONFIG", str(path))
    return path


def test_the_file_is_read_and_the_environment_wins(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _file(tmp_path, monkeypatch, 'company = "甲"\nhotline = "400"\nport = 8001\n')
    monkeypatch.setenv("FRONTDESK_COMPANY", "乙")
    monkeypatch.setenv("PORT", "8002")
    settings = make_settings()
    assert (settings.company, settings.hotline, settings.port) == ("乙", "400", 8002)


def test_an_unknown_setting_of_the_file_is_named(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _file(tmp_path, monkeypatch, 'compnay = "甲"\n')
    with pytest.raises(ConfigurationError, match="COMPNAY"):
        make_settings()


@pytest.mark.parametrize("content", ["company =", None])
def test_a_file_that_cannot_be_read_is_named(
    make_settings: MakeSettings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: str | None,
) -> None:
    path = _file(tmp_path, monkeypatch, content or "")
    if content is None:
        path.unlink()
    with pytest.raises(ConfigurationError, match=r"FRONTDESK_CONFIG .*frontdesk\.toml"):
        make_settings()


def test_a_url_loses_its_last_slash(make_settings: MakeSettings) -> None:
    settings = make_settings(public_url="https://desk.example/")
    assert settings.public_url == settings.base_url == "https://desk.example"


def test_without_a_database_url_the_file_lies_in_the_data_folder(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    assert make_settings().url == f"sqlite:///{tmp_path / 'var' / 'frontdesk.db'}"
    assert make_settings(database_url="postgresql://x/y").url == "postgresql://x/y"


def test_secrets_do_not_show(make_settings: MakeSettings) -> None:
    """REQ G2, H3."""
    settings = make_settings(telegram_token="1:geheim", wechat_secret="geheim")
    assert "geheim" not in repr(settings)


def test_settings_do_not_change(settings: Settings) -> None:
    with pytest.raises(ValidationError):
        settings.company = "x"  # type: ignore[misc]


def test_an_unknown_setting_of_the_environment_is_named(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_COMPNAY", "x")
    with pytest.raises(ConfigurationError, match="COMPNAY"):
        make_settings()
