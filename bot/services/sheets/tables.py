"""Which tables there are."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.sheets import catalogue, people
from bot.services.sheets.table import Table


def of(what: str, session: Session, now: datetime) -> list[Table]:
    """The tables of the ``catalogue`` or of ``people``."""
    return catalogue.tables(session) if what == "catalogue" else [people.table(session, now)]
