"""What thirty open consoles cost, and how soon a message stands on the right screens (issue 6).

    python -m benchmarks.consoles [--seconds 20] [--rate 10] [--consoles 30]

The console runs in a process of its own. Each console is a signed-in agent with a conversation of
the own open, over the same HTTP page and websocket as a browser's. This process writes customers'
messages into the database and waits for their text to come down the sockets of those who have the
conversation open. CPU is what the kernel counts for the console's process, against one console.
"""

import argparse
import ast
import asyncio
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx
import socketio
import uvicorn
from fastapi import FastAPI
from rich.console import Console

from benchmarks.table import Row, print_rows
from bot import console
from bot.clock import SystemClock
from bot.conversation.engine_process import free_port
from bot.crypto import Vault
from bot.db import Base, Database, use_vault
from bot.house import House
from bot.models import Author, Conversation, Message, Role, Staff
from bot.services.customer.customers import find_or_create_identity
from bot.services.staff import staff
from bot.services.thread import conversations
from bot.services.wording import load_wording
from bot.settings import bare_settings

_WARM_UP = 5.0
_PASSWORD = secrets.token_urlsafe(9)
_QUERY = re.compile(r"query: (\{[^}]*'client_id'[^}]*\})")
_TOKEN = re.compile(r"第(\d+)句")
_TICK = os.sysconf("SC_CLK_TCK")


def open_house(folder: Path) -> House:
    """The company on a SQLite file, with a key that is no secret."""
    use_vault(Vault(b"benchmark".ljust(32, b"-")))
    settings = bare_settings(data=folder, key_file=folder / "key")
    return House(Database(settings.url), SystemClock(), settings, load_wording(settings))


def serve(folder: Path, port: int) -> None:
    """The console's process."""
    app = FastAPI()
    console.mount(app, open_house(folder))
    uvicorn.run(app, port=port, log_level="warning")


def found_company(house: House, agents: int) -> list[tuple[str, int]]:
    """An agent and a taken conversation for each console: session secret and conversation."""
    Base.metadata.create_all(house.database.engine)
    now = house.clock.now()
    made: list[tuple[str, int]] = []
    with house.database.write() as session:
        keeper = staff.create_staff(
            session, username="agent0", display_name="客服0", password=_PASSWORD, role=Role.AGENT
        )
        for number in range(agents):
            me = keeper if number == 0 else _colleague(session, keeper, number)
            identity = find_or_create_identity(
                session, channel="web", external_id=f"v{number}", now=now
            )
            talk = conversations.conversation_of(session, identity, now)
            conversations.take_over(session, talk.id, me, now=now)
            secret = staff.sign_in(session, me.username, _PASSWORD, now=now)
            assert secret is not None
            made.append((secret, talk.id))
    return made


def _colleague(session: Any, keeper: Staff, number: int) -> Staff:
    """One password for all: hashing thirty takes longer than the measurement."""
    me = Staff(
        username=f"agent{number}",
        display_name=f"客服{number}",
        password_hash=keeper.password_hash,
        role=Role.AGENT,
    )
    session.add(me)
    session.flush()
    return me


class Screen:
    """One open console; notes when which message came down its socket."""

    def __init__(self, url: str, secret: str, conversation_id: int) -> None:
        self.url, self.secret, self.conversation_id = url, secret, conversation_id
        self.seen: dict[int, float] = {}
        self._next = 0
        self._socket = socketio.AsyncClient(reconnection=False)
        self._socket.on("*", self._take)

    async def open(self) -> None:
        """Load the page, then its socket, as a browser does."""
        cookies = {"frontdesk_staff": self.secret}
        async with httpx.AsyncClient(cookies=cookies, trust_env=False, timeout=60) as http:
            page = await http.get(f"{self.url}/console/?c={self.conversation_id}")
        page.raise_for_status()
        found = _QUERY.search(page.text)
        assert found is not None, "the page has no socket's query"
        self._query = {
            **ast.literal_eval(found[1]),
            "document_id": self.secret,
            "tab_id": self.secret,
        }
        self._query["implicit_handshake"] = "false"
        address = f"{self.url}?{httpx.QueryParams(self._query)}"
        await self._socket.connect(
            address,
            headers={"Cookie": f"frontdesk_staff={self.secret}"},
            transports=["websocket"],
            socketio_path="/console/_nicegui_ws/socket.io",
        )
        assert await self._socket.call("handshake", self._query), "the console refused the socket"

    async def _take(self, event: str, data: Any = None) -> None:
        self._next += 1
        now = time.monotonic()
        if event == "update":
            for number in _TOKEN.findall(json.dumps(data, ensure_ascii=False)):
                self.seen.setdefault(int(number), now)

    async def acknowledge(self) -> None:
        """Tell the console what arrived, as a browser does every three seconds."""
        while True:
            await asyncio.sleep(3)
            query = {"client_id": self._query["client_id"], "next_message_id": self._next}
            await self._socket.emit("ack", query)

    async def close(self) -> None:
        """Leave."""
        await self._socket.disconnect()


