"""Works through rows one by one: a broken one is logged and does not hold up the others."""

from collections.abc import Callable, Sequence

import structlog
from sqlalchemy.orm import Session

from bot.house import House

log = structlog.get_logger()


def each(house: House, job: str, ids: Sequence[int], work: Callable[[Session, int], object]) -> int:
    """Do ``work`` for every row in a transaction of its own; the number that went well."""
    done = 0
    for row_id in ids:
        try:
            with house.database.write() as session:
                work(session, row_id)
            done += 1
        except Exception:
            log.exception("row failed", job=job, row=row_id)
    return done
