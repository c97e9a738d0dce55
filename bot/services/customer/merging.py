"""Two customers' records become one and can be parted again (REQ A6): by a confirmed phone, or by a
person who has looked at both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.language.contact.phone import mask_phone
from bot.models import (
    Case,
    Complaint,
    Conversation,
    Customer,
    CustomerMerge,
    CustomerTag,
    Identity,
    Need,
    Order,
    Staff,
    Survey,
)
from bot.services.customer import searching
from bot.services.customer.searching import Filters
from bot.services.history import record
from bot.services.masks import mask_name
from bot.services.staff.permissions import Right, require

_OWNED = (Identity, Order, Complaint, Case, Survey)
_OF_TALKS = (Order, Complaint, Case, Survey)
_KNOWN = ("name", "phone", "phone_index", "address")
LONGEST_REASON = 200
_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record as the screen may tell it, for somebody to compare with another."""

    customer_id: int
    name: str
    phone: str | None
    channels: tuple[str, ...]
    orders: int
    since: datetime


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A record that was taken into the one on the screen."""

    id: int
    name: str
    by: str | None
    reason: str
    at: datetime


def candidate(session: Session, customer_id: int) -> Candidate:
    """What of a record is compared."""
    customer = session.get_one(Customer, customer_id)
    accounts = select(Identity.channel, Identity.display_name).where(
        Identity.customer_id == customer_id
    )
    found = session.execute(accounts.order_by(Identity.id)).all()
    shown = customer.name or next((row[1] for row in found if row[1]), None)
    orders = select(func.count(Order.id)).where(Order.customer_id == customer_id)
    return Candidate(
        customer_id=customer_id,
        name=mask_name(shown, f"访客 {customer_id}"),
        phone=mask_phone(customer.phone) if customer.phone else None,
        channels=tuple(sorted({row[0] for row in found})),
        orders=session.scalar(orders) or 0,
        since=customer.created_at,
    )


def candidates(session: Session, customer_id: int, query: str) -> list[Candidate]:
    """Other customers whom a name, a phone or a number leads to."""
    if not query.strip():
        return []
    results = searching.search(session, query, Filters())
    talks = [hit.conversation_id for hit in (*results.people, *results.numbers)]
    wish = (
        select(Identity.customer_id)
        .join(Conversation, Conversation.identity_id == Identity.id)
        .where(Conversation.id.in_(talks), Identity.customer_id != customer_id)
    )
    ids = sorted(set(session.scalars(wish)))
    return [candidate(session, found) for found in ids[:_OFFERED]]


def merge_by_hand(
    session: Session, kept_id: int, gone_id: int, me: Staff, *, reason: str, now: datetime
) -> CustomerMerge:
    """One person's two records, as somebody has checked.

    Raises:
        ConflictError: no reason, twice the same record, or one of them is in another already.
    """
    why = reason.strip()
    if not why:
        raise ConflictError("请写明为什么是同一位客户")
    if kept_id == gone_id:
        raise ConflictError("这是同一份档案")
    actor = f"staff:{me.username}"
    made = merge(session, kept_id, gone_id, actor=actor, reason=why[:LONGEST_REASON], now=now)
    made.staff_id = me.id
    session.flush()
    return made


def merge(
    session: Session, kept_id: int, gone_id: int, *, actor: str, reason: str, now: datetime
) -> CustomerMerge:
    """Everything of one record goes to the other; what only the emptied one knew is kept there."""
    kept, gone = _locked(session, kept_id, gone_id)
    for one in (kept, gone):
        if _is_in_another(session, one.id):
            raise ConflictError("这份档案已经合并过，请刷新后再试")
    was = {column: getattr(gone, column) for column in _KNOWN}
    filled = [c for c in _KNOWN if was[c] is not None and getattr(kept, c) is None]
    if "phone_index" not in filled:
        filled = [column for column in filled if column != "phone"]
    moved = _move(session, kept.id, gone.id)
    for column in _KNOWN:
        if column in filled:
            setattr(kept, column, was[column])
        setattr(gone, column, None)
    made = CustomerMerge(
        kept_id=kept.id,
        gone_id=gone.id,
        moved={**moved, "filled": filled},
        was=was,
        reason=reason,
        at=now,
    )
    session.add(made)
    session.flush()
    session.expire_all()
    _note(session, made, "merged", actor, now, reason)
    return made


def undo(session: Session, merge_id: int, me: Staff, *, now: datetime) -> None:
    """Part two records: what came over goes back, with all that came since on those accounts.

    Raises:
        ForbiddenError: only supervisors and above part records.
        ConflictError: they are parted already, or the record was taken into a third one since.
    """
    require(me, Right.UNDO_MERGE)
    made = session.get_one(CustomerMerge, merge_id, with_for_update=True, populate_existing=True)
    if made.undone_at is not None:
        raise ConflictError("这次合并已经撤销")
    kept, gone = _locked(session, made.kept_id, made.gone_id)
    if _is_in_another(session, kept.id):
        raise ConflictError("合并后的档案又并入了别的档案，请先撤销那一次")
    _move_back(session, made)
    for column in _KNOWN:
        if column in made.moved["filled"] and getattr(kept, column) == made.was[column]:
            setattr(kept, column, None)
        setattr(gone, column, made.was[column])
    made.undone_at, made.undone_by = now, me.id
    session.flush()
    session.expire_all()
    _note(session, made, "parted", f"staff:{me.username}", now, None)


def merges_of(session: Session, customer_id: int) -> Sequence[MergeRow]:
    """The records that are in this one, the latest first."""
    rows = session.execute(
        select(CustomerMerge, Staff.display_name)
        .outerjoin(Staff, Staff.id == CustomerMerge.staff_id)
        .where(CustomerMerge.kept_id == customer_id, CustomerMerge.undone_at.is_(None))
        .order_by(CustomerMerge.id.desc())
    )
    return tuple(
        MergeRow(m.id, mask_name(m.was["name"], f"访客 {m.gone_id}"), by, m.reason, m.at)
        for m, by in rows
    )


def _locked(session: Session, one: int, other: int) -> tuple[Customer, Customer]:
    wish = select(Customer).where(Customer.id.in_([one, other])).order_by(Customer.id)
    rows = session.scalars(wish.with_for_update().execution_options(populate_existing=True))
    found = {customer.id: customer for customer in rows}
    return found[one], found[other]


def _is_in_another(session: Session, customer_id: int) -> bool:
    wish = select(CustomerMerge.id).where(
        CustomerMerge.gone_id == customer_id, CustomerMerge.undone_at.is_(None)
    )
    return session.scalar(wish) is not None


def _move(session: Session, kept_id: int, gone_id: int) -> dict[str, list[int] | list[str]]:
    """Rows by table; of needs and tags those that the other record has not."""
    moved: dict[str, list[int] | list[str]] = {}
    for model in _OWNED:
        ids = session.scalars(select(model.id).where(model.customer_id == gone_id)).all()
        session.execute(update(model).where(model.id.in_(ids)).values(customer_id=kept_id))
        moved[model.__tablename__] = list(ids)
    known = select(Need.kind).where(Need.customer_id == kept_id)
    needs = select(Need.id).where(Need.customer_id == gone_id, Need.kind.not_in(known))
    moved["needs"] = list(session.scalars(needs))
    session.execute(update(Need).where(Need.id.in_(moved["needs"])).values(customer_id=kept_id))
    moved["customer_tags"] = _move_tags(session, gone_id, kept_id, None)
    return moved


def _move_tags(
    session: Session, giver_id: int, taker_id: int, titles: Sequence[str] | None
) -> list[str]:
    known = select(CustomerTag.title).where(CustomerTag.customer_id == taker_id)
    wish = select(CustomerTag.title).where(
        CustomerTag.customer_id == giver_id, CustomerTag.title.not_in(known)
    )
    found = [t for t in session.scalars(wish) if titles is None or t in titles]
    session.execute(
        update(CustomerTag)
        .where(CustomerTag.customer_id == giver_id, CustomerTag.title.in_(found))
        .values(customer_id=taker_id)
    )
    return found


def _move_back(session: Session, made: CustomerMerge) -> None:
    for model in (*_OWNED, Need):
        ids = made.moved[model.__tablename__]
        session.execute(
            update(model)
            .where(model.id.in_(ids), model.customer_id == made.kept_id)
            .values(customer_id=made.gone_id)
        )
    _move_tags(session, made.kept_id, made.gone_id, made.moved["customer_tags"])
    talks = select(Conversation.id).where(Conversation.identity_id.in_(made.moved["identities"]))
    for model in _OF_TALKS:
        session.execute(
            update(model)
            .where(model.customer_id == made.kept_id, model.conversation_id.in_(talks))
            .values(customer_id=made.gone_id)
        )


def _note(
    session: Session,
    made: CustomerMerge,
    action: str,
    actor: str,
    now: datetime,
    reason: str | None,
) -> None:
    record(
        session,
        "customer",
        made.kept_id,
        action,
        actor=actor,
        now=now,
        before=str(made.gone_id),
        after=str(made.kept_id),
        reason=reason,
    )
