"""Two records that are one person's, merged and parted again (REQ A6), and tags on customers (E3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.errors import ConflictError, ForbiddenError
from bot.models import Case, CaseKind, Customer, History, Identity, Order, Role
from bot.services.customer import customer_tags, merging
from bot.services.customer.customers import find_by_phone, remember_contact
from bot.services.customer.searching import Filters, search
from bot.services.handoff.cases import open_case
from bot.settings import Settings
from tests.factories import (
    ADDRESS,
    NOW,
    PHONE,
    at,
    book,
    make_company,
    make_conversation,
    make_staff,
)


def test_a6_a_merge_by_hand_is_undone_with_all_that_came_since(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        service = make_company(session, workers=3)
        agent = make_staff(session)
        chief = make_staff(session, "chen", role=Role.SUPERVISOR)
        kept, gone = make_conversation(session, "wechat"), make_conversation(session, "telegram")
        kept_id, gone_id = kept.identity.customer_id, gone.identity.customer_id
        remember_contact(session, gone.identity, phone=PHONE, address=ADDRESS, now=NOW)
        before = book(session, service, at("11-25 09:00"), settings, conversation=gone)
        own = book(session, service, at("11-26 09:00"), settings, conversation=kept)
        customer_tags.set_tags(session, gone_id, ["老客户"], agent, now=NOW)
        made = merging.merge_by_hand(session, kept_id, gone_id, agent, reason="同一家", now=NOW)
        assert {o.customer_id for o in session.scalars(select(Order))} == {kept_id}
        assert find_by_phone(session, PHONE) == session.get(Customer, kept_id)
        assert session.get_one(Customer, kept_id).address == ADDRESS
        assert customer_tags.tags_of(session, kept_id) == ["老客户"]
        since = open_case(
            session,
            key="since",
            kind=CaseKind.ENQUIRY,
            subject="合并后从那个渠道来的",
            conversation=gone,
            customer_id=kept_id,
            now=NOW,
            due_in=timedelta(hours=1),
        )
        with pytest.raises(ForbiddenError):
            merging.undo(session, made.id, agent, now=NOW)
        merging.undo(session, made.id, chief, now=NOW)
        owners = {o.id: o.customer_id for o in session.scalars(select(Order))}
        assert owners == {before.id: gone_id, own.id: kept_id}
        assert session.get_one(Case, since.id).customer_id == gone_id
        assert find_by_phone(session, PHONE) == session.get(Customer, gone_id)
        assert session.get_one(Customer, kept_id).phone is None
        assert customer_tags.tags_of(session, gone_id) == ["老客户"]
        assert {i.customer_id for i in session.scalars(select(Identity))} == {kept_id, gone_id}
        told = select(History.action, History.actor).where(
            History.subject == "customer", History.action.in_(["merged", "parted"])
        )
        assert [tuple(row) for row in session.execute(told.order_by(History.id))] == [
            ("merged", "staff:lin"),
            ("parted", "staff:chen"),
        ]
        with pytest.raises(ConflictError, match="已经撤销"):
            merging.undo(session, made.id, chief, now=NOW)


def test_a6_a_merge_by_a_confirmed_phone_is_undone_the_same_way(database: Database) -> None:
    with database.write() as session:
        chief = make_staff(session, "chen", role=Role.SUPERVISOR)
        old, new = make_conversation(session, "wechat"), make_conversation(session, "web")
        new_id = new.identity.customer_id
        remember_contact(session, old.identity, phone=PHONE, address=ADDRESS, now=NOW)
        kept = remember_contact(session, new.identity, phone=PHONE, address=None, now=NOW)
        [row] = merging.merges_of(session, kept.id)
        assert row.by is None
        merging.undo(session, row.id, chief, now=NOW)
        assert new.identity.customer_id == new_id != old.identity.customer_id
        assert old.identity.customer.phone == PHONE


def test_a6_a_record_is_in_another_once_and_parted_in_the_order_back(database: Database) -> None:
    with database.write() as session:
        chief = make_staff(session, "chen", role=Role.SUPERVISOR)
        a, b, c = (make_conversation(session).identity.customer_id for _ in range(3))
        first = merging.merge_by_hand(session, a, b, chief, reason="同一人", now=NOW)
        for kept, gone, why in ((c, b, "又一次"), (a, a, "自己"), (c, a, " ")):
            with pytest.raises(ConflictError):
                merging.merge_by_hand(session, kept, gone, chief, reason=why, now=NOW)
        second = merging.merge_by_hand(session, c, a, chief, reason="同一人", now=NOW)
        with pytest.raises(ConflictError, match="先撤销"):
            merging.undo(session, first.id, chief, now=NOW)
        for merge in (second, first):
            merging.undo(session, merge.id, chief, now=NOW)
        assert sorted(session.scalars(select(Identity.customer_id))) == sorted([a, b, c])


def test_a6_the_other_record_is_found_by_name_phone_or_number(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        mine, other = make_conversation(session, "wechat"), make_conversation(session, "telegram")
        order = book(
            session,
            make_company(session, workers=1),
            at("11-25 09:00"),
            settings,
            conversation=other,
        )
        customer = remember_contact(session, other.identity, phone=PHONE, address=None, now=NOW)
        customer.name = "周丽华"
        session.flush()
        me = mine.identity.customer_id
        for query in ("周丽华", PHONE.removeprefix("+86"), order.number):
            [found] = merging.candidates(session, me, query)
            assert (found.customer_id, found.orders) == (customer.id, 1)
            assert "8000" not in (found.phone or "")[3:7]
        assert merging.candidates(session, customer.id, "周丽华") == []


def test_e3_tags_are_put_on_taken_off_found_and_filtered(database: Database) -> None:
    with database.write() as session:
        me, talk = make_staff(session), make_conversation(session)
        make_conversation(session)
        customer = talk.identity.customer_id
        customer_tags.set_tags(session, customer, ["怕狗", " 怕狗 ", "重点客户"], me, now=NOW)
        customer_tags.set_tags(session, customer, ["重点客户"], me, now=NOW)
        assert customer_tags.tags_of(session, customer) == ["重点客户"]
        for query, tag in (("重点客户", ""), ("", "重点客户")):
            people = search(session, query, Filters(tag=tag)).people
            assert [hit.conversation_id for hit in people] == [talk.id]
        assert search(session, "", Filters(tag="怕狗")).people == []
        done = select(History.action).where(History.subject == "customer").order_by(History.id)
        assert sorted(session.scalars(done)) == ["tagged", "tagged", "untagged"]
        with pytest.raises(ConflictError):
            customer_tags.set_tags(session, customer, ["一" * 21], me, now=NOW)
