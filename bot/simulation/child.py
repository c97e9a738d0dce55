"""The process that is killed: the desk's jobs and its sender, on a clock that the director sets.

It reads a moment a line on stdin, does everything that is due then, and answers with the same line.
What it sends is appended to a file, which survives ``kill -9`` as a channel's server would.
"""

import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from bot.channels.base import Inbound, Media, Outgoing, PermanentError
from bot.clock import ManualClock
from bot.conversation.outbox import Sender
from bot.crypto import Vault, load_key
from bot.db import Database, use_vault
from bot.house import House
from bot.jobs.scheduler import run_due_jobs
from bot.models import Identity
from bot.services.thread.leases import take_back_leases
from bot.services.wording import load_wording
from bot.settings import bare_settings


class Ledger:
    """A channel that writes down what it was given; it has no window, quota or limit."""

    name = "web"

    def __init__(self, path: Path, clock: ManualClock) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._clock = clock

    def share(self, processes: int) -> None:
        """No network, no pace."""

    def split(self, text: str) -> list[str]:
        return [text]

    def send(self, to: Identity, message: Outgoing) -> str:
        line = [to.id, str(message.purpose), self._clock.now().isoformat(), message.text]
        os.write(self._file, json.dumps(line).encode() + b"\n")
        return "written"

    def on_inbound(
        self, session: Session, identity: Identity, inbound: Inbound, now: datetime
    ) -> None:
        """Nobody writes to this process."""

    def typing(self, sender: str) -> None:
        """Nobody is there to see it."""

    def fetch(self, media: Media) -> bytes:
        raise PermanentError("there is no media")


def main(data: str, key_file: str, url: str) -> None:
    """Work until stdin ends."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    clock = ManualClock(datetime.fromisoformat("2026-01-01T00:00:00+00:00"))
    settings = bare_settings(data=Path(data), key_file=Path(key_file), database_url=url)
    use_vault(Vault(load_key(settings.key_file)))
    house = House(Database(settings.url), clock, settings, load_wording(settings))
    channel = Ledger(Path(data) / "sent.jsonl", clock)
    sender = Sender(house.database, {"web": channel}, clock, settings, f"child-{os.getpid()}")
    with house.database.write() as session:
        take_back_leases(session)  # the one before was killed, and there is no other
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        clock.set(datetime.fromisoformat(line.strip()))
        run_due_jobs(house)
        while sender.send_next():
            pass
        sys.stdout.write(line)
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4])
