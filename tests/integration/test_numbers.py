"""Public numbers are unique and without gaps, whoever asks at the same time."""

from datetime import UTC, datetime

from bot.db import Database
from bot.models import Counter, Customer, Service
from bot.services.numbers import next_number
from bot.settings import Settings
from tests.factories import NOW, at, book, count, make_company, make_conversation
from tests.integration.test_double_booking import at_once


def test_numbers_asked_for_at_once_are_all_different(database: Database) -> None:
    """REQ C2, D4: also the first ones of a day."""

    def take(_: int) -> str:
        with database.write() as session:
            return next_number(session, "D", NOW)

    numbers = at_once(30, take)
    assert set(numbers) == {f"D20261122-{n:04}" for n in range(1, 31)}


def test_a_number_that_was_not_used_is_given_again(database: Database) -> None:
    with database.read() as session:
        assert next_number(session, "D", NOW) == "D20261122-0001"
    with database.write() as session:
        assert next_number(session, "D", NOW) == "D20261122-0001"


def test_letters_and_days_count_apart(database: Database) -> None:
    with database.write() as session:
        taken = [next_number(session, letter, NOW) for letter in "DTGD"]
        assert taken == ["D20261122-0001", "T20261122-0001", "G20261122-0001", "D20261122-0002"]
        assert next_number(session, "D", at("11-23 00:00")) == "D20261123-0001"
        assert count(session, Counter) == 4


def test_the_day_is_the_local_one(database: Database) -> None:
    with database.write() as session:
        moment = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
        assert next_number(session, "D", moment) == "D20261123-0001"


def test_more_than_9999_a_day_go_on(database: Database) -> None:
    with database.write() as session:
        session.add(Counter(name="D20261122", value=9999))
        session.flush()
        assert next_number(session, "D", NOW) == "D20261122-10000"


def test_one_draft_confirmed_many_times_at_once_is_one_order(
    database: Database, settings: Settings
) -> None:
    """REQ C2, G5: one order per request key, and nobody gets a fault."""
    with database.write() as session:
        service_id = make_company(session, workers=8).id
        customer_id = make_conversation(session).identity.customer_id

    def confirm(_: int) -> str:
        with database.write() as session:
            service = session.get_one(Service, service_id)
            customer = session.get_one(Customer, customer_id)
            start = at("11-25 09:00")
            return book(session, service, start, settings, customer=customer, key="same").number

    assert len(set(at_once(8, confirm))) == 1
