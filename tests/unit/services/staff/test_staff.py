"""Accounts of the console: sign-in, lock-out, sessions (REQ G3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import ConflictError
from bot.models import Staff, StaffSession
from bot.services.seeding import ensure_administrator, load_sample_company
from bot.services.staff import staff
from tests.factories import NOW

PASSWORD = "geheim-123"
STRONG = staff._HASHER
"""What the application hashes with; the tests put a quick one in its place when they begin."""
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def lin(database: Database) -> Staff:
    with database.write() as session:
        return staff.create_staff(session, username="lin", display_name="小林", password=PASSWORD)


def sign_in(database: Database, password: str = PASSWORD, minutes: float = 0) -> str | None:
    with database.write() as session:
        return staff.sign_in(session, "lin", password, now=NOW + timedelta(minutes=minutes))


def test_who_signs_in_is_known_until_the_session_is_over(database: Database, lin: Staff) -> None:
    """REQ G3."""
    secret = sign_in(database)
    assert secret is not None
    with database.write() as session:
        who = staff.signed_in(session, secret, now=NOW)
        assert who is not None
        assert who.username == "lin"
        assert staff.signed_in(session, secret, now=NOW + staff.SESSION_FOR) is None
        assert staff.signed_in(session, "other", now=NOW) is None
        assert staff.signed_in(session, None, now=NOW) is None
        staff.sign_out(session, secret)
        session.flush()
        assert staff.signed_in(session, secret, now=NOW) is None


def test_neither_password_nor_secret_is_stored(database: Database, lin: Staff) -> None:
    """REQ G3."""
    secret = sign_in(database)
    with database.read() as session:
        assert session.scalars(select(StaffSession)).one().token_hash != secret
        assert session.scalars(select(Staff)).one().password_hash.startswith("$argon2")
    assert STRONG.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_five_wrong_passwords_in_a_row_lock_the_account(database: Database, lin: Staff) -> None:
    """REQ G3."""
    for _ in range(4):
        assert sign_in(database, "wrong") is None
    assert sign_in(database) is not None, "a right one forgets the wrong ones"
    for _ in range(5):
        assert sign_in(database, "wrong") is None
    assert sign_in(database) is None, "locked, also for the right one"
    assert sign_in(database, minutes=14.9) is None
    assert sign_in(database, minutes=15.1) is not None


def test_an_unknown_or_inactive_account_gets_nothing(database: Database, lin: Staff) -> None:
    """REQ G3."""
    with database.write() as session:
        assert staff.sign_in(session, "nobody", PASSWORD, now=NOW) is None
    secret = sign_in(database)
    with database.write() as session:
        session.get_one(Staff, lin.id).active = False
        session.flush()
        assert staff.signed_in(session, secret, now=NOW) is None
    assert sign_in(database) is None


@pytest.mark.parametrize(("name", "password"), [("lin", "long-enough"), ("neu", "1234567")])
def test_a_taken_name_and_a_short_password_are_refused(
    database: Database, lin: Staff, name: str, password: str
) -> None:
    with pytest.raises(ConflictError), database.write() as session:
        staff.create_staff(session, username=name, display_name="x", password=password)


def test_the_first_administrator_is_made_once(database: Database) -> None:
    """REQ G3."""
    with database.write() as session:
        generated = ensure_administrator(session, None)
        assert generated is not None
        assert len(generated) >= 12
        assert ensure_administrator(session, None) is None
        assert staff.sign_in(session, "admin", generated, now=NOW) is not None


def test_a_given_administrators_password_is_not_told_again(database: Database) -> None:
    with database.write() as session:
        assert ensure_administrator(session, PASSWORD) is None
        assert staff.sign_in(session, "admin", PASSWORD, now=NOW) is not None


def test_the_sample_company_is_loaded_once_with_random_passwords(database: Database) -> None:
    with database.write() as session:
        passwords = load_sample_company(session)
        assert len(set(passwords.values())) == len(passwords) == 9
        assert load_sample_company(session) == {}
        secret = staff.sign_in(session, "agent1", passwords["agent1"], now=NOW)
        assert staff.signed_in(session, secret, now=NOW) is not None
