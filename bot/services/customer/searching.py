"""Finding people, numbers and sentences (REQ G1): the index proposes, the opened text decides.

Whatever leaves here is masked (REQ G2); who is found by a phone is found by all of it, or by its
last four digits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.db import Base
from bot.language.search_words import fold, ways, words
from bot.models import (
    Author,
    Case,
    Complaint,
    Conversation,
    Customer,
    CustomerTag,
    Group,
    Identity,
    Label,
    Message,
    Order,
    SearchTerm,
)
from bot.models.search import term
from bot.services.masks import mask_name, mask_text

_NUMBER = re.compile(r"[A-Za-z]?[\d-]{4,}")
_MOST = 50
_LOOKED_AT = 400
_AROUND = 18


class Found(StrEnum):
    """What a hit is."""

    PERSON = "person"
    ORDER = "order"
    COMPLAINT = "complaint"
    CASE = "case"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which conversations and messages are wanted; an empty filter wants all."""

    channel: str = ""
    group: Group | None = None
    label: str = ""
    tag: str = ""
    author: Author | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet; ``is_hit`` parts are what was searched for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, and the conversation in which it is to be seen."""

    found: Found
    conversation_id: int
    name: str
    channel: str
    at: datetime
    title: str = ""
    author: Author | None = None
    snippet: tuple[Piece, ...] = ()


@dataclass(slots=True)
class Results:
    """The hits, by kind; ``is_cut`` when there are more messages than are shown."""

    people: list[Hit] = field(default_factory=list[Hit])
    numbers: list[Hit] = field(default_factory=list[Hit])
    messages: list[Hit] = field(default_factory=list[Hit])
    is_cut: bool = False


def search(session: Session, query: str, filters: Filters) -> Results:
    """People, numbers and messages that hold every word of ``query``, the newest first.

    Words are at least two characters long; with a label or another filter and no words the
    conversations that pass the filter are listed.
    """
    wanted = words(query)
    if not wanted:
        return Results(people=_conversations(session, filters))
    results = Results(
        people=_people(session, wanted, filters), numbers=_numbers(session, query, filters)
    )
    results.messages, results.is_cut = _messages(session, wanted, filters)
    return results


def snippet(text: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    """The text around the first hit, cut into hits and the rest."""
    folded = fold(text)
    spans = sorted(_spans(folded, wanted))
    if not spans:
        return (Piece(text[: 3 * _AROUND]),)
    start = max(0, spans[0][0] - _AROUND)
    end = min(len(text), spans[0][1] + 3 * _AROUND)
    parts = list(_cut(text, spans, start, end))
    head, rest = ("…" if start else ""), ("…" if end < len(text) else "")
    return tuple(p for p in (Piece(head), *parts, Piece(rest)) if p.text)


def _spans(folded: str, wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    pattern = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    for match in re.finditer(pattern, folded):
        yield match.span()


def _cut(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Piece]:
    place = start
    for begin, until in spans:
        if until > end:
            break
        yield Piece(text[place:begin])
        yield Piece(text[begin:until], is_hit=True)
        place = until
    yield Piece(text[place:end])


def _holding(model: type[Base], id_: Any, wanted: Sequence[str]) -> ColumnElement[bool]:
    """That the index has every word for the record ``id_``."""
    return and_(*(or_(*(_has_all(model, id_, way) for way in ways(word))) for word in wanted))


def _has_all(model: type[Base], id_: Any, pieces: set[str]) -> ColumnElement[bool]:
    wanted = {term(model.__tablename__, piece) for piece in pieces}
    holders = (
        select(SearchTerm.ref_id)
        .where(SearchTerm.term.in_(wanted))
        .group_by(SearchTerm.ref_id)
        .having(func.count() == len(wanted))
    )
    return id_.in_(holders)


# -- messages --


def _messages(session: Session, wanted: Sequence[str], filters: Filters) -> tuple[list[Hit], bool]:
    wish = (
        select(Message, Conversation)
        .join(Conversation, Message.conversation_id == Conversation.id)
        .where(_holding(Message, Message.id, wanted), *_of_messages(filters))
        .where(*_of_conversations(filters))
        .options(joinedload(Conversation.identity).joinedload(Identity.customer))
        .order_by(Message.id.desc())
        .limit(_LOOKED_AT)
    )
    rows = session.execute(wish).all()
    held = [row for row in rows if _holds(row[0].text, wanted)]
    hits = [_message_hit(message, talk, wanted) for message, talk in held[:_MOST]]
    return hits, len(held) > _MOST or len(rows) == _LOOKED_AT


def _holds(text: str | None, wanted: Sequence[str]) -> bool:
    folded = fold(text or "")
    return all(word in folded for word in wanted)


def _of_messages(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.author is not None:
        yield Message.author == filters.author
    if filters.since is not None:
        yield Message.at >= filters.since
    if filters.until is not None:
        yield Message.at < filters.until


def _message_hit(message: Message, conversation: Conversation, wanted: Sequence[str]) -> Hit:
    shown = snippet(mask_text(message.text), wanted)
    return _hit(
        Found.MESSAGE, conversation, message.at, author=Author(message.author), snippet=shown
    )


# -- people --


def _people(session: Session, wanted: Sequence[str], filters: Filters) -> list[Hit]:
    by_order = select(Order.customer_id).where(_holding(Order, Order.id, wanted))
    by_complaint = select(Complaint.customer_id).where(_holding(Complaint, Complaint.id, wanted))
    wish = _conversation_wish().where(
        or_(
            _holding(Customer, Customer.id, wanted),
            _holding(Identity, Identity.id, wanted),
            Customer.id.in_(by_order),
            Customer.id.in_(by_complaint),
            Customer.id.in_(_tagged(wanted)),
        )
    )
    found = session.scalars(wish.where(*_of_conversations(filters)).limit(_LOOKED_AT)).all()
    kept = [talk for talk in found if _is_meant(session, talk.identity, wanted)]
    return [_hit(Found.PERSON, talk, talk.last_message_at) for talk in kept[:_MOST]]


def _tagged(wanted: Sequence[str]) -> Select[int]:
    """Customers with a tag in which one of the words stands; PostgreSQL refuses some characters."""
    sound = [word for word in wanted if word.isprintable()]
    holds = (CustomerTag.title.icontains(word, autoescape=True) for word in sound)
    return select(CustomerTag.customer_id).where(or_(false(), *holds))


def _is_meant(session: Session, identity: Identity, wanted: Sequence[str]) -> bool:
    customer = identity.customer
    tags = select(CustomerTag.title).where(CustomerTag.customer_id == customer.id)
    places = [customer.name, identity.display_name, _digits(customer.phone)]
    places += session.scalars(tags)
    orders = select(Order.phone).where(Order.customer_id == customer.id)
    contacts = select(Complaint.contact).where(Complaint.customer_id == customer.id)
    phones = [*session.scalars(orders), *session.scalars(contacts)]
    whole = "\n".join(fold(place) for place in [*places, *map(_digits, phones)] if place)
    return all(word in whole for word in wanted)


def _digits(phone: str | None) -> str:
    return (phone or "").removeprefix("+86")


def _conversations(session: Session, filters: Filters) -> list[Hit]:
    if filters == Filters():
        return []
    wish = _conversation_wish().where(*_of_conversations(filters)).limit(_MOST)
    if filters.since is not None:
        wish = wish.where(Conversation.last_message_at >= filters.since)
    if filters.until is not None:
        wish = wish.where(Conversation.last_message_at < filters.until)
    return [
        _hit(Found.PERSON, talk, talk.last_message_at)
        for talk in session.scalars(wish.limit(_MOST))
    ]


def _conversation_wish() -> Select[Conversation]:
    return (
        select(Conversation)
        .join(Conversation.identity)
        .join(Identity.customer)
        .options(joinedload(Conversation.identity).joinedload(Identity.customer))
        .order_by(Conversation.last_message_at.desc(), Conversation.id.desc())
    )


# -- numbers --


def _numbers(session: Session, query: str, filters: Filters) -> list[Hit]:
    number = query.strip().upper()
    if not _NUMBER.fullmatch(number):
        return []
    return [
        hit
        for model, found in (
            (Order, Found.ORDER),
            (Complaint, Found.COMPLAINT),
            (Case, Found.CASE),
        )
        for hit in _numbered(session, model, found, number, filters)
    ]


def _numbered(
    session: Session,
    model: type[Order] | type[Complaint] | type[Case],
    found: Found,
    number: str,
    filters: Filters,
) -> Iterator[Hit]:
    """An order that was taken by phone stands with the customer's latest conversation."""
    latest = (
        select(func.max(Conversation.id))
        .join(Conversation.identity)
        .where(Identity.customer_id == model.customer_id)
        .correlate(model)
        .scalar_subquery()
    )
    wish = (
        select(model, Conversation)
        .join(Conversation, Conversation.id == func.coalesce(model.conversation_id, latest))
        .where(model.number.contains(number, autoescape=True), *_of_conversations(filters))
        .options(joinedload(Conversation.identity).joinedload(Identity.customer))
        .order_by(model.id.desc())
        .limit(_MOST)
    )
    for row, talk in session.execute(wish):
        at = row.opened_at if isinstance(row, Case) else row.created_at
        yield _hit(found, talk, at, title=row.number)


# -- both --


def _of_conversations(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.channel:
        of_channel = select(Identity.id).where(Identity.channel == filters.channel)
        yield Conversation.identity_id.in_(of_channel)
    if filters.group is not None:
        yield Conversation.group == filters.group
    if filters.label:
        labelled = select(Label.conversation_id).where(Label.title == filters.label)
        yield Conversation.id.in_(labelled)
    if filters.tag:
        tagged = select(CustomerTag.customer_id).where(CustomerTag.title == filters.tag)
        theirs = select(Identity.id).where(Identity.customer_id.in_(tagged))
        yield Conversation.identity_id.in_(theirs)


def _hit(found: Found, conversation: Conversation, at: datetime, **more: Any) -> Hit:
    identity, customer = conversation.identity, conversation.identity.customer
    name = mask_name(customer.name or identity.display_name, f"访客 {customer.id}")
    return Hit(found, conversation.id, name, identity.channel, at, **more)
