"""What claiming due work costs beside 1,000 pending rows and beside 1,000,000; `make bench-claims`.

Each kind of work is done by the desk's own worker in a database that holds so many rows of it which
are not due: follow-ups, messages in the outbox, conversations, visits. One row is made due, the
worker's step is timed, and again. The ratio of the medians must not exceed 1.5.
"""

import argparse
import logging
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from sqlalchemy.orm import Session

from bot.app import open_house, prepare
from bot.channels.web import WebChannel
from bot.clock import ManualClock
from bot.conversation.outbox import Sender
from bot.conversation.turn import Turns
from bot.house import House
from bot.jobs.dispatching import assign_held
from bot.jobs.follow_ups import fire_due
from bot.models import (
    Conversation,
    FollowUp,
    FollowUpKind,
    FollowUpState,
    Order,
    Purpose,
    Visit,
    VisitState,
)
from bot.services.customer.customers import find_or_create_identity
from bot.services.order import orders
from bot.services.thread import messages
from bot.services.thread.conversations import conversation_of
from bot.services.trade import catalogue
from bot.services.trade.catalogue import Quote
from bot.services.wording import Reply
from bot.settings import Settings, bare_settings
from tests.postgres import binaries, running_server

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LIMIT = 1.5
_ROUNDS = 60


@dataclass(slots=True)
class Bench:
    """A database with one booked visit, and so many rows beside it."""

    house: House
    visit_id: int
    conversation_id: int
    number: int = 0

    def next(self) -> int:
        self.number += 1
        return self.number


def open_bench(settings: Settings, clock: ManualClock) -> Bench:
    """The sample company with one order, a month ahead."""
    house = open_house(settings, clock)
    prepare(house)
    with house.database.write() as session:
        identity = find_or_create_identity(session, channel="web", external_id="one", now=NOW)
        conversation = conversation_of(session, identity, NOW)
        order = _book(session, conversation, settings)
        return Bench(house, order.visits[0].id, conversation.id)


def _book(session: Session, conversation: Conversation, settings: Settings) -> Order:
    service = catalogue.by_code(session, "daily_clean")
    assert service is not None
    start = NOW + timedelta(days=30)
    wish = orders.Wish(
        service=service,
        start=start,
        end=start + timedelta(hours=2),
        address="上海市徐汇区漕溪路18号",
        district="徐汇区",
        phone="+8613800138000",
    )
    return orders.book_order(
        session,
        customer=conversation.identity.customer,
        conversation=conversation,
        wish=wish,
        price=Quote(Decimal(135), Decimal(0), None, ""),
        request_key="bench",
        now=NOW,
        settings=settings,
    )


def fill(bench: Bench, size: int) -> None:
    """``size`` rows of each kind of work that are not due; PostgreSQL gets the statistics that
    its autovacuum would have made."""
    database = bench.house.database
    with database.write() as session:
        other = _book_other(session, bench)
        row = messages.push(
            session,
            session.get_one(Conversation, bench.conversation_id),
            Reply("您好"),
            key="bench",
            purpose=Purpose.NOTICE,
            now=NOW,
        )
        assert row is not None
        message_id = row.message_id
        session.delete(row)
    rows = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {size})"
    with database.engine.begin() as connection:
        for insert in _inserts(bench, other, message_id, sqlite=database.is_sqlite):
            connection.exec_driver_sql(f"{rows} {insert}")
        if not database.is_sqlite:
            connection.exec_driver_sql("ANALYZE")


def _book_other(session: Session, bench: Bench) -> int:
    """A second order, to which the many visits belong; its id."""
    first = session.get_one(Order, session.get_one(Visit, bench.visit_id).order_id)
    other = Order(
        number="bench",
        request_key="bench:other",
        customer_id=first.customer_id,
        service_id=first.service_id,
        state=VisitState.REVIEWED,
        address=first.address,
        phone=first.phone,
        created_at=NOW,
    )
    session.add(other)
    session.flush()
    return other.id


def _inserts(bench: Bench, order_id: int, message_id: int, *, sqlite: bool) -> list[str]:
    """What comes after the numbers 1…n; each row belongs to another visit or conversation."""
    minutes = "(i - (i / 500000) * 500000)"  # SQLite and psycopg do not agree on a per cent sign
    later = (
        f"strftime('%Y-%m-%d %H:%M:%S.000000', '2027-01-01', '+' || {minutes} || ' minutes')"
        if sqlite
        else f"timestamptz '2027-01-01 00:00:00+00' + {minutes} * interval '1 minute'"
    )
    now = "'2026-11-22 02:00:00.000000'" if sqlite else "timestamptz '2026-11-22 02:00:00+00'"
    no = "0" if sqlite else "false"
    with bench.house.database.read() as session:
        customer = session.get_one(Conversation, bench.conversation_id).identity.customer_id
    return [
        "INSERT INTO identities (customer_id, channel, external_id, language, reachable,"
        f" window_left, created_at) SELECT {customer}, 'bench', 'b' || i, 'zh', {no}, 0, {now}"
        " FROM n",
        'INSERT INTO conversations (identity_id, owner, "group", flags, misses, unread,'
        f" last_message_at, turn_due_at, is_urgent) SELECT id, 'bot', 'general', '[]', 0, 0, {now},"
        f" {later}, {no} FROM n JOIN identities ON channel = 'bench' AND external_id = 'b' || i"
        " ORDER BY i",
        "INSERT INTO outbox (key, conversation_id, message_id, purpose, state, tries, not_before,"
        f" parts_sent, created_at) SELECT 'bench:' || i, {bench.conversation_id} + i, {message_id},"
        f" 'callback', 'queued', 0, {later}, 0, {now} FROM n",
        f"INSERT INTO visits (order_id, state, start_at, end_at) SELECT {order_id}, 'reviewed',"
        f" {later}, {later} FROM n",
        "INSERT INTO follow_ups (key, kind, visit_id, due_at, state) SELECT 'bench:' || i,"
        f" 'reminder', {bench.visit_id} + i, {later}, 'pending' FROM n",
    ]


