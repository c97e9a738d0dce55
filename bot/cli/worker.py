"""frontdesk worker: one more process that takes turns and sends, with an engine of its own.

Any number of them share one PostgreSQL database with the one ``frontdesk run`` that has the
entrances and the console: conversations and outbox rows are claimed by lease, follow-ups by row
lock, WeChat's token is kept in the database. None of them knows of the others.
"""

import secrets
import signal
from contextlib import ExitStack, suppress

import uvicorn
from rich.console import Console

from bot.app import FrontDesk
from bot.cli.installation import open_installation
from bot.conversation.engine_process import EngineProcess, free_port
from bot.errors import ConfigurationError
from bot.house import House
from bot.settings import Settings
from bot.training import current_model

_HOST = "127.0.0.1"


def work(settings: Settings, out: Console) -> None:
    """Work until a signal comes; then finish what is in hand.

    Raises:
        ConfigurationError: SQLite, an empty or outdated database, a wrong key, no model.
    """
    model = current_model()
    house = _open(settings)
    port, secret = free_port(), secrets.token_urlsafe(24)
    process = EngineProcess(settings, model, f"http://{_HOST}:{port}/internal/actions/{secret}")
    desk = FrontDesk(house, process.client(), process.ready.is_set, action_secret=secret)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), ExitStack() as started:
        started.callback(process.stop)
        process.start()
        started.callback(desk.stop)
        desk.start(has_entrances=False)
        out.print(f"worker {desk.worker}: http://{_HOST}:{port}/readyz")
        uvicorn.run(desk.back_room(), host=_HOST, port=port, log_level="warning")


def _open(settings: Settings) -> House:
    """The house of an installation that ``frontdesk run`` has begun and brought up to date."""
    if settings.url.startswith("sqlite"):
        raise ConfigurationError(
            "SQLite serves one process: set FRONTDESK_DATABASE_URL to a PostgreSQL database"
        )
    return open_installation(settings)
