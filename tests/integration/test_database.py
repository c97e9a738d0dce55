"""The database itself: transactions, types, and what lies in the file (REQ G2, G5)."""

import threading
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from bot.clock import ManualClock
from bot.conversation.inbox import receive
from bot.crypto import Vault
from bot.db import Base, Database, Sealed, SealedJson, blind_index, use_vault
from bot.errors import ConfigurationError
from bot.models import (
    Conversation,
    Counter,
    Customer,
    Draft,
    DraftKind,
    Identity,
    Message,
    Service,
    Turn,
)
from bot.services import drafts
from bot.services.customer import needs
from bot.services.customer.customers import remember_contact
from bot.services.handoff import cases
from bot.services.history import record
from bot.services.reading import Reading
from bot.settings import Settings
from tests.factories import (
    ADDRESS,
    NOW,
    PHONE,
    VAULT,
    at,
    book,
    complain,
    count,
    make_company,
    make_conversation,
    make_staff,
    queue_message,
    says,
)

SECRETS = [
    PHONE,
    PHONE[3:],
    ADDRESS,
    "漕溪路",
    "王小明",
    "阿姨打碎了花瓶",
    "家里有只大金毛",
    "白小净",
]


# -- transactions ---------------------------------------------------------------------------------


def test_an_error_rolls_everything_back(database: Database) -> None:
    """REQ G5."""

    def crash() -> None:
        with database.write() as session:
            make_conversation(session)
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError):
        crash()
    with database.read() as session:
        assert count(session, Customer) == 0


def test_a_reading_session_keeps_nothing(database: Database) -> None:
    with database.read() as session:
        make_conversation(session)
    with database.read() as session:
        assert count(session, Customer) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_writers_wait_for_each_other_from_their_beginning(database: Database) -> None:
    """BEGIN IMMEDIATE: reading and adding loses nothing."""
    with database.write() as session:
        session.add(Counter(name="x", value=0))

    def add() -> None:
        for _ in range(10):
            with database.write() as session:
                session.get_one(Counter, "x").value += 1

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.get_one(Counter, "x").value == 80


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.write() as writing:
        make_conversation(writing)
        with database.read() as reading:
            assert count(reading, Customer) == 0


def test_a_foreign_key_must_exist(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Conversation(identity_id=999, last_message_at=NOW, flags=[]))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sqlite_keeps_its_settings(database: Database) -> None:
    with database.read() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) == 30000


def test_what_somebody_is_told_next_is_written_through_to_the_disk(tmp_path: Path) -> None:
    """REQ G5: a power cut after the acknowledgement; the same connection serves both kinds."""
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    levels: list[int] = []
    for durable in (True, False, True):
        with database.write(durable=durable) as session:
            levels.append(session.scalars(text("PRAGMA synchronous")).one())
    database.close()
    assert levels == [2, 1, 2]


# -- types ----------------------------------------------------------------------------------------


def test_a_moment_without_a_time_zone_does_not_reach_the_database(database: Database) -> None:
    naive = datetime(2026, 11, 22, 10, 0)  # noqa: DTZ001
    with database.read() as session:
        session.add(Customer(created_at=naive))
        with pytest.raises(StatementError, match="without a time zone"):
            session.flush()


def test_moments_come_back_in_utc(database: Database) -> None:
    with database.write() as session:
        session.add(Customer(created_at=NOW))
    with database.read() as session:
        created = session.scalars(select(Customer)).one().created_at
        assert (created, created.tzinfo) == (NOW, UTC)


def test_yuan_come_back_exact(database: Database) -> None:
    """REQ C7."""
    amounts = ["0.10", "0.30", "45.00", "12345678.99", "0.00"]
    with database.write() as session:
        service = make_company(session)
        for amount in amounts:
            service.price = Decimal(amount)
            session.flush()
            session.expire(service)
            assert str(service.price) == amount


def test_sealed_values_come_back(database: Database) -> None:
    with database.write() as session:
        conversation = make_conversation(session)
        draft = drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW)
        drafts.update(session, draft, NOW, phone=PHONE, notes=["有狗"])
    with database.read() as session:
        assert session.scalars(select(Draft)).one().data == {"phone": PHONE, "notes": ["有狗"]}


# -- what lies in the database --------------------------------------------------------------------


