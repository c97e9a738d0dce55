"""The rules that every wish is held against (REQ C1), wherever it is typed in: chat or console."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from bot.clock import local
from bot.errors import RefusedError
from bot.models import Service
from bot.services.dispatch import dispatch
from bot.services.trade import catalogue
from bot.settings import Settings

_A_DAY_IN = 12
"""Hours from which a service stays overnight and need not end before we close."""


def check_day(day: date | None, said: str, now: datetime, settings: Settings) -> None:
    """Raises:
    RefusedError: the day is over, or too far ahead.
    """
    today = local(now).date()
    if day is not None and day < today:
        raise RefusedError("past", said=said)
    if day is not None and day > today + timedelta(days=settings.book_days_ahead):
        raise RefusedError("too_far", days=str(settings.book_days_ahead))


def check_start(start: datetime, said: str, now: datetime, settings: Settings) -> None:
    """Raises:
    RefusedError: the start is over, too soon, or outside the service hours.
    """
    if start <= now:
        raise RefusedError("past", said=said)
    if start < now + timedelta(minutes=settings.book_lead_minutes):
        raise RefusedError("too_soon", minutes=str(settings.book_lead_minutes))
    if not settings.open_from <= local(start).time() < settings.open_until:
        raise RefusedError("outside_hours")


def check_hours(clock: time, until: time | None, settings: Settings) -> None:
    """What no day can make possible; an early hour may be meant of the evening.

    Raises:
        RefusedError: the hours lie outside the service hours.
    """
    is_overnight = until is not None and until <= clock
    if clock >= settings.open_until or is_overnight:
        raise RefusedError("outside_hours")


def check_end(service: Service, start: datetime, end: datetime, settings: Settings) -> None:
    """Raises:
    RefusedError: the visit would end after we close.
    """
    closing = local(start).replace(hour=settings.open_until.hour, minute=settings.open_until.minute)
    if service.hours <= _A_DAY_IN and end > closing:
        hours = Decimal(str((end - start).total_seconds() / 3600))
        raise RefusedError("ends_late", hours=catalogue.money(hours))


def check_somebody_free(
    session: Session,
    service: Service,
    start: datetime,
    end: datetime,
    *,
    district: str | None,
    leave_out: int | None = None,
) -> None:
    """Raises:
    RefusedError: nobody who could come is free then.
    """
    if not dispatch.candidates(
        session, service, district=district, start=start, end=end, leave_out=leave_out
    ):
        raise RefusedError("nobody_free", when=f"{local(start):%m月%d日 %H:%M}")
