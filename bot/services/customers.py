"""Who writes (REQ A6): identities on channels, the customer behind them, what we know."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db import blind_index
from bot.models import (
    Case,
    Complaint,
    Conversation,
    Customer,
    Identity,
    Need,
    Order,
    Survey,
)
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
    read-back; the orders of both then belong to the older record. The merge is in the history.
    """
    index = blind_index(phone)
    customer = identity.customer
    named = customer.name
    older = session.scalar(
        select(Customer)
        .where(Customer.phone_index == index, Customer.id != customer.id)
        .order_by(Customer.id)
    )
    if older is not None and customer.phone is None:
        customer = _merge(session, customer, older, now)
        identity.customer = customer
    customer.phone, customer.phone_index = phone, index
    customer.name = customer.name or named
    customer.address = address or customer.address
    session.flush()
    return customer


def remember_name(session: Session, customer: Customer, name: str, *, now: datetime) -> None:
    """Keep how a customer wants to be called; “王女士” after “王丽” does not take the name away."""
    known = customer.name
    if known == name or (known and name[0] == known[0] and len(name) < len(known)):
        return
    customer.name = name
    record(session, "customer", customer.id, "named", actor="customer", now=now)
    session.flush()


def _merge(session: Session, newer: Customer, older: Customer, now: datetime) -> Customer:
    for model in (Identity, Order, Complaint, Case, Survey):
        session.execute(
            update(model).where(model.customer_id == newer.id).values(customer_id=older.id)
        )
    _merge_needs(session, newer, older)
    session.expire_all()
    record(
        session,
        "customer",
        older.id,
        "merged",
        actor="bot",
        now=now,
        before=str(newer.id),
        after=str(older.id),
        reason="the same confirmed phone",
    )
    return older


def _merge_needs(session: Session, newer: Customer, older: Customer) -> None:
    known = set(session.scalars(select(Need.kind).where(Need.customer_id == older.id)))
    for need in session.scalars(select(Need).where(Need.customer_id == newer.id)).all():
        if need.kind not in known:
            need.customer_id = older.id
    session.flush()


def customer_of(session: Session, conversation: Conversation) -> Customer:
    """The customer of a conversation."""
    return conversation.identity.customer


def find_by_phone(session: Session, phone: str) -> Customer | None:
    """The customer who confirmed this phone (E.164), oldest record first."""
    return session.scalar(
        select(Customer).where(Customer.phone_index == blind_index(phone)).order_by(Customer.id)
    )
