"""Which tables there are, and who may change them in the console (REQ G3)."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.models import Role, Staff
from bot.services.sheets import catalogue, people
from bot.services.sheets.table import Table

_EDITORS = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR})


def of(what: str, session: Session, now: datetime) -> list[Table]:
    """The tables of the ``catalogue`` or of ``people``."""
    return catalogue.tables(session) if what == "catalogue" else [people.table(session, now)]


def may_edit(staff: Staff) -> bool:
    """Whether someone may change catalogue and people: supervisors upwards."""
    return staff.role in _EDITORS
