"""A python-telegram-bot client and a webhook for the tests of the Telegram fake."""

from typing import Any

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.fakes.http import LoopbackServer, Reply, Request
from tests.fakes.telegram import FakeTelegram

TOKEN = "123456:TEST-token"


def bot_for(fake: FakeTelegram, **timeouts: float) -> Bot:
    """Return a Bot that talks to the fake."""
    return Bot(
        TOKEN,
        base_url=fake.base_url,
        base_file_url=fake.base_file_url,
        request=HTTPXRequest(**timeouts),
        get_updates_request=HTTPXRequest(),
    )


def call(fake: FakeTelegram, method: str, **params: Any) -> dict[str, Any]:
    """Call a method with JSON and return the whole answer."""
    return httpx.post(
        f"{fake.base_url}{TOKEN}/{method}", json=params, timeout=10, verify=False
    ).json()


def updates(fake: FakeTelegram, **params: Any) -> list[dict[str, Any]]:
    """Call getUpdates once."""
    return call(fake, "getUpdates", **params)["result"]


class Hook(LoopbackServer):
    """A webhook that answers with the statuses it is given, then with 200."""

    def __init__(self) -> None:
        """Accept everything until told otherwise."""
        self.requests: list[Request] = []
        self.statuses: list[int] = []
        self.body = b""
        super().__init__(self._take)

    def _take(self, request: Request) -> Reply:
        self.requests.append(request)
        return Reply(self.statuses.pop(0) if self.statuses else 200, self.body)
