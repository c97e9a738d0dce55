"""Words that people put on customers (REQ E3): with who did and when, found again by search."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import Customer, CustomerTag, Staff
from bot.services.customer.labels import LONGEST, MOST, cleaned
from bot.services.history import record


def tags_of(session: Session, customer_id: int) -> list[str]:
    """A customer's tags, in the order in which they were put on."""
    mine = select(CustomerTag.title).where(CustomerTag.customer_id == customer_id)
    return list(session.scalars(mine.order_by(CustomerTag.at, CustomerTag.title)))


def in_use(session: Session, limit: int = 40) -> Sequence[str]:
    """The tags that there are, the most used first."""
    return session.scalars(
        select(CustomerTag.title)
        .group_by(CustomerTag.title)
        .order_by(func.count().desc(), CustomerTag.title)
        .limit(limit)
    ).all()


def set_tags(
    session: Session, customer_id: int, titles: Sequence[str], me: Staff, *, now: datetime
) -> None:
    """Let a customer have exactly these tags; each change is in the history.

    Raises:
        ConflictError: one is longer than 20 characters, or there are more than eight.
    """
    wanted = cleaned(titles)
    if len(wanted) > MOST or any(len(title) > LONGEST for title in wanted):
        raise ConflictError(f"最多 {MOST} 个标签，每个最多 {LONGEST} 个字")
    session.get_one(Customer, customer_id, with_for_update=True)
    known = {
        row.title: row
        for row in session.scalars(
            select(CustomerTag).where(CustomerTag.customer_id == customer_id)
        )
    }
    actor = f"staff:{me.username}"
    for title in known.keys() - set(wanted):
        session.delete(known[title])
        record(session, "customer", customer_id, "untagged", actor=actor, now=now, before=title)
    for title in wanted:
        if title not in known:
            session.add(CustomerTag(customer_id=customer_id, title=title, staff_id=me.id, at=now))
            record(session, "customer", customer_id, "tagged", actor=actor, now=now, after=title)
    session.flush()
