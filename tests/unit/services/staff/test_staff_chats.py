"""The way of a colleague's chat to the alarms: one code, once, in time, and out again (REQ A8)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.language.staff.invitation import STAFF, code_in
from bot.models import History, Identity, Staff
from bot.services.staff import staff_chats
from bot.settings import Settings
from tests.factories import NOW, make_identity, make_staff


@pytest.fixture
def desk(database: Database) -> Database:
    with database.write() as session:
        make_staff(session, "lin")
        make_staff(session, "mei")
        make_identity(session, "telegram", "phone-1")
        make_identity(session, "telegram", "phone-2")
    return database


def _invite(desk: Database, settings: Settings, username: str = "lin") -> str:
    with desk.write() as session:
        code = staff_chats.invite(session, username, actor="cli:li", now=NOW, settings=settings)
    letters = code_in(f"绑定码 {code.lower()}", STAFF)
    assert letters is not None
    return letters


def _bind(desk: Database, letters: str, phone: str = "phone-1", hours: float = 0) -> str | None:
    with desk.write() as session:
        identity = session.scalars(select(Identity).where(Identity.external_id == phone)).one()
        staff = staff_chats.bind(session, identity, letters, now=NOW + timedelta(hours=hours))
        return staff.username if staff else None


def _owner(desk: Database, phone: str) -> str | None:
    with desk.read() as session:
        identity = session.scalars(select(Identity).where(Identity.external_id == phone)).one()
        staff = staff_chats.staff_of(session, identity.id)
        return staff.username if staff else None


def test_who_sends_the_code_gets_the_alarms(desk: Database, settings: Settings) -> None:
    assert _bind(desk, _invite(desk, settings)) == "lin"
    assert _owner(desk, "phone-1") == "lin"
    with desk.read() as session:
        rows = session.scalars(select(History).where(History.subject == "staff"))
        assert {(row.action, row.actor) for row in rows} == {
            ("invited", "cli:li"),
            ("bound", "staff:lin"),
        }


def test_a_code_works_once_and_for_its_sender_again(desk: Database, settings: Settings) -> None:
    """REQ G5: a message delivered twice; REQ G2: a code read over a shoulder."""
    letters = _invite(desk, settings)
    assert _bind(desk, letters) == "lin"
    assert _bind(desk, letters) == "lin"
    assert _bind(desk, letters, "phone-2") is None
    assert _owner(desk, "phone-2") is None


def test_a_code_ends_in_time_and_with_the_next_one(desk: Database, settings: Settings) -> None:
    first = _invite(desk, settings)
    second = _invite(desk, settings)
    assert _bind(desk, first) is None
    assert _bind(desk, second, hours=settings.invitation_hours) is None
    assert _bind(desk, second, hours=settings.invitation_hours - 1) == "lin"


def test_a_chat_has_one_colleague_and_a_colleague_one_chat(
    desk: Database, settings: Settings
) -> None:
    _bind(desk, _invite(desk, settings))
    _bind(desk, _invite(desk, settings), "phone-2")
    assert (_owner(desk, "phone-1"), _owner(desk, "phone-2")) == (None, "lin")
    _bind(desk, _invite(desk, settings, "mei"), "phone-2")
    assert _owner(desk, "phone-2") == "mei"


def test_unbinding_ends_chat_and_unused_code(desk: Database, settings: Settings) -> None:
    _bind(desk, _invite(desk, settings))
    unused = _invite(desk, settings)
    with desk.write() as session:
        staff_chats.unbind(session, "lin", actor="cli:li", now=NOW)
    assert _owner(desk, "phone-1") is None
    assert _bind(desk, unused) is None
    with desk.write() as session, pytest.raises(ConflictError, match="没有绑定"):
        staff_chats.unbind(session, "lin", actor="cli:li", now=NOW)


def test_a_closed_account_is_refused(desk: Database, settings: Settings) -> None:
    letters = _invite(desk, settings)
    with desk.write() as session:
        session.scalars(select(Staff).where(Staff.username == "lin")).one().active = False
    assert _bind(desk, letters) is None
    with pytest.raises(ConflictError, match="停用"):
        _invite(desk, settings)
    with pytest.raises(NotFoundError, match="nobody"):
        _invite(desk, settings, "nobody")
