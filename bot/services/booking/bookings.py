"""The booking draft (REQ C1, C2): taking details in any order, what is missing, the read-back.

The draft's data: ``service`` code, ``when`` and ``address`` (see reading.py), ``phone`` E.164,
``notes`` what was asked for besides, ``quantity`` square metres or pieces.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bot.clock import local
from bot.errors import RefusedError
from bot.language.contact.of_others import is_beside_own, whose_phone
from bot.models import Customer, Draft, Order, Service
from bot.services import drafts
from bot.services.booking import (
    draft_address,
    draft_notes,
    draft_time,
    following,
    meetings,
    open_days,
    quantities,
    repeats,
    several,
    start_offers,
    wish_rules,
)
from bot.services.customer.customers import find_by_phone, remember_contact
from bot.services.desk import Desk
from bot.services.order import orders
from bot.services.order.worker_wishes import hand_on
from bot.services.reading import (
    Reading,
    address_from_json,
    address_to_json,
    when_from_json,
)
from bot.services.trade import catalogue, rhythm
from bot.services.trade.surcharges import Occasion

_FORMER_PHONE = re.compile(
    r"(?:手机|电话|号码).{0,6}(?:原来|之前|刚才那|开始|最初|第一个|老)|(?:原来|之前|刚才|开始|老)(?:的|那个)*(?:手机|电话|号码)"
)
SLOTS = ("service", "start", "address", "phone")


@dataclass(slots=True)
class Taken:
    """What came of a message: rules that refused a detail, each with its places."""

    refusals: list[RefusedError] = field(default_factory=list)


def take(desk: Desk, draft: Draft, reading: Reading) -> Taken:
    """Put every detail of a message into the draft; what a rule refuses stays out, with why."""
    taken = Taken()
    if reading.refused:
        following.leave_out(desk, draft, reading.refused)
    has_time = several.has_own_time(draft.data, reading)
    if following.take_added(desk, draft, reading):
        reading = several.besides(reading, has_time=has_time)
    elif following.take_own(desk, draft, reading):
        reading = several.own_of(reading, draft.data["service"])
    else:
        reading = following.take_more(desk, draft, reading) or reading
    reading = several.first_of(reading)
    _take_service(desk, draft, reading)
    reading = meetings.apart(desk, draft, reading)
    for step in _STEPS:
        try:
            step(desk, draft, reading)
        except RefusedError as refusal:
            taken.refusals.append(refusal)
    return taken


def _take_service(desk: Desk, draft: Draft, reading: Reading) -> None:
    if reading.service and catalogue.by_code(desk.session, reading.service):
        _exchange(desk, draft, reading.service)
        desk.conversation.last_service = reading.service
        if len(reading.services) > 1 and reading.intent == "order_place":
            rest = several.after_the_first(reading)
            drafts.update(desk.session, draft, desk.now, following=rest)


def _exchange(desk: Desk, draft: Draft, code: str) -> None:
    """Another service: how much of the old one says nothing of it, the size of the home does."""
    old, new = (catalogue.by_code(desk.session, c) for c in (draft.data.get("service"), code))
    drafts.update(desk.session, draft, desk.now, service=code)
    if old is None or new is None or old.unit == new.unit:
        return
    drafts.update(desk.session, draft, desk.now, quantity=None, pieces=None)
    for note in draft.data.get("notes", []):
        quantities.take_quantity(desk, draft, note, new.unit)


def take_from_profile(desk: Desk, draft: Draft) -> None:
    """“跟上回一个地址”: the address and phone that the customer confirmed before."""
    known = desk.conversation.identity.customer
    if known.phone and "phone" not in draft.data:
        drafts.update(desk.session, draft, desk.now, phone=known.phone)
    if known.address:
        said = address_to_json(draft_address.address_as_known(known.address, desk.settings))
        drafts.update(desk.session, draft, desk.now, address=said)


def _take_phone(desk: Desk, draft: Draft, reading: Reading) -> None:
    known, confirmed = draft.data.get("phone"), desk.conversation.identity.customer.phone
    if reading.known_phone and confirmed and not known:
        drafts.update(desk.session, draft, desk.now, phone=confirmed)
    if reading.phone and reading.phone != known and not (known and is_beside_own(reading.text)):
        other = whose_phone(reading.text)
        told = {"phone": reading.phone, "phone_before": known, "phone_is_of": other}
        drafts.update(desk.session, draft, desk.now, **told)
    former = draft.data.get("phone_before")
    if former and not reading.phone and _FORMER_PHONE.search(reading.text):
        drafts.update(desk.session, draft, desk.now, phone=former, phone_before=known)


_STEPS = (
    draft_address.take_address,
    open_days.take_open_days,
    draft_time.take_when,
    start_offers.take_answer,
    start_offers.take_any_time,
    draft_time.take_series,
    _take_phone,
    draft_notes.take_rest,
)


def missing(draft: Draft) -> str | None:
    """The next detail to ask for, in the order of :data:`SLOTS`; None when nothing is missing."""
    filled = values(draft)
    return next((slot for slot in SLOTS if filled[slot] is None), None)


def values(draft: Draft) -> dict[str, str | None]:
    """The form's slots as the draft holds them."""
    when = when_from_json(draft.data.get("when"))
    address = address_from_json(draft.data.get("address"))
    return {
        "service": draft.data.get("service"),
        "start": when.start.isoformat() if when and when.start else None,
        "address": address.full if address and address.complete else None,
        "phone": draft.data.get("phone"),
    }


