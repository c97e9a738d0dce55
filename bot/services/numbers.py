"""Public numbers: a letter, the local day, a counter (``D20261122-0001``)."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.clock import local
from bot.models import Counter


def next_number(session: Session, letter: str, now: datetime) -> str:
    """The next number under ``letter`` of today: D order, T complaint, G case."""
    name = f"{letter}{local(now):%Y%m%d}"
    _ensure(session, name)
    counter = session.get_one(Counter, name, with_for_update=True, populate_existing=True)
    counter.value += 1
    session.flush()
    return f"{name}-{counter.value:04d}"


def _ensure(session: Session, name: str) -> None:
    """The day's first two at once: one makes the row, the other finds it."""
    if session.get(Counter, name) is not None:
        return
    try:
        with session.begin_nested():
            session.add(Counter(name=name, value=0))
            session.flush()
    except IntegrityError:
        session.expire_all()
