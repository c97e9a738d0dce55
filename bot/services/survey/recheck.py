"""The quarter's re-check (REQ E7): a fifth of the served, drawn so that anybody can draw it again.

A visit's lot is the SHA-256 of quarter and number: random, the same on every machine, and not to be
bent by anybody who enters records. While a quarter runs the sample only tracks what is there.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.models import Call
from bot.services.survey.callbacks import Row, board

SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Sample:
    """The drawn visits of a quarter, and what the calls about them brought."""

    quarter: str
    served: int
    rows: Sequence[Row]
    heard: dict[int, Call]


def quarter_of(moment: datetime) -> str:
    """“2026Q4” of a moment in Shanghai."""
    here = local(moment)
    return f"{here.year}Q{(here.month + 2) // 3}"


def span_of(quarter: str) -> tuple[datetime, datetime]:
    """Begin and end of a quarter in Shanghai."""
    year, number = int(quarter[:4]), int(quarter[5])
    first = datetime(year, 3 * number - 2, 1, tzinfo=LOCAL)
    after = datetime(year + number // 4, 3 * number % 12 + 1, 1, tzinfo=LOCAL)
    return first, after


def latest(now: datetime, count: int = 5) -> list[str]:
    """This quarter and those before it, the newest first."""
    found = [quarter_of(now)]
    while len(found) < count:
        found.append(quarter_of(span_of(found[-1])[0] - timedelta(days=1)))
    return found


def lot(quarter: str, number: str, visit_id: int) -> str:
    """Where a visit stands in the draw."""
    return hashlib.sha256(f"{quarter}|{number}|{visit_id}".encode()).hexdigest()


def sample(session: Session, quarter: str) -> Sample:
    """The fifth of the quarter's visits with the lowest lots; a visit already re-checked stays."""
    served = board(session, *span_of(quarter))
    drawn = sorted(served, key=lambda row: lot(quarter, row.number, row.visit_id))
    chosen = drawn[: ceil(SHARE * len(served))]
    heard = {
        call.visit_id: call
        for call in session.scalars(select(Call).where(Call.quarter == quarter).order_by(Call.id))
    }
    ids = {row.visit_id for row in chosen}
    late = [row for row in drawn if row.visit_id in heard.keys() - ids]
    return Sample(quarter, len(served), [*chosen, *late], heard)
