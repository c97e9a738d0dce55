"""A worker's way into the chat: one code, once, in time, and the way out again (REQ A1, G2)."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.language.staff.invitation import code_in, written
from bot.models import History, Identity, Worker
from bot.services.worker import workers
from bot.settings import Settings
from tests.factories import NOW, count, make_identity, make_worker

LETTERS = "8F3K2Q7M0XZA"


def _invite(database: Database, settings: Settings, number: str = "W001") -> str:
    with database.write() as session:
        code = workers.invite(session, number, actor="cli:li", now=NOW, settings=settings)
    letters = code_in(code)
    assert letters is not None
    return letters


def _account(database: Database, *numbers: str) -> int:
    with database.write() as session:
        for number in numbers:
            make_worker(session, number)
        return make_identity(session).id


def _bind(database: Database, identity_id: int, letters: str, after: float = 0) -> str | None:
    with database.write() as session:
        identity = session.get_one(Identity, identity_id)
        worker = workers.bind(session, identity, letters, now=NOW + timedelta(hours=after))
        return worker.number if worker else None


def test_who_sends_the_code_is_the_worker(database: Database, settings: Settings) -> None:
    """REQ A1; who did what is in the history (G1)."""
    account = _account(database, "W001", "W002")
    assert _bind(database, account, _invite(database, settings)) == "W001"
    with database.read() as session:
        worker = workers.worker_of(session, account)
        assert worker is not None
        assert worker.number == "W001"
        rows = session.scalars(
            select(History).where(History.subject == "worker").order_by(History.id)
        ).all()
        assert [(r.action, r.actor) for r in rows] == [
            ("invited", "cli:li"),
            ("bound", "worker:W001"),
        ]


def test_a_code_works_once_and_for_its_sender_again(database: Database, settings: Settings) -> None:
    """REQ G5: a message delivered twice; REQ G2: a code read over a shoulder."""
    mine, other = _account(database, "W001"), _account(database)
    letters = _invite(database, settings)
    assert _bind(database, mine, letters) == "W001"
    assert _bind(database, other, letters) is None
    assert _bind(database, mine, letters) == "W001"
    with database.read() as session:
        assert count(session, History, History.action == "bound") == 1


@pytest.mark.parametrize(("hours", "bound"), [(71.9, "W001"), (72, None), (500, None)])
def test_a_code_holds_for_three_days(
    database: Database, settings: Settings, hours: float, bound: str | None
) -> None:
    account = _account(database, "W001")
    assert _bind(database, account, _invite(database, settings), after=hours) == bound


def test_a_new_code_ends_the_one_before(database: Database, settings: Settings) -> None:
    account = _account(database, "W001")
    first, second = _invite(database, settings), _invite(database, settings)
    assert _bind(database, account, first) is None
    assert _bind(database, account, second) == "W001"


def test_a_guessed_code_binds_nobody(database: Database, settings: Settings) -> None:
    account = _account(database, "W001")
    _invite(database, settings)
    assert _bind(database, account, LETTERS) is None


def test_the_code_is_nowhere_in_the_database(database: Database, settings: Settings) -> None:
    """REQ G2: only a keyed hash is kept."""
    _account(database, "W001")
    letters = _invite(database, settings)
    with database.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert letters not in str(rows)
            assert written(letters) not in str(rows)


def test_of_many_who_send_one_code_at_once_one_is_bound(
    database: Database, settings: Settings
) -> None:
    """REQ G5."""
    accounts = [_account(database, "W001"), *(_account(database) for _ in range(7))]
    letters = _invite(database, settings)
    outcomes: list[str | None] = []
    threads = [
        threading.Thread(target=lambda a=a: outcomes.append(_bind(database, a, letters)))
        for a in accounts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["None"] * 7 + ["W001"]


def test_a_worker_has_one_account_and_an_account_one_worker(
    database: Database, settings: Settings
) -> None:
    """A new phone takes the place of the old one; a shared phone speaks for the last who bound."""
    old, new = _account(database, "W001", "W002"), _account(database)
    _bind(database, old, _invite(database, settings))
    _bind(database, new, _invite(database, settings))
    with database.read() as session:
        assert workers.worker_of(session, old) is None
    assert _bind(database, new, _invite(database, settings, "W002")) == "W002"
    with database.read() as session:
        bound = session.scalars(select(Worker.number).where(Worker.identity_id.is_not(None))).all()
        assert bound == ["W002"]
        assert count(session, History, History.action == "unbound") == 2


def test_an_unbound_account_is_a_customers_again(database: Database, settings: Settings) -> None:
    account = _account(database, "W001")
    pending = _invite(database, settings)
    _bind(database, account, pending)
    with database.write() as session:
        workers.unbind(session, "W001", actor="staff:lin", now=NOW)
    with database.read() as session:
        assert workers.worker_of(session, account) is None
    assert _bind(database, account, pending) is None
    with database.write() as session, pytest.raises(ConflictError):
        workers.unbind(session, "W001", actor="staff:lin", now=NOW)


def test_who_has_left_is_not_invited_nor_bound_nor_a_worker(
    database: Database, settings: Settings
) -> None:
    account = _account(database, "W001")
    letters = _invite(database, settings)
    with database.write() as session:
        session.scalars(select(Worker)).one().active = False
    assert _bind(database, account, letters) is None
    with database.write() as session, pytest.raises(ConflictError, match="停用"):
        workers.invite(session, "W001", actor="cli:li", now=NOW, settings=settings)
    with database.write() as session, pytest.raises(NotFoundError):
        workers.invite(session, "W999", actor="cli:li", now=NOW, settings=settings)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("YG-8F3K-2Q7M-0XZA", LETTERS),
        ("yg8f3k2q7m0xza", LETTERS),
        ("我的邀请码是 YG 8F3K 2Q7M 0XZA。", LETTERS),
        ("YG－8F3K－2Q7M－OXZA", LETTERS),
        ("YG-8F3K-2Q7M", None),
        ("YG-8F3K-2Q7M-0XZA1", None),
        ("XYG-8F3K-2Q7M-0XZA", None),
        ("订单 D20261122-0001", None),
        ("", None),
    ],
)
def test_a_code_is_found_in_a_text(text: str, letters: str | None) -> None:
    assert code_in(text) == letters
