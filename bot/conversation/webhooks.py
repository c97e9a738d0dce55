"""Pushes of the channels: verify, parse, store and commit, then acknowledge (REQ A1, G5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.channels.base import Channel, Inbound
from bot.channels.telegram import TelegramChannel
from bot.channels.wechat import WeChatChannel
from bot.conversation.events import Events
from bot.conversation.inbox import Received, beside_others, count, store
from bot.conversation.passive import PassiveReply
from bot.errors import NotFoundError
from bot.house import House
from bot.services.customer.customers import find_or_create_identity
from bot.services.thread.conversations import lock_conversation_of


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

    def wechat_push(self, params: Mapping[str, str], body: bytes) -> bytes | PassiveReply:
        """Store one push; ``success``, or the passive reply to wait for where the account has no
        other way.

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
        return PassiveReply(self.house, channel, params, body, received[-1].inbox_id)

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
        with self.house.database.write(durable=True) as session:
            identity = find_or_create_identity(
                session, channel=inbound.channel, external_id=inbound.sender, now=now
            )
            lock_conversation_of(session, identity)
            channel.on_inbound(session, identity, inbound, now)
            if inbound.kind == "event":
                self._events.apply(session, identity, inbound)
                return None
            return store(session, inbound, now=now, settings=self.house.settings)


def _there[T](channel: T | None) -> T:
    if channel is None:
        raise NotFoundError("this channel is not set up")
    return channel
