"""What of a visit's clock makes sense for which service (REQ C5).

A cleaning every Tuesday is a visit each time: reminded, awaited, finished and rated one by one. A
月嫂 who comes every day for a month is reminded of and awaited on the first day, and asked about
when the last is over; the days between pass by themselves.
"""

from datetime import timedelta

from bot.models import Order, Service, Visit, VisitState

_DAILY_UNITS = {"天", "26天", "月"}
_A_DAY_AND_A_BIT = timedelta(hours=36)
_DONE = (VisitState.COMPLETED, VisitState.REVIEWED)


def is_daily(service: Service) -> bool:
    """Whether somebody comes day after day: what is paid by the day or the month."""
    return service.unit in _DAILY_UNITS


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


def to_ask_about(visit: Visit) -> Visit | None:
    """The visit that the customer is asked about, now that this one is over or cancelled."""
    if not is_daily(visit.order.service):
        return visit if visit.state == VisitState.COMPLETED else None
    alive = _alive(visit.order)
    if not alive or any(other.state not in _DONE for other in alive):
        return None
    last = max(alive, key=lambda other: other.start_at)
    return last if last.state == VisitState.COMPLETED else None


def _alive(order: Order) -> list[Visit]:
    return [visit for visit in order.visits if visit.state != VisitState.CANCELLED]
