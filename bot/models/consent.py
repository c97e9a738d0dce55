"""A customer's leave to be sent a template message: how many are left (REQ E6)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, UtcDateTime


class Consent(Base):
    """Given in the channel's own dialogue; one consent is good for one message.

    ``scene`` tells one-time consents apart (0 where the channel has none); ``reference`` is the
    page visit or push that gave the last one, so that its repetition adds nothing.
    """

    __tablename__ = "consents"
    __table_args__ = (UniqueConstraint("identity_id", "template", "scene"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    identity_id: Mapped[int] = mapped_column(ForeignKey("identities.id"))
    template: Mapped[str] = mapped_column(String(80))
    scene: Mapped[int] = mapped_column(default=0)
    left: Mapped[int] = mapped_column(default=0)
    reference: Mapped[str | None] = mapped_column(String(190))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
