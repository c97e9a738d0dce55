"""Which rows of the outbox a sender looks at next."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.models import Delivery, Outbox, Purpose
from bot.services.thread import turns

_AT_ONCE = 16


def due(now: datetime) -> Select[int]:
    """Rows whose time has come; and those written before the clock was set back, which must not
    wait until that time comes again. Each part is the beginning of an index of its own: with one
    condition for both, every waiting row would be looked at."""
    is_first = _is_first(now)
    come = _some(Outbox.not_before <= now, is_first, Outbox.not_before)
    ahead = _some(Outbox.created_at > now + turns.SET_BACK, is_first, Outbox.created_at)
    found = union_all(select(come), select(ahead)).subquery()
    return select(found.c.id).order_by(found.c.not_before, found.c.id).limit(_AT_ONCE)


def _some(
    is_due: ColumnElement[bool], is_first: ColumnElement[bool], by: InstrumentedAttribute[datetime]
) -> Subquery:
    wish = select(Outbox.id, Outbox.not_before).where(Outbox.state == Delivery.QUEUED)
    return wish.where(is_due, is_first).order_by(by, Outbox.id).limit(_AT_ONCE).subquery()


def _is_first(now: datetime) -> ColumnElement[bool]:
    """Nothing of its conversation stands before it. What is meant for later holds up nothing, nor
    does a bot's message that failed hold up a person's words."""
    earlier = aliased(Outbox)
    is_passed = and_(
        earlier.state == Delivery.QUEUED,
        earlier.not_before > now,
        or_(
            earlier.tries == 0,
            and_(Outbox.purpose == Purpose.PERSON, earlier.purpose != Purpose.PERSON),
        ),
    )
    return ~exists().where(
        earlier.conversation_id == Outbox.conversation_id,
        earlier.id < Outbox.id,
        earlier.state.in_([Delivery.SENDING, Delivery.QUEUED]),
        ~is_passed,
    )


def abandoned(now: datetime) -> Select[int]:
    """Rows whose holder died while sending."""
    return select(Outbox.id).where(Outbox.state == Delivery.SENDING, Outbox.lease_until < now)
