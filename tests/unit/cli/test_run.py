"""frontdesk run: whatever ends it, everything that was started is ended."""

import signal
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli import run as command
from bot.settings import Settings


class Part:
    """Something that is started and stopped; ``fault`` is raised when it is stopped."""

    def __init__(self, fault: BaseException | None = None) -> None:
        self.did: list[str] = []
        self.ready = threading.Event()
        self._fault = fault

    def client(self) -> None: ...

    def start(self) -> None:
        self.did.append("start")

    def stop(self) -> None:
        self.did.append("stop")
        if self._fault:
            raise self._fault


@pytest.fixture(autouse=True)
def same_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def _run(
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    end: BaseException,
    desk: Part,
    engine: Part,
) -> None:
    """Run with parts of ours; serving ends with ``end``."""

    def serve(desk: object, settings: Settings) -> None:
        raise end

    monkeypatch.setattr(command, "current_model", lambda: Path("model"))
    monkeypatch.setattr(command, "_refuse_taken_port", lambda settings: None)
    monkeypatch.setattr(command, "open_house", lambda settings: None)
    monkeypatch.setattr(command, "prepare", lambda house: {})
    monkeypatch.setattr(command, "EngineProcess", lambda *args: engine)
    monkeypatch.setattr(command, "FrontDesk", lambda *args, **more: desk)
    monkeypatch.setattr(command, "_serve", serve)
    command.run(settings, Console(quiet=True))


def test_ctrl_c_ends_the_desk_and_the_engine_quietly(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    desk, engine = Part(), Part()
    _run(monkeypatch, settings, KeyboardInterrupt(), desk, engine)
    assert desk.did == engine.did == ["start", "stop"]


def test_a_term_signal_ends_it_as_ctrl_c_does(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    _run(monkeypatch, settings, KeyboardInterrupt(), Part(), Part())
    assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler


@pytest.mark.parametrize("end", [SystemExit(3), OSError("address in use")])
def test_a_web_server_that_does_not_start_leaves_no_engine(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, end: BaseException
) -> None:
    desk, engine = Part(), Part()
    with pytest.raises(type(end)):
        _run(monkeypatch, settings, end, desk, engine)
    assert desk.did == engine.did == ["start", "stop"]


def test_a_desk_that_cannot_stop_leaves_no_engine(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """Also a second Ctrl-C, while the first is obeyed."""
    desk, engine = Part(fault=KeyboardInterrupt()), Part()
    _run(monkeypatch, settings, KeyboardInterrupt(), desk, engine)
    assert engine.did == ["start", "stop"]


def test_it_is_said_when_the_engine_is_ready() -> None:
    out, ready = Console(record=True, file=StringIO()), threading.Event()
    ready.set()
    command._tell_ready(ready, out)
    assert "语言引擎已就绪" in out.export_text()


def test_passwords_are_shown_as_they_are(settings: Settings) -> None:
    out = Console(width=100, record=True, file=StringIO())
    command.tell_passwords({"admin": "a[b]c_-1"}, out)
    assert "admin        a[b]c_-1" in out.export_text()
    nothing = Console(record=True, file=StringIO())
    command.tell_passwords({}, nothing)
    assert nothing.export_text() == ""
