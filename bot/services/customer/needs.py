"""Latent needs (REQ B3): kept in the profile with the sentence they came from."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.language.contact.phone import find_phones
from bot.language.place.address import find_addresses
from bot.language.trade.needs import find_needs, is_of_food
from bot.models import Need

_FITTING = {
    "elder": "elder_care",
    "newborn": "infant_nanny",
    "pregnant": "maternity_nurse",
    "pet": "mite_removal",
    "moving": "new_home_clean",
    "allergy": "mite_removal",
    "disabled": "elder_care",
}
"""The service that answers a need, by its code in the catalogue."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that nothing was suggested for yet, and the code of the fitting service."""

    row: Need
    service: str


def note(session: Session, customer_id: int, text: str, *, now: datetime) -> None:
    """Keep every need that a text shows and that is not known yet."""
    for need in find_needs(text):
        kind = str(need.kind)
        known = select(Need.id).where(Need.customer_id == customer_id, Need.kind == kind)
        if session.scalar(known) is None:
            session.add(
                Need(customer_id=customer_id, kind=kind, sentence=need.sentence, noted_at=now)
            )
            session.flush()


def quote(need: Need) -> str:
    """The sentence without the clauses that name a phone or an address (REQ G2)."""
    clauses = [clause.strip() for clause in re.split(r"[，,]", need.sentence)]
    kept = [c for c in clauses if not find_phones(c) and not find_addresses(c)]
    return "，".join(kept) or need.sentence


def next_to_suggest(session: Session, customer_id: int) -> Suggestion | None:
    """The newest need that was never answered with a suggestion."""
    row = session.scalar(
        select(Need)
        .where(Need.customer_id == customer_id, Need.suggested_at.is_(None))
        .order_by(Need.id.desc())
    )
    service = _FITTING.get(row.kind) if row and not is_of_food(row.sentence) else None
    return Suggestion(row, service) if row and service else None
