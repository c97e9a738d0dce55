"""What shows that the customer's column changed, for all open conversations with a few questions
(REQ A10): each section has a mark, and is read only when its mark is another."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from bot.models import (
    Case,
    CaseState,
    Complaint,
    Consent,
    Conversation,
    Customer,
    CustomerTag,
    Identity,
    Need,
    Order,
    Survey,
    Visit,
)
from bot.services.screens.desk_views import Mark

Grouped = dict[int | None, list[Mark]]
SECTIONS = ("profile", "orders", "complaints", "cases", "surveys")


def section_marks(session: Session, ids: Collection[int]) -> dict[int, dict[str, Mark]]:
    """By conversation one mark for each section of the column beside it."""
    if not ids:
        return {}
    people: dict[int, Mark] = {row[0]: tuple(row[1:]) for row in session.execute(_who(ids))}
    customers = {who[0] for who in people.values()}
    orders, complaints = _orders(session, customers), _complaints(session, customers)
    by_customer, by_talk = _cases(session, customers, ids)
    surveys = _surveys(session, ids)
    return {
        talk: {
            "profile": who,
            "orders": tuple(orders.get(who[0], ())),
            "complaints": tuple(complaints.get(who[0], ())),
            "cases": tuple(sorted({*by_customer.get(who[0], ()), *by_talk.get(talk, ())})),
            "surveys": tuple(surveys.get(talk, ())),
        }
        for talk, who in people.items()
    }


def _who(ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """The conversation and what the profile shows of its customer; the customer's id comes first
    of that."""
    needs = select(func.count(Need.id)).where(Need.customer_id == Customer.id)
    titles = select(func.aggregate_strings(CustomerTag.title, "\n")).where(
        CustomerTag.customer_id == Customer.id
    )
    accounts = select(func.count(Identity.id)).where(Identity.customer_id == Customer.id)
    left = select(func.sum(Consent.left)).where(Consent.identity_id == Conversation.identity_id)
    return (
        select(
            Conversation.id,
            Customer.id,
            Customer.name,
            Customer.phone_index,
            Customer.address,
            Conversation.summary,
            Identity.reachable,
            Identity.window_until,
            Identity.window_left,
            needs.correlate(Customer).scalar_subquery(),
            titles.correlate(Customer).scalar_subquery(),
            accounts.correlate(Customer).scalar_subquery(),
            left.correlate(Conversation).scalar_subquery(),
        )
        .join(Identity, Identity.id == Conversation.identity_id)
        .join(Customer, Customer.id == Identity.customer_id)
        .where(Conversation.id.in_(ids))
    )


def _orders(session: Session, customers: Collection[int]) -> Grouped:
    orders = select(Order.customer_id, Order.id, Order.state, Order.number)
    visits = select(Order.customer_id, Visit.id, Visit.state, Visit.worker_id, Visit.start_at).join(
        Visit.order
    )
    mine = Order.customer_id.in_(customers)
    found = session.execute(orders.where(mine).order_by(Order.id)).all()
    return _grouped([*found, *session.execute(visits.where(mine).order_by(Visit.id))])


def _complaints(session: Session, customers: Collection[int]) -> Grouped:
    wish = select(
        Complaint.customer_id,
        Complaint.id,
        Complaint.state,
        Complaint.priority,
        Complaint.answer_due_at,
        func.length(Complaint.detail),
        func.coalesce(func.length(Complaint.wanted), 0),
    ).where(Complaint.customer_id.in_(customers))
    return _grouped(session.execute(wish.order_by(Complaint.id)))


def _cases(
    session: Session, customers: Collection[int], ids: Collection[int]
) -> tuple[Grouped, Grouped]:
    """Open cases by customer, and by conversation."""
    found: list[Grouped] = []
    for belongs_to, wanted in ((Case.customer_id, customers), (Case.conversation_id, ids)):
        wish = select(belongs_to, Case.id, func.coalesce(Case.owner_id, 0)).where(
            belongs_to.in_(wanted), Case.state == CaseState.OPEN
        )
        found.append(_grouped(session.execute(wish)))
    return found[0], found[1]


def _surveys(session: Session, ids: Collection[int]) -> Grouped:
    wish = select(Survey.conversation_id, Survey.id, Survey.state, Survey.score)
    return _grouped(
        session.execute(wish.where(Survey.conversation_id.in_(ids)).order_by(Survey.id))
    )


def _grouped(rows: Iterable[Any]) -> Grouped:
    found: Grouped = {}
    for row in rows:
        found.setdefault(row[0], []).append(tuple(row[1:]))
    return found
