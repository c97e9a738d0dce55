"""A complaint that an agent types in, or adds to, for a customer (REQ A1, D2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.language.contact.phone import mask_phone
from bot.models import (
    Category,
    Complaint,
    Conversation,
    Customer,
    DraftKind,
    Flag,
    Order,
    Staff,
)
from bot.services import drafts
from bot.services.complaint import complaint_drafts, complaints
from bot.services.customer import needs
from bot.services.desk import Desk
from bot.services.history import record
from bot.services.screens.typed_fields import business_key, typed_phone
from bot.services.thread import conversations


@dataclass(frozen=True, slots=True)
class Grievance:
    """What is typed in for a complaint; ``order_id`` is the order that it is about."""

    key: str
    category: Category = Category.OTHER
    detail: str = ""
    wanted: str = ""
    phone: str = ""
    order_id: int | None = None
    phone_known: str = ""
    from_bot: bool = False


def half_complained(session: Session, conversation_id: int) -> Grievance:
    """The complaint as the bot left it, else an empty one with what the profile knows."""
    draft = drafts.find(session, conversation_id, DraftKind.COMPLAINT)
    data = draft.data if draft else {}
    known = session.get_one(Conversation, conversation_id).identity.customer
    phone = data.get("contact") or known.phone
    return Grievance(
        key=draft.key if draft else business_key(DraftKind.COMPLAINT),
        category=Category(data.get("category", Category.OTHER)),
        detail=(complaint_drafts.values(draft)["complaint_detail"] or "") if draft else "",
        order_id=data.get("order_id"),
        phone_known=mask_phone(phone) if phone else "",
        from_bot=bool(data),
    )


def complain(desk: Desk, said: Grievance, staff: Staff, *, source: str = "console") -> Complaint:
    """File a complaint for the customer of a conversation, with number and deadlines; once per key.

    Raises:
        ConflictError: nothing is said, or the phone or the order is wrong.
    """
    session = desk.session
    conversation = conversations.locked(session, desk.conversation.id)
    known = session.scalar(select(Complaint).where(Complaint.request_key == said.key))
    if known is not None:
        return known
    if not said.detail.strip():
        raise ConflictError("请写下客户反映的问题")
    draft = drafts.find(session, conversation.id, DraftKind.COMPLAINT)
    customer = conversation.identity.customer
    contact = typed_phone(said.phone) or (draft.data.get("contact") if draft else None)
    complaint = complaints.file_complaint(
        session,
        conversation=conversation,
        category=said.category,
        detail=said.detail.strip()[:4000],
        contact=contact or customer.phone,
        order=_order_of(session, customer, said.order_id),
        priority=complaint_drafts.priority(said.category, angry=Flag.ANGRY in conversation.flags),
        request_key=said.key,
        now=desk.now,
        settings=desk.settings,
    )
    complaint.wanted = said.wanted.strip()[:1000] or None
    if draft is not None:
        drafts.close(session, draft)
    needs.note(session, customer.id, said.detail, now=desk.now)
    actor = f"staff:{staff.username}"
    record(session, "complaint", complaint.id, "entered", actor=actor, now=desk.now, after=source)
    return complaint


def _order_of(session: Session, customer: Customer, order_id: int | None) -> Order | None:
    order = session.get(Order, order_id) if order_id else None
    if order is not None and order.customer_id != customer.id:
        raise ConflictError("这个订单不是这位客户的")
    return order


def add_to_complaint(
    session: Session, complaint_id: int, text: str, staff: Staff, *, now: datetime
) -> Complaint:
    """Add what the customer said later to a complaint that is not closed.

    Raises:
        NotFoundError: no such complaint.
        ConflictError: it is closed, or nothing is said.
    """
    complaint = complaints.locked(session, complaint_id)
    if not complaints.ALLOWED[complaints.S(complaint.state)]:
        raise ConflictError("这件投诉已经关闭，不能再补充")
    if not text.strip():
        raise ConflictError("请写下要补充的内容")
    complaints.add_detail(
        session, complaint, text.strip()[:2000], now=now, actor=f"staff:{staff.username}"
    )
    session.flush()
    return complaint
