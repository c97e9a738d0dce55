"""Dispatch: visits whose worker is held become assigned, at the latest a minute after the booking."""

from sqlalchemy import select

from bot.house import House
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
    for visit_id in held:
        with house.database.write() as session:
            visit = session.get_one(Visit, visit_id, with_for_update=True)
            if visit.state == VisitState.CONFIRMED:
                move_visit(
                    session,
                    visit,
                    VisitState.ASSIGNED,
                    actor="job",
                    now=house.clock.now(),
                    settings=house.settings,
                )
    return len(held)
