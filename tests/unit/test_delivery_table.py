"""The READMEs tell what the delivery policy does (issue 5: a table per channel and account)."""

from pathlib import Path

import pytest

from bot.cli.delivery_table import FILES, renewed


@pytest.mark.parametrize("path", list(FILES), ids=lambda path: path.name)
def test_the_table_is_up_to_date(path: Path) -> None:
    """When it is not: make docs"""
    text = path.read_text(encoding="utf-8")
    assert text == renewed(text, FILES[path])