# -- the work -------------------------------------------------------------------------------------


def fire(bench: Bench) -> Callable[[], object]:
    """One follow-up is due."""
    with bench.house.database.write() as session:
        session.add(
            FollowUp(
                key=f"due:{bench.next()}",
                kind=FollowUpKind.REMINDER,
                visit_id=bench.visit_id,
                due_at=NOW,
                state=FollowUpState.PENDING,
            )
        )
    return lambda: fire_due(bench.house)


def send(bench: Bench) -> Callable[[], object]:
    """One message is due."""
    house = bench.house
    with house.database.write() as session:
        conversation = session.get_one(Conversation, bench.conversation_id)
        key, purpose = f"due:{bench.next()}", Purpose.NOTICE
        messages.push(session, conversation, Reply("您好"), key=key, purpose=purpose, now=NOW)
    sender = Sender(house.database, {"web": WebChannel()}, house.clock, house.settings, "bench")
    return sender.send_next


def assign(bench: Bench) -> Callable[[], object]:
    """One visit waits for its assignment."""
    with bench.house.database.write() as session:
        session.get_one(Visit, bench.visit_id).state = VisitState.CONFIRMED
    return lambda: assign_held(bench.house)


def look_for_turns(bench: Bench) -> Callable[[], object]:
    """One conversation is due; only the look for it is timed, the turn is the engine's."""
    house = bench.house
    with house.database.write() as session:
        session.get_one(Conversation, bench.conversation_id).turn_due_at = NOW
    turns = Turns(house.database, None, house.clock, house.settings, house.wording, "bench")  # type: ignore[arg-type]
    return turns.take_next


type Step = Callable[[Bench], Callable[[], object]]
WORK: dict[str, Step] = {
    "fire a follow-up": fire,
    "send a message": send,
    "assign a visit": assign,
    "find a turn": look_for_turns,
}


def measure(benches: Sequence[Bench], prepare_one: Step) -> list[float]:
    """The median of one step in milliseconds for each database, taken by turns: what else the
    machine does meets all of them alike."""
    taken: list[list[float]] = [[] for _ in benches]
    for _ in range(_ROUNDS):
        for bench, times in zip(benches, taken, strict=True):
            work = prepare_one(bench)
            began = time.perf_counter()
            done = work()
            times.append((time.perf_counter() - began) * 1000)
            assert done, "there was nothing to do: the benchmark measures the wrong thing"
    return [statistics.median(times) for times in taken]


# -- the table ------------------------------------------------------------------------------------


def _key(folder: Path, place: Path) -> Path:
    """All databases of a comparison are open at once, so they have one key."""
    mine, first = place.with_suffix(".key"), folder / "first.key"
    if first.exists():
        shutil.copy(first, mine)
        return mine
    return first


def compare(folder: Path, urls: dict[int, str], sizes: Sequence[int]) -> dict[str, list[float]]:
    """Work -> milliseconds beside each number of rows."""
    benches: list[Bench] = []
    for size in sizes:
        place = folder / f"{size}"
        settings = bare_settings(
            data=place, key_file=_key(folder, place), database_url=urls.get(size, "")
        )
        benches.append(open_bench(settings, ManualClock(NOW)))
        fill(benches[-1], size)
    found = {name: measure(benches, prepare_one) for name, prepare_one in WORK.items()}
    for bench in benches:
        bench.house.database.close()
    return found


def main() -> int:
    """Print a table for each database; 1 when a ratio is over the limit."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--few", type=int, default=1_000)
    asked.add_argument("--many", type=int, default=1_000_000)
    sizes = asked.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    worst = 0.0
    with TemporaryDirectory() as folder, _postgres((sizes.few, sizes.many)) as urls:
        for name, places in {"SQLite": {}, "PostgreSQL": urls}.items():
            if name == "PostgreSQL" and not urls:
                sys.stdout.write("PostgreSQL: no server on this machine\n")
                continue
            table = compare(Path(folder) / name, places, (sizes.few, sizes.many))
            worst = max(worst, _show(name, table, sizes.few, sizes.many))
    sys.stdout.write(f"largest ratio {worst:.2f}, limit {LIMIT}\n")
    return int(worst > LIMIT)


@contextmanager
def _postgres(sizes: tuple[int, int]) -> Generator[dict[int, str]]:
    """An empty database of a server of its own for each size; none without PostgreSQL."""
    found = binaries()
    if found is None:
        yield {}
        return
    with running_server(found) as server:
        yield {size: server.url(server.create()) for size in sizes}


def _show(name: str, table: dict[str, list[float]], few: int, many: int) -> float:
    sys.stdout.write(f"\n{name:20} {few:>12,} {many:>12,}  ratio\n")
    for work, (low, high) in table.items():
        sys.stdout.write(f"{work:20} {low:9.2f} ms {high:9.2f} ms  {high / low:5.2f}\n")
    sys.stdout.flush()
    return max(high / low for low, high in table.values())


if __name__ == "__main__":
    sys.exit(main())
