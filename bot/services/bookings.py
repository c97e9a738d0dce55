"""The booking draft (REQ C1, C2): taking details in any order, what is missing, the read-back.

The draft's data: ``service`` code, ``when`` and ``address`` (see reading.py), ``phone`` E.164,
``notes`` what was asked for besides, ``quantity`` square metres or pieces.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import LOCAL, aware, local
from bot.errors import RefusedError
from bot.language.address import Address, find_addresses, join
from bot.language.amounts import find_home
from bot.language.any_time import AnyTime
from bot.language.appliances import adds, count_appliances, total
from bot.language.mending import find_correction
from bot.language.when import When, merge
from bot.language.wishes import special_wish
from bot.language.worker_sex import sex_does_not_matter
from bot.models import Conversation, Customer, Draft, DraftKind, Order, Service, Visit
from bot.services import (
    catalogue,
    dispatch,
    drafts,
    orders,
    repeats,
    rhythm,
    several,
    wish_rules,
)
from bot.services.customers import find_by_phone, remember_contact
from bot.services.reading import (
    Reading,
    address_from_json,
    address_to_json,
    when_from_json,
    when_to_json,
)
from bot.services.surcharges import Occasion
from bot.services.worker_wishes import hand_on, said_in
from bot.settings import Settings

_ROAD = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:路|街|道|巷|弄|村|苑|园|庭|城)")
_PLACE = re.compile(
    r"[\d一二三四五六七八九十]\s*(?:号|弄|栋|幢|楼|室|单元|层|座|期|门|$)|[路街道巷村苑园庭城镇区县]|小区|大厦|广场"
    r"|公寓|宿舍|学校|医院|酒店|花园|中心|\b(?:road|rd|street|st|lane|room|building|tower|no\.)\b",
    re.IGNORECASE,
)
"""What a place has; other words are no address, even as the answer to “which address”."""
_FORMER_PHONE = re.compile(
    r"(?:手机|电话|号码).{0,6}(?:原来|之前|刚才那|开始|最初|第一个|老)|(?:原来|之前|刚才|开始|老)(?:的|那个)*(?:手机|电话|号码)"
)
_NUMBER = re.compile(r"\d{1,5}号")
_MOST_FOLLOWING, _DAYS_OFFERED = 4, 3
SLOTS = ("service", "start", "address", "phone")


@dataclass(slots=True)
class Desk:
    """What every step of a booking needs."""

    session: Session
    conversation: Conversation
    now: datetime
    settings: Settings


@dataclass(slots=True)
class Taken:
    """What came of a message: rules that refused a detail, each with its places."""

    refusals: list[RefusedError] = field(default_factory=list)


def take(desk: Desk, draft: Draft, reading: Reading) -> Taken:
    """Put every detail of a message into the draft; what a rule refuses stays out, with why."""
    taken = Taken()
    if take_added(desk, draft, reading):
        reading = several.besides(reading)
    reading = several.first_of(reading)
    for step in _STEPS:
        try:
            step(desk, draft, reading)
        except RefusedError as refusal:
            taken.refusals.append(refusal)
    return taken


def _take_service(desk: Desk, draft: Draft, reading: Reading) -> None:
    if reading.service and catalogue.by_code(desk.session, reading.service):
        drafts.update(desk.session, draft, desk.now, service=reading.service)
        desk.conversation.last_service = reading.service
        if len(reading.services) > 1 and reading.intent == "order_place":
            following = several.after_the_first(reading)
            drafts.update(desk.session, draft, desk.now, following=following)


def take_added(desk: Desk, draft: Draft, reading: Reading) -> bool:
    """Keep what a message wishes on top of the order in hand, to be booked after it."""
    more = several.added(reading, draft.data.get("service"))
    if not more:
        return False
    known = draft.data.get("following", [])
    named = {each["service"] for each in more}
    following = [each for each in known if each["service"] not in named] + more
    drafts.update(desk.session, draft, desk.now, following=following[:_MOST_FOLLOWING])
    return True


def take_from_profile(desk: Desk, draft: Draft) -> None:
    """“跟上回一个地址”: the address and phone that the customer confirmed before."""
    known = desk.conversation.identity.customer
    if known.phone and "phone" not in draft.data:
        drafts.update(desk.session, draft, desk.now, phone=known.phone)
    if known.address:
        said = address_to_json(address_as_known(known.address, desk.settings))
        drafts.update(desk.session, draft, desk.now, address=said)


def address_as_known(text: str, settings: Settings) -> Address:
    """An address that was confirmed before, with the parts that can be read."""
    found = find_addresses(text, settings.city)
    address = found[-1] if found else as_it_stands(text, complete=True)
    return replace(address, complete=True, full=text)


def as_it_stands(text: str, *, complete: bool) -> Address:
    """An address that no rule could read."""
    return Address(
        text=text,
        province=None,
        city=None,
        district=None,
        detail=text,
        complete=complete,
        full=text,
    )


def take_address(desk: Desk, draft: Draft, reading: Reading) -> None:
    """Put what a message says of the place into the draft: whole, a piece, or a mended part.

    Raises:
        RefusedError: we do not go there (``outside_area``).
    """
    known = address_from_json(draft.data.get("address"))
    said = address_from_json(reading.address)
    said = _corrected(known, reading.text) or _new_door(known, said) or said
    if said is not None and reading.language == "en":
        said = _whole_line(draft, reading, said)
    if said is None:
        said = _plain_address(draft, reading, known)
    if said is None:
        return
    if known and not _starts_anew(known, said):
        address = join(known, said)
    else:
        address = _in_same_district(known, said) if known else said
    if catalogue.serves(desk.session, address, desk.settings.city) is False:
        drafts.update(desk.session, draft, desk.now, address=None)
        language = desk.conversation.identity.language
        where = catalogue.place_said(desk.session, address, language)
        areas = catalogue.areas_text(desk.session, language)
        raise RefusedError("outside_area", where=where, areas=areas)
    drafts.update(desk.session, draft, desk.now, address=address_to_json(address))


def _new_door(known: Address | None, said: Address | None) -> Address | None:
    """“地址错了，是1001号”: the number of a road takes the old one's place."""
    old = _NUMBER.search(known.detail or "") if known and known.complete else None
    if known is None or said is None or old is None or not _NUMBER.fullmatch(said.text):
        return None
    detail = (known.detail or "").replace(old[0], said.text, 1)
    return replace(known, detail=detail, full=known.full.replace(old[0], said.text, 1))


