"""People at the desk and their sign-ins (REQ G3)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base, UtcDateTime
from bot.models.conversation import Group


class Role(StrEnum):
    """Roles, the mightier the later."""

    AGENT = "agent"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Staff(Base):
    """An account of the console; ``failures`` in a row lock it until ``locked_until``.

    ``group`` is home, in ``helps`` are the other groups whose conversations come here too;
    ``capacity`` is how many are in hand at once; ``is_away`` is what the person says, ``seen_at``
    the last sign of life of an open console (see services/presence.py).
    """

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    display_name: Mapped[str] = mapped_column(String(40))
    password_hash: Mapped[str] = mapped_column(Text)
    role: Mapped[Role] = mapped_column(String(14), default=Role.AGENT)
    group: Mapped[Group] = mapped_column(String(12), default=Group.GENERAL)
    helps: Mapped[list[Any]] = mapped_column(JSON, default=list)
    capacity: Mapped[int] = mapped_column(default=5)
    active: Mapped[bool] = mapped_column(default=True)
    is_away: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def groups(self) -> frozenset[Group]:
        """All groups whose conversations this person takes."""
        return frozenset(map(Group, (self.group, *self.helps)))


class StaffSession(Base):
    """A signed-in browser; only the SHA-256 of its secret is kept."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    staff: Mapped[Staff] = relationship()
