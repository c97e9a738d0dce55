"""A console on a free port with a company of three, and a headless Chromium that looks at it."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from bot import console
from bot.clock import SystemClock
from bot.crypto import Vault
from bot.db import Base, Database, use_vault
from bot.house import House
from bot.models import Author, Conversation, Flag, Group, Identity, Message, Role
from bot.services.customer.customers import find_or_create_identity, remember_contact
from bot.services.staff import staff
from bot.services.thread import conversations
from bot.services.wording import load_wording
from bot.settings import Settings
from tests.integration.console.contrast import poor_contrast

CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PEOPLE = {"li": "李明", "wang": "王娜", "chen": "陈主管"}
PASSWORD = "correct-horse"


@dataclass(frozen=True, slots=True)
class Desk:
    """The console under test."""

    house: House
    url: str

    def customer(self, text: str, *, name: str = "周女士", phone: str | None = None) -> int:
        """A new conversation with one message of the customer; its id."""
        with self.house.database.write() as session:
            now = self.house.clock.now()
            identity = find_or_create_identity(
                session, channel="web", external_id=f"v{time.monotonic_ns()}", now=now
            )
            identity.customer.name = name
            if phone:
                where = "上海市徐汇区某路1号"
                remember_contact(session, identity, phone=phone, address=where, now=now)
            conversation = conversations.conversation_of(session, identity, now)
            session.add(_add(conversation, text, self.house))
            return conversation.id

    def writes(self, conversation_id: int, text: str) -> None:
        """One more message of the customer."""
        with self.house.database.write() as session:
            conversation = session.get_one(Conversation, conversation_id)
            session.add(_add(conversation, text, self.house))

    def flag(self, conversation_id: int, why: Flag = Flag.PERSON_WANTED, *, ago: int = 0) -> None:
        """A person is wanted."""
        with self.house.database.write() as session:
            at = self.house.clock.now() - timedelta(seconds=ago)
            conversation = session.get_one(Conversation, conversation_id)
            conversations.flag(session, conversation, why, now=at)

    def conversation(self, conversation_id: int) -> Conversation:
        with self.house.database.read() as session:
            return session.get_one(Conversation, conversation_id)

    def identity(self, conversation_id: int) -> Identity:
        with self.house.database.read() as session:
            return session.get_one(Conversation, conversation_id).identity


def _add(conversation: Conversation, text: str, house: House) -> Message:
    now = house.clock.now()
    conversation.last_message_at = now
    return Message(conversation_id=conversation.id, author=Author.CUSTOMER, text=text, at=now)


def make_house(data: Path, **settings: str) -> House:
    """An empty company."""
    use_vault(Vault(b"0" * 32))
    chosen = Settings(data=data, **settings)
    database = Database(chosen.url)
    Base.metadata.create_all(database.engine)
    return House(database, SystemClock(), chosen, load_wording(chosen))


def hire(house: House) -> None:
    """Two agents and a supervisor."""
    with house.database.write() as session:
        for username, name in PEOPLE.items():
            staff.create_staff(
                session,
                username=username,
                display_name=name,
                password=PASSWORD,
                role=Role.SUPERVISOR if username == "chen" else Role.AGENT,
                group=Group.GENERAL,
            )


def serve(app: FastAPI) -> tuple[uvicorn.Server, threading.Thread, int]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    return server, thread, listener.getsockname()[1]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The console, served."""
    house = make_house(tmp_path_factory.mktemp("data"))
    hire(house)
    app = FastAPI()
    console.mount(app, house)
    server, thread, port = serve(app)
    yield Desk(house, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(timeout=15)
    house.database.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if not Path(CHROMIUM).exists():
        if "chromium" in os.environ.get("FRONTDESK_TEST_REQUIRE", ""):
            pytest.fail(f"FRONTDESK_TEST_REQUIRE wants chromium, and there is no {CHROMIUM}")
        pytest.skip(f"no {CHROMIUM}: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield opened
        opened.close()


Visit = Callable[..., Page]


def until(happened: Callable[[], object], seconds: float = 10) -> None:
    """Ask until it is so."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.03)


@pytest.fixture
def visit(browser: Browser, desk: Desk) -> Iterator[Visit]:
    """Opens pages in browsers of their own; faults and outside requests fail the test, and so does
    text that is hard to read on what is open at its end."""
    contexts, faults = [], []

    def open_page(user: str | None = "li", path: str = "/console/", width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: faults.extend(_outside(request.url, desk.url)))
        page.goto(desk.url + path)
        if user is not None:
            sign_in(page, user)
            page.wait_for_function("window.did_handshake")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            faults.extend(poor_contrast(page))
        context.close()
    assert not faults


def _outside(url: str, ours: str) -> list[str]:
    is_ours = url.startswith((ours, ours.replace("http", "ws"), "data:", "blob:"))
    return [] if is_ours else [f"request to {url}"]


def sign_in(page: Page, user: str, password: str = PASSWORD) -> None:
    """Fill in the form."""
    page.fill("[name=username]", user)
    page.fill("[name=password]", password)
    page.click("button[type=submit]")
