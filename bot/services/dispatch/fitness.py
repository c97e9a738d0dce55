"""What a worker must have to be sent at all (REQ C4): skill, working day, valid certificates."""

from datetime import date, datetime

from bot.clock import local
from bot.models import Service, Worker


def is_fit(worker: Worker, service: Service, start: datetime, end: datetime) -> bool:
    """Whether a worker may do a service at this time, apart from area and other appointments."""
    return (
        worker.active
        and service.code in worker.skills
        and local(start).isoweekday() in worker.weekdays
        and not lacking(worker, service, local(end).date())
    )


def lacking(worker: Worker, service: Service, day: date) -> list[str]:
    """The certificates that the service requires and the worker does not validly hold that day."""
    valid = {
        held["name"]
        for held in worker.certificates
        if held["until"] is None or date.fromisoformat(held["until"]) >= day
    }
    return [name for name in service.certificates if name not in valid]
