"""The console's fixtures; they live in a module of their own name (see tests/integration/chat)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.integration.console.console_desk import browser, desk, visit

__all__ = ["browser", "desk", "visit"]


@pytest.fixture(autouse=True, scope="module")
def _patience() -> Iterator[None]:
    """Several consoles on a machine that does other things too."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)
