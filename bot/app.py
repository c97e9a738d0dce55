"""The one place that wires things: settings in, a running front desk out."""

import asyncio
import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from actions.server import make_executor, run_action
from bot import migrations
from bot.channels.base import Channel, PermanentError, TemporaryError
from bot.channels.telegram import TelegramChannel
from bot.channels.web import WebChannel
from bot.channels.wechat import WeChatChannel
from bot.clock import Clock, SystemClock
from bot.conversation.coming_up import ComingUp
from bot.conversation.engine import Engine
from bot.conversation.media import Fetcher
from bot.conversation.outbox import Sender
from bot.conversation.presence import Presence
from bot.conversation.turn import Turns
from bot.conversation.webhooks import Webhooks
from bot.crypto import Vault, load_key, make_key
from bot.db import Database, use_vault
from bot.errors import ConfigurationError, EngineError
from bot.house import House, Work
from bot.jobs.scheduler import Scheduler, start_scheduler
from bot.language.place.gazetteer import gazetteer
from bot.language.trade.services import find_services
from bot.services.right_key import check_key
from bot.services.seeding import ensure_administrator, load_sample_company, sample_lexicon
from bot.services.thread.leases import take_back_leases
from bot.services.wording import load_wording
from bot.settings import Settings
from bot.web import make_back_room, make_web

log = structlog.get_logger()
_IDLE = 0.5
_LONGEST_PAUSE = 5.0
_TELEGRAM_PAUSE = 15.0
_LEFT_TO_OTHERS, _NONE = timedelta(seconds=8), timedelta(0)