def _corrected(known: Address | None, text: str) -> Address | None:
    """“不是601，是610”: one part of a known address takes another's place."""
    found = find_correction(text)
    if known is None or found is None or found[0] not in known.full:
        return None
    wrong, right = found
    road = None if _ROAD.search(wrong) else _ROAD.search(right)
    right = right[right.rfind(road[0]) + len(road[0]) :] if road else right
    detail = (known.detail or "").replace(wrong, right)
    return replace(known, detail=detail, full=known.full.replace(wrong, right))


def _whole_line(draft: Draft, reading: Reading, said: Address) -> Address:
    """An English answer to “which address” is kept whole: rooms stand before the road."""
    if draft.asked != "address" or reading.phone or reading.when or reading.services:
        return said
    line = reading.text.strip()
    return replace(said, text=line, detail=line, full=line, complete=said.complete)


def _in_same_district(known: Address, said: Address) -> Address:
    """A corrected number in the same road stays in its district, which is not said again."""
    road = _ROAD.search(known.detail or "")
    if said.district or not known.district or not road or road[0] not in said.text:
        return said
    where = f"{known.city or ''}{known.district}"
    return replace(
        said,
        province=known.province,
        city=known.city,
        district=known.district,
        full=f"{where}{said.detail or said.text}",
    )


