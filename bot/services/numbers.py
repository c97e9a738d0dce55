"""Public numbers: a letter, the local day, a counter (``D20261122-0001``)."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import local
from bot.models import Counter


def next_number(session: Session, letter: str, now: datetime) -> str:
    """The next number under ``letter`` of today: D order, T complaint, G case."""
    name = f"{letter}{local(now):%Y%m%d}"
    counter = session.get(Counter, name, with_for_update=True)
    if counter is None:
        counter = Counter(name=name, value=0)
        session.add(counter)
    counter.value += 1
    session.flush()
    return f"{name}-{counter.value:04d}"
