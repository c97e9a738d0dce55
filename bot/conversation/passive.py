"""The reply in the response to WeChat's push, for accounts that have no other way (REQ A2, G5).

WeChat waits 5 s, then repeats the push, three tries in all. The response belongs to one push: of
several that are answered together the first that asks gets it, and its repetitions get it again.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from bot import metrics
from bot.channels.wechat import WeChatChannel
from bot.errors import FrontDeskError
from bot.house import House
from bot.models import Delivery, Inbox, Outbox
from bot.services.wording import Button

NOTHING = b"success"
_LOOK_EVERY = 0.1
_REPEATED_FOR = timedelta(seconds=9)
"""A push younger than this is repeated by WeChat when it gets no answer in time."""


class NotYetAnsweredError(FrontDeskError):
    """Nothing to say within the 5 s: no answer makes WeChat repeat the push."""


@dataclass(frozen=True, slots=True)
class PassiveReply:
    """The response to one push, whose row is ``inbox_id``; it is waited for without a thread."""

    house: House
    channel: WeChatChannel
    params: Mapping[str, str]
    body: bytes
    inbox_id: int

    async def wait(self) -> bytes:
        """The encrypted or plain reply, ``success`` where there is none to come.

        Raises:
            NotYetAnsweredError: a repetition of the push may still collect it.
        """
        until = time.monotonic() + self.house.settings.passive_seconds
        while time.monotonic() < until:
            if await run_in_threadpool(self._is_there):
                return await run_in_threadpool(self._take)
            await asyncio.sleep(_LOOK_EVERY)
        if await run_in_threadpool(self._comes_again):
            raise NotYetAnsweredError("the reply is not ready")
        return NOTHING

    def _is_there(self) -> bool:
        """Whether there is a reply, or none will come; a look without locks."""
        with self.house.database.read() as session:
            inbox = session.get_one(Inbox, self.inbox_id)
            return inbox.handled_at is not None or self._reply(session, inbox) is not None

    def _take(self) -> bytes:
        with self.house.database.write() as session:
            row = self._reply(session, session.get_one(Inbox, self.inbox_id), lock=True)
            text = self._claim(row) if row is not None else ""
        return self.channel.passive_reply(self.params, self.body, text)

    @staticmethod
    def _reply(session: Session, inbox: Inbox, *, lock: bool = False) -> Outbox | None:
        if inbox.turn_id is None:
            return None
        wanted = select(Outbox).where(Outbox.key == f"turn:{inbox.turn_id}")
        return session.scalar(wanted.with_for_update() if lock else wanted)

    def _claim(self, row: Outbox) -> str:
        """The text, if it is this push's to show; else nothing."""
        ours = f"passive:{self.inbox_id}"
        if row.state == Delivery.QUEUED:
            row.state, row.channel_result = Delivery.SENT, ours
            row.sent_at = self.house.clock.now()
            metrics.OUTBOUND.labels("wechat", str(row.purpose), "sent").inc()
        if row.state != Delivery.SENT or row.channel_result != ours:
            return ""
        offered = (row.message.data or {}).get("buttons", [])
        buttons = tuple(Button(one["title"], one["payload"]) for one in offered)
        return self.channel.render(row.message.text, buttons)

    def _comes_again(self) -> bool:
        with self.house.database.read() as session:
            age = self.house.clock.now() - session.get_one(Inbox, self.inbox_id).received_at
        return age < _REPEATED_FOR