def _starts_anew(known: Address, said: Address) -> bool:
    """A correction: it names a place of its own, or a complete door."""
    if said.district and known.district and said.district != known.district:
        return True
    return said.complete and known.complete


def _plain_address(draft: Draft, reading: Reading, known: Address | None) -> Address | None:
    """The answer to “which address” that no rule could read is taken as it stands."""
    text = reading.text.strip()
    asked_for_it = draft.asked == "address" and reading.intent == "inform"
    if not asked_for_it or reading.has_details or not 2 <= len(text) <= 80:
        return None
    if reading.payload or reading.kind != "text" or text.endswith(("?", "？", "吗", "呢")):
        return None
    if not _PLACE.search(text) or reading.answer is not None:
        return None
    again = known is not None or draft.data.get("asked_times", 1) > 1
    return as_it_stands(text, complete=again)


def _take_when(desk: Desk, draft: Draft, reading: Reading) -> None:
    pairs_up = len(reading.times) == len(reading.services) and not reading.wishes
    each_has_one = len(reading.services) > 1 and pairs_up
    said = when_from_json(reading.times[0] if each_has_one else reading.when)
    known = when_from_json(draft.data.get("when"))
    if said is None and reading.shift and known is not None:
        said = _shifted(known, reading.shift)
    if said is None:
        return
    when = merge(known, said)
    drafts.update(desk.session, draft, desk.now, when=when_to_json(when))
    check_when(desk, draft)


def _shifted(known: When, minutes: int) -> When | None:
    """“下周同一时间”, “往后推一天”: counted from what was wished before."""
    if known.day is None or (known.clock is None and minutes % (24 * 60)):
        return None
    by, noon = timedelta(minutes=minutes), time(12)
    start = datetime.combine(known.day, known.clock or noon) + by
    end = datetime.combine(known.day, known.until or noon) + by
    clock, until = known.clock and start.time(), known.until and end.time()
    return replace(known, day=start.date(), clock=clock, until=until)


def _take_series(desk: Desk, draft: Draft, reading: Reading) -> None:
    """How often it is to be done; the first visit is then on the first of the weekdays named."""
    known = repeats.from_json(draft.data.get("series"))
    series = repeats.heard(known, reading)
    if series == known:
        return
    kept = repeats.to_json(series) if series else None
    drafts.update(desk.session, draft, desk.now, series=kept)
    if series is None:
        return
    if series.unclear:
        raise RefusedError("which_weekdays")
    day = repeats.first_day(series, reading, local(desk.now).date())
    when = when_from_json(draft.data.get("when"))
    if day is not None and (when is None or when.day != day):
        when = replace(when or When(text=reading.text), day=day)
        drafts.update(desk.session, draft, desk.now, when=when_to_json(when))
        check_when(desk, draft)


def check_when(desk: Desk, draft: Draft) -> None:
    """Hold the draft's start against the rules of REQ C1; what fails is taken out of the draft.

    Raises:
        RefusedError: with the reason and the nearest real offer.
    """
    when = when_from_json(draft.data.get("when"))
    if when is None:
        return
    try:
        wish_rules.check_day(when.day, when.text, desk.now, desk.settings)
        if when.start is not None:
            _check_start(desk, draft, when)
    except RefusedError:
        drafts.update(desk.session, draft, desk.now, when=_without_clock(when, desk))
        raise


def _without_clock(when: When, desk: Desk) -> dict[str, object] | None:
    """The day survives a refused clock, unless the day itself is past."""
    if when.day is None or when.day < local(desk.now).date():
        return None
    return {**when_to_json(when), "clock": None, "until": None}


