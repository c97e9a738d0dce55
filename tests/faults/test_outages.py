"""The disk is full, the database is locked or away: what customers see, and that nothing is lost.

Real processes; a customer writes in each channel while the fault lasts (REQ G5).
"""

import resource
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.models import Delivery, Inbox, Outbox, Turn
from tests.e2e.desk import Customer, until
from tests.fakes.wechat import PushResult
from tests.faults.town import Town, open_town
from tests.postgres import Server, binaries_or_skip, running_server

QUESTION, ABOUT = "日常保洁多少钱一小时", "元"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One process on SQLite."""
    with open_town(tmp_path_factory.mktemp("town")) as town:
        yield town


class Trio:
    """One customer in each channel, who has been answered once before the fault comes."""

    def __init__(self, town: Town, number: int) -> None:
        self.town, self.chat, self.openid = town, 50_000 + number, f"o-trio-{number}"
        self.http = httpx.Client(base_url=town.company.url, trust_env=False, timeout=40)
        shim: Any = SimpleNamespace(http=self.http)
        self.web = Customer(shim)
        self._pool = ThreadPoolExecutor(2)
        self.web.ask("你好")
        town.telegram.says(self.chat, "你好")
        assert town.wechat.says(self.openid, "你好").ok
        until(lambda: self.answers() == (1, 1, 1), self.answers, 30)
        until(self._is_settled, "what was sent to be settled", 30)

    def _is_settled(self) -> bool:
        """A fault between a sending and its settling makes it unknown, and what follows waits."""
        with self.town.company.reading() as session:
            sending = select(Outbox.id).where(Outbox.state == Delivery.SENDING)
            return session.scalar(sending.limit(1)) is None

    def answers(self) -> tuple[int, int, int]:
        """How many messages of the desk each has."""
        web = [m for m in self.web.thread() if m["from"] == "bot"]
        telegram, wechat = self.town.telegram, self.town.wechat
        return len(web), len(telegram.texts(self.chat)), len(wechat.received(self.openid))

    def write_in_wechat(self) -> "Future[PushResult]":
        """A push, which WeChat repeats while no answer comes."""
        return self._pool.submit(self.town.wechat.says, self.openid, QUESTION)

    def write_in_web(self) -> "Future[httpx.Response]":
        return self._pool.submit(self.web.post, {"id": "during", "text": QUESTION})

    def assert_answered_once(self, seconds: float = 40) -> None:
        """Each has one answer more, the right one, and every message one row and one turn."""
        until(lambda: self.answers() == (2, 2, 2), self.answers, seconds)
        time.sleep(0.5)
        assert self.answers() == (2, 2, 2)
        last = (
            self.web.thread()[-1]["text"],
            self.town.telegram.texts(self.chat)[-1],
            self.town.wechat.received(self.openid)[-1],
        )
        assert all(ABOUT in text for text in last), last
        with self.town.company.reading() as session:
            rows = session.execute(select(Inbox.channel, Inbox.external_id, Inbox.handled_at)).all()
            assert max(Counter((row[0], row[1]) for row in rows).values()) == 1
            assert all(row[2] for row in rows)
            assert session.scalars(select(Turn.id).where(Turn.done_at.is_(None))).all() == []


@contextmanager
def _full_disk(pid: int) -> Generator[None]:
    """No file of the process may grow, its log included."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Somebody else writes, and does not come to an end."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def _repeat(call: Callable[[], object], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        call()
        time.sleep(0.2)


def test_a_full_disk_is_told_in_the_web_and_lets_the_services_repeat(town: Town) -> None:
    """Nothing is acknowledged that is not stored; when there is room again all go on by
    themselves, and nobody in WeChat has seen an error."""
    trio = Trio(town, 1)
    with _full_disk(town.company.processes[0].pid):
        pushed = trio.write_in_wechat()
        town.telegram.says(trio.chat, QUESTION)
        answer = trio.write_in_web().result()
        assert answer.status_code == 503
        assert answer.json()["detail"] == "系统暂时繁忙，请稍后再试"
        assert answer.headers["Retry-After"] == "5"
        time.sleep(2)
        assert town.telegram.pending == 1
        assert trio.answers() == (1, 1, 1)
    assert trio.write_in_web().result().status_code == 202
    result = pushed.result()
    assert (result.ok, result.attempts) == (True, 2)
    assert town.wechat.errors(trio.openid) == []
    trio.assert_answered_once()


def test_a_database_that_is_locked_for_20_s_delays_and_loses_nothing(town: Town) -> None:
    """The page waits for its 202; WeChat gives up after three tries of 5 s and says so, but the
    push is stored all the same; the process stays healthy."""
    trio = Trio(town, 2)
    with _locked(town.company.sqlite):
        started = time.monotonic()
        pushed, posted = trio.write_in_wechat(), trio.write_in_web()
        town.telegram.says(trio.chat, QUESTION)
        healthy = lambda: httpx.get(f"{town.company.url}/healthz", trust_env=False, timeout=5)  # noqa: E731
        _repeat(healthy, 20 - (time.monotonic() - started))
        assert not posted.done()
        assert trio.answers() == (1, 1, 1)
    assert posted.result().status_code == 202
    assert pushed.result().attempts == 3
    assert len(town.wechat.errors(trio.openid)) == 1
    trio.assert_answered_once()


@pytest.fixture
def restartable() -> Iterator[Server]:
    with running_server(binaries_or_skip()) as server:
        yield server


def test_a_database_that_is_restarted_is_found_again(restartable: Server, tmp_path: Path) -> None:
    """Without it the page is told 503, Telegram and WeChat repeat; the processes stay, and go on
    by themselves as soon as it is back."""
    url = restartable.url(restartable.create())
    with open_town(tmp_path, url, workers=1) as town:
        trio = Trio(town, 3)
        until(town.company.processes[1].log, "a worker beside it", 60)
        restartable.stop()
        pushed = trio.write_in_wechat()
        town.telegram.says(trio.chat, QUESTION)
        assert trio.write_in_web().result().status_code == 503
        ready = httpx.get(f"{town.company.url}/readyz", trust_env=False, timeout=10)
        assert (ready.status_code, ready.json()["database"]) == (503, False)
        threading.Event().wait(2)
        restartable.start()
        assert trio.write_in_web().result().status_code == 202
        assert pushed.result().ok
        assert town.wechat.errors(trio.openid) == []
        trio.assert_answered_once()
        assert all(process.is_running for process in town.company.processes)
