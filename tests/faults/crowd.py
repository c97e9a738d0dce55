"""The customers: what each writes, and how it gets to the desk twice, late or in the wrong order."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from tests.fakes.telegram import FakeTelegram
from tests.fakes.wechat import FakeWeChat, Push

MESSAGES = 5
_ENQUIRIES = (
    "你好", "日常保洁多少钱一小时", "擦玻璃多少钱", "深度保洁包括哪些内容", "你们几点上班",
    "最近有优惠活动吗", "查一下我的订单", "月嫂怎么收费", "好的谢谢", "再见", "今天天气不错",
)  # fmt: skip


@dataclass
class Ledger:
    """What was written, by the id that the channel gave it; and what befell it."""

    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    befell: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, external_id: str, channel: str, sender: str) -> None:
        with self._lock:
            self.written[external_id] = (channel, sender)

    def note(self, what: str) -> None:
        with self._lock:
            self.befell[what] += 1


class Line(Protocol):
    """A channel as a customer has it."""

    name: str

    def say(self, sender: int, texts: Sequence[str], *, twice: bool) -> None:
        """Write one message, or two that overtake each other on the way."""
        ...

    def heard(self, sender: int) -> list[str]:
        """What the desk has said so far."""
        ...


@dataclass
class WeChatLine:
    """Pushes over HTTP; whoever is shown an error sends the same again.

    ``is_passive``: replies come in the responses, so that none is delivered twice at once: WeChat
    repeats a push only after it gave up the one before.
    """

    fake: FakeWeChat
    ledger: Ledger
    is_passive: bool = False
    name: str = "wechat"
    _patience: float = 120.0

    def say(self, sender: int, texts: Sequence[str], *, twice: bool) -> None:
        openid = self.openid(sender)
        pushes = [self.fake.writes(openid, text) for text in texts]
        for msgid, _ in pushes:
            self.ledger.write(msgid, self.name, openid)
        twice = twice and not self.is_passive
        for _, push in reversed(pushes):
            twins = [threading.Thread(target=self.fake.deliver, args=(push,))] if twice else []
            for twin in twins:
                twin.start()
            self._insist(push)
            for twin in twins:
                twin.join()

    def _insist(self, push: Push) -> None:
        """Until it is acknowledged: only then it must not be lost."""
        until = time.monotonic() + self._patience
        while not self.fake.deliver(push).ok:
            self.ledger.note("pushes refused")
            if time.monotonic() > until:
                raise AssertionError(f"not acknowledged within {self._patience:g} s")
            time.sleep(1)

    def heard(self, sender: int) -> list[str]:
        return self.fake.received(self.openid(sender))

    @staticmethod
    def openid(sender: int) -> str:
        return f"o{sender:07}"


@dataclass
class TelegramLine:
    """Updates in Telegram's queue, which the desk polls or gets by webhook."""

    fake: FakeTelegram
    ledger: Ledger
    name: str = "telegram"

    def say(self, sender: int, texts: Sequence[str], *, twice: bool) -> None:
        queue, bot = self.fake.api.queue, self.fake.api.me["id"]
        with self.fake.api.lock, queue.changed:
            for text in texts:
                number = self.fake.says(sender, text)
                self.ledger.write(f"{bot}:{number}", self.name, str(sender))
            if len(texts) == 2:
                queue.pending[-2:] = reversed(queue.pending[-2:])
            if twice:
                self.fake.redeliver()

    def heard(self, sender: int) -> list[str]:
        return self.fake.texts(sender)


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of the messages that come twice, overtake another, or wait for no answer."""

    twice: float = 0.08
    overtaking: float = 0.05
    hasty: float = 0.3


class Crowd:
    """All customers, a few at a time; ``gate`` is closed while the desk has too much waiting."""

    def __init__(
        self,
        lines: Sequence[Line],
        customers: int,
        seed: int,
        ledger: Ledger,
        *,
        at_once: int = 24,
        habits: Habits = Habits(),
        patience: float = 4.0,
    ) -> None:
        self._lines, self._customers, self._seed = lines, customers, seed
        self._ledger, self._habits, self._patience = ledger, habits, patience
        self.gate, self.stop = threading.Event(), threading.Event()
        self.gate.set()
        self.total = len(lines) * customers * MESSAGES
        self._pool = ThreadPoolExecutor(at_once)
        self._under_way = [
            self._pool.submit(self._live, line, number)
            for number in range(customers)
            for line in lines
        ]

    @property
    def done(self) -> bool:
        return all(one.done() for one in self._under_way)

    def end(self) -> None:
        """Raise what went wrong in a customer's thread; let nobody go on."""
        self.stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)
        for one in self._under_way:
            if not one.cancelled():
                one.result()

    def _live(self, line: Line, number: int) -> None:
        chance = random.Random(f"{self._seed} {line.name} {number}")
        sender = 10_000 + number
        time.sleep(chance.uniform(0, 0.5))
        for texts in _batches(script(chance, number), chance, self._habits.overtaking, line):
            if self.stop.is_set():
                return
            self.gate.wait()
            twice = chance.random() < self._habits.twice
            self._ledger.note("messages twice") if twice else None
            self._ledger.note("messages overtaken") if len(texts) == 2 else None
            before = len(line.heard(sender))
            line.say(sender, texts, twice=twice)
            if chance.random() >= self._habits.hasty:
                self._wait(lambda before=before: len(line.heard(sender)) > before)
            time.sleep(chance.uniform(0, 0.3))

    def _wait(self, heard: Callable[[], bool]) -> None:
        until = time.monotonic() + self._patience
        while not heard() and time.monotonic() < until and not self.stop.is_set():
            time.sleep(0.05)


def script(chance: random.Random, number: int) -> list[str]:
    """The five messages of a customer: a booking, a complaint, or questions."""
    kind = chance.random()
    if kind < 0.3:
        day, hour = chance.randint(2, 60), chance.randint(8, 17)
        return [
            "我想约日常保洁", f"{day}天后{hour}点", "地址是上海市徐汇区漕溪路18号3栋501室",
            f"1390{number:07}", "确认",
        ]  # fmt: skip
    if kind < 0.4:
        return [
            "我要投诉，上次保洁没擦干净", "厨房和卫生间都没弄", f"1380{number:07}", "好的", "谢谢",
        ]  # fmt: skip
    return [chance.choice(_ENQUIRIES) for _ in range(MESSAGES)]


def _batches(
    texts: Sequence[str], chance: random.Random, overtaking: float, line: Line
) -> Iterator[Sequence[str]]:
    """Mostly one by one; sometimes two that overtake each other (polling keeps the order)."""
    rest = list(texts)
    may = not (isinstance(line, TelegramLine) and not line.fake.api.queue.webhook.url)
    while rest:
        size = 2 if may and len(rest) > 1 and chance.random() < overtaking else 1
        yield rest[:size]
        del rest[:size]
