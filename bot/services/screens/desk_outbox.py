"""What the console shows of the outbox: nothing here writes, names and phones leave masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.models import Conversation, Identity, Outbox
from bot.services.masks import mask_name, mask_text
from bot.services.sending.undelivered import OutboxRow

_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Said:
    """To whom a message goes and what it says, masked (REQ G2)."""

    customer: str
    text: str


def said(session: Session, rows: Sequence[OutboxRow]) -> dict[int, Said]:
    """Customer and text of these messages, by the id of the row."""
    found = session.execute(
        select(Outbox, Conversation)
        .join(Conversation, Conversation.id == Outbox.conversation_id)
        .where(Outbox.id.in_([row.id for row in rows]))
        .options(
            joinedload(Outbox.message),
            joinedload(Conversation.identity).joinedload(Identity.customer),
        )
    )
    return {row.id: _said(row, conversation) for row, conversation in found}


def _said(row: Outbox, conversation: Conversation) -> Said:
    identity, customer = conversation.identity, conversation.identity.customer
    name = mask_name(customer.name or identity.display_name, f"访客 {customer.id}")
    return Said(name, mask_text(row.message.text)[:_SHOWN])
