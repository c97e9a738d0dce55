"""When people are at the desk, and what a customer is told of it (REQ A9)."""

from datetime import datetime, timedelta

from bot.clock import LOCAL, local
from bot.settings import Settings

CALL_WITHIN = timedelta(minutes=30)
"""A wished call is made within this time while people are there."""


def people_are_there(now: datetime, settings: Settings) -> bool:
    """Whether the desk is manned at that moment."""
    return settings.desk_from <= local(now).time() < settings.desk_until


def next_opening(now: datetime, settings: Settings) -> datetime:
    """The next moment at which somebody is at the desk; now, if somebody is."""
    if people_are_there(now, settings):
        return now
    here = local(now)
    day = here.date() + timedelta(days=0 if here.time() < settings.desk_from else 1)
    return datetime.combine(day, settings.desk_from, LOCAL)


def promised(now: datetime, settings: Settings) -> datetime:
    """When a person has seen to something at the latest, counted from the desk's hours."""
    return next_opening(now, settings) + timedelta(minutes=settings.promise_minutes)
