"""A stand-in product and a wechatpy client for the tests of the WeChat fake."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import requests
from requests.adapters import HTTPAdapter
from wechatpy import WeChatClient

from tests.fakes.clock import ManualClock
from tests.fakes.http import LoopbackServer, Reply, Request
from tests.fakes.wechat import FakeWeChat

AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TOKEN = "push-token"
APPID = "wx0123456789abcdef"
SEND = "/cgi-bin/message/custom/send"
GRANT = {"grant_type": "client_credential", "appid": APPID, "secret": "secret"}


class Desk(LoopbackServer):
    """A product that answers every push with what ``reply`` makes of it."""

    def __init__(self) -> None:
        """Answer ``success`` until told otherwise."""
        self.requests: list[Request] = []
        self.reply: Callable[[Request], Reply] = lambda request: Reply(200, b"success")
        super().__init__(self._take)

    def says(self, body: str, status: int = 200) -> None:
        """Answer every push with one body."""
        self.reply = lambda request: Reply(status, body.encode())

    def _take(self, request: Request) -> Reply:
        self.requests.append(request)
        return self.reply(request)


class _ToFake(HTTPAdapter):
    """Sends what is meant for api.weixin.qq.com to the fake."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._to = urlsplit(url)

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        parts = urlsplit(request.url)
        request.url = parts._replace(scheme="http", netloc=self._to.netloc).geturl()
        return super().send(request, *args, **kwargs)


def client_for(fake: FakeWeChat) -> WeChatClient:
    """Return a wechatpy client that talks to the fake."""
    client = WeChatClient(APPID, "secret", auto_retry=False)
    client._http = requests.Session()
    client._http.mount("https://", _ToFake(fake.url))
    return client


def fake_with(clock: ManualClock, **more: Any) -> FakeWeChat:
    """Return a fake with the secrets these tests use."""
    settings: dict[str, Any] = {"token": TOKEN, "appid": APPID, "secret": "secret", "clock": clock}
    return FakeWeChat(**(settings | more))


def plain(fake: FakeWeChat) -> dict[str, Any]:
    """Fetch a plain token."""
    return httpx.get(fake.url + "/cgi-bin/token", params=GRANT, verify=False).json()


def stable(fake: FakeWeChat, **more: Any) -> dict[str, Any]:
    """Fetch a stable token."""
    return httpx.post(fake.url + "/cgi-bin/stable_token", json=GRANT | more, verify=False).json()


def send(
    fake: FakeWeChat, openid: str, text: str = "您好", token: str | None = None, **kwargs: Any
) -> int:
    """Send a customer-service message and return the errcode."""
    token = token or stable(fake)["access_token"]
    body = {"touser": openid, "msgtype": "text", "text": {"content": text}}
    response = httpx.post(
        fake.url + SEND, params={"access_token": token}, json=body, verify=False, **kwargs
    )
    return response.json()["errcode"]