def cpu_seconds(pid: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


async def measure(
    house: House, pid: int, screens: Sequence[Screen], *, seconds: float, rate: float, first: int
) -> tuple[float, list[float]]:
    """CPU seconds per second, and for each message the time until it stood on its screen."""
    for screen in screens:
        await screen.open()
    tasks = [asyncio.create_task(screen.acknowledge()) for screen in screens]
    await asyncio.sleep(_WARM_UP)
    sent: dict[int, tuple[float, Screen]] = {}
    cpu, began = cpu_seconds(pid), time.monotonic()
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        screen = screens[number % len(screens)]
        await asyncio.to_thread(_write, house, screen.conversation_id, first + number)
        sent[first + number] = time.monotonic(), screen
    used = (cpu_seconds(pid) - cpu) / (time.monotonic() - began)
    await asyncio.sleep(3)
    for task in tasks:
        task.cancel()
    for screen in screens:
        await screen.close()
    lost = [number for number, (_, screen) in sent.items() if number not in screen.seen]
    assert not lost, f"{len(lost)} of {len(sent)} messages never came"
    return used, [screen.seen[n] - at for n, (at, screen) in sent.items()]


def _write(house: House, conversation_id: int, number: int) -> None:
    with house.database.write() as session:
        now = house.clock.now()
        conversation = session.get_one(Conversation, conversation_id)
        conversation.last_message_at = now
        session.add(
            Message(
                conversation_id=conversation_id,
                author=Author.CUSTOMER,
                text=f"第{number}句，请问明天上午能来吗",
                at=now,
            )
        )


async def run(consoles: int, seconds: float, rate: float) -> list[Row]:
    """One console first, then all of them, with the same messages per second."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        house = open_house(folder)
        seats = found_company(house, consoles)
        command = [sys.executable, "-m", "benchmarks.consoles", "--serve", name, str(port)]
        child = subprocess.Popen(command)  # noqa: S603  our own interpreter on our own module
        try:
            url = f"http://127.0.0.1:{port}"
            await _until_up(url)
            one = [Screen(url, *seats[0])]
            alone, _ = await measure(house, child.pid, one, seconds=seconds, rate=rate, first=1)
            all_ = [Screen(url, *seat) for seat in seats]
            together, waits = await measure(
                house, child.pid, all_, seconds=seconds, rate=rate, first=1_000_000
            )
        finally:
            child.terminate()
            child.wait(timeout=20)
            house.database.close()
    p95 = quantiles(waits, n=20)[-1]
    name = f"CPU share of the console, {consoles} open against 1"
    return [
        Row.at_most(name, together, alone, 3.0),
        Row("s until on the screen, median", median(waits), 1.0, median(waits), "≤ 1.0", True),
        Row("s until on the screen, p95", p95, 1.0, p95, "≤ 1.2", p95 <= 1.2),
    ]


async def _until_up(url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        for _ in range(300):
            try:
                await http.get(f"{url}/console/login")
                return
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
    raise TimeoutError("the console did not come up")


def main() -> int:
    """Print the table; status 1 when a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--consoles", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=10)
    parser.add_argument("--serve", nargs=2, metavar=("FOLDER", "PORT"))
    given = parser.parse_args()
    if given.serve:
        serve(Path(given.serve[0]), int(given.serve[1]))
        return 0
    rows = asyncio.run(run(given.consoles, given.seconds, given.rate))
    print_rows(rows, Console(width=110), against="1 open")
    return 0 if all(row.is_reached for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
