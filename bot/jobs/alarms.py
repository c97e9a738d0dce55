"""Tells the people at the desk what cannot wait: danger, trouble, calls overdue, undelivered,
that nobody is there, and that the next shift has not come."""

from collections.abc import Callable, Iterable

from bot.house import House, Work
from bot.jobs.each import each
from bot.models import AlarmKind
from bot.services.handoff import case_alarms, incoming, unmanned

_OF_CASES = (AlarmKind.URGENT, AlarmKind.TROUBLE, AlarmKind.OVERDUE)


def raise_due(house: House) -> int:
    """Raise every alarm that is due and was not raised; the number of them."""
    raised = sum(_of_cases(house, kind) for kind in _OF_CASES)
    raised += _of_deliveries(house) + _of_empty_desks(house) + _of_missing_people(house)
    if raised:
        house.bell.ring(Work.SENDING)
    return raised


def _of_cases(house: House, kind: AlarmKind) -> int:
    now = house.clock.now()
    with house.database.read() as session:
        cases = case_alarms.untold(session, kind, now)
    return each(
        house,
        "alarms",
        cases,
        lambda session, case_id: case_alarms.tell(
            session, kind, case_id, wording=house.wording, settings=house.settings, now=now
        ),
    )


def _of_deliveries(house: House) -> int:
    """A look without locks first: nearly always there is nothing."""
    now = house.clock.now()
    with house.database.read() as session:
        if not case_alarms.undelivered(session, now):
            return 0
    with house.database.write() as session:
        told = case_alarms.tell_of_undelivered(
            session, wording=house.wording, settings=house.settings, now=now
        )
    return int(told is not None)


def _of_empty_desks(house: House) -> int:
    return _tell_each(house, unmanned.unmanned, unmanned.tell)


def _of_missing_people(house: House) -> int:
    return _tell_each(house, incoming.missing, incoming.tell)


def _tell_each[T](
    house: House, find: Callable[..., Iterable[T]], tell: Callable[..., int | None]
) -> int:
    """Tell of everything that is found, each in a transaction of its own; how many were told."""
    now, settings = house.clock.now(), house.settings
    with house.database.read() as session:
        found = find(session, now=now, settings=settings)
    told = 0
    for one in found:
        with house.database.write() as session:
            done = tell(session, one, wording=house.wording, now=now, settings=settings)
        told += done is not None
    return told
