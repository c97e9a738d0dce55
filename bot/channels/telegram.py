"""The Telegram channel, over python-telegram-bot 22.

Its Bot lives on one asyncio loop in a thread; the desk calls from its own threads and waits.
Updates come by webhook or by polling, and are stored by the caller before anything else happens.
"""

import concurrent.futures
import hashlib
import hmac
import logging
import threading
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels import telegram_parse
from bot.channels.base import (
    Inbound,
    Media,
    Outgoing,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
    split_text,
)
from bot.channels.pace import Pacer
from bot.channels.telegram_errors import MovedError, repeatable, translate
from bot.channels.telegram_loop import LoopThread, NotRunningError
from bot.channels.telegram_poll import Poller, RawUpdate
from bot.clock import Clock
from bot.db import Database
from bot.errors import ConfigurationError, FrontDeskError, SignatureError
from bot.models import Identity
from bot.services.wording import Button
from bot.settings import Settings

log = structlog.get_logger()
NAME = telegram_parse.NAME
PATH = "/channels/telegram"
LIMIT = 4096
CALLBACK_BYTES = 64
UPDATES = telegram_parse.UPDATES
_POLL_SECONDS = 25
_CALL_SECONDS = 30.0
_ACCOUNTS_WAIT = 60.0
"""Told to wait that long, it is the bot that is too fast, not this chat."""
_GROUP_PAUSE = 3.0
"""At most 20 messages a minute in a group."""
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)


class _Bot(Bot):
    """The library's Bot, with the updates as they came instead of as it understood them."""

    async def raw_updates(self, offset: int | None) -> Sequence[RawUpdate]:
        data: dict[str, Any] = {"timeout": _POLL_SECONDS, "allowed_updates": list(UPDATES)}
        if offset is not None:
            data["offset"] = offset
        return await self._post("getUpdates", data, read_timeout=_POLL_SECONDS + 10)


