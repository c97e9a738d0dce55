"""One run: processes, services with weather, customers, kills; then the audit.

The engine is the stand-in of ``stand_in/``: the real one starts in 15 s and there are dozens of
starts. Everything else is real: the commands, their supervisor, action route, workers, scheduler,
the database, HTTP to and from the fakes, SIGKILL. Seeds fix who writes what, which message comes
twice or too early, which call meets which fault, and who is killed after how many messages; how
the threads of several processes interleave is the machine's, and differs from run to run.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tests.faults.audit import Audit, audit, waiting
from tests.faults.crowd import Crowd, Ledger, TelegramLine, WeChatLine
from tests.faults.town import open_town
from tests.faults.weather import Rates, Weather, over_telegram, over_wechat

_LOOK = 0.25
_MOST_WAITING = 120
_DRAIN_SECONDS = 300.0

type Tell = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of a run. ``database_url`` empty: SQLite, and then there are no workers.
    ``account`` is the kind of WeChat's; ``subscription`` answers in the response only. ``real``: with
    Rasa itself, which starts for as long as several kills take otherwise."""

    customers: int
    kills: int
    seed: int
    database_url: str = ""
    workers: int = 0
    account: str = "service"
    real: bool = False
    rates: Rates = field(default_factory=Rates)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run is."""

    written: int
    total: int
    waiting: int
    kills: int
    seconds: float


@dataclass
class Outcome:
    """What a run came to."""

    plan: Plan
    audit: Audit
    seconds: float
    kills: int
    befell: Counter[str] = field(default_factory=Counter)


class Storm:
    """Everything that takes part in one run."""

    def __init__(self, stack: ExitStack, folder: Path, plan: Plan) -> None:
        self.plan, self._started = plan, time.monotonic()
        town = stack.enter_context(
            open_town(folder, plan.database_url, plan.workers, account=plan.account, real=plan.real)
        )
        self.company, self.telegram, self.wechat = town.company, town.telegram, town.wechat
        self.weathers: list[Weather] = [
            over_telegram(self.telegram, plan.seed, plan.rates),
            over_wechat(self.wechat, plan.seed, plan.rates),
        ]
        self.ledger = Ledger()
        self._chance = random.Random(f"kills {plan.seed}")
        self._kill_at = self._draw_kills()
        self._waiting = 0

    def _draw_kills(self) -> list[int]:
        """After how many messages somebody is killed: spread over the run, the last near its end."""
        total = self.plan.customers * 2 * 5
        step = total / (self.plan.kills + 1)
        return [
            int(step * (number + self._chance.uniform(0.5, 1.3)))
            for number in range(self.plan.kills)
        ]

    def run(self, tell: Tell) -> Outcome:
        """Let all customers write, kill on the way, wait until all is quiet, look."""
        crowd = Crowd(
            self._lines(),
            self.plan.customers,
            self.plan.seed,
            self.ledger,
            patience=60 if self.plan.real else 4,
        )
        try:
            while not crowd.done:
                self._kill_if_due()
                self._look(tell, crowd)
                time.sleep(_LOOK)
        finally:
            crowd.gate.set()
            crowd.end()
        for _ in self._kill_at:
            self._kill()
        self._drain(lambda: self._look(tell, crowd))
        return self._outcome()

    def _lines(self) -> list[WeChatLine | TelegramLine]:
        is_passive = self.plan.account == "subscription"
        return [
            WeChatLine(self.wechat, self.ledger, is_passive),
            TelegramLine(self.telegram, self.ledger),
        ]

    def _kill_if_due(self) -> None:
        self._start_the_dead()
        if self._kill_at and len(self.ledger.written) >= self._kill_at[0]:
            del self._kill_at[0]
            self._kill()

    def _kill(self) -> None:
        """One of those that run, with whatever it has in hand."""
        time.sleep(self._chance.uniform(0, 0.3))
        alive = [process for process in self.company.processes if process.is_running]
        if alive:
            self._chance.choice(alive).kill()
        time.sleep(self._chance.uniform(0, 0.5))
        self._start_the_dead()

    def _start_the_dead(self) -> None:
        for process in self.company.processes:
            if process.is_running:
                continue
            if not process.was_killed:
                raise AssertionError(f"{process.name} ended by itself: {process.log()[-2000:]}")
            process.start()

    def _look(self, tell: Tell, crowd: Crowd) -> None:
        try:
            with self.company.reading() as session:
                self._waiting = waiting(session)
        except DBAPIError:
            return  # PostgreSQL may be at its limit of connections after a kill
        (crowd.gate.set if self._waiting < _MOST_WAITING else crowd.gate.clear)()
        seconds = time.monotonic() - self._started
        tell(
            Progress(
                len(self.ledger.written), crowd.total, self._waiting, self.company.kills, seconds
            )
        )

    def _drain(self, look: Callable[[], None]) -> None:
        """Until every update was taken, every turn done, every reply settled."""
        until = time.monotonic() + _DRAIN_SECONDS
        quiet = 0
        while quiet < 3 and time.monotonic() < until:
            self._start_the_dead()
            look()
            is_quiet = not self._waiting and not self.telegram.pending
            quiet = quiet + 1 if is_quiet else 0
            time.sleep(_LOOK)

    def _outcome(self) -> Outcome:
        def heard(channel: str, external_id: str) -> list[str]:
            if channel == "telegram":
                return self.telegram.texts(int(external_id))
            return self.wechat.received(external_id)

        with self.company.reading() as session:
            found = audit(session, self.ledger, heard)
        befell = self.ledger.befell + sum((w.met for w in self.weathers), Counter[str]())
        seconds = time.monotonic() - self._started
        return Outcome(self.plan, found, seconds, self.company.kills, befell)


@contextmanager
def storm(folder: Path, plan: Plan) -> Generator[Storm]:
    """A company and its services, up and running; all of it is ended afterwards."""
    with ExitStack() as stack:
        yield Storm(stack, folder, plan)
