"""The harness of the process tests: a real ``frontdesk run`` on loopback, and customers over HTTP.

Nothing here reaches into the running process: it is started, signalled, asked over HTTP, and its
SQLite file is read with the application's own models. Waiting is always polling with a deadline.
"""

import ctypes
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import httpx
from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from bot import db
from bot.clock import local
from bot.conversation.engine_process import free_port
from bot.crypto import Vault, load_key
from bot.models import Conversation, FollowUp, FollowUpKind, Identity, Order, Outbox, Visit

FRONTDESK = Path(sys.executable).parent / "frontdesk"
PASSWORD = "e2e-only-Passwort-7"
READY_SECONDS = 120.0
LONGEST_REPLY = 20.0
_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
_phones = itertools.count(13_900_000_001)
_moments = itertools.count()

type Json = dict[str, Any]


def until[T](
    check: Callable[[], T | None],
    what: str | Callable[[], object],
    seconds: float = LONGEST_REPLY,
) -> T:
    """Ask ``check`` until it gives something true; fail with ``what`` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not (found := check()):
        if time.monotonic() > deadline:
            said = what if isinstance(what, str) else what()
            raise AssertionError(f"not within {seconds:g} s: {said}")
        time.sleep(0.03)
    return found


def new_phone() -> str:
    """A mobile number that no other customer of these tests has: one phone is one customer."""
    return str(next(_phones))


def free_moment() -> str:
    """A bookable start as a customer types it, another one at each call: workers are few."""
    number = next(_moments)
    day = local(datetime.now(UTC)) + timedelta(days=2 + number % 40)
    return f"{day.month}月{day.day}日{9 + number // 40}点"


def environment(**settings: str) -> dict[str, str]:
    """A clean environment with these settings: none of the caller's, no proxies."""
    kept = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    return {**kept, "PYTHONUNBUFFERED": "1", **settings}


def children_of(pid: int) -> list[int]:
    """The direct children of a process."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found


def is_engine(pid: int) -> bool:
    """Whether a process is a language engine that runs (no zombie)."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"rasa" in command


def _die_with_the_tests() -> None:
    """A test run that is killed leaves no desk behind (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Desk:
    """One installation in a folder of its own; may be started many times."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """``settings`` are environment variables, added to those that every desk here has."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.port = folder, free_port()
        self.data, self.key_file = folder / "data", folder / "key"
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {
            "PORT": str(self.port),
            "FRONTDESK_DATA": str(self.data),
            "FRONTDESK_KEY_FILE": str(self.key_file),
            "FRONTDESK_ADMIN_PASSWORD": PASSWORD,
            "FRONTDESK_BUBBLE_SECONDS": "0.1",
            "FRONTDESK_SESSIONS_PER_MINUTE": "200",
            **settings,
        }
        self.http = httpx.Client(base_url=self.url, trust_env=False, timeout=15)
        self._process: subprocess.Popen[bytes] | None = None
        self._log = folder / "log.txt"
        self._database = db.Database(f"sqlite:///{self.data / 'frontdesk.db'}")

    # -- the process

    def start(self, *, ready: bool = True) -> Self:
        """Start; with ``ready`` wait until every part is."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(FRONTDESK), "run"],
                cwd=self.folder,
                env=environment(**self.settings),
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_the_tests if sys.platform == "linux" else None,
            )
        try:
            self.wait_until_ready() if ready else self.wait_until_up()
        except BaseException:
            self.kill()
            raise
        return self

    def wait_until_up(self) -> None:
        """Until /healthz answers."""
        until(lambda: self._answers("/healthz"), self.log, READY_SECONDS)

    def wait_until_ready(self) -> None:
        """Until /readyz says that the database, the engine and the workers are ready."""
        until(lambda: self._answers("/readyz"), self.log, READY_SECONDS)

    def _answers(self, path: str) -> bool:
        assert self.process.poll() is None, f"frontdesk run has ended:\n{self.log()}"
        try:
            return self.http.get(path).status_code == 200
        except httpx.HTTPError:
            return False

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the desk was not started"
        return self._process

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def press_ctrl_c(self) -> int:
        """What a terminal does: SIGINT to the whole foreground group; the exit status."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=40)

    def kill(self) -> None:
        """kill -9 of the application, and of nothing else."""
        if self.is_running:
            self.process.kill()
        self.process.wait(timeout=10)

    def close(self) -> None:
        """End it, if it runs, and let go of its files."""
        if self.is_running:
            for pid in self.engine_pids():
                os.kill(pid, signal.SIGCONT)
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()
        self.http.close()
        self._database.close()

    def engine_pids(self) -> list[int]:
        """The engine children, usually one; none while it is being started again."""
        return [pid for pid in children_of(self.process.pid) if is_engine(pid)]

    def engine_pid(self) -> int:
        """The engine child."""
        return until(self.engine_pids, "an engine child", READY_SECONDS)[0]

    def log(self) -> str:
        """All that it has printed."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    # -- its rows

    @contextmanager
    def reading(self) -> Generator[Session]:
        """A session on its database with its key; other tests' key comes back afterwards."""
        with self._keyed(), self._database.read() as session:
            yield session

    @contextmanager
    def writing(self) -> Generator[Session]:
        """As :meth:`reading`, to set a stage that only time would bring about."""
        with self._keyed(), self._database.write() as session:
            yield session

    @contextmanager
    def _keyed(self) -> Generator[None]:
        keyring = db._keyring  # pyright: ignore[reportPrivateUsage]
        before = keyring.vault
        db.use_vault(Vault(load_key(self.key_file)))
        try:
            yield
        finally:
            keyring.vault = before

    def rows[T](self, query: Select[T]) -> Sequence[T]:
        """The rows of a query; what hangs on them must be read inside :meth:`reading`."""
        with self.reading() as session:
            return session.scalars(query).all()

    def count(self, model: type[db.Base], *where: ColumnElement[bool]) -> int:
        """How many rows there are."""
        return self.rows(select(func.count()).select_from(model).where(*where))[0]

    def conversation(self, channel: str, external_id: str) -> Conversation | None:
        """The conversation with one identity, as it stands now."""
        found = self.rows(
            select(Conversation)
            .join(Identity)
            .where(Identity.channel == channel, Identity.external_id == external_id)
        )
        return found[0] if found else None

    def orders(self, channel: str, external_id: str) -> Sequence[Order]:
        """The orders that came out of a conversation."""
        conversation = self.conversation(channel, external_id)
        if conversation is None:
            return []
        return self.rows(select(Order).where(Order.conversation_id == conversation.id))

    def make_reminder_due(self, order: Order) -> None:
        """Let the evening before the visit come (REQ C5)."""
        with self.writing() as session:
            visits = select(Visit.id).where(Visit.order_id == order.id)
            wanted = (FollowUp.visit_id.in_(visits), FollowUp.kind == FollowUpKind.REMINDER)
            done = session.execute(update(FollowUp).where(*wanted).values(due_at=datetime.now(UTC)))
            assert getattr(done, "rowcount", 0) == 1

    def reminder(self, order: Order) -> Outbox | None:
        """The queued or sent reminder of an order with one visit."""
        with self.reading() as session:
            visit = session.scalars(select(Visit).where(Visit.order_id == order.id)).one()
            key = f"visit:{visit.id}:reminder"
            return session.scalar(select(Outbox).where(Outbox.key == key))

    def customer(self) -> "Customer":
        """A new visitor of the web chat."""
        return Customer(self)


