"""docs/settings.md tells what bot/settings.py says (issue 2: every setting documented)."""

import re
from pathlib import Path

from bot.cli.settings_page import settings_markdown
from bot.settings import ROOT, Settings

PAGE = ROOT / "docs" / "settings.md"


def test_the_page_is_up_to_date() -> None:
    """When it is not: .venv/bin/python -m bot.cli.settings_page > docs/settings.md"""
    assert PAGE.read_text(encoding="utf-8") == settings_markdown()


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_setting_has_its_row_once() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", settings_markdown(), re.MULTILINE)
    names = {name.removeprefix("FRONTDESK_").lower() for name in rows}
    assert len(rows) == len(set(rows))
    assert set(Settings.model_fields) <= names


def test_the_page_names_no_folder_of_a_machine() -> None:
    assert str(Path.home()) not in settings_markdown()
