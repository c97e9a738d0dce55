"""frontdesk simulate: a month of orders, and whether every promise was kept (issue 7)."""

import random
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from rich.console import Console
from sqlalchemy import select

from bot.app import open_house, prepare
from bot.clock import LOCAL, ManualClock, local
from bot.errors import ConfigurationError
from bot.models import Order, Worker
from bot.services.customer.customers import find_or_create_identity
from bot.services.thread.conversations import conversation_of
from bot.settings import Settings, bare_settings
from bot.simulation import customers, visits
from bot.simulation.audit import Audit, audit
from bot.simulation.odds import Odds
from bot.simulation.process import Scheduler
from bot.simulation.world import World

BEGIN = datetime(2026, 11, 23, 8, 0, tzinfo=LOCAL)
AFTERMATH = timedelta(days=60)
"""After the last booking: nothing is left to do by then; days without work cost no time."""


ORDERS_A_TEAM = 20
"""What the sample company's thirty workers can do on a day, few wishes refused."""


DEMO_DAYS, DEMO_ORDERS = 14, 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a simulation."""

    audit: Audit
    done: dict[str, int]
    kills: int
    until: datetime

    @property
    def is_kept(self) -> bool:
        """Whether no promise was broken."""
        return not any(self.audit.promises.values())


def simulate(
    *, days: int, orders: int, seed: int, kills: int, folder: Path, url: str = ""
) -> Outcome:
    """Play the sample company for so many days of bookings, and then to the end.

    ``url`` is an empty database; without one it is SQLite in ``folder``.
    """
    settings = bare_settings(data=folder / "data", key_file=folder / "key", database_url=url)
    until = BEGIN + timedelta(days=days) + AFTERMATH
    world, killed = _play(settings, BEGIN, until, days=days, orders=orders, seed=seed, kills=kills)
    with world.house.database.read() as session:
        found = audit(session, _ledger(settings), until)
    world.house.database.close()
    return Outcome(found, dict(world.done), killed, until)


def demonstrate(settings: Settings, until: datetime) -> dict[str, int]:
    """Fill an installation that has no orders yet with what a fortnight leaves, up to ``until``;
    what happened, by name.

    Raises:
        ConfigurationError: there are orders already.
    """
    house = open_house(settings)
    with house.database.read() as session:
        if session.scalar(select(Order.id).limit(1)) is not None:
            raise ConfigurationError("there are orders already: a demo needs an empty database")
    house.database.close()
    begin = (local(until) - timedelta(days=DEMO_DAYS)).replace(hour=8, minute=0, second=0)
    world, _ = _play(settings, begin, until, days=DEMO_DAYS, orders=DEMO_ORDERS, seed=1, kills=0)
    world.house.database.close()
    _ledger(settings).unlink(missing_ok=True)
    return dict(world.done)


def _ledger(settings: Settings) -> Path:
    return settings.data / "sent.jsonl"


def _play(
    settings: Settings,
    begin: datetime,
    until: datetime,
    *,
    days: int,
    orders: int,
    seed: int,
    kills: int,
) -> tuple[World, int]:
    """So many days of bookings and what becomes of them until a moment; the world as it is then,
    and how often the scheduler was killed at work."""
    clock = ManualClock(begin)
    house = open_house(settings, clock)
    prepare(house)
    world = World(house, clock, random.Random(seed), Odds())  # noqa: S311
    _hire(world, orders / days)
    _let_workers_in(world)
    for number in range(orders):
        at = begin + timedelta(days=days * world.dice.random())
        at = at.replace(hour=world.dice.randint(8, 22), minute=world.dice.randint(0, 59))
        world.later(at, lambda number=number: customers.book(world, number))
    scheduler = Scheduler(settings)
    try:
        world.run(timedelta(days=days), until, scheduler, kills, _react)
    finally:
        scheduler.stop()
    return world, scheduler.kills


def _hire(world: World, orders_a_day: float) -> None:
    """The sample's workers once more for every so many orders a day, under numbers of their own."""
    with world.house.database.write() as session:
        sample = session.scalars(select(Worker).order_by(Worker.id)).all()
        for team in range(1, ceil(orders_a_day / ORDERS_A_TEAM)):
            for one in sample:
                session.add(
                    Worker(
                        number=f"{one.number}-{team}", name=one.name, phone=one.phone,
                        skills=one.skills, areas=one.areas, years=one.years,
                        certificates=one.certificates, weekdays=one.weekdays, rating=one.rating,
                    )
                )  # fmt: skip


def _let_workers_in(world: World) -> None:
    """Most workers are in the chat, the rest is reached by phone."""
    with world.house.database.write() as session:
        for worker in session.scalars(select(Worker).order_by(Worker.id)):
            if world.happens(world.odds.worker_in_chat):
                identity = find_or_create_identity(
                    session, channel="web", external_id=f"worker-{worker.number}", now=world.now
                )
                conversation_of(session, identity, world.now)
                worker.identity_id = identity.id


def _react(world: World) -> None:
    """People read what they got; a case is somebody's within the hour."""
    messages, cases = world.news()
    for message in messages:
        about = message.key.split(":")
        if about[0] != "visit":
            continue
        kind, visit_id = about[2], int(about[1])
        if kind in ("rating", "callback", "callback_again"):
            customers.was_asked(world, visit_id)
        elif kind in ("offer", "finish") or about[-1] == "worker":
            visits.was_told(world, visit_id, kind)
    for case in cases:
        world.soon(10, 50, lambda case_id=case.id: visits.take_case(world, case_id))


def run(days: int, orders: int, seed: int, kills: int, url: str, out: Console) -> int:
    """Simulate, print the table; 1 when a promise was broken."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = simulate(
            days=days, orders=orders, seed=seed, kills=kills, folder=Path(folder), url=url
        )
    for line in table(outcome, days=days, orders=orders, seed=seed):
        out.print(line, markup=False, highlight=False)
    return int(not outcome.is_kept)


def table(outcome: Outcome, *, days: int, orders: int, seed: int) -> list[str]:
    """The lines of a Markdown table, and the findings below it."""
    lines = [f"| `simulate --days {days} --orders {orders} --seed {seed}` | |", "| --- | ---: |"]
    lines.append(f"| kills of the scheduler's process while it was at work | {outcome.kills} |")
    lines += [f"| {name} | {number:,} |" for name, number in sorted(outcome.done.items())]
    figures = sorted(outcome.audit.figures.items())
    lines += [f"| {name} | {number:,} |" for name, number in figures]
    lines += [f"| **{name}** | **{len(rows)}** |" for name, rows in outcome.audit.promises.items()]
    for name, rows in outcome.audit.promises.items():
        lines += [f"{name}: {row}" for row in rows[:20]]
    return lines
