"""A complaint that people type in goes the bot's own ways (REQ D2, D4)."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.house import House
from bot.models import Case, Category, DraftKind, Need, Order
from bot.services import drafts
from bot.services.screens import complaint_entries
from bot.services.screens.complaint_entries import Grievance
from bot.services.trade import catalogue
from bot.settings import Settings
from tests.factories import NOW, PHONE, at, book, count
from tests.unit.services.screens.test_desk_entries import scene


def test_a_complaint_is_filed_with_its_case_and_closes_the_bots_draft(house: House) -> None:
    """REQ D2, D4"""
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        draft = drafts.open_draft(session, desk.conversation, DraftKind.COMPLAINT, NOW)
        drafts.update(session, draft, NOW, category="damage", said=["花瓶打碎了"], contact=PHONE)
        form = complaint_entries.half_complained(session, desk.conversation.id)
        assert (form.category, form.detail) == (Category.DAMAGE, "花瓶打碎了")
        wish = replace(form, wanted="照价赔偿", detail="花瓶打碎了，家里还有老人")
        first = complaint_entries.complain(desk, wish, me)
        assert complaint_entries.complain(desk, wish, me).id == first.id
        assert (first.contact, first.wanted, first.priority) == (PHONE, "照价赔偿", "high")
        assert count(session, Case, Case.complaint_id == first.id) == 1
        assert count(session, Need) == 1
        assert drafts.find(session, desk.conversation.id, DraftKind.COMPLAINT) is None


def test_a_complaint_about_another_customers_order_is_refused(house: House) -> None:
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        service = make_service_order(session, house.settings)
        said = Grievance(key="complaint:9", detail="迟到", order_id=service.id)
        with pytest.raises(ConflictError, match="不是这位客户"):
            complaint_entries.complain(desk, said, me)


def make_service_order(session: Session, settings: Settings) -> Order:
    service = catalogue.by_code(session, "daily_clean")
    assert service is not None
    return book(session, service, at("11-27 09:00"), settings)


def test_what_came_later_is_added_and_a_closed_complaint_takes_nothing(house: House) -> None:
    with house.database.write() as session:
        desk, me = scene(session, house.settings)
        wish = Grievance(key="complaint:1", detail="迟到了一小时", phone="13800138000")
        complaint = complaint_entries.complain(desk, wish, me)
        complaint_entries.add_to_complaint(session, complaint.id, "还少做了一间", me, now=NOW)
        assert complaint.detail.endswith("还少做了一间")
        complaint.state = "closed"  # pyright: ignore[reportAttributeAccessIssue]
        with pytest.raises(ConflictError, match="已经关闭"):
            complaint_entries.add_to_complaint(session, complaint.id, "又", me, now=NOW)
