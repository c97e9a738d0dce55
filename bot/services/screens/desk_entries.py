"""A booking or its change that an agent types in for a customer (REQ A1, C1): the bot's own drafts,
rules and services, so that it is held against the same hours, areas and workers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.errors import ConflictError, NotFoundError, RefusedError
from bot.language.contact.phone import mask_phone
from bot.language.place.address import mask_address
from bot.language.visits.series import DAILY, FORTNIGHTLY, WEEKLY, Series
from bot.language.when import When
from bot.models import (
    Conversation,
    Draft,
    DraftKind,
    Order,
    Staff,
    Visit,
)
from bot.services import drafts, phrasing
from bot.services.booking import bookings, repeats, wish_rules
from bot.services.customer.intake_sources import is_manual
from bot.services.desk import Desk
from bot.services.history import record
from bot.services.order import machine, orders, standing
from bot.services.reading import address_from_json, when_from_json, when_to_json
from bot.services.screens.typed_fields import business_key, typed_address, typed_number, typed_phone
from bot.services.sending.notices import language_of, notify
from bot.services.thread import conversations
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


# -- an order --


def half_booked(session: Session, conversation_id: int) -> Booking:
    """The form as the bot left it, else what the customer's profile knows."""
    draft = drafts.find(session, conversation_id, DraftKind.BOOKING)
    data = draft.data if draft else {}
    when, address = when_from_json(data.get("when")), address_from_json(data.get("address"))
    known = session.get_one(Conversation, conversation_id).identity.customer
    phone, where = data.get("phone") or known.phone, address.full if address else known.address
    return Booking(
        key=draft.key if draft else business_key(DraftKind.BOOKING),
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
    when = When(text="", day=booking.day, clock=booking.clock, hours=typed_number(booking.hours))
    phone = typed_phone(booking.phone) or draft.data.get("phone") or customer.phone
    address = typed_address(desk, booking.address) or draft.data.get("address")
    if address is None and customer.address:
        address = typed_address(desk, customer.address)
    if not phone or address is None:
        raise ConflictError("请填写联系电话和服务地址")
    data = {
        "service": booking.service,
        "when": when_to_json(when),
        "address": {**address, "complete": True},
        "phone": phone,
        "notes": [booking.note.strip()[:500]] if booking.note.strip() else None,
        "quantity": str(quantity) if (quantity := typed_number(booking.quantity)) else None,
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
