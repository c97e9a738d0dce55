"""Latent needs (REQ B3): kept in the profile with the sentence they came from."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.needs import find_needs
from bot.models import Need


def note(session: Session, customer_id: int, text: str, *, now: datetime) -> None:
    """Keep every need that a text shows and that is not known yet."""
    for need in find_needs(text):
        known = select(Need.id).where(Need.customer_id == customer_id, Need.kind == str(need.kind))
        if session.scalar(known) is None:
            session.add(
                Need(
                    customer_id=customer_id,
                    kind=str(need.kind),
                    sentence=need.sentence,
                    noted_at=now,
                )
            )
            session.flush()