class Customer:
    """A visitor of the web chat, over its JSON API only."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        opened = desk.http.post("/chat/api/session")
        assert opened.is_success, opened.text
        self.sender, token = opened.json()["sender"], opened.json()["token"]
        self.headers = {"Authorization": f"Bearer {token}"}
        self.phone = new_phone()
        self._numbers = itertools.count(1)
        self._read: set[str] = set()

    # -- raw

    def post(self, body: Json, **more: Any) -> httpx.Response:
        """``POST /chat/api/messages`` with any body."""
        return self.desk.http.post("/chat/api/messages", json=body, headers=self.headers, **more)

    def thread(self, after: str | None = None) -> list[Json]:
        """``GET /chat/api/messages``."""
        params = {"after": after} if after else {}
        answer = self.desk.http.get("/chat/api/messages", params=params, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["messages"])

    def new_id(self) -> str:
        return f"{self.sender[:6]}-{next(self._numbers)}"

    # -- a conversation

    def say(self, text: str) -> str:
        """Write; the id of the stored message."""
        return self._send({"text": text})

    def press(self, button: Json) -> str:
        """Press an offered button; the id of the stored message."""
        return self._send({"button": button["payload"]})

    def _send(self, body: Json) -> str:
        id_ = self.new_id()
        answer = self.post({"id": id_, **body})
        assert answer.status_code == 202, answer.text
        return id_

    def wait_for_reply(self, seconds: float = LONGEST_REPLY) -> Json:
        """The next message of the desk that was not read yet."""
        return until(self._next_reply, lambda: f"a reply to {self.texts()}", seconds)

    def _next_reply(self) -> Json | None:
        for message in self.thread():
            if message["from"] != "customer" and message["id"] not in self._read:
                self._read.add(message["id"])
                return message
        return None

    def ask(self, text: str, seconds: float = LONGEST_REPLY) -> Json:
        """Write and wait for the answer."""
        self.say(text)
        return self.wait_for_reply(seconds)

    def texts(self) -> list[str]:
        """What was said, each line with who said it."""
        return [f"{message['from']}: {message['text']}" for message in self.thread()]

    def replies(self) -> list[Json]:
        """What the desk said."""
        return [message for message in self.thread() if message["from"] != "customer"]

    def come_to_read_back(self) -> Json:
        """Say all that a cleaning needs; the read-back, which waits for a yes (REQ C2)."""
        reply = self.ask(
            f"想约{free_moment()}的日常保洁，地址徐汇区漕溪路18号3号楼201室，电话{self.phone}"
        )
        assert "确认" in reply["text"], self.texts()
        assert button(reply, "确认"), self.texts()
        return reply

    def confirm(self, read_back: Json) -> str:
        """Press 确认 under a read-back."""
        return self.press(button(read_back, "确认"))

    # -- what is stored about it

    def orders(self) -> Sequence[Order]:
        return self.desk.orders("web", self.sender)

    def conversation(self) -> Conversation:
        found = self.desk.conversation("web", self.sender)
        assert found is not None
        return found


def button(message: Json, title: str) -> Json:
    """The offered button whose title holds ``title``."""
    found = [one for one in message["buttons"] if title in one["title"]]
    assert found, f"no button {title!r} in {message}"
    return dict(found[0])