def _check_start(desk: Desk, draft: Draft, when: When) -> None:
    assert when.start is not None
    settings = desk.settings
    wish_rules.check_start(when.start, when.text, desk.now, settings)
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service is not None:
        end = when.start + _length(desk, draft, service, when)
        wish_rules.check_end(service, when.start, end, settings)
        wish_rules.check_somebody_free(
            desk.session,
            service,
            when.start,
            end,
            district=_district(draft),
            leave_out=draft.data.get("visit_id"),
        )


def _district(draft: Draft) -> str | None:
    """Where the worker must be able to come; a change of an order brings the order's."""
    address = address_from_json(draft.data.get("address"))
    return address.district if address else draft.data.get("district")


def offers(desk: Desk, draft: Draft) -> list[datetime]:
    """Starts that are really free, near to what was wished (REQ C1)."""
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service is None:
        return []
    when = when_from_json(draft.data.get("when"))
    find = partial(
        dispatch.free_starts,
        desk.session,
        service,
        district=_district(draft),
        leave_out=draft.data.get("visit_id"),
        length=_length(desk, draft, service, when),
        now=desk.now,
        settings=desk.settings,
        when=when,
    )
    if draft.data.get("any_time") is None or (when and (when.part or when.is_bounded)):
        return find(near=_near(when, desk))
    if when and when.day:
        return find(near=_opening(desk, when.day))
    if draft.data["any_time"] == AnyTime.SOONEST:
        return find(near=desk.now)
    today = local(desk.now).date()
    days = [_opening(desk, today + timedelta(days=n)) for n in range(_DAYS_OFFERED)]
    return sorted({start for day in days for start in find(near=day, count=1)})


def _opening(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, desk.settings.open_from, LOCAL)


def take_any_time(desk: Desk, draft: Draft, reading: Reading) -> None:
    """“越快越好” looks from now on; “随便” at what was offered takes the first of it."""
    if reading.any_time is None or (reading.when is not None and reading.when["clock"]):
        return
    said = draft.data.get("offered", [])
    if reading.any_time == AnyTime.OPEN and said and draft.asked == "start":
        start = local(aware(datetime.fromisoformat(said[0])))
        when = When(text=reading.text, day=start.date(), clock=start.time())
        drafts.update(desk.session, draft, desk.now, when=when_to_json(when))
        check_when(desk, draft)
        return
    drafts.update(desk.session, draft, desk.now, any_time=str(reading.any_time))


def _near(when: When | None, desk: Desk) -> datetime:
    hour = {"morning": 9, "noon": 11, "afternoon": 14, "evening": 18}
    tomorrow = local(desk.now).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    day = when.day if when and when.day else tomorrow.date()
    clock = hour.get(when.part or "", 14) if when else 14
    hours = (when.clock, when.earliest, when.latest, when.done_by) if when else ()
    if known := next(filter(None, hours), None):
        clock = known.hour
    return tomorrow.replace(year=day.year, month=day.month, day=day.day, hour=clock)


def _length(desk: Desk, draft: Draft, service: Service, when: When | None) -> timedelta:
    """A change of an order keeps the length of its visit."""
    visit = desk.session.get(Visit, draft.data.get("visit_id", 0))
    return visit.end_at - visit.start_at if visit else length_of(service, when)


def length_of(service: Service, when: When | None) -> timedelta:
    """How long the visit lasts: as said, else as the catalogue says."""
    if when is not None and when.start is not None and when.end is not None:
        return when.end - when.start
    if when is not None and when.hours is not None:
        return timedelta(hours=float(when.hours))
    return timedelta(hours=float(min(service.hours, Decimal(12))))


def _take_phone(desk: Desk, draft: Draft, reading: Reading) -> None:
    known = draft.data.get("phone")
    if reading.phone and reading.phone != known:
        drafts.update(desk.session, draft, desk.now, phone=reading.phone, phone_before=known)
    former = draft.data.get("phone_before")
    if former and not reading.phone and _FORMER_PHONE.search(reading.text):
        drafts.update(desk.session, draft, desk.now, phone=former, phone_before=known)


