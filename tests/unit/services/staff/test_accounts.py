"""Managing accounts, and its audit trail (REQ G3)."""

from datetime import timedelta

import pytest

from bot.db import Database
from bot.errors import ConflictError, ForbiddenError, NotFoundError
from bot.models import Group, Role, Staff
from bot.services.staff import accounts, staff
from bot.services.staff.accounts import Card
from tests.factories import NOW, make_staff

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CARD = Card("王娜", Role.AGENT, Group.ORDER, (Group.GENERAL,), 3)


class Company:
    """A supervisor who manages, an administrator, and what is stored."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write() as session:
            self.chief = make_staff(session, "chen", role=Role.SUPERVISOR)
            self.admin = make_staff(session, "admin", role=Role.ADMINISTRATOR)

    def create(self, username: str = "Wang.Na", card: Card = CARD, by: Staff | None = None):
        with self.database.write() as session:
            made = accounts.create(session, username, card, by=by or self.chief, now=NOW)
            return made[0].id, made[1]

    def change(self, staff_id: int, card: Card, by: Staff | None = None) -> list[str]:
        with self.database.write() as session:
            return accounts.change(session, staff_id, card, by=by or self.chief, now=NOW)

    def sign_in(self, password: str, username: str = "wang.na") -> str | None:
        with self.database.write() as session:
            return staff.sign_in(session, username, password, now=NOW)

    def is_signed_in(self, secret: str | None) -> bool:
        with self.database.read() as session:
            return staff.signed_in(session, secret, now=NOW) is not None

    def trail(self, staff_id: int) -> list[tuple[str, str, str | None, str | None]]:
        with self.database.read() as session:
            rows = accounts.trail(session, staff_id)
            return [(h.actor, h.action, h.before, h.after) for h in rows]


@pytest.fixture
def company(database: Database) -> Company:
    return Company(database)


def test_a_new_account_signs_in_with_the_password_told_once(company: Company) -> None:
    staff_id, password = company.create()
    assert company.sign_in(password) is not None
    with company.database.read() as session:
        person = session.get_one(Staff, staff_id)
        assert person.groups == {Group.ORDER, Group.GENERAL}
        assert person.capacity == 3
    assert ("staff:chen", "created", None, "agent") in company.trail(staff_id)


def test_every_changed_field_is_in_the_trail_with_old_and_new(company: Company) -> None:
    staff_id, _ = company.create()
    wanted = Card("王娜", Role.LEAD, Group.ORDER, (), 8)
    assert company.change(staff_id, wanted) == ["role", "helps", "capacity"]
    assert company.trail(staff_id)[:3] == [
        ("staff:chen", "capacity", "3", "8"),
        ("staff:chen", "helps", "general", ""),
        ("staff:chen", "role", "agent", "lead"),
    ]
    assert company.change(staff_id, wanted) == []


def test_a_reset_password_signs_out_everywhere_and_unlocks(company: Company) -> None:
    staff_id, password = company.create()
    open_page = company.sign_in(password)
    for _ in range(5):
        company.sign_in("wrong-password")
    with company.database.write() as session:
        fresh = accounts.reset_password(session, staff_id, by=company.chief, now=NOW)
    assert not company.is_signed_in(open_page)
    assert company.sign_in(password) is None
    assert company.sign_in(fresh) is not None


def test_g3_the_only_administrators_forgotten_password_is_reset_from_the_machine(
    company: Company,
) -> None:
    with company.database.write() as session:
        password = accounts.reset_forgotten(session, "admin", actor="cli:root", now=NOW)
        with pytest.raises(NotFoundError):
            accounts.reset_forgotten(session, "nobody", actor="cli:root", now=NOW)
    assert company.sign_in(password, "admin")
    with company.database.read() as session:
        done = [(note.action, note.actor) for note in accounts.trail(session, company.admin.id)]
        assert ("password reset", "cli:root") in done


def test_changing_the_own_password_keeps_this_browser_only(company: Company) -> None:
    staff_id, password = company.create()
    here, elsewhere = company.sign_in(password), company.sign_in(password)
    assert here is not None
    with company.database.write() as session:
        me = session.get_one(Staff, staff_id)
        with pytest.raises(ConflictError, match="原密码"):
            accounts.change_own_password(session, me, "wrong", "new-secret", secret=here, now=NOW)
        accounts.change_own_password(session, me, password, "new-secret", secret=here, now=NOW)
    assert company.is_signed_in(here)
    assert not company.is_signed_in(elsewhere)
    assert company.sign_in("new-secret") is not None


def test_a_deactivated_account_is_out_at_once_and_can_come_back(company: Company) -> None:
    staff_id, password = company.create()
    open_page = company.sign_in(password)
    for active in (False, True):
        with company.database.write() as session:
            later = NOW + timedelta(minutes=1)
            accounts.set_active(session, staff_id, active=active, by=company.chief, now=later)
        assert not company.is_signed_in(open_page), "the old session does not come back either"
        assert (company.sign_in(password) is not None) == active


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR])
def test_nobody_makes_an_account_of_the_own_rank_or_above(company: Company, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        company.create(card=Card("王娜", role, Group.ORDER))
    staff_id, _ = company.create()
    with pytest.raises(ForbiddenError):
        company.change(staff_id, Card("王娜", role, Group.ORDER))


def test_an_account_of_the_own_rank_cannot_be_touched(company: Company) -> None:
    with company.database.write() as session:
        peer = make_staff(session, "peer", role=Role.SUPERVISOR)
    with pytest.raises(ForbiddenError), company.database.write() as session:
        accounts.reset_password(session, peer.id, by=company.chief, now=NOW)
    with pytest.raises(ForbiddenError), company.database.write() as session:
        accounts.set_active(session, peer.id, active=False, by=company.chief, now=NOW)


def test_the_last_administrator_stays(company: Company) -> None:
    demoted = Card("管理员", Role.MANAGER, Group.GENERAL)
    with pytest.raises(ConflictError, match="至少要保留一位"):
        company.change(company.admin.id, demoted, by=company.admin)
    with pytest.raises(ConflictError, match="自己"), company.database.write() as session:
        accounts.set_active(session, company.admin.id, active=False, by=company.admin, now=NOW)
    with company.database.write() as session:
        make_staff(session, "second", role=Role.ADMINISTRATOR)
    assert "role" in company.change(company.admin.id, demoted, by=company.admin)


@pytest.mark.parametrize(
    ("username", "card"),
    [
        ("王娜", CARD),
        ("a b", CARD),
        ("", CARD),
        ("x" * 41, CARD),
        ("wang", Card(" ", Role.AGENT, Group.ORDER)),
        ("wang", Card("王", Role.AGENT, Group.ORDER, (), 51)),
        ("wang", Card("王", Role.AGENT, Group.ORDER, (), -1)),
        ("chen", CARD),
    ],
)
def test_a_wrong_card_is_refused(company: Company, username: str, card: Card) -> None:
    with pytest.raises(ConflictError):
        company.create(username, card)
