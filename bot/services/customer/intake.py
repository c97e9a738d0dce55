"""Requests by phone, on site, by letter or e-mail (REQ A1): the customer first, then the request,
by the same services as the bot's; where it came from stays on record."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import blind_index
from bot.errors import ConflictError
from bot.language.contact.phone import find_phones
from bot.models import (
    Author,
    Case,
    CaseKind,
    Conversation,
    Customer,
    Identity,
    Message,
    Staff,
)
from bot.services.customer import customers, needs
from bot.services.customer.intake_sources import Source, is_manual
from bot.services.handoff.cases import open_case
from bot.services.history import record
from bot.services.masks import mask_name
from bot.services.thread.conversations import conversation_of
from bot.settings import Settings

REQUESTS = (CaseKind.ENQUIRY, CaseKind.SUGGESTION, CaseKind.PRAISE, CaseKind.TECHNICAL)


@dataclass(frozen=True, slots=True)
class Known:
    """A customer whom the phone leads to."""

    customer_id: int
    name: str


def find(session: Session, phone: str) -> Known | None:
    """The customer of a typed phone, if it is known.

    Raises:
        ConflictError: it is no phone.
    """
    customer = customers.find_by_phone(session, _e164(phone))
    if customer is None:
        return None
    return Known(customer.id, mask_name(customer.name, f"客户 {customer.id}"))


def open_contact(
    session: Session, source: Source, phone: str, name: str, staff: Staff, *, now: datetime
) -> Conversation:
    """The conversation with whoever calls, comes or writes; customer and thread are made when they
    are new. What is agreed goes out by the customer's own channel, where there is one.

    Raises:
        ConflictError: it is no phone.
    """
    number = _e164(phone)
    external_id = blind_index(f"{source}:{number}")
    identity = customers.find_or_create_identity(
        session, channel=source, external_id=external_id, now=now
    )
    customer = customers.remember_contact(session, identity, phone=number, address=None, now=now)
    if name.strip() and not customer.name:
        customer.name = name.strip()[:60]
        record(session, "customer", customer.id, "named", actor=f"staff:{staff.username}", now=now)
    conversation = conversation_of(session, identity, now)
    conversation.owner_staff_id = conversation.owner_staff_id or staff.id
    session.flush()
    return conversation


def answering(session: Session, conversation: Conversation) -> Conversation:
    """Where an order of this contact is to be written to: the customer's live channel, if any."""
    latest = _latest(session, conversation.identity.customer)
    return latest or conversation


def note_down(
    session: Session, conversation: Conversation, text: str, staff: Staff, *, now: datetime
) -> Message:
    """Keep what the customer said, in the thread, with who wrote it down."""
    message = Message(
        conversation_id=conversation.id,
        author=Author.CUSTOMER,
        staff_id=staff.id,
        text=_said(text),
        data={"source": conversation.identity.channel},
        at=now,
    )
    session.add(message)
    conversation.last_message_at = now
    needs.note(session, conversation.identity.customer_id, text, now=now)
    session.flush()
    return message


def request(
    session: Session,
    conversation: Conversation,
    kind: CaseKind,
    text: str,
    *,
    key: str,
    now: datetime,
    settings: Settings,
) -> Case:
    """A case for what is neither order nor complaint (REQ A7); once per key.

    Raises:
        ConflictError: nothing is said.
    """
    return open_case(
        session,
        key=f"intake:{key}",
        kind=kind,
        subject=_said(text),
        now=now,
        due_in=timedelta(hours=settings.case_first_hours),
        conversation=conversation,
    )


def _latest(session: Session, customer: Customer) -> Conversation | None:
    found = session.scalars(
        select(Conversation)
        .join(Identity)
        .where(Identity.customer_id == customer.id, Identity.reachable.is_(True))
        .order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    )
    return next((talk for talk in found if not is_manual(talk.identity.channel)), None)


def _said(text: str) -> str:
    if not text.strip():
        raise ConflictError("请写下客户说的内容")
    return text.strip()[:4000]


def _e164(text: str) -> str:
    found = find_phones(text)
    if not found:
        raise ConflictError("请填写完整的手机号或带区号的座机号")
    return found[0].e164
