"""What the agents' console reads of the customer beside a conversation, and the list of open cases
(REQ A7, C3, D, E, G2): nothing here writes, names, phones and addresses leave here masked."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.clock import local
from bot.language.contact.phone import mask_phone
from bot.language.place.address import mask_address
from bot.models import (
    Category,
    Complaint,
    ComplaintState,
    Conversation,
    Customer,
    Identity,
    Need,
    Order,
    Staff,
    Survey,
    SurveyKind,
    SurveyState,
    Visit,
    VisitState,
    Worker,
)
from bot.services.customer import customer_tags
from bot.services.customer.merging import MergeRow, merges_of
from bot.services.customer.needs import quote
from bot.services.masks import mask_name, mask_text
from bot.services.sending import consents

_SHOWN = 8
_TO_COME = (VisitState.CONFIRMED, VisitState.ASSIGNED, VisitState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Reach:
    """When the channel lets us write first: WeChat's window and quota, and consents that are left
    (facts of the channel; agents and the bot spend the same quota)."""

    until: datetime | None
    left: int
    consents: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the customer is, as far as the screen may tell."""

    customer_id: int
    name: str
    phone: str | None
    address: str | None
    channels: tuple[str, ...]
    language: str
    since: datetime
    reachable: bool
    reach: Reach | None
    needs: tuple[str, ...]
    summary: str | None
    tags: tuple[str, ...] = ()
    merges: tuple[MergeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One coming of a worker."""

    id: int
    state: VisitState
    start_at: datetime
    end_at: datetime
    worker: str | None


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with its next or last visits."""

    id: int
    number: str
    service: str
    state: VisitState
    amount: Decimal | None
    address: str
    note: str | None
    visits: tuple[VisitRow, ...]


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint with the deadline that comes next."""

    id: int
    number: str
    category: Category
    state: ComplaintState
    priority: str
    detail: str
    wanted: str | None
    proposal_due_at: datetime
    answer_due_at: datetime


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A question asked and its answer."""

    kind: SurveyKind
    state: SurveyState
    score: Decimal | None
    reason: str | None
    asked_at: datetime
    about: str | None


def places(session: Session, conversation_id: int) -> dict[str, str]:
    """What the places of canned replies stand for: how the customer is addressed, and the order
    that is next."""
    conversation = session.get_one(Conversation, conversation_id)
    customer = conversation.identity.customer
    name = mask_name(customer.name, "")
    filled = {"customer": name if name and "*" not in name else "您"}
    visit = session.scalar(
        select(Visit)
        .join(Order, Order.id == Visit.order_id)
        .where(Order.customer_id == customer.id, Visit.state.in_(_TO_COME))
        .order_by(Visit.start_at)
        .limit(1)
    )
    if visit is None:
        return filled
    order, start = visit.order, local(visit.start_at)
    when = f"{start.month}月{start.day}日 {start:%H:%M}"
    return {**filled, "order": order.number, "service": order.service.name, "when": when}


def _customer(session: Session, conversation_id: int) -> Customer:
    return session.get_one(Conversation, conversation_id).identity.customer


def profile(session: Session, conversation_id: int) -> Profile:
    """The customer of a conversation."""
    conversation = session.get_one(Conversation, conversation_id)
    identity, customer = conversation.identity, conversation.identity.customer
    accounts = select(Identity.channel).where(Identity.customer_id == customer.id)
    needs = select(Need).where(Need.customer_id == customer.id).order_by(Need.id)
    return Profile(
        customer_id=customer.id,
        name=mask_name(customer.name or identity.display_name, f"访客 {customer.id}"),
        phone=mask_phone(customer.phone) if customer.phone else None,
        address=mask_address(customer.address) if customer.address else None,
        channels=tuple(sorted(set(session.scalars(accounts)))),
        language=identity.language,
        since=customer.created_at,
        reachable=identity.reachable,
        reach=_reach(session, identity),
        needs=tuple(mask_text(quote(need)) for need in session.scalars(needs)),
        summary=mask_text(conversation.summary) if conversation.summary else None,
        tags=tuple(customer_tags.tags_of(session, customer.id)),
        merges=tuple(merges_of(session, customer.id)),
    )


def _reach(session: Session, identity: Identity) -> Reach | None:
    if identity.channel != "wechat":
        return None
    return Reach(identity.window_until, identity.window_left, consents.all_left(session, identity))


def orders(session: Session, conversation_id: int) -> list[OrderRow]:
    """The latest orders of who writes here, the newest first."""
    return orders_of(session, _customer(session, conversation_id).id)


def orders_of(session: Session, customer_id: int) -> list[OrderRow]:
    """A customer's latest orders, the newest first."""
    rows = session.scalars(
        select(Order)
        .where(Order.customer_id == customer_id)
        .options(joinedload(Order.service), selectinload(Order.visits).joinedload(Visit.worker))
        .order_by(Order.id.desc())
        .limit(_SHOWN)
    )
    return [_order_row(row) for row in rows]


def _order_row(order: Order) -> OrderRow:
    return OrderRow(
        id=order.id,
        number=order.number,
        service=order.service.name,
        state=VisitState(order.state),
        amount=order.amount,
        address=mask_address(order.address),
        note=mask_text(order.note) if order.note else None,
        visits=tuple(_visit_row(visit) for visit in order.visits[:_SHOWN]),
    )


def _visit_row(visit: Visit) -> VisitRow:
    worker = visit.worker.name if visit.worker else None
    return VisitRow(visit.id, VisitState(visit.state), visit.start_at, visit.end_at, worker)


def complaints(session: Session, conversation_id: int) -> list[ComplaintRow]:
    """The customer's complaints, the newest first."""
    rows = session.scalars(
        select(Complaint)
        .where(Complaint.customer_id == _customer(session, conversation_id).id)
        .order_by(Complaint.id.desc())
        .limit(_SHOWN)
    )
    return [_complaint_row(row) for row in rows]


def _complaint_row(row: Complaint) -> ComplaintRow:
    return ComplaintRow(
        id=row.id,
        number=row.number,
        category=Category(row.category),
        state=ComplaintState(row.state),
        priority=row.priority,
        detail=mask_text(row.detail),
        wanted=mask_text(row.wanted) if row.wanted else None,
        proposal_due_at=row.proposal_due_at,
        answer_due_at=row.answer_due_at,
    )


def surveys(session: Session, conversation_id: int) -> list[SurveyRow]:
    """The latest questions and answers of a conversation."""
    rows = session.execute(
        select(Survey, Staff.display_name, Worker)
        .outerjoin(Staff, Survey.agent_id == Staff.id)
        .outerjoin(Worker, Survey.worker_id == Worker.id)
        .where(Survey.conversation_id == conversation_id)
        .order_by(Survey.id.desc())
        .limit(_SHOWN)
    )
    return [_survey_row(survey, agent, worker) for survey, agent, worker in rows]


def _survey_row(survey: Survey, agent: str | None, worker: Worker | None) -> SurveyRow:
    return SurveyRow(
        kind=SurveyKind(survey.kind),
        state=SurveyState(survey.state),
        score=survey.score,
        reason=mask_text(survey.reason) if survey.reason else None,
        asked_at=survey.asked_at,
        about=agent or (worker.name if worker else None),
    )
