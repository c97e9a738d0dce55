"""What of a visit's clock makes sense for which service (REQ C5).

A cleaning every Tuesday is a visit each time: reminded, awaited, finished and rated one by one. A
月嫂 who comes every day for a month is reminded of and awaited on the first day, and asked about
when the last is over; the days between pass by themselves.
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.models import Order, Service, Visit, VisitState

MONTHLY = frozenset({"26天", "月"})
"""Units of a price by the month."""
_DAILY_UNITS = MONTHLY | {"天"}
_A_DAY_AND_A_BIT = timedelta(hours=36)
_HALF_A_DAY = timedelta(hours=12)
_MEETING = re.compile(r"面谈|面试|见面")
_DONE = (VisitState.COMPLETED, VisitState.REVIEWED)


def is_daily(service: Service) -> bool:
    """Whether somebody comes day after day: what is paid by the day or the month."""
    return service.unit in _DAILY_UNITS


def is_met_first(service: Service) -> bool:
    """Whether the worker is met at the customer's home before the work begins: so the catalogue
    says of how it is booked or how long it takes."""
    return is_daily(service) and bool(_MEETING.search(f"{service.booking}{service.duration}"))


def months(service: Service, days: int) -> Decimal:
    """So many days in the unit of a daily service's price; its month has 26 working days."""
    return Decimal(days) if service.unit == "天" else Decimal(days) / 26


def opens(visit: Visit) -> bool:
    """Whether a visit begins something: every single one, and the first of days in a row."""
    if not is_daily(visit.order.service):
        return True
    return not any(
        visit.start_at - _A_DAY_AND_A_BIT <= other.end_at <= visit.start_at
        and other.worker_id == visit.worker_id
        for other in _alive(visit.order)
        if other.id != visit.id
    )


class Asking(StrEnum):
    """What a customer is asked after a visit: how it was (REQ C6), or that and, if there is no
    answer, by callback and phone (REQ E1)."""

    RATING = "rating"
    ALL = "all"


def to_ask_about(visit: Visit) -> tuple[Visit, Asking] | None:
    """The visit that the customer is asked about, now that this one is over or cancelled.

    Of days in a row it is the last. Of a series the first and the last are called back, so that
    what is wrong does not go on, and nobody is phoned every week; after those between a rating is
    asked for, at most once a week.
    """
    alive = _alive(visit.order)
    is_over = bool(alive) and all(other.state in _DONE for other in alive)
    last = max(alive, key=lambda other: other.start_at, default=None)
    if is_over and last is not None:
        return (last, Asking.ALL) if last.state == VisitState.COMPLETED else None
    if is_daily(visit.order.service) or visit.state != VisitState.COMPLETED:
        return None
    others = [other for other in alive if other.state in _DONE and other.id != visit.id]
    if not others:
        return visit, Asking.ALL
    first = min(other.start_at for other in others)
    weeks = {_week(other, first) for other in others}
    return None if _week(visit, first) in weeks else (visit, Asking.RATING)


def _week(visit: Visit, first: datetime) -> int:
    """Weeks since the first visit; an hour earlier than usual is no week less."""
    return (visit.start_at - first + _HALF_A_DAY) // timedelta(weeks=1)


def is_called_back(visit: Visit) -> bool:
    """Whether a served visit is one after which the customer is called back."""
    alive = _alive(visit.order)
    last = max(alive, key=lambda other: other.start_at)
    if is_daily(visit.order.service):
        return visit.id == last.id
    served = [other for other in alive if other.state in _DONE]
    first = min(served, key=lambda other: (other.completed_at or other.end_at, other.id))
    return visit.id == first.id or (visit.id == last.id and len(served) == len(alive))


def _alive(order: Order) -> list[Visit]:
    return [visit for visit in order.visits if visit.state != VisitState.CANCELLED]
