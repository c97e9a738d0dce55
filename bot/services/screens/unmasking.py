"""Names, phones and texts in full, for who may see them: each look is in the history (REQ G2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import ConflictError, NotFoundError
from bot.models import (
    Conversation,
    Message,
    Owner,
    Staff,
)
from bot.services.history import record
from bot.services.staff.permissions import Right, may


@dataclass(frozen=True, slots=True)
class Contact:
    """A customer's phone and address in full."""

    phone: str | None
    address: str | None


def may_unmask(conversation: Conversation, staff: Staff) -> bool:
    """Whether ``staff`` sees full phones here: who has the conversation, and leads upwards."""
    has_it = conversation.owner == Owner.PERSON and conversation.agent_id == staff.id
    return has_it or may(staff, Right.STEP_IN)


def show_contact(session: Session, conversation_id: int, staff: Staff, *, now: datetime) -> Contact:
    """The customer's phone and address in full; who looked is in the history (REQ G2).

    Raises:
        ConflictError: ``staff`` may not see them.
    """
    conversation = session.get_one(Conversation, conversation_id)
    _check_unmask(conversation, staff)
    customer = conversation.identity.customer
    actor = f"staff:{staff.username}"
    record(session, "customer", customer.id, "unmasked", actor=actor, now=now)
    return Contact(customer.phone, customer.address)


def show_message(session: Session, message_id: int, staff: Staff, *, now: datetime) -> str:
    """A message in full; who looked is in the history (REQ G2).

    Raises:
        NotFoundError: no such message.
        ConflictError: ``staff`` may not see it.
    """
    message = session.get(Message, message_id)
    if message is None:
        raise NotFoundError("这条消息已不存在")
    _check_unmask(session.get_one(Conversation, message.conversation_id), staff)
    actor = f"staff:{staff.username}"
    record(session, "message", message_id, "unmasked", actor=actor, now=now)
    return message.text


def _check_unmask(conversation: Conversation, staff: Staff) -> None:
    if not may_unmask(conversation, staff):
        raise ConflictError("接管会话后才能查看完整的号码和地址")
