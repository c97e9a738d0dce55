"""Greetings and offers (REQ E5): who wants them, and a campaign to those.

Consent is the customer's own word in the chat; whether a message may go out is the delivery
policy's to say, once for the preview and again at the moment of sending.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.models import Conversation, Customer, Delivery, Identity, Outbox, Purpose
from bot.services.history import record
from bot.services.sending import delivery
from bot.services.thread import messages
from bot.services.wording import Reply
from bot.settings import Settings


def decide(session: Session, customer: Customer, wish: bool, *, now: datetime) -> None:
    """The customer wants greetings and offers, or no more: then what waits is dropped at once."""
    if customer.care_consent != wish:
        customer.care_consent = wish
        action = "agreed to care messages" if wish else "refused care messages"
        record(session, "customer", customer.id, action, actor="customer", now=now)
    if not wish:
        theirs = select(Conversation.id).join(Identity).where(Identity.customer_id == customer.id)
        session.execute(
            update(Outbox)
            .where(
                Outbox.conversation_id.in_(theirs),
                Outbox.purpose == Purpose.CARE,
                Outbox.state == Delivery.QUEUED,
            )
            .values(state=Delivery.DROPPED, channel_result="the customer wants no more of these")
        )
    session.flush()


@dataclass(slots=True)
class Campaign:
    """How many would get it, and why the others would not."""

    reached: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def preview(session: Session, *, now: datetime, settings: Settings) -> Campaign:
    """What a campaign would come to now; nothing is queued."""
    found = Campaign()
    for conversation, why in _all(session, now, settings):
        if conversation is not None and not why:
            found.reached += 1
        else:
            found.left_out[why] += 1
    return found


def queue(session: Session, name: str, text: str, *, now: datetime, settings: Settings) -> Campaign:
    """Queue ``text`` for everybody who may get it; a customer gets a campaign once."""
    found = Campaign()
    for conversation, why in _all(session, now, settings):
        if conversation is None or why:
            found.left_out[why] += 1
            continue
        key = f"care:{name}:{conversation.identity.customer_id}"
        row = messages.push(
            session, conversation, Reply(text), key=key, purpose=Purpose.CARE, now=now
        )
        if row is None:
            found.left_out["has had this campaign"] += 1
        else:
            found.reached += 1
    return found


def _all(
    session: Session, now: datetime, settings: Settings
) -> Iterator[tuple[Conversation | None, str]]:
    """Every customer with the chat where they were last seen, or why nothing may go there."""
    customers = session.scalars(select(Customer).order_by(Customer.id)).all()
    for customer in customers:
        if not customer.care_consent:
            yield None, "did not agree"
            continue
        conversation = session.scalar(
            select(Conversation)
            .join(Identity)
            .where(Identity.customer_id == customer.id)
            .order_by(Identity.reachable.desc(), Identity.last_inbound_at.desc())
            .limit(1)
        )
        if conversation is None:
            yield None, "has no chat"
            continue
        verdict = delivery.judge(
            session, conversation.identity, Purpose.CARE, now=now, settings=settings
        )
        may = verdict.state in (Delivery.SENDING, Delivery.QUEUED)
        yield conversation, "" if may else str(verdict.why)