def open_house(
    settings: Settings, clock: Clock | None = None, *, must_exist: bool = False
) -> House:
    """Key, database and wording of an installation; the key is made on the very first start.

    ``must_exist``: this is no first start, so an empty database is refused and no key is made.

    Raises:
        ConfigurationError: the database does not answer, its key is missing, or a folder cannot
            be written.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        database, is_new = _open_database(settings.url)
        if is_new and must_exist:
            raise ConfigurationError("the database is empty: start frontdesk run first")
        if is_new:
            make_key(settings.key_file)
        use_vault(Vault(load_key(settings.key_file)))
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {error.strerror}") from error
    return House(
        database=database,
        clock=clock or SystemClock(),
        settings=settings,
        wording=load_wording(settings),
    )


def _open_database(url: str) -> tuple[Database, bool]:
    """The database, and whether it is new: then nothing in it was written with a key."""
    try:
        database = Database(url)
        is_new = migrations.version(database.engine) is None
        database.ping()
    except (SQLAlchemyError, ImportError) as error:
        why = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        raise ConfigurationError(f"the database cannot be used: {why}") from error
    return database, is_new


def prepare(house: House) -> dict[str, str]:
    """Migrate, load the sample company and the administrator on the first start; new passwords.

    Raises:
        ConfigurationError: the key is not the one of this database.
    """
    migrations.upgrade(house.database.engine)
    with house.database.write() as session:
        check_key(session)
        given = house.settings.admin_password
        passwords = load_sample_company(session) if house.settings.sample_company else {}
        generated = ensure_administrator(session, given.get_secret_value() if given else None)
    return {**({"admin": generated} if generated else {}), **passwords}


@dataclass
class FrontDesk:
    """A wired front desk; nothing runs until :meth:`start`."""

    house: House
    engine: Engine
    engine_ready: Callable[[], bool]
    action_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    number: int = field(default_factory=lambda: secrets.randbelow(2**31))

    def __post_init__(self) -> None:
        self.worker = f"{os.getpid()}-{self.number}"
        self._stop = threading.Event()
        self._engine_due = 0.0
        self._processes = 1
        self._threads: list[threading.Thread] = []
        self._presence = Presence(self.house.database, self.number, self._share)
        self._scheduler: Scheduler | None = None
        house, settings = self.house, self.house.settings
        self.channels: dict[str, Channel] = {"web": WebChannel()}
        self.telegram = self._telegram(settings)
        self.wechat = self._wechat(settings)
        self.webhooks = Webhooks(house, self.telegram, self.wechat)
        self.executor = make_executor(house)
        self.turns = Turns(
            house.database, self.engine, house.clock, settings, house.wording, self.worker
        )
        now = house.clock.now()
        self.coming_up = ComingUp(house.database, house.clock, settings, house.wording, now)
        self.fetcher = Fetcher(house, self.channels)
        self.sender = Sender(house.database, self.channels, house.clock, settings, self.worker)

    def _share(self, processes: int) -> None:
        self._processes = processes
        for channel in self.channels.values():
            channel.share(processes)

    def _telegram(self, settings: Settings) -> TelegramChannel | None:
        if settings.telegram_token is None:
            return None
        channel = TelegramChannel(settings, self.house.clock, self.house.database)
        self.channels[channel.name] = channel
        return channel

    def _wechat(self, settings: Settings) -> WeChatChannel | None:
        if not settings.wechat_appid or settings.wechat_token is None:
            return None
        channel = WeChatChannel(
            settings, self.house.clock, self.house.database, choices=self._choices
        )
        self.channels[channel.name] = channel
        return channel

    def _choices(self, titles: list[str]) -> str:
        return self.house.wording.say("utter_wechat_choices", choices="、".join(titles))

    async def act(self, call: dict[str, Any]) -> dict[str, Any]:
        """One action call of the engine, off the event loop."""
        return await run_in_threadpool(lambda: asyncio.run(run_action(self.executor, call)))

    def asgi(self, *, with_console: bool = True) -> FastAPI:
        """The web application."""
        return make_web(
            self.house,
            self.webhooks,
            act=self.act,
            action_secret=self.action_secret,
            ready=self.ready,
            with_console=with_console,
        )

    def back_room(self) -> FastAPI:
        """The web application of a worker process: the engine's action route and health only."""
        return make_back_room(
            self.house, act=self.act, action_secret=self.action_secret, ready=self.ready
        )

    def ready(self) -> dict[str, bool]:
        """Which parts can do their work."""
        return {
            "database": self._database_answers(),
            "engine": self.engine_ready() and self._engine_answers(),
            "workers": bool(self._threads) and all(t.is_alive() for t in self._threads),
            "scheduler": bool(self._scheduler and self._scheduler.running),
        }

    def _database_answers(self) -> bool:
        try:
            self.house.database.ping()
        except Exception:
            log.exception("the database does not answer")
            return False
        return True

    def _engine_answers(self) -> bool:
        try:
            self.engine.status()
        except EngineError:
            return False
        return True

    def start(self, *, has_entrances: bool = True) -> None:
        """Start workers, channels and the scheduler.

        ``has_entrances``: updates of Telegram come in here; of several processes one has them.
        """
        self._free_conversations()
        # Seconds, once; no worker, which readiness counts.
        city = self.house.settings.city
        threading.Thread(target=_warm_up, args=[city], name="readers", daemon=True).start()
        self._engine_due = time.monotonic() + self.house.settings.engine_start_seconds
        count = self.house.settings.turn_workers
        loops = [(Work.TURNS, self._take_turn)] * count
        loops += [(Work.SENDING, self.sender.send_next), (Work.MEDIA, self.fetcher.fetch_next)]
        for number, (work, step) in enumerate(loops):
            self._run(f"{work}-{number}", lambda work=work, step=step: self._loop(work, step))
        if self.telegram is not None:
            self.telegram.start()
            if has_entrances:
                self._open_telegram(self.telegram)
        self._scheduler = start_scheduler(self.house)

    def _free_conversations(self) -> None:
        """With SQLite all workers are in this process, so a lease is one of a dead process; with
        PostgreSQL it is known who is there."""
        if self.house.database.is_sqlite:
            with self.house.database.write() as session:
                take_back_leases(session)
            return
        self._presence.come()
        self._run("presence", lambda: self._presence.run(self._stop))

    def _open_telegram(self, channel: TelegramChannel) -> None:
        self._run("telegram", lambda: self._telegram_loop(channel))

    def _telegram_loop(self, channel: TelegramChannel) -> None:
        while not self._stop.is_set() and not self._set_up_telegram(channel):
            self._stop.wait(_TELEGRAM_PAUSE)
        if not self.house.settings.public_url:
            channel.poll(self.webhooks.store_telegram, self._stop)
        else:
            self._stop.wait()

    def _set_up_telegram(self, channel: TelegramChannel) -> bool:
        """Webhook and menu; Telegram may be away, and polling must begin when it is back."""
        try:
            channel.set_up()
        except TemporaryError as error:
            log.warning("Telegram does not answer; tried again", error=str(error))
            return False
        except PermanentError as error:
            log.error("Telegram refused the set-up: check token and public URL", error=str(error))
        return True

    def _run(self, name: str, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _loop(self, work: Work, step: Callable[[], bool]) -> None:
        """Work while there is any; a fault is logged and does not end the worker.

        While it fails again and again, as without its database, it looks less and less often.
        """
        failures = 0
        while not self._stop.is_set():
            try:
                busy, failures = step(), 0
            except Exception:
                log.exception("worker failed", worker=work)
                busy, failures = False, failures + 1
            if failures > 1:
                self._stop.wait(min(_IDLE * 2**failures, _LONGEST_PAUSE))
            elif not busy:
                self.house.bell.wait(work, _IDLE)
            elif work == Work.TURNS:
                self.house.bell.ring(Work.SENDING)

    def _take_turn(self) -> bool:
        """The next turn; while the engine is on its way up, only one that needs no engine, and a
        word to whoever waits.

        A process that has lost its engine leaves turns to the others: it fails so quickly that it
        would be the first at every one.
        """
        if self.engine_ready():
            return self.turns.take_next()
        if time.monotonic() < self._engine_due:
            return self.turns.take_next(only_urgent=True) or self.coming_up.reassure()
        return self.turns.take_next(overdue=_LEFT_TO_OTHERS if self._processes > 1 else _NONE)

    def stop(self) -> None:
        """Stop what :meth:`start` started; work in hand is finished first."""
        self._stop.set()
        for _ in self._threads:
            self.house.bell.ring()
        if self._scheduler is not None:
            self._scheduler.shutdown()
        for thread in self._threads:
            thread.join(timeout=10)
        self._presence.leave()
        if self.telegram is not None:
            self.telegram.stop()
        self.engine.close()
        self.house.database.close()


def _warm_up(city: str) -> None:
    """Load what the readers need, so that the first customer does not wait for it.

    An interpreter that is ending loads nothing more; what is truly broken the first message tells.
    """
    with suppress(Exception):
        gazetteer(city)
        find_services("", sample_lexicon())