class TelegramChannel:
    """One bot. ``start`` needs no network: the desk opens also while Telegram is away."""

    name = NAME

    def __init__(self, settings: Settings, clock: Clock, database: Database) -> None:
        self._settings, self._clock, self._database = settings, clock, database
        self._token, self._bot_id = _token_of(settings)
        self._loop = LoopThread("telegram")
        self._pacer = Pacer(settings.telegram_per_second, self._pause)
        self._requests = (HTTPXRequest(), HTTPXRequest(read_timeout=15, pool_timeout=5))
        self._bot = _Bot(
            self._token,
            base_url=f"{settings.telegram_api}/bot",
            base_file_url=f"{settings.telegram_api}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )

    def start(self) -> None:
        _quiet_the_library()
        self._loop.start()
        self._loop.run(self._open(), _CALL_SECONDS)

    def stop(self) -> None:
        """End all calls under way and the thread."""
        self._loop.stop(self._close())

    async def _open(self) -> None:
        for request in self._requests:
            await request.initialize()

    async def _close(self) -> None:
        for request in self._requests:
            await request.shutdown()

    def parse(self, raw: bytes | str) -> list[Inbound]:
        """The customer's message in an update, if it is one.

        Raises:
            BadPushError
        """
        return telegram_parse.parse_update(raw, self._bot_id)

    def verify(self, header: str | None) -> None:
        """Check X-Telegram-Bot-Api-Secret-Token of a webhook call.

        Raises:
            SignatureError
        """
        if not hmac.compare_digest((header or "").encode(), self._secret.encode()):
            raise SignatureError("a Telegram push without the right secret token")

    @property
    def _secret(self) -> str:
        """The webhook's secret; without a setting it is derived from the bot's token."""
        chosen = self._settings.telegram_secret
        if chosen and chosen.get_secret_value():
            return chosen.get_secret_value()
        return hashlib.sha256(b"webhook:" + self._token.encode()).hexdigest()

    def share(self, processes: int) -> None:
        self._pacer.processes = processes

    def _pause(self, chat: str) -> float:
        """Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""
        return _GROUP_PAUSE if chat.startswith("-") else self._settings.telegram_chat_seconds

    def split(self, text: str) -> list[str]:
        return split_text(text, lambda text: len(text.encode("utf-16-le")) // 2 <= LIMIT)

    def send(self, to: Identity, message: Outgoing) -> str:
        """Deliver at Telegram's pace; Telegram's message id.

        Raises:
            TemporaryError, NotYetError, PermanentError, UnknownOutcomeError
        """
        self._pacer.wait(to.external_id)
        try:
            return self._call(self._send(to.external_id, message))
        except MovedError as moved:
            self._move(to, moved.chat)
            raise
        except TemporaryError as error:
            if error.retry_after >= _ACCOUNTS_WAIT:
                self._pacer.hold(error.retry_after)
            raise

    async def _send(self, chat: str, message: Outgoing) -> str:
        sent = await self._bot.send_message(
            chat, message.text, reply_markup=keyboard(message.buttons)
        )
        return str(sent.message_id)

    def fetch(self, media: Media) -> bytes:
        """A picture or voice, up to ``media_limit_mb``.

        Raises:
            TemporaryError, PermanentError
        """
        if media.content is not None:
            return media.content
        try:
            return self._call(self._download(media.reference))
        except FrontDeskError as error:
            raise repeatable(error) from None

    async def _download(self, reference: str) -> bytes:
        limit = self._settings.media_limit_mb * 1024 * 1024
        file = await self._bot.get_file(reference)
        if (file.file_size or 0) > limit:
            raise PermanentError("the file is over media_limit_mb")
        content = bytes(await file.download_as_bytearray())
        if len(content) > limit:
            raise PermanentError("the file is over media_limit_mb")
        return content

    def acknowledge(self, raw: bytes | str) -> None:
        """Stop the spinner of a pressed button; best effort, does not wait."""
        query = telegram_parse.read_update(raw).callback_query
        if query is not None:
            self._try(self._bot.answer_callback_query(query.id))

    def typing(self, sender: str) -> None:
        """Show “typing…” for about 5 s; best effort, does not wait."""
        self._try(self._bot.send_chat_action(sender, "typing"))

    def poll(self, store: Callable[[str], None], stop: threading.Event) -> None:
        """Pass every update to ``store``, which commits it, until ``stop`` is set."""

        def ask(offset: int | None) -> Sequence[RawUpdate] | None:
            try:
                return self._loop.run_until(self._bot.raw_updates(offset), stop)
            except (NotRunningError, concurrent.futures.CancelledError):
                raise TelegramError("the channel is stopping") from None
            except _UNREADABLE:
                raise TelegramError("an unreadable answer") from None

        Poller(
            ask,
            store,
            database=self._database,
            clock=self._clock,
            bot_id=self._bot_id,
        ).run(stop)

    def set_up(self) -> None:
        """Tell Telegram the webhook (or that the desk polls) and the menu of commands.

        Raises:
            TemporaryError, PermanentError
        """
        try:
            self._call(self._webhook())
            self._call(self._bot.set_my_commands([BotCommand(*c) for c in telegram_parse.MENU]))
        except FrontDeskError as error:
            raise repeatable(error) from None

    def _webhook(self) -> Coroutine[Any, Any, bool]:
        if not self._settings.public_url:
            return self._bot.delete_webhook(drop_pending_updates=False)
        return self._bot.set_webhook(
            f"{self._settings.public_url}{PATH}",
            secret_token=self._secret,
            allowed_updates=UPDATES,
        )

    def on_inbound(
        self, session: Session, identity: Identity, inbound: Inbound, now: datetime
    ) -> None:
        """Telegram has no windows and no quotas."""

    def _call[T](self, work: Coroutine[Any, Any, T]) -> T:
        """Do it on the loop and wait, with the port's errors."""
        try:
            return self._loop.run(work, _CALL_SECONDS)
        except TelegramError as error:
            raise translate(error) from None
        except NotRunningError as error:
            raise TemporaryError(str(error)) from None
        except (TimeoutError, concurrent.futures.CancelledError):
            raise UnknownOutcomeError("no answer from Telegram in time") from None
        except _UNREADABLE:
            raise UnknownOutcomeError("an unreadable answer from Telegram") from None

    def _try(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            self._loop.submit(_forgiving(work))
        except NotRunningError:
            work.close()

    def _move(self, to: Identity, chat: str) -> None:
        try:
            with self._database.write() as session:
                session.get_one(Identity, to.id).external_id = chat
        except IntegrityError:
            raise PermanentError("the chat has moved to one that is known already") from None


async def _forgiving(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except TelegramError as error:
        log.info("telegram courtesy failed", error=type(error).__name__)


def _quiet_the_library() -> None:
    """It logs URLs (with the token), parameters and unreadable answers (with texts)."""
    for name in ("httpx", "httpcore", "telegram.Bot"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)


def _token_of(settings: Settings) -> tuple[str, int]:
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    number, colon, _ = token.partition(":")
    if not (colon and number.isdecimal()):
        raise ConfigurationError("FRONTDESK_TELEGRAM_TOKEN must look like 123456:ABC… (BotFather)")
    return token, int(number)


def keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """Two short buttons in a row, or one long one; too long a payload is left out."""
    fitting = [b for b in buttons if len(b.payload.encode()) <= CALLBACK_BYTES]
    if len(fitting) < len(buttons):
        log.error("telegram button left out: its payload is over 64 bytes")
    keys = [InlineKeyboardButton(b.title, callback_data=b.payload) for b in fitting]
    width = 2 if all(len(b.title) <= 8 for b in fitting) else 1
    rows = [keys[i : i + width] for i in range(0, len(keys), width)]
    return InlineKeyboardMarkup(rows) if rows else None
