"""frontdesk doctor: what is right, what is missing, and what to do about it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable

from rich.console import Console

from bot import migrations
from bot.conversation.engine_process import PYTHON
from bot.crypto import load_key
from bot.db import Database
from bot.errors import FrontDeskError
from bot.settings import Settings, load_settings
from bot.training import current_model

_DISK_GB = 2


def check(out: Console) -> bool:
    """Print a line for each part; whether everything needed is right."""
    try:
        settings = load_settings()
    except FrontDeskError as error:
        out.print(f"[red]✗[/] settings: {error}")
        return False
    results = [_one(out, name, probe, settings) for name, probe in _PROBES]
    return all(results)


def _one(out: Console, name: str, probe: Callable[[Settings], str], settings: Settings) -> bool:
    try:
        out.print(f"[green]✓[/] {name}: {probe(settings)}", highlight=False)
    except _Optional as hint:
        out.print(f"[yellow]–[/] {name}: {hint}", highlight=False)
    except Exception as error:  # a probe may fail in any way, and each is a finding
        out.print(f"[red]✗[/] {name}: {str(error).partition('\n')[0]}", highlight=False)
        return False
    return True


class _Optional(Exception):  # noqa: N818
    """Not set up, and not needed."""


def _python(settings: Settings) -> str:
    if sys.version_info[:2] != (3, 12):
        raise RuntimeError("Python 3.12 is needed: make setup")
    return sys.version.split()[0]


def _engine(settings: Settings) -> str:
    if not PYTHON.exists():
        raise RuntimeError("nlu/.venv is missing: make setup")
    program = "import importlib.metadata as m; print(m.version('rasa'))"
    done = subprocess.run(  # noqa: S603
        [str(PYTHON), "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    return f"Rasa {done.stdout.strip()}"


def _model(settings: Settings) -> str:
    return current_model().name


def _key(settings: Settings) -> str:
    if not settings.key_file.exists() and _schema(settings) is None:
        raise _Optional(f"{settings.key_file} is made on the first start")
    load_key(settings.key_file)
    return f"{settings.key_file} (keep a copy apart from the data)"


def _database(settings: Settings) -> str:
    schema, newest = _schema(settings), migrations.newest()
    if schema is None:
        raise _Optional("empty; filled on the first start")
    if schema != newest:
        raise _Optional(f"schema {schema}; the next start brings it to {newest}")
    return f"{settings.url.partition(':')[0]}, schema {schema}"


def _schema(settings: Settings) -> str | None:
    database = Database(settings.url)
    try:
        return migrations.version(database.engine)
    finally:
        database.close()


def _data(settings: Settings) -> str:
    data = settings.data.resolve()
    there = next(path for path in (data, *data.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise RuntimeError(f"{there} cannot be written")
    free = shutil.disk_usage(there).free / 1e9
    if free < _DISK_GB:
        raise RuntimeError(f"only {free:.1f} GB free under {there}")
    return f"{data}, {free:.0f} GB free"


def _port(settings: Settings) -> str:
    try:
        socket.create_connection((settings.host, settings.port), timeout=1).close()
    except ConnectionRefusedError:
        return f"{settings.host}:{settings.port} is free"
    raise _Optional(f"{settings.port} is in use: by this front desk, or set PORT")


def _telegram(settings: Settings) -> str:
    if settings.telegram_token is None:
        raise _Optional("not set up: FRONTDESK_TELEGRAM_TOKEN")
    if not settings.public_url:
        return "by polling"
    secret = "of its own" if settings.telegram_secret else "derived from the token"
    return f"by webhook, its secret {secret}"


def _wechat(settings: Settings) -> str:
    if not settings.wechat_appid:
        raise _Optional("not set up: FRONTDESK_WECHAT_APPID, _SECRET, _TOKEN")
    if settings.wechat_token is None or settings.wechat_secret is None:
        raise RuntimeError("FRONTDESK_WECHAT_SECRET and FRONTDESK_WECHAT_TOKEN are needed too")
    mode = "AES" if settings.wechat_aes_key else "plain"
    return f"{settings.wechat_account} account, {mode} mode"


_PROBES: tuple[tuple[str, Callable[[Settings], str]], ...] = (
    ("Python", _python),
    ("language engine", _engine),
    ("language model", _model),
    ("data folder", _data),
    ("encryption key", _key),
    ("database", _database),
    ("port", _port),
    ("Telegram", _telegram),
    ("WeChat", _wechat),
)
