"""A wish that leans on the order before it (REQ C1): “同样再来一次”, “同一天下午”.

What that order tells is put into the draft where the draft has nothing yet; what the message says
itself is taken after it and counts more.
"""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.language.booking.order_words import find_remark
from bot.language.booking.wishes import wants_the_same_worker
from bot.language.visits.again import Same, find_same, is_elsewhere
from bot.language.when import When, merge
from bot.models import Draft, Order, Turn, Visit, VisitState
from bot.services import drafts
from bot.services.booking import bookings, draft_address
from bot.services.booking.quantities import take_quantity
from bot.services.desk import Desk
from bot.services.reading import Reading, address_to_json, when_from_json, when_to_json
from bot.services.thread import turns

_OF_ITS_TIME = re.compile(r"\d+月\d+日|待确认")
"""“12月23日不上门”, a change that is not agreed yet: of the order before, not of its repetition."""
_WEEK_AFTER = re.compile(r"再下一?个?(?:周|星期|礼拜)")
_A_WEEK = timedelta(weeks=1)
_A_MOMENT = timedelta(minutes=15)


def last_booked(session: Session, customer_id: int) -> Order | None:
    """The customer's order that was placed last and still stands, or was carried out."""
    return session.scalar(
        select(Order)
        .where(Order.customer_id == customer_id, Order.state != VisitState.CANCELLED)
        .order_by(Order.created_at.desc(), Order.id.desc())
        .limit(1)
    )


def just_booked(session: Session, turn: Turn, now: datetime) -> Order | None:
    """The order to which the customer said yes in the last turn, but for thanks."""
    before = [intent for intent in turns.intents_before(session, turn) if intent != "thanks"]
    if before[:1] != ["affirm"]:
        return None
    last = last_booked(session, turn.conversation.identity.customer_id)
    return last if last and now - last.created_at <= _A_MOMENT else None


def take_up(desk: Desk, draft: Draft, reading: Reading) -> None:
    """Put into the draft what a message takes over from the order before."""
    same = _same(reading)
    last = last_booked(desk.session, desk.conversation.identity.customer_id) if same else None
    if last is None or not last.visits:
        return
    wanted = set(reading.services) or {draft.data.get("service")} - {None}
    begins = draft.asked is None or Same.ALL in same
    is_there = Same.WORK not in same and not is_elsewhere(reading.words)
    if same <= {Same.KIND}:
        known = wanted or desk.conversation.last_service
        return None if known else _fill(desk, draft, service=last.service.code)
    if wanted <= {last.service.code} and (begins or Same.WORK in same):
        _take_work(desk, draft, last, at_its_place=is_there)
    if same <= {Same.WORK}:
        return None
    if begins and is_there:
        _take_place(desk, draft, last)
    if begins or draft.asked == "start":
        _take_time(desk, draft, last, reading, same)
    return None


def _same(reading: Reading) -> frozenset[Same]:
    """What a message leaves as it was; who is to come again does the same service again."""
    if reading.payload is not None:
        return frozenset()
    again = frozenset({Same.KIND}) if wants_the_same_worker(reading.words) else frozenset[Same]()
    return find_same(reading.words) or again


def _take_work(desk: Desk, draft: Draft, last: Order, *, at_its_place: bool) -> None:
    """The service, how much of it, and what was wished besides, but for how to get in elsewhere."""
    unit, note = last.service.unit, last.note or ""
    _fill(desk, draft, service=last.service.code)
    if "小时" in unit:
        first = last.visits[0]
        hours = Decimal((first.end_at - first.start_at).seconds) / 3600
        when = merge(When(text="", hours=hours), _when(draft) or When(text=""))
        drafts.update(desk.session, draft, desk.now, when=when_to_json(when))
    elif "quantity" not in draft.data:
        take_quantity(desk, draft, note, unit)
    known: list[str] = draft.data.get("notes", [])
    notes = [each for each in note.split("；") if each not in {"", *known, *bookings.pieces(draft)}]
    kept = [each for each in notes if not _OF_ITS_TIME.search(each)]
    if not at_its_place:
        kept = [each for each in kept if find_remark(each) is None]
    drafts.update(desk.session, draft, desk.now, notes=[*known, *kept] or None)


def _take_place(desk: Desk, draft: Draft, last: Order) -> None:
    address = draft_address.address_as_known(last.address, desk.settings)
    _fill(desk, draft, address=address_to_json(address), phone=last.phone)


def _take_time(
    desk: Desk, draft: Draft, last: Order, reading: Reading, same: frozenset[Same]
) -> None:
    """The hour, unless only the day is the same; the day, also where weeks are counted from it."""
    start = _counted_from(last.visits, local(desk.now).date())
    if reading.shift and _WEEK_AFTER.search(reading.words):
        start += _A_WEEK - timedelta(minutes=reading.shift)  # after the week of that visit
    has_day = Same.DAY in same or reading.shift
    clock = None if same <= {Same.DAY, Same.WORK} else start.time()
    told = When(text="", day=start.date() if has_day else None, clock=clock)
    known = _when(draft)
    when = merge(told, known) if known else told
    drafts.update(desk.session, draft, desk.now, when=when_to_json(replace(when, text="")))


def _counted_from(visits: list[Visit], today: date) -> datetime:
    """The last visit; of weeks gone by the same weekday of this week."""
    start = local(visits[-1].start_at)
    monday = today - timedelta(days=today.weekday())
    weeks = -((start.date() - monday).days // 7)
    return start + max(0, weeks) * _A_WEEK


def _when(draft: Draft) -> When | None:
    return when_from_json(draft.data.get("when"))


def _fill(desk: Desk, draft: Draft, **values: Any) -> None:
    """Only what the draft does not know."""
    new = {name: value for name, value in values.items() if name not in draft.data}
    drafts.update(desk.session, draft, desk.now, **new)
