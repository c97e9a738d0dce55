"""frontdesk run: everything in one process, the engine as its child."""

import secrets
import signal
import socket
import threading
from contextlib import ExitStack, suppress
from pathlib import Path

import uvicorn
from rich.console import Console

from bot.app import FrontDesk, open_house, prepare
from bot.cli.instance import only_one
from bot.conversation.engine_process import EngineProcess
from bot.errors import ConfigurationError
from bot.settings import Settings
from bot.training import current_model


def run(settings: Settings, out: Console) -> None:
    """Serve until a signal comes; then stop everything that was started.

    Raises:
        ConfigurationError: model missing or stale, port taken, another one runs in the data folder,
            key or database wrong.
    """
    model = current_model()
    _refuse_taken_port(settings)
    with only_one(settings):
        _run(settings, model, out)


def _run(settings: Settings, model: Path, out: Console) -> None:
    house = open_house(settings)
    tell_passwords(prepare(house), out)
    secret = secrets.token_urlsafe(24)
    host = _loopback(settings.host)
    process = EngineProcess(
        settings, model, f"http://{host}:{settings.port}/internal/actions/{secret}"
    )
    desk = FrontDesk(house, process.client(), process.ready.is_set, action_secret=secret)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt), ExitStack() as started:
        started.callback(process.stop)
        process.start()
        started.callback(desk.stop)
        desk.start()
        _tell_where(settings, out)
        threading.Thread(target=_tell_ready, args=(process.ready, out), daemon=True).start()
        _serve(desk, settings)


def _serve(desk: FrontDesk, settings: Settings) -> None:
    config = uvicorn.Config(
        desk.asgi(),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run()


def _loopback(host: str) -> str:
    if host in {"0.0.0.0", "::", ""}:  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _refuse_taken_port(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise ConfigurationError(
                f"cannot listen on {settings.host}:{settings.port} ({error.strerror}):"
                " set PORT to a free one"
            ) from error


def _tell_where(settings: Settings, out: Console) -> None:
    out.print(f"\n[bold]{settings.company}[/] 前台已启动（语言引擎就绪约需 20 秒）")
    out.print(f"  客户聊天页  {settings.base_url}/chat")
    out.print(f"  客服工作台  {settings.base_url}/console")
    out.print(f"  是否就绪    {settings.base_url}/readyz")
    out.print("  按 Ctrl-C 停止\n")


def _tell_ready(ready: threading.Event, out: Console) -> None:
    ready.wait()
    out.print("语言引擎已就绪，可以开始对话")


def tell_passwords(passwords: dict[str, str], out: Console) -> None:
    """Show new passwords, once: they are stored as hashes only."""
    if not passwords:
        return
    out.print("[bold]以下账号的初始密码只显示这一次，请记下：[/]")
    for username, password in passwords.items():
        out.print(f"  {username:12} {password}", markup=False, highlight=False)
