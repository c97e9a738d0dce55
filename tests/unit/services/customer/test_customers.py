"""Who writes: identities, and one customer of two by a confirmed phone (REQ A6)."""

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.models import Customer, History, Identity, Need, Order
from bot.services.complaint import complaints
from bot.services.customer import needs
from bot.services.customer.customers import (
    customer_of,
    find_by_phone,
    find_or_create_identity,
    remember_contact,
)
from bot.settings import Settings
from tests.factories import (
    ADDRESS,
    NOW,
    PHONE,
    at,
    book,
    complain,
    count,
    make_company,
    make_conversation,
    make_identity,
)


def test_an_account_of_a_channel_is_one_identity(database: Database) -> None:
    """REQ A6."""
    with database.write() as session:
        ids = {make_identity(session, "wechat", "openid").id for _ in range(3)}
        assert len(ids) == 1
        assert count(session, Customer) == 1
        other = find_or_create_identity(session, channel="web", external_id="openid", now=NOW)
        assert other.id not in ids


def test_two_identities_with_the_same_confirmed_phone_are_one_customer(
    database: Database, settings: Settings
) -> None:
    """REQ A6: the orders of both belong to the older record; the merge is in the history."""
    with database.write() as session:
        service = make_company(session, workers=2)
        first, second = make_conversation(session, "wechat"), make_conversation(session, "telegram")
        one = book(session, service, at("11-25 09:00"), settings, conversation=first)
        two = book(session, service, at("11-25 09:00"), settings, conversation=second)
        older = remember_contact(session, first.identity, phone=PHONE, address=ADDRESS, now=NOW)
        newer_id = second.identity.customer_id
        merged = remember_contact(session, second.identity, phone=PHONE, address=None, now=NOW)
        assert merged.id == older.id == second.identity.customer_id
        assert {o.customer_id for o in session.scalars(select(Order))} == {older.id}
        assert {o.id for o in session.scalars(select(Order))} == {one.id, two.id}
        assert customer_of(session, second).address == ADDRESS
        [row] = session.scalars(select(History).where(History.action == "merged")).all()
        assert (row.before, row.after, row.reason) == (
            str(newer_id),
            str(older.id),
            "the same confirmed phone",
        )


def test_a_merged_customer_keeps_complaints_and_needs(
    database: Database, settings: Settings
) -> None:
    """REQ A6, B3, D."""
    with database.write() as session:
        old, new = make_conversation(session, "telegram"), make_conversation(session, "web")
        remember_contact(session, old.identity, phone=PHONE, address=None, now=NOW)
        needs.note(session, old.identity.customer_id, "家里有只狗", now=NOW)
        needs.note(session, new.identity.customer_id, "家里有只狗，还有刚出生的宝宝", now=NOW)
        complaint = complain(session, new, settings)
        merged = remember_contact(session, new.identity, phone=PHONE, address=None, now=NOW)
        assert complaints.open_complaint(session, merged.id) == complaint
        kinds = session.scalars(select(Need.kind).where(Need.customer_id == merged.id)).all()
        assert len(kinds) == len(set(kinds)) >= 2


def test_two_people_of_the_same_name_stay_two(database: Database) -> None:
    """REQ A6: never by a name."""
    with database.write() as session:
        for sender in ("a", "b"):
            identity = make_identity(session, "web", sender)
            identity.display_name = identity.customer.name = "王小明"
        remember_contact(session, identity, phone=PHONE, address=None, now=NOW)
        assert len(set(session.scalars(select(Identity.customer_id)))) == 2


def test_another_phone_makes_nobody_the_same(database: Database) -> None:
    """REQ A6."""
    with database.write() as session:
        first, second = make_identity(session), make_identity(session)
        remember_contact(session, first, phone=PHONE, address=None, now=NOW)
        remember_contact(session, second, phone="+8613900139000", address=None, now=NOW)
        assert first.customer_id != second.customer_id


def test_a_customer_is_found_by_the_phone(database: Database) -> None:
    """REQ A6, G2: through the blind index."""
    with database.write() as session:
        identity = make_identity(session)
        remember_contact(session, identity, phone=PHONE, address=ADDRESS, now=NOW)
        assert find_by_phone(session, PHONE) == identity.customer
        assert find_by_phone(session, "+8613900139000") is None


def test_a_known_address_is_not_forgotten(database: Database) -> None:
    with database.write() as session:
        identity = make_identity(session)
        remember_contact(session, identity, phone=PHONE, address=ADDRESS, now=NOW)
        remember_contact(session, identity, phone=PHONE, address=None, now=NOW)
        assert identity.customer.address == ADDRESS


def test_a_need_is_kept_once_with_its_sentence(database: Database) -> None:
    """REQ B3."""
    with database.write() as session:
        customer_id = make_identity(session).customer_id
        for _ in range(2):
            needs.note(session, customer_id, "我妈八十岁了，一个人在家。要保洁", now=NOW)
        [need] = session.scalars(select(Need)).all()
        assert "八十岁" in need.sentence


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("我妈八十岁了，一个人在家", "我妈八十岁了，一个人在家"),
        ("约保洁，徐汇区漕溪路18号3栋501室，电话13800138000，家里有只猫", "约保洁，家里有只猫"),
        ("徐汇区漕溪路18号家里有只猫", "徐汇区漕溪路18号家里有只猫"),
    ],
)
def test_g2_a_need_is_shown_without_phone_and_address(said: str, shown: str) -> None:
    """Unless it stands in the same clause: then the whole sentence is all there is."""
    assert needs.quote(Need(sentence=said)) == shown
