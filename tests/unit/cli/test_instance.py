"""Two instances on one data folder would answer twice (REQ G5)."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.instance import only_one
from bot.errors import ConfigurationError
from bot.settings import Settings, bare_settings

HOLD = """
import sys
from pathlib import Path
from bot.cli.instance import only_one
from bot.settings import bare_settings
with only_one(bare_settings(data=Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return bare_settings(data=tmp_path / "var")


def test_a_second_run_is_refused_until_the_first_is_gone_also_by_kill_9(settings: Settings) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(settings.data)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"
    with pytest.raises(ConfigurationError, match="another frontdesk run"), only_one(settings):
        pytest.fail("held twice")
    first.kill()
    first.communicate()
    with only_one(settings):
        pass


def test_it_can_be_held_again(settings: Settings) -> None:
    for _ in range(2):
        with only_one(settings):
            pass


def test_a_folder_that_cannot_be_made_is_an_expected_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    blocked = bare_settings(data=tmp_path / "file" / "var")
    with pytest.raises(ConfigurationError, match="file"), only_one(blocked):
        pytest.fail("held")
