"""Thin calls of WeChat's API through wechatpy's client: our token, timeouts and one retry."""

import json
import logging
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bot.channels.base import PermanentError, TemporaryError, UnknownOutcomeError
from bot.channels.bounded import within
from bot.channels.wechat_errors import STALE_TOKEN, CodeError, of_connection, of_library
from bot.channels.wechat_token import Token, TokenKeeper
from bot.clock import Clock
from bot.db import Database
from bot.settings import Settings

HOST = "https://api.weixin.qq.com"
_TIMEOUT = (4.0, 10.0)
_CALL_SECONDS = 20.0
"""In all: the time-outs above begin anew with every byte."""
_DOWNLOAD_SECONDS = 20.0
_PICTURE_HOSTS = (".qpic.cn", ".qlogo.cn")


class WeChatApi:
    """The account's API. Every method may raise CodeError; a refused token is renewed once."""

    def __init__(self, settings: Settings, clock: Clock, database: Database) -> None:
        _quiet_the_libraries()
        self._settings = settings
        self._client: Any = WeChatClient(
            settings.wechat_appid, "", timeout=_TIMEOUT, auto_retry=False
        )
        self._http: requests.Session = self._client._http
        if settings.wechat_api != HOST:
            self._http.mount(HOST, _Rewriting(settings.wechat_api))
        appid = settings.wechat_appid
        self._keeper = TokenKeeper(database, clock, f"wechat.token.{appid}", self._fetch_token)
        self._tickets = TokenKeeper(database, clock, f"wechat.ticket.{appid}", self._fetch_ticket)

    def send_text(self, openid: str, text: str) -> str:
        """A customer-service message; WeChat's id of it if it gives one.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        data = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        answer = self._with_token(lambda token: self._post("message/custom/send", token, data))
        return str(answer.get("msgid", ""))

    def send_template(self, openid: str, template: str, fields: dict[str, str]) -> str:
        """A template message, outside any window; WeChat's id of it (its result comes later).

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        content = {name: {"value": value} for name, value in fields.items()}
        data = {"touser": openid, "template_id": template, "data": content}
        answer = self._with_token(lambda token: self._post("message/template/send", token, data))
        return f"template:{answer.get('msgid', '')}"

    def send_notice(self, openid: str, template: str, fields: dict[str, str]) -> str:
        """A subscription notice (订阅通知); it has no id, its result comes as an event.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        content = {name: {"value": value} for name, value in fields.items()}
        data = {"touser": openid, "template_id": template, "data": content}
        self._with_token(lambda token: self._post("message/subscribe/bizsend", token, data))
        return f"notice:{template}"

    def send_once(self, openid: str, template: str, *, scene: int, title: str, content: str) -> str:
        """A one-time subscription message (一次性订阅消息); it has no id.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        data = {
            "touser": openid,
            "template_id": template,
            "scene": str(scene),
            "title": title,
            "data": {"content": {"value": content}},
        }
        self._with_token(lambda token: self._post("message/template/subscribe", token, data))
        return "once"

    def typing(self, openid: str) -> None:
        """Show that somebody is typing; refused when the customer wrote over 30 s ago.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        data = {"touser": openid, "command": "Typing"}
        self._with_token(lambda token: self._post("message/custom/typing", token, data))

    def create_menu(self, menu: dict[str, Any]) -> None:
        """Replace the account's menu.

        Raises:
            TemporaryError
        """
        try:
            self._with_token(lambda token: self._post("menu/create", token, menu))
        except UnknownOutcomeError as error:
            raise TemporaryError(str(error)) from None

    def check_token(self) -> None:
        """Get an access token; raises what is wrong with AppID, secret or address list.

        Raises:
            TemporaryError
        """
        self._keeper.get()

    def calls_left(self, path: str) -> tuple[int, int]:
        """How often an interface may still be called today, and how often in all.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        answer = self._with_token(
            lambda token: self._post("openapi/quota/get", token, {"cgi_path": path})
        )
        quota = answer.get("quota", {})
        return int(quota.get("remain", 0)), int(quota.get("daily_limit", 0))

    def templates(self) -> dict[str, str]:
        """The account's template messages: id → content with its fields.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        answer = self._with_token(
            lambda token: self._get("template/get_all_private_template", token)
        )
        found = answer.get("template_list", [])
        return {str(one["template_id"]): str(one.get("content", "")) for one in found}

    def notices(self) -> dict[str, str]:
        """The account's subscription notices: id → content with its fields.

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        url = f"{HOST}/wxaapi/newtmpl/gettemplate"
        answer = self._with_token(lambda token: self._get(url, token))
        return {str(one["priTmplId"]): str(one.get("content", "")) for one in answer["data"]}

    def media(self, media_id: str) -> bytes:
        """A temporary picture or voice (kept by WeChat for 3 days).

        Raises:
            TemporaryError, PermanentError: it is over ``media_limit_mb``.
        """
        url = f"{HOST}/cgi-bin/media/get"
        return self._with_token(
            lambda token: self._download(url, {"access_token": token, "media_id": media_id})
        )

    def picture(self, url: str) -> bytes:
        """A picture by its public address, from WeChat's picture hosts only.

        Raises:
            TemporaryError, PermanentError
        """
        host, ours = urlsplit(url), urlsplit(self._settings.wechat_api)
        known = (host.hostname or "").endswith(_PICTURE_HOSTS) or host.netloc == ours.netloc
        if host.scheme not in ("http", "https") or not known:
            raise PermanentError("a picture that is not on WeChat's hosts")
        return self._download(url, {})

    def _with_token[T](self, work: Callable[[str], T]) -> T:
        """Do it; with another token once more if WeChat refuses this one."""
        token = self._keeper.get()
        try:
            return work(token)
        except CodeError as error:
            if error.code not in STALE_TOKEN:
                raise
        return work(self._keeper.renew(token))

    def _post(self, path: str, token: str, data: dict[str, Any]) -> dict[str, Any]:
        return self._answer(self._client.post, path, token, data=data)

    def _get(self, path: str, token: str) -> dict[str, Any]:
        return self._answer(self._client.get, path, token)

    def _answer(
        self,
        call: Callable[..., Any],
        path: str,
        token: str,
        query: Mapping[str, str] = MappingProxyType({}),
        **more: Any,
    ) -> dict[str, Any]:
        params = {"access_token": token, **query}
        try:
            answer = within(_CALL_SECONDS, lambda: call(path, params=params, **more))
        except TimeoutError:
            raise UnknownOutcomeError("no answer from WeChat in time") from None
        except WeChatClientException as error:
            raise of_library(error) from None
        except requests.RequestException as error:
            raise of_connection(error) from None
        if not isinstance(answer, dict):
            raise UnknownOutcomeError("an unreadable answer from WeChat")
        return answer

    def ticket(self) -> str:
        """What signs our pages for WeChat's browser (jsapi_ticket).

        Raises:
            TemporaryError, UnknownOutcomeError
        """
        return self._tickets.get()

    def _fetch_ticket(self, _force: bool) -> Token:
        sort = {"type": "jsapi"}
        answer = self._with_token(
            lambda token: self._answer(self._client.get, "ticket/getticket", token, sort)
        )
        return Token(str(answer["ticket"]), int(answer["expires_in"]))

    def _fetch_token(self, force: bool) -> Token:
        """Ask the stable endpoint; ``force`` makes a new token (20 times a day)."""
        secret = self._settings.wechat_secret
        wish = {
            "grant_type": "client_credential",
            "appid": self._settings.wechat_appid,
            "secret": secret.get_secret_value() if secret else "",
            "force_refresh": force,
        }
        try:
            url = f"{HOST}/cgi-bin/stable_token"
            answer = within(
                _CALL_SECONDS, lambda: self._http.post(url, json=wish, timeout=_TIMEOUT)
            )
            found = json.loads(answer.content)
            if found.get("errcode"):
                raise CodeError(int(found["errcode"]))
            return Token(str(found["access_token"]), int(found["expires_in"]))
        except (requests.RequestException, TimeoutError) as error:
            raise TemporaryError(f"no access token ({type(error).__name__})") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise TemporaryError("an unreadable answer instead of an access token") from None

    def _download(self, url: str, params: dict[str, str]) -> bytes:
        try:
            with self._http.get(
                url, params=params, stream=True, timeout=_TIMEOUT, allow_redirects=False
            ) as answer:
                if answer.status_code != 200:
                    raise CodeError(None, answer.status_code)
                content = self._limited(answer)
        except requests.RequestException as error:
            raise TemporaryError(f"media not fetched ({type(error).__name__})") from None
        _raise_code(content)
        return content

    def _limited(self, answer: requests.Response) -> bytes:
        limit = self._settings.media_limit_mb * 1024 * 1024
        until = time.monotonic() + _DOWNLOAD_SECONDS
        content = bytearray()
        for piece in answer.iter_content(64 * 1024):
            content += piece
            if len(content) > limit:
                raise PermanentError("the file is over media_limit_mb")
            if time.monotonic() > until:
                raise TemporaryError("the file comes too slowly")
        return bytes(content)


class _Rewriting(HTTPAdapter):
    """Sends what is addressed to WeChat to ``settings.wechat_api`` instead."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> Any:
        request.url = self._base + (request.url or "").removeprefix(HOST)
        kwargs["proxies"] = get_environ_proxies(request.url)
        return super().send(request, *args, **kwargs)


def _raise_code(content: bytes) -> None:
    """An error comes as JSON where the file was expected."""
    if not content.startswith(b"{"):
        return
    try:
        code = json.loads(content).get("errcode")
    except ValueError:
        return
    if code:
        raise CodeError(int(code))


def _quiet_the_libraries() -> None:
    """At lower levels they log URLs, which carry the access token."""
    for name in ("urllib3", "wechatpy"):
        logging.getLogger(name).setLevel(logging.WARNING)
