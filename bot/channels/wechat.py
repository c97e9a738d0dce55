"""The WeChat official account channel; wechatpy is used in this file's siblings only.

Pushes come signed (and encrypted in 安全模式); answers go out as customer-service messages within
the window and quota of the customer, or, for accounts without that right, in the response itself.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from bot.channels import wechat_parse, wechat_window
from bot.channels.base import (
    Inbound,
    Media,
    Outgoing,
    PermanentError,
    TemporaryError,
    split_text,
)
from bot.channels.pace import Pacer
from bot.channels.wechat_api import WeChatApi
from bot.channels.wechat_errors import CodeError, translate
from bot.channels.wechat_means import Ways
from bot.channels.wechat_push import Envelopes
from bot.clock import Clock
from bot.db import Database
from bot.errors import FrontDeskError
from bot.models import Identity
from bot.services.sending.delivery_policy import answers_in_push
from bot.services.wording import Button
from bot.settings import Settings

log = structlog.get_logger()
NAME = wechat_parse.NAME
SPLIT_BYTES = 1800
LIMIT_BYTES = 2000
"""WeChat's own is about 2,048 bytes (45002); the rest is room for the choices."""
MOST_CHOICES = 12
_ACCOUNTS_WAIT = 60.0
"""45009 and 45011 are limits of the account: who asks again at once is only told the same."""


def _no_choices(titles: list[str]) -> str:
    return ""


class WeChatChannel:
    """One official account; ``choices`` words the titles of buttons, which WeChat lacks."""

    name = NAME

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        database: Database,
        choices: Callable[[list[str]], str] = _no_choices,
    ) -> None:
        self._settings, self._clock, self._database = settings, clock, database
        self._choices = choices
        self._envelopes = Envelopes(settings, clock)
        self._typing = threading.Lock()
        pause = settings.wechat_chat_seconds
        self._pacer = Pacer(settings.wechat_per_second, lambda chat: pause)
        self.api = WeChatApi(settings, clock, database)

    @property
    def is_passive(self) -> bool:
        """Whether the account can only answer in the response to a push."""
        return answers_in_push(NAME, self._settings)

    def verify_url(self, params: Mapping[str, str]) -> str:
        """The ``echostr`` that proves to WeChat that the URL is ours.

        Raises:
            SignatureError
        """
        self._envelopes.check_url(params)
        return params.get("echostr", "")

    def parse(self, params: Mapping[str, str], body: bytes) -> list[Inbound]:
        """The message or event in a push; ``params`` is the query of its URL.

        Raises:
            SignatureError, BadPushError
        """
        xml = self._envelopes.open(params, body)
        return [wechat_parse.parse_xml(xml, by_url=self.is_passive)]

    def passive_reply(self, params: Mapping[str, str], inbound_raw: bytes, text: str) -> bytes:
        """The response to the push ``inbound_raw`` that shows ``text``; no text: ``success``.

        What is over WeChat's limit is cut at a sentence end: there is no second response.

        Raises:
            SignatureError, BadPushError
        """
        if not text:
            return b"success"
        message = wechat_parse.read_message(self._envelopes.open(params, inbound_raw))
        parts = split_text(text, lambda text: _fits(text, LIMIT_BYTES))
        if len(parts) > 1:
            log.warning("passive reply cut", parts=len(parts))
        xml = self._envelopes.text_reply(message, parts[0])
        return self._envelopes.close(xml).encode()

    def share(self, processes: int) -> None:
        self._pacer.processes = processes

    def split(self, text: str) -> list[str]:
        return split_text(text, lambda text: _fits(text, SPLIT_BYTES))

    def render(self, text: str, buttons: tuple[Button, ...]) -> str:
        """The text with its buttons as words to reply; fewer of them where it gets too long."""
        titles = [button.title for button in buttons[:MOST_CHOICES]]
        while titles:
            line = self._choices(titles)
            if _fits(f"{text}\n{line}", LIMIT_BYTES):
                return f"{text}\n{line}" if line else text
            titles.pop()
        return text

    def send(self, to: Identity, message: Outgoing) -> str:
        """Deliver by the means that the delivery policy chose; WeChat's id of it, mostly empty.

        Raises:
            TemporaryError, NotYetError, PermanentError, NotAllowedError, UnknownOutcomeError
        """
        self._pacer.wait(to.external_id)
        text = self.render(message.text, message.buttons)
        ways = Ways(self.api, self._settings, self._clock, self._database)
        try:
            return ways.send(to, message, text)
        except TemporaryError as error:
            if error.retry_after >= _ACCOUNTS_WAIT:
                self._pacer.hold(error.retry_after)
            raise

    def typing(self, sender: str) -> None:
        """Show “对方正在输入” for 15 s; best effort, one at a time, does not wait.

        WeChat takes it within 30 s of the customer's message.
        """
        if not self.is_passive and self._typing.acquire(blocking=False):
            threading.Thread(target=self._type, args=(sender,), daemon=True).start()

    def _type(self, sender: str) -> None:
        try:
            self.api.typing(sender)
        except (CodeError, FrontDeskError) as error:
            log.info("wechat courtesy failed", error=type(error).__name__)
        finally:
            self._typing.release()

    def fetch(self, media: Media) -> bytes:
        """A picture or voice, up to ``media_limit_mb``.

        Raises:
            TemporaryError, PermanentError
        """
        if media.content is not None:
            return media.content
        try:
            if media.reference.startswith(("http://", "https://")):
                return self.api.picture(media.reference)
            return self.api.media(media.reference)
        except CodeError as error:
            raise _for_files(translate(error, self._clock.now())) from None

    def set_menu(self) -> None:
        """Put the menu of the desk into the account.

        Raises:
            TemporaryError, PermanentError, NotAllowedError
        """
        try:
            self.api.create_menu(wechat_parse.MENU)
        except CodeError as error:
            raise translate(error, self._clock.now()) from None

    def page_signature(self, url: str) -> dict[str, str]:
        """What a page of ours at ``url`` gives to WeChat's JS-SDK (``wx.config``).

        Source: https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html

        Raises:
            TemporaryError, PermanentError, NotAllowedError, UnknownOutcomeError
        """
        now = self._clock.now()
        try:
            ticket = self.api.ticket()
        except CodeError as error:
            raise translate(error, now) from None
        stamp, nonce = str(int(now.timestamp())), secrets.token_hex(8)
        signed = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={stamp}&url={url}"
        return {
            "appId": self._settings.wechat_appid,
            "timestamp": stamp,
            "nonceStr": nonce,
            "signature": hashlib.sha1(signed.encode()).hexdigest(),  # noqa: S324  # WeChat's rule
        }

    def on_inbound(
        self, session: Session, identity: Identity, inbound: Inbound, now: datetime
    ) -> None:
        """In the transaction that stores ``inbound``: what it opens."""
        if not wechat_window.is_repetition(session, inbound, now):
            kind = wechat_window.event_kind(inbound)
            wechat_window.opened_window(session, identity, kind, now)


def _for_files(error: Exception) -> Exception:
    """A missing right is permanent for a file; who is reachable is not decided by it."""
    if isinstance(error, TemporaryError):
        return error
    return PermanentError(str(error))


def _fits(text: str, limit: int) -> bool:
    return len(text.encode()) <= limit
