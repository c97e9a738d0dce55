"""Dispatch: visits whose worker is held become assigned within a minute of the booking."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.house import House
from bot.jobs.each import each
from bot.models import Visit, VisitState
from bot.services.orders import move_visit


def assign_held(house: House) -> int:
    """Assign every confirmed visit that holds a worker; the number assigned (REQ C4)."""
    with house.database.read() as session:
        held = session.scalars(
            select(Visit.id)
            .where(Visit.state == VisitState.CONFIRMED, Visit.worker_id.is_not(None))
            .limit(100)
        ).all()
    return each(house, "dispatch", held, lambda session, row_id: _assign(house, session, row_id))


def _assign(house: House, session: Session, visit_id: int) -> None:
    visit = session.get_one(Visit, visit_id, with_for_update=True)
    if visit.state == VisitState.CONFIRMED:
        now, settings = house.clock.now(), house.settings
        move_visit(session, visit, VisitState.ASSIGNED, actor="job", now=now, settings=settings)
