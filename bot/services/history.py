"""The record of changes; every service that changes a state writes here."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.models import History


def record(
    session: Session,
    subject: str,
    subject_id: int,
    action: str,
    *,
    actor: str,
    now: datetime,
    before: str | None = None,
    after: str | None = None,
    reason: str | None = None,
) -> None:
    """Note who did what to which record; ``actor`` is ``bot``, ``job``, ``customer`` or
    ``staff:<username>``."""
    session.add(
        History(
            subject=subject,
            subject_id=subject_id,
            action=action,
            before=before,
            after=after,
            actor=actor,
            reason=reason,
            at=now,
        )
    )
