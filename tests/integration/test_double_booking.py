"""Many customers want the same few workers at the same time (REQ C4: 0 double bookings)."""

import threading
from collections import Counter as Tally
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import RefusedError
from bot.models import Conversation, Order, Service, Visit, VisitState
from bot.services.dispatch.dispatch import TRAVEL
from bot.services.numbers import next_number
from bot.services.order import orders
from bot.settings import Settings
from tests.factories import NOW, at, book, count, make_company, make_conversation

AT_ONCE = 50


def overlaps(session: Session) -> list[tuple[int, int]]:
    """Pairs of visits of one worker with less than the travel time between them."""
    visits = session.scalars(
        select(Visit).where(Visit.state != VisitState.CANCELLED).order_by(Visit.start_at)
    ).all()
    return [
        (first.id, second.id)
        for index, first in enumerate(visits)
        for second in visits[index + 1 :]
        if first.worker_id == second.worker_id and second.start_at < first.end_at + TRAVEL
    ]


def at_once(number: int, work: Callable[[int], str]) -> Tally[str]:
    """Run ``work`` in that many threads at the same moment; what came of each."""
    barrier, outcomes = threading.Barrier(number), Tally[str]()
    lock = threading.Lock()

    def run(index: int) -> None:
        barrier.wait()
        try:
            outcome = work(index)
        except Exception as fault:
            outcome = type(fault).__name__
        with lock:
            outcomes[outcome] += 1

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def _open_shop(database: Database, workers: int) -> tuple[Service, list[int]]:
    """A company and customers; the day's first number is given out already."""
    with database.write() as session:
        service = make_company(session, workers)
        next_number(session, "D", NOW)
        customers = [make_conversation(session).id for _ in range(AT_ONCE)]
        session.expunge_all()
    return service, customers


def _book(
    database: Database, settings: Settings, service: Service, conversation: int, start: datetime
) -> str:
    try:
        with database.write() as session:
            mine = session.get_one(Conversation, conversation)
            book(session, session.get_one(Service, service.id), start, settings, conversation=mine)
    except RefusedError as refused:
        return refused.reason
    return "booked"


def test_of_fifty_who_want_the_same_hour_as_many_get_it_as_there_are_workers(
    database: Database, settings: Settings
) -> None:
    """REQ C4."""
    service, customers = _open_shop(database, workers=3)
    outcomes = at_once(
        AT_ONCE, lambda i: _book(database, settings, service, customers[i], at("11-25 09:00"))
    )
    assert outcomes == {"booked": 3, "nobody_free": AT_ONCE - 3}
    with database.read() as session:
        assert overlaps(session) == []
        assert count(session, Order) == count(session, Visit) == 3
        assert not count(session, Visit, Visit.worker_id.is_(None))


def test_of_fifty_who_want_overlapping_hours_none_shares_a_worker(
    database: Database, settings: Settings
) -> None:
    """REQ C4: travel time included."""
    service, customers = _open_shop(database, workers=2)
    starts = [at("11-25 09:00") + timedelta(minutes=15 * (i % 20)) for i in range(AT_ONCE)]
    outcomes = at_once(
        AT_ONCE, lambda i: _book(database, settings, service, customers[i], starts[i])
    )
    assert set(outcomes) == {"booked", "nobody_free"}
    assert outcomes["booked"] >= 4
    with database.read() as session:
        assert overlaps(session) == []
        assert count(session, Order) == outcomes["booked"]
        numbers = session.scalars(select(Order.number)).all()
        assert len(set(numbers)) == len(numbers)


def test_a_move_and_a_booking_at_once_never_share_a_worker(
    database: Database, settings: Settings
) -> None:
    """REQ C4, C8: the booking waits until the move is decided."""
    service, customers = _open_shop(database, workers=1)
    with database.write() as session:
        mine = session.get_one(Service, service.id)
        order_id = book(session, mine, at("11-25 09:00"), settings).id
    outcomes: list[str] = []

    def book_other() -> None:
        outcomes.append(_book(database, settings, service, customers[0], at("11-26 14:00")))

    other = threading.Thread(target=book_other)
    with database.write() as session:
        order = session.get_one(Order, order_id)
        orders.reschedule(
            session, order, at("11-26 14:00"), actor="customer", now=NOW, settings=settings
        )
        other.start()
        other.join(0.5)
    other.join()
    assert outcomes == ["nobody_free"]
    with database.read() as session:
        assert overlaps(session) == []
