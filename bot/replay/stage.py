"""One scenario's desk: a fresh database, its own clock, channels that only note what is sent."""

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, select

from bot.app import FrontDesk, open_house, prepare
from bot.clock import ManualClock
from bot.conversation.engine import Engine
from bot.jobs.complaints import LEFT_AFTER
from bot.jobs.scheduler import run_due_jobs
from bot.models import Conversation, Delivery, Draft, DraftKind, FollowUp, FollowUpState, Outbox
from bot.replay.mouths import Mouth, mouth_for
from bot.settings import Settings, bare_settings

_WORKERS_DEPTH = 200
_SHORTLY = timedelta(seconds=30)


@dataclass(slots=True)
class Stage:
    """A desk under a set clock, driven by hand."""

    desk: FrontDesk
    clock: ManualClock
    mouth: Mouth

    def pass_time(self, until: datetime) -> None:
        """Go to a moment; whatever is due on the way happens at its own time."""
        while (due := self._next_due()) is not None and due <= until:
            self.clock.set(max(due, self.clock.now()))
            self.work()
        self.clock.set(max(until, self.clock.now()))
        self.work()

    def work(self) -> None:
        """Jobs, turns and sending until nothing is left to do now."""
        run_due_jobs(self.desk.house)
        for _ in range(_WORKERS_DEPTH):
            if not (self.desk.turns.take_next() or self.desk.sender.send_next()):
                return

    def settle(self) -> None:
        """Work, and wait out the desk's own short second tries."""
        self.work()
        while (due := self._next_try()) is not None:
            self.clock.set(max(due, self.clock.now()))
            self.work()

    def _next_try(self) -> datetime | None:
        with self.desk.house.database.read() as session:
            return session.scalar(
                select(func.min(Conversation.turn_due_at)).where(
                    Conversation.turn_due_at > self.clock.now(),
                    Conversation.turn_due_at < self.clock.now() + _SHORTLY,
                )
            )

    def _next_due(self) -> datetime | None:
        """The next moment after now at which something is due."""
        now = self.clock.now()
        with self.desk.house.database.read() as session:
            follow_up = session.scalar(
                select(func.min(FollowUp.due_at)).where(
                    FollowUp.state == FollowUpState.PENDING, FollowUp.due_at > now
                )
            )
            message = session.scalar(
                select(func.min(Outbox.not_before)).where(
                    Outbox.state == Delivery.QUEUED, Outbox.not_before > now
                )
            )
            left = session.scalar(
                select(func.min(Draft.updated_at)).where(
                    Draft.kind == DraftKind.COMPLAINT, Draft.updated_at > now - LEFT_AFTER
                )
            )
        moments = [follow_up, message, left + LEFT_AFTER if left else None]
        return min((m for m in moments if m is not None), default=None)


@contextmanager
def open_stage(engine: Engine, channel: str, base_time: datetime) -> Generator[Stage]:
    """A fresh desk with the sample company, thrown away at the end of the block."""
    with TemporaryDirectory(prefix="frontdesk-replay-") as folder:
        settings = _settings(Path(folder))
        clock = ManualClock(base_time - timedelta(days=30))
        house = open_house(settings, clock)
        prepare(house)
        clock.set(base_time)
        desk = FrontDesk(house, engine, lambda: True)
        mouth = mouth_for(channel, desk)
        try:
            yield Stage(desk, clock, mouth)
        finally:
            house.database.close()


def _settings(folder: Path) -> Settings:
    """The defaults, so that a file plays the same on every machine."""
    values: dict[str, Any] = {
        "data": folder,
        "key_file": folder / "key",
        "bubble_seconds": 0,
        "admin_password": secrets.token_urlsafe(12),
        "telegram_token": f"1:{secrets.token_hex(16)}",
        "telegram_api": "http://127.0.0.1:9",
        "wechat_appid": "wx0000000000000000",
        "wechat_secret": secrets.token_hex(16),
        "wechat_token": secrets.token_hex(8),
        "wechat_template_reminder": "R thing1=service time2=when thing3=address",
        "wechat_template_rating": "Q thing1=service time2=when",
        "wechat_template_callback": "C thing1=service time2=when",
        "wechat_api": "http://127.0.0.1:9",
    }
    return bare_settings(**values)
