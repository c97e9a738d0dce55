"""What an agent types in for a customer (REQ A1, C1, D2): the bot's own drafts, rules and services,
so a booking by phone is held against the same hours, areas and workers.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.errors import ConflictError, NotFoundError, RefusedError
from bot.language.contact.phone import find_phones, mask_phone
from bot.language.place.address import find_addresses, mask_address
from bot.language.visits.series import DAILY, FORTNIGHTLY, WEEKLY, Series
from bot.language.when import When
from bot.models import (
    Category,
    Complaint,
    Conversation,
    Customer,
    Draft,
    DraftKind,
    Flag,
    Order,
    Staff,
    Visit,
)
from bot.services import drafts, phrasing
from bot.services.booking import bookings, draft_address, repeats, wish_rules
from bot.services.complaint import complaint_drafts, complaints
from bot.services.customer import needs
from bot.services.customer.intake_sources import is_manual
from bot.services.desk import Desk
from bot.services.history import record
from bot.services.order import machine, orders, standing
from bot.services.reading import address_from_json, address_to_json, when_from_json, when_to_json
from bot.services.sending.notices import language_of, notify
from bot.services.thread import conversations
from bot.services.trade import catalogue
from bot.services.wording import Reply, Wording


@dataclass(frozen=True, slots=True)
class Booking:
    """What is typed in for an order; ``phone`` and ``address`` left empty mean the known ones, of
    which the form shows ``phone_known`` and ``address_known``, masked (REQ G2).

    ``repeats`` is a name of :data:`REPEATS` or empty, ``visits`` how many in all: a month of 月嫂
    is every day, 26 visits.

    ``key`` names the business for good: sent twice, it is one order.
    """

    key: str
    service: str | None = None
    day: date | None = None
    clock: time | None = None
    hours: str = ""
    quantity: str = ""
    repeats: str = ""
    visits: str = ""
    address: str = ""
    phone: str = ""
    note: str = ""
    phone_known: str = ""
    address_known: str = ""
    from_bot: bool = False


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


# -- an order --


def half_booked(session: Session, conversation_id: int) -> Booking:
    """The form as the bot left it, else what the customer's profile knows."""
    draft = drafts.find(session, conversation_id, DraftKind.BOOKING)
    data = draft.data if draft else {}
    when, address = when_from_json(data.get("when")), address_from_json(data.get("address"))
    known = session.get_one(Conversation, conversation_id).identity.customer
    phone, where = data.get("phone") or known.phone, address.full if address else known.address
    return Booking(
        key=draft.key if draft else _key(DraftKind.BOOKING),
        service=data.get("service"),
        day=when.day if when else None,
        clock=when.clock if when else None,
        hours=str(when.hours) if when and when.hours else "",
        quantity=data.get("quantity") or "",
        repeats=_repeats(data),
        visits=_visits(data),
        note="；".join(data.get("notes", [])),
        phone_known=mask_phone(phone) if phone else "",
        address_known=mask_address(where) if where else "",
        from_bot=bool(data),
    )


def book(
    desk: Desk, booking: Booking, staff: Staff, *, wording: Wording, source: str = "console"
) -> Order:
    """Store an order for the customer of a conversation and tell the customer; once per key.

    Raises:
        ConflictError: something is missing or wrong, or a rule refuses it: with the reason.
    """
    session = desk.session
    conversations.locked(session, desk.conversation.id)
    known = session.scalar(select(Order).where(Order.request_key == booking.key))
    if known is not None:
        return known
    order = _refusing(wording, desk.now, lambda: _book(desk, booking))
    actor = f"staff:{staff.username}"
    record(session, "order", order.id, "entered", actor=actor, now=desk.now, after=source)
    _tell_booked(desk, order, staff, wording)
    return order


