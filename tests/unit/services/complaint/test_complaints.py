"""Complaints: filed once, added to, with deadlines in working days (REQ D2, D4, D5, D6)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.models import (
    Case,
    CaseKind,
    Category,
    Complaint,
    ComplaintState,
    Conversation,
    Draft,
    DraftKind,
    Group,
)
from bot.services import drafts
from bot.services.complaint import complaint_drafts, complaints
from bot.services.desk import Desk
from bot.services.reading import Reading
from bot.settings import Settings
from tests.factories import (
    NOW,
    PHONE,
    at,
    book,
    complain,
    count,
    make_company,
    make_conversation,
)


def test_a_complaint_is_stored_once_per_key(database: Database, settings: Settings) -> None:
    """REQ G5."""
    with database.write() as session:
        conversation = make_conversation(session)
        numbers = {complain(session, conversation, settings, key="k").number for _ in range(3)}
        assert numbers == {"T20261122-0001"}
        assert count(session, Complaint) == count(session, Case) == 1
        assert complain(session, conversation, settings, key="other").number == "T20261122-0002"


def test_a_complaint_has_its_deadlines_and_its_case(database: Database, settings: Settings) -> None:
    """REQ D4, D5, D6: a proposal within 24 h, the answer on the third working day."""
    with database.write() as session:
        complaint = complain(session, make_conversation(session), settings)
        assert complaint.proposal_due_at == NOW + timedelta(hours=24)
        assert complaint.answer_due_at == at("11-25 18:00")
        case = session.scalars(select(Case)).one()
        assert (case.kind, case.group) == (CaseKind.COMPLAINT, Group.COMPLAINT)
        assert (case.complaint_id, case.due_at) == (complaint.id, complaint.proposal_due_at)


def test_what_is_said_later_is_added_once(database: Database, settings: Settings) -> None:
    """REQ D2: several messages of anger are one complaint."""
    with database.write() as session:
        complaint = complain(session, make_conversation(session), settings, detail="迟到")
        for _ in range(2):
            complaints.add_detail(session, complaint, "还打碎了花瓶", now=NOW)
        assert complaint.detail == "迟到\n还打碎了花瓶"


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (ComplaintState.OPEN, True),
        (ComplaintState.INVESTIGATING, True),
        (ComplaintState.RESOLVED, False),
        (ComplaintState.CLOSED, False),
    ],
)
def test_only_what_is_not_settled_is_open(
    database: Database, settings: Settings, state: ComplaintState, found: bool
) -> None:
    with database.write() as session:
        conversation = make_conversation(session)
        complaint = complain(session, conversation, settings)
        complaint.state = state
        mine = conversation.identity.customer_id
        assert (complaints.open_complaint(session, mine) is complaint) is found


# -- the draft ------------------------------------------------------------------------------------


class Telling:
    """A customer who tells a complaint in several messages."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @property
    def draft(self) -> Draft:
        desk = self.desk
        return drafts.open_draft(desk.session, desk.conversation, DraftKind.COMPLAINT, desk.now)

    def say(self, text: str, **more: object) -> None:
        reading = Reading(text=text, **more)  # type: ignore[arg-type]
        complaint_drafts.take(self.desk, self.draft, reading)

    def file(self) -> Complaint:
        return complaint_drafts.file(self.desk, self.draft)


def telling(session: object, conversation: Conversation, settings: Settings) -> Telling:
    return Telling(Desk(session, conversation, NOW, settings))  # type: ignore[arg-type]


def test_what_was_said_is_kept_and_not_asked_again(database: Database, settings: Settings) -> None:
    """REQ D2."""
    with database.write() as session:
        customer = telling(session, make_conversation(session), settings)
        customer.say("我要投诉", intent="complaint_other")
        assert complaint_drafts.values(customer.draft) == {
            "complaint_detail": None,
            "complaint_order": "-",
            "complaint_contact": None,
        }
        customer.say("阿姨把我家花瓶打碎了", intent="complaint_damage")
        customer.say("13800138000", phone=PHONE)
        assert complaint_drafts.values(customer.draft) == {
            "complaint_detail": "阿姨把我家花瓶打碎了",
            "complaint_order": "-",
            "complaint_contact": PHONE,
        }
        complaint = customer.file()
        assert (complaint.category, complaint.priority) == (Category.DAMAGE, "high")
        assert complaint.contact == PHONE
        assert "花瓶" in complaint.detail
        assert not count(session, Draft)


def test_the_phone_and_the_order_are_known_from_the_order(
    database: Database, settings: Settings
) -> None:
    """REQ D2."""
    with database.write() as session:
        service = make_company(session)
        conversation = make_conversation(session)
        order = book(session, service, at("11-22 10:30"), settings, conversation=conversation)
        customer = telling(session, conversation, settings)
        customer.say("阿姨没来", intent="complaint_no_show")
        assert complaint_drafts.values(customer.draft)["complaint_contact"] == PHONE
        assert customer.file().order_id == order.id


def test_who_gives_no_phone_is_not_asked_for_ever(database: Database, settings: Settings) -> None:
    with database.write() as session:
        customer = telling(session, make_conversation(session), settings)
        customer.say("阿姨态度很差", intent="complaint_attitude")
        drafts.ask(session, customer.draft, "complaint_contact", NOW)
        customer.say("不想留电话")
        assert complaint_drafts.values(customer.draft)["complaint_contact"] == "-"


@pytest.mark.parametrize(
    ("days", "state", "same"),
    [
        (6, ComplaintState.OPEN, True),
        (8, ComplaintState.OPEN, False),
        (1, ComplaintState.CLOSED, False),
    ],
)
def test_more_about_an_open_matter_is_no_new_complaint(
    database: Database, settings: Settings, days: int, state: ComplaintState, same: bool
) -> None:
    """REQ D2."""
    with database.write() as session:
        conversation = make_conversation(session)
        before = NOW - timedelta(days=days)
        known = complain(session, conversation, settings, now=before)
        known.state = state
        customer = telling(session, conversation, settings)
        customer.say("还少收拾了一间房", intent="complaint_quality")
        filed = customer.file()
        assert (filed.id == known.id) is same
        assert "还少收拾了一间房" in filed.detail


@pytest.mark.parametrize(
    ("intent", "angry", "priority"),
    [
        ("complaint_quality", False, "normal"),
        ("complaint_quality", True, "high"),
        ("complaint_no_show", False, "high"),
        ("complaint_safety", False, "urgent"),
    ],
)
def test_the_priority_follows_the_matter_and_the_mood(
    database: Database, settings: Settings, intent: str, angry: bool, priority: str
) -> None:
    """REQ A7, D3."""
    with database.write() as session:
        customer = telling(session, make_conversation(session), settings)
        customer.say("情况说明", intent=intent, angry=angry)
        assert customer.file().priority == priority
