"""Pushes: WeChat calls the product, waits five seconds, repeats, and judges the answer."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from .clock import Clock
from .wechat_crypto import SafeMode, signature
from .wechat_xml import element, read_answer


@dataclass(frozen=True)
class Push:
    """A signed push, ready to be sent (and sent again, byte for byte)."""

    openid: str
    query: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class PushResult:
    """How the product answered a push.

    ``kind`` is success, empty, text, another kind of passive reply, or error; ``error`` says why
    the customer was shown WeChat's "service unavailable". ``status`` is None without an answer.
    """

    push: Push
    attempts: int
    status: int | None
    body: bytes
    kind: str
    text: str | None = None
    error: str | None = None

    @property
    def ok(self) -> bool:
        """Tell whether WeChat was content with the answer."""
        return self.error is None


@dataclass
class Pusher:
    """Signs, seals and delivers pushes for one account."""

    push_url: str
    token: str
    appid: str
    account_id: str
    safe: SafeMode | None
    clock: Clock
    reply_timeout: float = 5.0
    tries: int = 3
    _nonces: Iterator[int] = field(default_factory=lambda: count(1_000_000_001), init=False)

    def stamp(self) -> int:
        """Return the time as WeChat writes it: whole seconds."""
        return int(self.clock.now().timestamp())

    def sign(
        self,
        timestamp: int | str | None = None,
        nonce: str | None = None,
        wrong: str | None = None,
    ) -> dict[str, str]:
        """Return the signed query; ``wrong`` takes the place of the true signature."""
        stamp = str(self.stamp() if timestamp is None else timestamp)
        nonce = str(next(self._nonces)) if nonce is None else nonce
        true = signature(self.token, stamp, nonce)
        return {"signature": true if wrong is None else wrong, "timestamp": stamp, "nonce": nonce}

    def make(
        self,
        openid: str,
        body: bytes,
        *,
        encrypt: bool | None = None,
        appid: str | None = None,
        signed: dict[str, str] | None = None,
        msg_signature: str | None = None,
    ) -> Push:
        """Sign a body, and seal it in safe mode."""
        query = (signed or self.sign()) | {"openid": openid}
        if encrypt is None:
            encrypt = self.safe is not None
        if encrypt:
            if self.safe is None:
                raise ValueError("no AES key: this account is in plain mode")
            sealed = self.safe.encrypt(body, appid)
            seal = signature(self.token, query["timestamp"], query["nonce"], sealed)
            query |= {"encrypt_type": "aes", "msg_signature": msg_signature or seal}
            body = element("xml", {"ToUserName": self.account_id, "Encrypt": sealed}).encode()
        return Push(openid, query, body)

    def deliver(self, push: Push, tries: int | None = None) -> PushResult:
        """Send, wait, repeat the identical push while nothing comes back, judge the answer."""
        attempts, error = 0, "no answer"
        while attempts < (tries or self.tries):
            attempts += 1
            try:
                response = self._timed(lambda client: self._post(client, push))
            except httpx.TransportError as problem:
                error = f"no answer: {type(problem).__name__}"
                continue
            return self._judge(push, attempts, response)
        return PushResult(push, attempts, None, b"", "error", error=error)

    def verify(self, wrong: str | None = None) -> tuple[int | None, str, str]:
        """Ask as the developer console does: return status, what was sent, what came back."""
        query = self.sign(wrong=wrong)
        echo = f"echo{query['nonce']}"
        try:
            response = self._timed(
                lambda client: client.get(self.push_url, params=query | {"echostr": echo})
            )
        except httpx.TransportError as problem:
            return None, echo, type(problem).__name__
        return response.status_code, echo, response.text

    def _post(self, client: httpx.Client, push: Push) -> httpx.Response:
        headers = {"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0"}
        return client.post(self.push_url, params=push.query, content=push.body, headers=headers)

    def _timed(self, call: Callable[[httpx.Client], httpx.Response]) -> httpx.Response:
        """Call and cut off: an answer that trickled in too late is none."""
        if not self.push_url:
            raise RuntimeError("set push_url first")
        began = time.monotonic()
        with httpx.Client(timeout=self.reply_timeout, trust_env=False, verify=False) as client:
            response = call(client)
        if time.monotonic() - began > self.reply_timeout:
            raise httpx.ReadTimeout("too late")
        return response

    def _judge(self, push: Push, attempts: int, response: httpx.Response) -> PushResult:
        found: dict[str, Any]
        if response.status_code != 200:
            found = {"kind": "error", "error": f"HTTP status {response.status_code}"}
        else:
            answer = read_answer(response.content, push.openid, self.account_id, self.safe)
            found = {"kind": answer.kind, "text": answer.text, "error": answer.error}
        return PushResult(push, attempts, response.status_code, response.content, **found)