def _book(desk: Desk, booking: Booking) -> Order:
    draft = drafts.open_draft(desk.session, desk.conversation, DraftKind.BOOKING, desk.now)
    data = _booking_data(desk, draft, booking)
    draft.key, draft.data, draft.asked = booking.key, data, None
    desk.session.flush()
    return bookings.confirm(desk, draft)


def _booking_data(desk: Desk, draft: Draft, booking: Booking) -> dict[str, Any]:
    customer = desk.conversation.identity.customer
    if booking.service is None or booking.day is None or booking.clock is None:
        raise ConflictError("请选择服务、日期和开始时间")
    when = When(text="", day=booking.day, clock=booking.clock, hours=_decimal(booking.hours))
    phone = _phone(booking.phone) or draft.data.get("phone") or customer.phone
    address = _address(desk, booking.address) or draft.data.get("address")
    if address is None and customer.address:
        address = _address(desk, customer.address)
    if not phone or address is None:
        raise ConflictError("请填写联系电话和服务地址")
    data = {
        "service": booking.service,
        "when": when_to_json(when),
        "address": {**address, "complete": True},
        "phone": phone,
        "notes": [booking.note.strip()[:500]] if booking.note.strip() else None,
        "quantity": str(quantity) if (quantity := _decimal(booking.quantity)) else None,
        "series": _series(booking),
        "agreed": True,
    }
    return {name: value for name, value in data.items() if value is not None}


REPEATS = {
    "weekly": Series(WEEKLY),
    "fortnightly": Series(FORTNIGHTLY),
    "workdays": Series(DAILY, (1, 2, 3, 4, 5)),
    "daily": Series(DAILY),
}
"""How often somebody comes, as the form offers it."""


def _series(booking: Booking) -> dict[str, Any] | None:
    """Raises:
    ConflictError: the number of visits is none, or too many for one order.
    """
    series = REPEATS.get(booking.repeats)
    if series is None:
        return None
    said = booking.visits.strip()
    if said and not (said.isdigit() and 2 <= int(said) <= repeats.MOST):
        raise ConflictError(f"重复的次数请填 2 到 {repeats.MOST} 之间的整数")
    return repeats.to_json(replace(series, count=int(said) if said else None))


def _repeats(data: dict[str, Any]) -> str:
    """What the bot has heard, as far as the form has a name for it."""
    heard = repeats.from_json(data.get("series"))
    names = (
        name
        for name, series in REPEATS.items()
        if heard is not None and (series.gap, series.weekdays) == (heard.gap, _common(heard))
    )
    return next(names, "")


def _common(heard: Series) -> tuple[int, ...]:
    """One weekday is that of the first visit, which the form's date says."""
    return () if len(heard.weekdays) == 1 else heard.weekdays


def _visits(data: dict[str, Any]) -> str:
    heard = repeats.from_json(data.get("series"))
    return str(heard.count) if heard is not None and heard.count else ""


def _address(desk: Desk, text: str) -> dict[str, Any] | None:
    """A typed address: read where the rules can, else as it stands; outside the area refused."""
    plain = text.strip()[:120]
    if not plain:
        return None
    found = find_addresses(plain, desk.settings.city)
    address = found[-1] if found else draft_address.as_it_stands(plain, complete=True)
    if catalogue.serves(desk.session, address, desk.settings.city) is False:
        where = address.district or address.city or address.text
        areas = catalogue.areas_text(desk.session)
        raise RefusedError("outside_area", where=where, areas=areas)
    return address_to_json(replace(address, complete=True))


def _phone(text: str) -> str | None:
    if not text.strip():
        return None
    found = find_phones(text)
    if not found:
        raise ConflictError("电话号码不完整，请核对后再填")
    return found[0].e164


