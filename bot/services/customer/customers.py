"""Who writes (REQ A6): identities on channels, the customer behind them, what we know."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import blind_index
from bot.language.contact.names import with_title
from bot.models import Conversation, Customer, Identity
from bot.services.customer import merging
from bot.services.history import record


def find_or_create_identity(
    session: Session, *, channel: str, external_id: str, now: datetime
) -> Identity:
    """The identity of a channel account; its customer is made with it."""
    identity = session.scalar(
        select(Identity).where(Identity.channel == channel, Identity.external_id == external_id)
    )
    if identity is not None:
        return identity
    customer = Customer(created_at=now)
    session.add(customer)
    session.flush()
    identity = Identity(
        customer_id=customer.id, channel=channel, external_id=external_id, created_at=now
    )
    session.add(identity)
    session.flush()
    return identity


def remember_contact(
    session: Session, identity: Identity, *, phone: str, address: str | None, now: datetime
) -> Customer:
    """Keep a confirmed phone (E.164) and address; the same phone makes one customer of two.

    Two identities become one customer by a phone that the customer gave and confirmed in a
    read-back; the orders of both then belong to the older record. The merge can be undone.
    """
    index = blind_index(phone)
    customer = identity.customer
    older = session.scalar(
        select(Customer)
        .where(Customer.phone_index == index, Customer.id != customer.id)
        .order_by(Customer.id)
    )
    if older is not None and customer.phone is None:
        why = "the same confirmed phone"
        merging.merge(session, older.id, customer.id, actor="bot", reason=why, now=now)
        customer = identity.customer
    customer.phone, customer.phone_index = phone, index
    customer.address = address or customer.address
    session.flush()
    return customer


def remember_name(session: Session, customer: Customer, name: str, *, now: datetime) -> None:
    """Keep how a customer wants to be called; “王女士” after “王丽” does not take the name away."""
    known = customer.name
    name = name if known is None or name[0] == known[0] else with_title(name, known)
    if known == name or (known and name[0] == known[0] and len(name) < len(known)):
        return
    customer.name = name
    record(session, "customer", customer.id, "named", actor="customer", now=now)
    session.flush()


def customer_of(session: Session, conversation: Conversation) -> Customer:
    """The customer of a conversation."""
    return conversation.identity.customer


def find_by_phone(session: Session, phone: str) -> Customer | None:
    """The customer who confirmed this phone (E.164), oldest record first."""
    return session.scalar(
        select(Customer).where(Customer.phone_index == blind_index(phone)).order_by(Customer.id)
    )
