"""Leases of workers that are gone: with SQLite those of an earlier start, with PostgreSQL those of
a process that holds its advisory lock no more. The server drops the lock with the connection, so a
killed process is gone at once and no clock is asked.
"""

from collections.abc import Collection

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.orm import Session

from bot.models import Conversation, Delivery, Outbox

_OURS = 0x0F20
"""The class of our advisory locks; the other half is the worker's number."""
_PRESENT = text(
    "SELECT CAST(objid AS bigint) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND CAST(classid AS bigint) = :ours"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def take_back_leases(session: Session, holders: Collection[str] | None = None) -> None:
    """Free the conversations of ``holders``; of everybody only at a start without other workers.

    What was being sent may have arrived: it is ``unknown`` at once, and holds up nothing.
    """
    held, sent = Conversation.lease_by.is_not(None), Outbox.state == Delivery.SENDING
    if holders is not None:
        held, sent = held & Conversation.lease_by.in_(holders), sent & Outbox.lease_by.in_(holders)
    session.execute(update(Conversation).where(held).values(lease_until=None, lease_by=None))
    session.execute(
        update(Outbox)
        .where(sent)
        .values(state=Delivery.UNKNOWN, channel_result="the sender stopped", lease_by=None)
    )


def announce(connection: Connection, number: int) -> None:
    """Be present under ``number`` (31 bits) for as long as the connection lives."""
    connection.execute(select(func.pg_advisory_lock(_OURS, number)))
    connection.commit()


def present_numbers(session: Session) -> set[str]:
    """The numbers of the processes that are there."""
    return {str(number) for number in session.scalars(_PRESENT, {"ours": _OURS})}


def absent_holders(session: Session) -> set[str]:
    """Who holds a lease (``pid-number``) and is not present."""
    leases = (
        select(Conversation.lease_by).where(Conversation.lease_by.is_not(None)),
        select(Outbox.lease_by).where(Outbox.state == Delivery.SENDING),
    )
    holders = {name for query in leases for name in session.scalars(query.distinct()) if name}
    present = present_numbers(session) if holders else set()
    return {name for name in holders if name.rpartition("-")[2] not in present}
