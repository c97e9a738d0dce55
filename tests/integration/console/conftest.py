"""The console's fixtures; they live in a module of their own name (see tests/integration/chat)."""

from tests.integration.console.console_desk import browser, desk, visit

__all__ = ["browser", "desk", "visit"]