def _decimal(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or not 0 < value <= 9999:
        raise ConflictError("时长和数量请填大于 0 的数字")
    return value


def _refusing[T](wording: Wording, now: datetime, work: Callable[[], T]) -> T:
    """A rule's refusal as a conflict, in the words that the customer may be told."""
    try:
        return work()
    except RefusedError as refused:
        places: dict[str, object] = {
            name: value or "您要的" for name, value in refused.places.items()
        }
        text = wording.say(f"utter_refused_{refused.reason}", seed=0, language="zh", **places)
        raise ConflictError(f"没有登记。可以这样告诉客户：{text}") from refused


def _tell_booked(desk: Desk, order: Order, staff: Staff, wording: Wording) -> None:
    """Who is on the phone hears it there."""
    if is_manual(desk.conversation.identity.channel):
        return
    language = desk.conversation.identity.language
    spans = [(visit.start_at, visit.end_at) for visit in order.visits]
    text = wording.say(
        "utter_booked",
        seed=order.id,
        language=language,
        number=order.number,
        service=phrasing.service_name(order.service, language),
        when=phrasing.visits(spans, desk.now, language),
        prepare=phrasing.text(order.service, "prepare", language),
        cancellation=phrasing.cancellation(order.service, desk.settings, language),
    )
    _notify(desk, order, text, "booked", staff)


def reschedule(
    desk: Desk,
    order_id: int,
    day: date,
    clock: time,
    staff: Staff,
    *,
    wording: Wording,
    visit_id: int | None = None,
) -> Order:
    """Move one visit of an order, by itself the next one, and tell the customer.

    Raises:
        NotFoundError: no such order.
        ConflictError: there is nothing to move, or a rule refuses the new time.
    """
    session, start = desk.session, datetime.combine(day, clock, LOCAL)
    order = session.get(Order, order_id, with_for_update=True, populate_existing=True)
    if order is None:
        raise NotFoundError("这个订单已不存在")
    visit = _visit_of(order, visit_id)
    if visit.start_at == start:
        return order
    end = start + (visit.end_at - visit.start_at)

    def move() -> None:
        wish_rules.check_day(day, f"{day:%m月%d日}", desk.now, desk.settings)
        wish_rules.check_start(start, f"{start:%m月%d日 %H:%M}", desk.now, desk.settings)
        wish_rules.check_end(order.service, start, end, desk.settings)
        actor = f"staff:{staff.username}"
        orders.reschedule(
            session, order, start, visit=visit, actor=actor, now=desk.now, settings=desk.settings
        )

    _refusing(wording, desk.now, move)
    language = language_of(session, order.conversation_id)
    when = phrasing.moment(start, desk.now, language)
    text = wording.say(
        "utter_rescheduled", seed=order.id, language=language, number=order.number, when=when
    )
    _notify(desk, order, text, f"moved:{visit.id}:{local(start):%Y%m%d%H%M}", staff)
    return order


def _visit_of(order: Order, visit_id: int | None) -> Visit:
    visit = standing.next_visit(order)
    if visit_id is not None:
        visit = next((one for one in order.visits if one.id == visit_id), None)
    if visit is None or visit.state not in machine.OPEN:
        raise ConflictError("没有可以改期的服务")
    return visit


def _notify(desk: Desk, order: Order, text: str, what: str, staff: Staff) -> None:
    notify(
        desk.session,
        Reply(text),
        key=f"order:{order.id}:{what}:{staff.id}",
        conversation_id=order.conversation_id,
        customer_id=order.customer_id,
        order_id=order.id,
        now=desk.now,
    )


# -- a complaint --


def half_complained(session: Session, conversation_id: int) -> Grievance:
    """The complaint as the bot left it, else an empty one with what the profile knows."""
    draft = drafts.find(session, conversation_id, DraftKind.COMPLAINT)
    data = draft.data if draft else {}
    known = session.get_one(Conversation, conversation_id).identity.customer
    phone = data.get("contact") or known.phone
    return Grievance(
        key=draft.key if draft else _key(DraftKind.COMPLAINT),
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
    contact = _phone(said.phone) or (draft.data.get("contact") if draft else None)
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


def _key(kind: DraftKind) -> str:
    return f"{kind}:{secrets.token_hex(12)}"
