"""Thin calls of WeChat's API through wechatpy's client: our token, timeouts and one retry."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bot.channels.base import PermanentError, TemporaryError, UnknownOutcomeError
from bot.channels.wechat_errors import (
    STALE_TOKEN,
    CodeError,
    of_connection,
    of_library,
    translate,
)
from bot.channels.wechat_token import Token, TokenKeeper
from bot.clock import Clock
from bot.db import Database
from bot.settings import Settings

HOST = "https://api.weixin.qq.com"
_TIMEOUT = (4.0, 10.0)
_PICTURE_HOSTS = (".qpic.cn", ".qlogo.cn")


class _Rewriting(HTTPAdapter):
    """Sends what the library addresses to WeChat to ``settings.wechat_api`` instead."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        request.url = self._base + (request.url or "").removeprefix(HOST)
        kwargs["proxies"] = get_environ_proxies(request.url)
        return super().send(request, *args, **kwargs)


class _Client(WeChatClient):
    """The library's client; it asks us for the token and never fetches or repeats by itself."""

    def __init__(self, appid: str, api: str) -> None:
        super().__init__(appid, "", timeout=_TIMEOUT, auto_retry=False)
        self.http: requests.Session = self._http
        if api != HOST:
            self.http.mount(HOST, _Rewriting(api))
        self.token = ""

    @property
    def access_token(self) -> str:
        return self.token


class WeChatApi:
    """The account's API. Clients are made per call: the library keeps the token in the client."""

    def __init__(self, settings: Settings, clock: Clock, database: Database) -> None:
        self._settings, self._clock = settings, clock
        self._keeper = TokenKeeper(database, clock, settings.wechat_appid, self._fetch_token)
        for name in ("urllib3", "wechatpy"):
            logging.getLogger(name).setLevel(logging.WARNING)

    def send_text(self, openid: str, text: str) -> str:
        """A customer-service message; WeChat's id of it if it gives one.

        Raises:
            TemporaryError, PermanentError, NotAllowedError, UnknownOutcomeError, CodeError: for
                the codes of window and quota see the caller.
        """
        answer = self._call(lambda client: client.message.send_text(openid, text))
        return str(answer.get("msgid", ""))
