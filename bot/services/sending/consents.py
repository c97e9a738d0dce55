"""Consents to template messages: given once each, used once each (REQ E6)."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.models import Consent, Identity


def give(
    session: Session,
    identity_id: int,
    template: str,
    *,
    reference: str,
    now: datetime,
    scene: int = 0,
    adds_up: bool = True,
) -> bool:
    """Note a consent; False for a repetition of ``reference``, which changes nothing.

    ``adds_up``: whether several can be in store (pop-ups) or only the last counts (one-time pages).
    """
    row = _row(session, identity_id, template, scene)
    if row is None:
        row = Consent(
            identity_id=identity_id, template=template, scene=scene, left=0, changed_at=now
        )
        session.add(row)
    elif row.reference == reference:
        return False
    row.left = row.left + 1 if adds_up else 1
    row.reference, row.changed_at = reference, now
    session.flush()
    return True


def withdraw(session: Session, identity_id: int, template: str, *, now: datetime) -> None:
    """The customer takes back what is left for a template."""
    session.execute(
        update(Consent)
        .where(Consent.identity_id == identity_id, Consent.template == template)
        .values(left=0, changed_at=now)
    )


def left(session: Session, identity_id: int, template: str, scene: int = 0) -> int:
    """How many messages the customer has agreed to and not got."""
    found = session.scalar(
        select(Consent.left).where(
            Consent.identity_id == identity_id,
            Consent.template == template,
            Consent.scene == scene,
        )
    )
    return found or 0


def all_left(session: Session, identity: Identity) -> int:
    """How many messages in all the customer has agreed to and not got."""
    total = select(func.sum(Consent.left)).where(Consent.identity_id == identity.id)
    return session.scalar(total) or 0


def use(session: Session, identity_id: int, template: str, scene: int = 0) -> bool:
    """Use one up before the message goes out; False when none is left."""
    used = session.execute(
        update(Consent)
        .where(
            Consent.identity_id == identity_id,
            Consent.template == template,
            Consent.scene == scene,
            Consent.left > 0,
        )
        .values(left=Consent.left - 1)
    )
    return getattr(used, "rowcount", 0) == 1


def give_back(session: Session, identity_id: int, template: str, scene: int = 0) -> None:
    """The message did not go out."""
    session.execute(
        update(Consent)
        .where(
            Consent.identity_id == identity_id,
            Consent.template == template,
            Consent.scene == scene,
        )
        .values(left=Consent.left + 1)
    )


def _row(session: Session, identity_id: int, template: str, scene: int) -> Consent | None:
    return session.scalar(
        select(Consent)
        .where(
            Consent.identity_id == identity_id,
            Consent.template == template,
            Consent.scene == scene,
        )
        .with_for_update()
    )
