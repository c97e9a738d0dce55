"""``FakeWeChat``: an official account with customers, on 127.0.0.1."""

from typing import Any, Literal, Self

from .clock import Clock, SystemClock
from .faults import Fault
from .http import LoopbackServer
from .wechat_api import Call, WeChatApi
from .wechat_crypto import SafeMode
from .wechat_customers import Customers
from .wechat_people import Notice
from .wechat_push import Push, Pusher, PushResult

Account = Literal["service", "verified-subscription", "subscription"]

__all__ = ["Call", "FakeWeChat", "Notice", "Push", "PushResult"]


class FakeWeChat(Customers):
    """Customers write through ``says`` and friends; the product calls back on ``url``."""

    def __init__(
        self,
        push_url: str = "",
        token: str = "token",
        appid: str = "wx0123456789abcdef",
        secret: str = "secret",
        aes_key: str | None = None,
        account: Account = "service",
        clock: Clock | None = None,
        *,
        account_id: str = "gh_0123456789ab",
        reply_timeout: float = 5.0,
        tries: int = 3,
    ) -> None:
        """``tries`` is the number of deliveries of one push in all."""
        clock = clock or SystemClock()
        safe = SafeMode(token, aes_key, appid) if aes_key else None
        api = WeChatApi(appid, secret, account, clock)
        pusher = Pusher(push_url, token, appid, account_id, safe, clock, reply_timeout, tries)
        super().__init__(api, pusher, clock)
        self._server = LoopbackServer(api.answer)

    # -- the server

    @property
    def url(self) -> str:
        """What stands in for https://api.weixin.qq.com."""
        return self._server.url

    @property
    def push_url(self) -> str:
        """The product's callback address; may be set after the start."""
        return self.pusher.push_url

    @push_url.setter
    def push_url(self, value: str) -> None:
        self.pusher.push_url = value

    def start(self) -> Self:
        """Start serving."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Stop serving."""
        self._server.stop()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *exc: object) -> None:
        """Stop."""
        self.stop()

    # -- what the test prepares and reads

    def add_template(self, template_id: str, *fields: str) -> None:
        """Register a template; from the first one on, others are refused with 40037."""
        self.api.templates[template_id] = frozenset(fields)

    def received(self, openid: str) -> list[str]:
        """Return every text the customer saw from the product, in order."""
        return list(self._known(openid).seen)

    def errors(self, openid: str) -> list[str]:
        """Return why the customer was shown "service unavailable", once per time."""
        return list(self._known(openid).errors)

    def notices(self, openid: str) -> list[Notice]:
        """Return the template and subscription messages sent to a customer."""
        return list(self._known(openid).notices)

    def quota(self, openid: str) -> int:
        """Return how many customer-service messages may still be sent now."""
        return self._known(openid).quota(self.clock.now())

    def is_typing(self, openid: str) -> bool:
        """Tell whether the customer sees "typing" now."""
        until = self._known(openid).typing_until
        return until is not None and self.clock.now() < until

    @property
    def calls(self) -> list[Call]:
        """Every call the product made, in order."""
        return list(self.api.calls)

    @property
    def menu(self) -> dict[str, Any] | None:
        """The menu last created."""
        return self.api.menu

    @property
    def token_fetches(self) -> int:
        """How often a token was asked for and the secrets were right, both endpoints."""
        return len(self.api.plain.fetches) + len(self.api.stable.fetches)

    # -- faults

    def fail_next(self, errcode: int, times: int = 1, on: str | None = None) -> None:
        """Refuse the next calls; token and typing calls only if ``on`` (part of a path) says so."""
        self.api.faults.order(Fault("reply", times, errcode, on))

    def http_error_next(self, status: int, times: int = 1, on: str | None = None) -> None:
        """Answer the next calls with an HTTP error, undelivered."""
        self.api.faults.order(Fault("http", times, status, on))

    def timeout_next(self, times: int = 1, on: str | None = None) -> None:
        """Carry out the next calls but never answer them."""
        self.api.faults.order(Fault("timeout", times, None, on))

    def lose_next(self, times: int = 1, on: str | None = None) -> None:
        """Neither carry out nor answer the next calls."""
        self.api.faults.order(Fault("lost", times, None, on))

    def expire_tokens(self) -> None:
        """Let every token be past its time: 42001."""
        self.api.plain.expire()
        self.api.stable.expire()

    def revoke_tokens(self) -> None:
        """Make every token invalid: 40001, as after fetches by another program."""
        self.api.plain.revoke()
        self.api.stable.revoke()
