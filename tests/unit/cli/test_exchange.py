"""frontdesk catalogue and people: files out and in, with what is wrong on stdout (REQ B1)."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import migrations
from bot.cli import exchange
from bot.cli.main import app
from bot.db import use_vault
from bot.errors import ConfigurationError
from bot.house import House
from bot.models import Service
from tests.factories import VAULT, count

RUNNER = CliRunner()


@pytest.fixture
def desk(sample: object, house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The installation that the command opens."""
    use_vault(VAULT)
    monkeypatch.setattr(exchange, "open_house", lambda _: house)
    monkeypatch.setattr(exchange, "load_settings", lambda: house.settings)
    monkeypatch.setattr(migrations, "version", lambda _: migrations.newest())
    return house


@pytest.mark.parametrize("what", ["catalogue", "people"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_goes_out_and_comes_back(
    desk: House, tmp_path: Path, what: str, ending: str
) -> None:
    file = tmp_path / f"out.{ending}"
    assert RUNNER.invoke(app, [what, "export", str(file)]).exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    done = RUNNER.invoke(app, [what, "import", str(file)])
    assert done.exit_code == 0, done.output
    assert "未变" in done.stdout


def test_wrong_rows_are_listed_and_the_status_says_so(desk: House, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    RUNNER.invoke(app, ["catalogue", "export", str(file)])
    text = file.read_text("utf-8-sig").replace(",45.00,", ",四十五,").replace("daily_clean", "new")
    file.write_text(text, "gb18030")
    done = RUNNER.invoke(app, ["catalogue", "import", str(file)])
    assert done.exit_code == 1
    assert "服务 第 2 行「单价（元）」：“四十五”不是数字。" in done.stdout
    assert "没有导入任何内容" in done.stdout
    with desk.database.read() as session:
        assert count(session, Service, Service.code == "new") == 0


def test_a_table_of_the_catalogue_can_be_chosen_for_csv(desk: House, tmp_path: Path) -> None:
    file = tmp_path / "coupons.csv"
    done = RUNNER.invoke(app, ["catalogue", "export", str(file), "--table", "优惠券"])
    assert done.exit_code == 0
    assert file.read_text("utf-8-sig").startswith("优惠码,")
    with pytest.raises(ConfigurationError, match="优惠券"):
        exchange.write("catalogue", file, "工资")


def test_what_is_no_table_is_one_clear_line(desk: House, tmp_path: Path) -> None:
    file = tmp_path / "big.csv"
    file.write_bytes(b"\0" * 100)
    with pytest.raises(ConfigurationError, match="不是表格"):
        exchange.take("people", file, print)
    with file.open("wb") as out:
        out.truncate(50 * 1024 * 1024)
    with pytest.raises(ConfigurationError, match="5 MB"):
        exchange.take("people", file, print)
    with pytest.raises(ConfigurationError, match="xlsx"):
        exchange.write("people", tmp_path / "x.pdf", "")
