"""Dispatch: visits whose worker is held become assigned within a minute of the booking, or are put
before a person; a worker who cannot come any more is replaced."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.house import House
from bot.jobs.each import each
from bot.models import Visit, VisitState
from bot.services.dispatch import availability, redispatch
from bot.services.order.machine import locked_visit, move_visit


def assign_held(house: House) -> int:
    """Take on every confirmed visit that holds a worker; the number of them (REQ C4)."""
    with house.database.read() as session:
        held = session.scalars(
            select(Visit.id)
            .where(Visit.state == VisitState.CONFIRMED, Visit.worker_id.is_not(None))
            .limit(None if house.settings.dispatch == "proposed" else 100)
        ).all()
    return each(house, "dispatch", held, lambda session, row_id: _take_on(house, session, row_id))


def _take_on(house: House, session: Session, visit_id: int) -> None:
    visit = locked_visit(session, visit_id)
    if visit.state != VisitState.CONFIRMED or visit.worker_id is None:
        return
    now, settings = house.clock.now(), house.settings
    if settings.dispatch == "automatic":
        move_visit(session, visit, VisitState.ASSIGNED, actor="job", now=now, settings=settings)
    elif not redispatch.is_asked(session, visit):
        redispatch.ask_person(session, visit, redispatch.TO_BE_CHOSEN, now=now)


def replace_unavailable(house: House) -> int:
    """Replace every worker who cannot come to a visit any more; the number of visits."""
    now = house.clock.now()
    with house.database.read() as session:
        found = availability.cannot_come(session, now)
    return each(
        house,
        "availability",
        found,
        lambda session, row_id: availability.replace(
            session, row_id, now=now, settings=house.settings
        ),
    )
