"""What the services do to our calls, drawn call by call from a seeded generator."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.faults import Fault, Faults
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_errors import ApiError
from tests.fakes.wechat import FakeWeChat


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of the sends that meet a fault."""

    refused: float = 0.02
    broken: float = 0.02
    timeout_after: float = 0.0015
    timeout_before: float = 0.0015
    token: float = 0.004


@dataclass(eq=False)
class Weather(Faults):
    """Takes the place of a fake's ordered faults; ``sends`` names the calls that it touches."""

    seed: str
    rates: Rates
    sends: str
    refusal: Callable[[random.Random], Any]
    expire: Callable[[], None] | None = None
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__(spared=frozenset())
        self._random = random.Random(self.seed)

    def take(self, call: str) -> Fault | None:
        if not call.lower().endswith(self.sends):
            return None
        with self._lock:
            self._spoil_token()
            return self._draw()

    def _spoil_token(self) -> None:
        if self.expire is not None and self._random.random() < self.rates.token:
            self.met["token"] += 1
            self.expire()

    def _draw(self) -> Fault | None:
        chance, rates = self._random.random(), self.rates
        for name, share, fault in (
            ("refused", rates.refused, Fault("reply", 1, self.refusal(self._random))),
            ("5xx", rates.broken, Fault("http", 1, self._random.choice((500, 502, 503)))),
            ("timeout after", rates.timeout_after, Fault("timeout", 1)),
            ("timeout before", rates.timeout_before, Fault("lost", 1)),
        ):
            if chance < share:
                self.met[name] += 1
                return fault
            chance -= share
        return None


def over_telegram(fake: FakeTelegram, seed: int, rates: Rates) -> Weather:
    """429 with a retry_after of 1–3 s, 5xx, time-outs."""

    def flood(random: random.Random) -> ApiError:
        wait = random.randint(1, 3)
        return ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)

    weather = Weather(f"telegram {seed}", rates, "sendmessage", flood)
    fake.api.faults = weather
    return weather


def over_wechat(fake: FakeWeChat, seed: int, rates: Rates) -> Weather:
    """“System busy”, 5xx, time-outs, and tokens that expire or are revoked."""
    chooser = random.Random(f"tokens {seed}")

    def expire() -> None:
        chooser.choice((fake.expire_tokens, fake.revoke_tokens))()

    weather = Weather(f"wechat {seed}", rates, "custom/send", lambda _: -1, expire)
    fake.api.faults = weather
    return weather
