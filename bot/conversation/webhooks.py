"""Pushes of the channels: verify, parse, store and commit, then acknowledge (REQ A1, G5)."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot import metrics
from bot.channels.base import Channel, Inbound
from bot.channels.telegram import TelegramChannel
from bot.channels.wechat import WeChatChannel
from bot.conversation.events import Events
from bot.conversation.inbox import Received, beside_others, count, store
from bot.errors import NotFoundError
from bot.house import House
from bot.models import Delivery, Inbox, Message, Outbox
from bot.services.conversations import lock_conversation_of
from bot.services.customers import find_or_create_identity
from bot.services.wording import Button

_LOOK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Webhooks:
    """The entrances of Telegram and WeChat; a channel that is not set up answers 404."""

    house: House
    telegram: TelegramChannel | None = None
    wechat: WeChatChannel | None = None

    @property
    def _events(self) -> Events:
        return Events(self.house)

    def telegram_update(self, body: bytes, secret: str | None) -> None:
        """Store one update.

        Raises:
            NotFoundError, SignatureError, BadPushError
        """
        channel = _there(self.telegram)
        channel.verify(secret)
        self.store_telegram(body)

    def store_telegram(self, body: bytes | str) -> None:
        """Store an update that came by webhook or by polling."""
        channel = _there(self.telegram)
        self.take(channel, channel.parse(body))
        channel.acknowledge(body)

    def wechat_echo(self, params: Mapping[str, str]) -> str:
        """The answer to WeChat's URL check.

        Raises:
            NotFoundError, SignatureError
        """
        return _there(self.wechat).verify_url(params)

    def wechat_push(self, params: Mapping[str, str], body: bytes) -> bytes:
        """Store one push; the passive reply where the account has no other way, else ``success``.

        Raises:
            NotFoundError, SignatureError, BadPushError
        """
        channel = _there(self.wechat)
        pushed = channel.parse(params, body)
        received = self.take(channel, pushed)
        if not channel.is_passive:
            return b"success"
        if not received:
            return channel.passive_reply(params, body, self._events.welcome(pushed[0]) or "")
        text = self._wait_for_reply(received[-1], time.monotonic())
        return channel.passive_reply(params, body, text) if text else b"success"

    def take(self, channel: Channel, pushed: Sequence[Inbound]) -> list[Received]:
        """Store what a push held; events are acted upon, the rest waits for its turn."""
        received: list[Received | None] = []
        for inbound in pushed:
            one = beside_others(lambda inbound=inbound: self._take_one(channel, inbound))
            count(
                inbound,
                is_new=one is None or one.is_new,
                conversation=one.conversation_id if one else None,
            )
            received.append(one)
            if one is not None and one.is_bots:
                channel.typing(inbound.sender)
        self.house.bell.ring()
        return [one for one in received if one is not None]

    def _take_one(self, channel: Channel, inbound: Inbound) -> Received | None:
        now = self.house.clock.now()
        with self.house.database.write() as session:
            identity = find_or_create_identity(
                session, channel=inbound.channel, external_id=inbound.sender, now=now
            )
            lock_conversation_of(session, identity)
            channel.on_inbound(session, identity, inbound, now)
            if inbound.kind == "event":
                self._events.apply(session, identity, inbound)
                return None
            return store(session, inbound, now=now, settings=self.house.settings)

    def _wait_for_reply(self, received: Received, started: float) -> str | None:
        """The reply to a push, once its turn is done; at most the passive limit (REQ A2)."""
        until = started + self.house.settings.passive_seconds
        while time.monotonic() < until:
            if text := self._claim_reply(received):
                return text
            time.sleep(_LOOK_EVERY)
        return None

    def _claim_reply(self, received: Received) -> str | None:
        with self.house.database.write() as session:
            row = session.scalar(
                select(Outbox)
                .join(Inbox, Inbox.turn_id == Outbox.turn_id)
                .where(Inbox.id == received.inbox_id)
                .with_for_update()
            )
            if row is None or row.state not in (Delivery.QUEUED, Delivery.SENT):
                return None
            if row.state == Delivery.SENT and row.channel_result != "passive":
                return None
            row.state, row.channel_result = Delivery.SENT, "passive"
            if row.sent_at is None:
                row.sent_at = self.house.clock.now()
                metrics.OUTBOUND.labels("wechat", str(row.purpose), "sent").inc()
            message = session.get_one(Message, row.message_id)
            offered = (message.data or {}).get("buttons", [])
            buttons = tuple(Button(b["title"], b["payload"]) for b in offered)
            return _there(self.wechat).render(message.text, buttons)


def _there[T](channel: T | None) -> T:
    if channel is None:
        raise NotFoundError("this channel is not set up")
    return channel
