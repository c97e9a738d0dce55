"""The command as a process: quick where it has nothing to do, one line where it refuses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import training
from bot.replay.stage import _settings
from bot.settings import ROOT

_HEAVY = {"fastapi", "sqlalchemy", "telegram", "wechatpy", "nicegui", "jionlp", "rasa_sdk"}


def test_with_todays_model_there_nothing_is_trained(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """make setup calls it every time; a training would need the engine's environment."""
    monkeypatch.setattr(training, "MODELS", tmp_path)
    monkeypatch.setattr(training, "PYTHON", tmp_path / "none")
    model = tmp_path / f"{training.fingerprint()}.tar.gz"
    model.touch()
    said: list[str] = []
    assert training.train(said.append) == model
    assert said == []


def test_training_does_not_import_the_desk() -> None:
    code = "import bot.cli, bot.training, sys; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & _HEAVY == set()


def test_an_expected_error_is_one_line_and_status_2(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("FRONTDESK_")}
    env |= {"FRONTDESK_DATA": str(tmp_path / "var"), "FRONTDESK_KEY_FILE": str(tmp_path / "key")}
    env |= {"FRONTDESK_DATABASE_URL": "sqlite:////nowhere/desk.db"}
    code = "from bot.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "migrate"],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("frontdesk: the database cannot be used")


def test_a_replay_knows_nothing_of_this_machines_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "frontdesk.toml"
    config.write_text("low_score = 5\n")
    monkeypatch.setenv("FRONTDESK_CONFIG", str(config))
    monkeypatch.setenv("FRONTDESK_COMPANY", "好邻居家政")
    monkeypatch.setenv("FRONTDESK_WECHAT_AES_KEY", "x" * 43)
    monkeypatch.setenv("FRONTDESK_NO_SUCH_SETTING", "1")
    monkeypatch.setenv("PORT", "none")
    settings = _settings(tmp_path)
    assert (settings.company, settings.low_score, settings.port) == ("安心家政", 2, 8000)
    assert settings.wechat_aes_key is None
    assert settings.url == f"sqlite:///{tmp_path.resolve() / 'frontdesk.db'}"