def _take_rest(desk: Desk, draft: Draft, reading: Reading) -> None:
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    if service:
        words = reading.wishes[0].text if reading.wishes else reading.text
        take_quantity(desk, draft, words, service.unit)
    for note in filter(None, (find_home(reading.text), special_wish(reading.words))):
        notes = _without_sex(draft) if said_in(note) else draft.data.get("notes", [])
        kept = [n for n in notes if n != note]
        drafts.update(desk.session, draft, desk.now, notes=[*kept, note])
    if sex_does_not_matter(reading.words) and "notes" in draft.data:
        drafts.update(desk.session, draft, desk.now, notes=_without_sex(draft))


def _without_sex(draft: Draft) -> list[str]:
    """The notes but for a wish that a later word takes back."""
    notes: list[str] = draft.data.get("notes", [])
    clauses = [[c for c in note.split("，") if said_in(c) is None] for note in notes]
    return ["，".join(each) for each in clauses if each]


def names_quantity(reading: Reading, service: Service) -> bool:
    """Whether a message says how much of a service it is."""
    if service.unit == "台" and count_appliances(reading.text, {}):
        return any(sign in reading.text for sign in "台个部") or len(reading.services) == 0
    return catalogue.quantity_in(reading.text, service.unit) is not None


def take_quantity(desk: Desk, draft: Draft, text: str, unit: str) -> Decimal | None:
    """How much: square metres, or the appliances one by one, which later messages change."""
    said = draft.data.get("quantity")
    unnamed = {"电器": int(Decimal(said))} if said and adds(text) else {}
    before = draft.data.get("pieces") or unnamed
    if unit == "台" and (counts := count_appliances(text, before)):
        drafts.update(desk.session, draft, desk.now, pieces=counts, quantity=str(total(counts)))
    elif count := catalogue.quantity_in(text, unit):
        drafts.update(desk.session, draft, desk.now, quantity=str(count))
    known = draft.data.get("quantity")
    return Decimal(known) if known else None


_STEPS = (
    _take_service,
    take_address,
    _take_when,
    take_any_time,
    _take_series,
    _take_phone,
    _take_rest,
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


def wish_of(desk: Desk, draft: Draft) -> orders.Wish:
    """The complete wish of a draft.

    Raises:
        RefusedError: a rule that held before no longer does (time went by, nobody free).
    """
    check_when(desk, draft)
    service = catalogue.by_code(desk.session, draft.data.get("service"))
    when = when_from_json(draft.data.get("when"))
    address = address_from_json(draft.data.get("address"))
    if service is None or when is None or when.start is None or address is None:
        raise RefusedError("past", said="")
    length = length_of(service, when)
    wish = orders.Wish(
        service=service,
        start=when.start,
        end=when.start + length,
        address=address.full,
        district=address.district,
        phone=draft.data["phone"],
        note="；".join([*_pieces(draft), *draft.data.get("notes", [])]) or None,
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


def _pieces(draft: Draft) -> list[str]:
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
    following, address = draft.data.get("following", []), draft.data.get("address")
    drafts.close(desk.session, draft)
    if following:
        _open_next(desk, following, address, wish.phone)
    return order


def _open_next(
    desk: Desk, following: list[dict[str, Any]], address: dict[str, Any] | None, phone: str
) -> None:
    """The next of several services named in one breath, with address and phone of this one."""
    draft = drafts.open_draft(desk.session, desk.conversation, DraftKind.BOOKING, desk.now)
    wish = following[0]
    drafts.update(
        desk.session,
        draft,
        desk.now,
        service=wish["service"],
        when=wish.get("when"),
        following=following[1:] or None,
        address=wish.get("address") or address,
        phone=phone,
    )
    service = catalogue.by_code(desk.session, wish["service"])
    if service is not None:
        take_quantity(desk, draft, wish.get("text", ""), service.unit)
    desk.conversation.last_service = wish["service"]