def fill(database: Database, settings: Settings) -> None:
    """Every kind of personal data, in every table that holds some."""
    with database.write() as session:
        service = make_company(session)
        conversation = make_conversation(session, sender="li")
        conversation.identity.display_name = "王小明"
        conversation.summary = "王小明，漕溪路，已说明价格"
        order = book(
            session,
            service,
            at("11-25 09:00"),
            settings,
            conversation=conversation,
            note="家里有只大金毛",
        )
        customer = remember_contact(
            session, conversation.identity, phone=PHONE, address=ADDRESS, now=NOW
        )
        customer.name = "王小明"
        needs.note(session, customer.id, "家里有只大金毛", now=NOW)
        complaint = complain(session, conversation, settings, detail="阿姨打碎了花瓶", order=order)
        complaint.promised = f"回电 {PHONE}"
        queue_message(session, conversation, f"王小明您好，{ADDRESS}，{PHONE}")
        draft = drafts.open_draft(session, conversation, DraftKind.BOOKING, NOW)
        drafts.update(session, draft, NOW, phone=PHONE, address=ADDRESS)
        record(session, "order", 1, "x", actor="bot", now=NOW, reason=f"{PHONE} 王小明")
        reading = Reading(text=ADDRESS, phone=PHONE)
        session.add(
            Turn(
                conversation_id=conversation.id,
                sender="s",
                started_at=NOW,
                tries=0,
                reading=reading.model_dump(mode="json"),
            )
        )
        staff = make_staff(session)
        for case in session.scalars(select(cases.Case)):
            cases.close_case(session, case.id, staff, cause=f"已回电 {PHONE}", now=NOW)
    clock = ManualClock(NOW)
    receive(
        database,
        says(f"我叫王小明，{ADDRESS}，{PHONE}", raw=f"<raw>{PHONE}王小明</raw>"),
        clock=clock,
        settings=settings,
    )


def _encodings(secret: str) -> list[bytes]:
    escaped = secret.encode("unicode_escape")
    return [secret.encode(), secret.encode("utf-16-le"), secret.encode("gbk"), escaped]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_name_phone_address_or_text_lies_plain_in_the_file(
    database: Database, settings: Settings, tmp_path: Path
) -> None:
    """REQ G2: the file, its log and its index."""
    fill(database, settings)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("frontdesk.db*"))
    assert len(raw) > 100_000
    assert "日常保洁".encode() in raw, "the catalogue is no secret: the search itself works"
    assert [s for s in SECRETS for e in _encodings(s) if e in raw] == []


def test_no_name_phone_address_or_text_lies_plain_in_a_column(
    database: Database, settings: Settings
) -> None:
    """REQ G2, on PostgreSQL too."""
    fill(database, settings)
    found = []
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(text(f"SELECT * FROM {table.name}")).mappings():
                for name, value in row.items():
                    content = bytes(value) if isinstance(value, memoryview) else value
                    plain = content if isinstance(content, bytes) else str(content).encode()
                    found += [(table.name, name) for s in SECRETS if s.encode() in plain]
    assert found == []


def test_every_sealed_column_has_a_place_of_its_own() -> None:
    """A value copied into another column must not open."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJson):
                assert column.type.place == f"{table.name}.{column.name}"


def test_with_the_wrong_key_the_error_says_which_setting(
    database: Database, settings: Settings
) -> None:
    """REQ G2, H3."""
    fill(database, settings)
    use_vault(Vault(b"o" * 32))
    try:
        with database.read() as session, pytest.raises(ConfigurationError) as caught:
            session.scalars(select(Message)).all()
        assert "FRONTDESK_KEY_FILE is not the key of this database" in str(caught.value)
        with database.read() as session:
            assert session.scalars(select(Service)).one().name == "日常保洁"
    finally:
        use_vault(VAULT)


def test_a_phone_is_looked_up_by_its_blind_index_only(database: Database) -> None:
    """REQ G2."""
    with database.write() as session:
        identity = make_conversation(session).identity
        remember_contact(session, identity, phone=PHONE, address=None, now=NOW)
        stored = session.scalar(text("SELECT phone_index FROM customers"))
        assert stored == blind_index(PHONE)
        assert PHONE[3:] not in str(stored)
        assert session.scalars(select(Identity)).one().customer.phone == PHONE