def span(draft: Draft, desk: Desk) -> tuple[datetime, datetime] | None:
    """Start and end of the first visit of a draft, once both can be told."""
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    when = when_from_json(draft.data.get("when"))
    if service is None or when is None or when.start is None:
        return None
    return when.start, when.start + draft_time.length_of(service, when)


def wish_of(desk: Desk, draft: Draft) -> orders.Wish:
    """The complete wish of a draft.

    Raises:
        RefusedError: a rule that held before no longer does (time went by, nobody free).
    """
    draft_time.check_when(desk, draft)
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    when = when_from_json(draft.data.get("when"))
    address = address_from_json(draft.data.get("address"))
    if service is None or when is None or when.start is None or address is None:
        raise RefusedError("past", said="")
    length = draft_time.length_of(service, when)
    wish = orders.Wish(
        service=service,
        start=when.start,
        end=when.start + length,
        address=address.full,
        district=address.district,
        phone=draft.data["phone"],
        note="；".join([*pieces(draft), *draft.data.get("notes", [])]) or None,
        further=tuple(_further(desk, draft, service, when.start, length)),
    )
    for start, end in wish.further:
        wish_rules.check_somebody_free(desk.session, service, start, end, district=address.district)
    return wish


def _further(
    desk: Desk, draft: Draft, service: Service, start: datetime, length: timedelta
) -> list[tuple[datetime, datetime]]:
    """The visits after the first; who comes day after day is met first, and then booked by the
    desk (``agreed``)."""
    series = repeats.from_json(draft.data.get("series"))
    is_met_first = rhythm.is_daily(service) and not draft.data.get("agreed")
    if series is None or is_met_first:
        return []
    if series.unclear:
        raise RefusedError("which_weekdays")
    return repeats.spans(series, start, length, desk.now, desk.settings)


def pieces(draft: Draft) -> list[str]:
    """“油烟机 1 台、空调 2 台”: what the worker is to bring tools for."""
    counts: dict[str, int] = draft.data.get("pieces", {})
    said = "、".join(f"{name} {count} 台" for name, count in counts.items())
    return [said] if said else []


def price_of(desk: Desk, draft: Draft, wish: orders.Wish) -> catalogue.Quote:
    """What the wish costs this customer."""
    said = when_from_json(draft.data.get("when"))
    has_length = said is not None and (said.end is not None or said.hours is not None)
    hours = Decimal(str((wish.end - wish.start).total_seconds() / 3600)) if has_length else None
    said_quantity = draft.data.get("quantity")
    quantity = Decimal(said_quantity) if said_quantity else None
    starts = [wish.start, *(start for start, _ in wish.further)]
    if rhythm.is_daily(wish.service) and wish.further:
        quantity, starts = rhythm.months(wish.service, len(starts)), starts[:1]
    known = find_by_phone(desk.session, wish.phone)
    return catalogue.quote(
        desk.session,
        wish.service,
        hours=hours,
        quantity=quantity,
        customer_id=known.id if known else desk.conversation.identity.customer_id,
        today=local(desk.now).date(),
        occasions=[Occasion(start, desk.now, wish.district) for start in starts],
    )


def confirm(desk: Desk, draft: Draft) -> Order:
    """Store the order of a draft that the customer said yes to; the draft is then gone.

    Raises:
        RefusedError: a rule that held at the read-back no longer does.
    """
    wish = wish_of(desk, draft)
    customer = remember_contact(
        desk.session,
        desk.conversation.identity,
        phone=wish.phone,
        address=wish.address,
        now=desk.now,
    )
    # a coupon for once stays one, also when the same customer books twice at the same moment
    desk.session.get_one(Customer, customer.id, with_for_update=True)
    price = price_of(desk, draft, wish)
    order = orders.book_order(
        desk.session,
        customer=customer,
        conversation=desk.conversation,
        wish=wish,
        price=price,
        request_key=draft.key,
        now=desk.now,
        settings=desk.settings,
    )
    hand_on(desk.session, order, now=desk.now, settings=desk.settings)
    rest, address = draft.data.get("following", []), draft.data.get("address")
    drafts.close(desk.session, draft)
    if rest:
        following.open_next(desk, rest, address, wish.phone, (wish.start, wish.end))
    return order
