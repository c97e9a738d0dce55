"""``FakeTelegram``: the Bot API for one bot and its users, on 127.0.0.1."""

from typing import Any, Self

from .clock import Clock, SystemClock
from .faults import Fault
from .http import LoopbackServer
from .telegram_api import Call, Callback, TelegramApi
from .telegram_chats import Message
from .telegram_errors import ApiError
from .telegram_markup import Button
from .telegram_people import People
from .telegram_webhook import Delivery, WebhookCourier

__all__ = ["Button", "Call", "Callback", "Delivery", "FakeTelegram", "Message"]


class FakeTelegram(People):
    """Users write through ``says`` and friends; the bot polls ``url`` or sets a webhook."""

    def __init__(
        self,
        token: str = "123456:TEST-token",
        clock: Clock | None = None,
        *,
        retry_wait: float = 0.2,
        webhook_timeout: float = 10.0,
    ) -> None:
        """``retry_wait`` is the pause before a refused webhook delivery is repeated."""
        super().__init__(TelegramApi(token, clock or SystemClock()))
        self._server = LoopbackServer(self.api.answer)
        self._courier = WebhookCourier(
            self.api.queue, self._run_answer, retry_wait, webhook_timeout
        )

    @property
    def url(self) -> str:
        """What stands in for https://api.telegram.org."""
        return self._server.url

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot calls base_file_url."""
        return f"{self.url}/file/bot"

    def start(self) -> Self:
        """Start serving and delivering."""
        self._server.start()
        self._courier.start()
        return self

    def stop(self) -> None:
        """Stop serving and delivering."""
        self._courier.stop()
        self._server.stop()

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(self, *exc: object) -> None:
        """Stop."""
        self.stop()

    # -- what the test reads

    def received(self, chat: int) -> list[Message]:
        """Return the bot's messages in a chat as they look now, in order."""
        return list(self.api.chats[chat].sent) if chat in self.api.chats else []

    def texts(self, chat: int) -> list[str]:
        """Return only their texts."""
        return [message.text for message in self.received(chat)]

    def keyboard(self, chat: int) -> list[str]:
        """Return the titles of the keyboard that stands under the chat now."""
        return [button.text for button in self.api.chats[chat].keyboard]

    def actions(self, chat: int) -> list[str]:
        """Return the chat actions shown ("typing" and others), in order."""
        return list(self.api.chats[chat].actions)

    def settle(self, timeout: float = 5.0) -> bool:
        """Wait until every update was taken by the bot; False if some were not in time."""
        return self.api.queue.settled(timeout)

    @property
    def callbacks(self) -> list[Callback]:
        """Every pressed inline button and its answer, in order."""
        return list(self.api.callbacks.values())

    @property
    def commands(self) -> list[dict[str, str]]:
        """The commands last set."""
        return list(self.api.commands)

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot, in order."""
        return list(self.api.calls)

    @property
    def deliveries(self) -> list[Delivery]:
        """Every attempt to deliver to the webhook, in order."""
        return list(self._courier.deliveries)

    @property
    def pending(self) -> int:
        """How many updates the bot has not taken yet."""
        return len(self.api.queue.pending)

    # -- faults

    def flood(self, retry_after: int, times: int = 1, on: str | None = None) -> None:
        """Refuse the next calls with 429; ``on`` is part of a method's name.

        Without ``on``, getMe, getUpdates, the webhook methods, setMyCommands and sendChatAction
        are spared, here and in the faults below.
        """
        words = f"Too Many Requests: retry after {retry_after}"
        self.fail_next(429, words, times, on, retry_after=retry_after)

    def fail_next(
        self, code: int, description: str, times: int = 1, on: str | None = None, **parameters: Any
    ) -> None:
        """Refuse the next calls with any error of the Bot API."""
        error = ApiError(code, description, **parameters)
        self.api.faults.order(Fault("reply", times, error, on))

    def http_error_next(self, status: int, times: int = 1, on: str | None = None) -> None:
        """Answer the next calls with a bare HTTP error, undelivered."""
        self.api.faults.order(Fault("http", times, status, on))

    def timeout_next(self, times: int = 1, on: str | None = None) -> None:
        """Carry out the next calls but never answer them."""
        self.api.faults.order(Fault("timeout", times, None, on))

    def lose_next(self, times: int = 1, on: str | None = None) -> None:
        """Neither carry out nor answer the next calls."""
        self.api.faults.order(Fault("lost", times, None, on))

    def expire_callbacks(self) -> None:
        """Let every pressed button be too old to be answered."""
        for callback in self.api.callbacks.values():
            callback.expired = True

    def _run_answer(self, answer: dict[str, Any]) -> None:
        method = str(answer.pop("method"))
        try:
            self.api.run(method, answer)
        except ApiError:
            return
