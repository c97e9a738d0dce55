"""Which order a complaint is about (REQ D2): never one whose service has not been due yet."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.language.when import When, find_times
from bot.models import Order, Visit, VisitState
from bot.services.reading import Reading

_BACK = timedelta(days=90)
_LATELY = timedelta(days=14)
_NOW = timedelta(hours=3)
_NEARLY_DUE = timedelta(hours=1)
_NUMBER = re.compile(r"D\d{8}-\d{4}")
_WORKER = re.compile(r"([\u4e00-\u9fff])(?:阿姨|师傅|姐|嫂|老师|护工)")
_NEVER_BEGUN = (VisitState.CANCELLED, VisitState.DRAFT)


def fitting(
    session: Session, customer_id: int, said: Reading, now: datetime, *, about_money: bool = False
) -> Sequence[Order]:
    """The orders that a complaint can be about, the latest first; several: ask which one.

    Number, day, service and worker's name narrow the choice. Without them what is under way or
    was due within the last hours is meant, else what was done in the last two weeks.
    """
    orders = _due(session, customer_id, now)
    if about_money and not orders:
        return _booked(session, customer_id, now)
    if number := _NUMBER.search(said.text):
        return [order for order in orders if order.number == number[0]]
    named = _named(orders, said, now)
    if named is not None:
        return named
    running = [order for order in orders if is_running(order, now)]
    lately = [order for order in orders if _last_start(order, now) > now - _LATELY]
    return (running if len(running) == 1 else []) or lately or orders


def names_one(said: Reading, now: datetime) -> bool:
    """Whether a message itself says which visit it is about."""
    return bool(_NUMBER.search(said.text) or said.services or find_times(said.text, now))


def _due(session: Session, customer_id: int, now: datetime) -> list[Order]:
    """Orders with a visit that is past, running or nearly due, the latest first."""
    rows = session.scalars(
        select(Order)
        .join(Visit)
        .where(
            Order.customer_id == customer_id,
            Visit.state.not_in(_NEVER_BEGUN),
            Visit.start_at <= now + _NEARLY_DUE,
            Visit.start_at >= now - _BACK,
        )
    )
    return sorted(rows.unique(), key=lambda order: _last_start(order, now), reverse=True)


def _booked(session: Session, customer_id: int, now: datetime) -> Sequence[Order]:
    """Money may be at issue before a service, or for one that was cancelled."""
    return session.scalars(
        select(Order)
        .where(Order.customer_id == customer_id, Order.created_at >= now - _BACK)
        .order_by(Order.id.desc())
    ).all()


def _begun(order: Order, now: datetime) -> list[Visit]:
    return [
        visit
        for visit in order.visits
        if visit.state not in _NEVER_BEGUN and visit.start_at <= now + _NEARLY_DUE
    ]


def _last_start(order: Order, now: datetime) -> datetime:
    return max(visit.start_at for visit in _begun(order, now))


def is_running(order: Order, now: datetime) -> bool:
    """Whether a visit of the order is nearly due, under way, or was due a short time ago."""
    return any(
        visit.state == VisitState.UNDER_WAY
        or visit.start_at - _NEARLY_DUE <= now < visit.end_at + _NOW
        for visit in _begun(order, now)
    )


def _named(orders: Sequence[Order], said: Reading, now: datetime) -> list[Order] | None:
    """What day, service and worker leave; None when none of them is said or helps.

    A day on which nobody was due names none of the orders: then none is linked, not a wrong one.
    """
    days = _days(said, now)
    left = [order for order in orders if not days or _days_of(order, now) & days]
    services = [order for order in left if order.service.code in said.services]
    left = services or left
    families = set(_WORKER.findall(said.text))
    workers = [order for order in left if _families(order, now) & families]
    left = workers or left
    return left if days or services or workers else None


def _days(said: Reading, now: datetime) -> set[date]:
    """The past days that a message names, or today; no wish, which the reading tells, is meant."""
    days = {day_behind(when, local(now).date()) for when in find_times(said.text, now)}
    return {day for day in days if day is not None}


def day_behind(when: When, today: date) -> date | None:
    """A day as a complaint means it: a bare weekday or date lies behind, not ahead; None where it
    can only be ahead."""
    if when.day is None or when.day <= today:
        return when.day
    if re.search("下", when.text):
        return None
    if re.search("周|星期|礼拜", when.text):
        back = when.day - timedelta(days=7)
    elif re.search("月", when.text):
        back = _year_before(when.day)
    elif re.search("[号日]", when.text):
        back = _month_before(when.day)
    else:
        return None
    return back if back <= today else None


def _month_before(day: date) -> date:
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _days_of(order: Order, now: datetime) -> set[date]:
    return {local(visit.start_at).date() for visit in _begun(order, now)}


def _families(order: Order, now: datetime) -> set[str]:
    return {visit.worker.name[:1] for visit in _begun(order, now) if visit.worker}
