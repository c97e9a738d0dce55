"""Inbox first: a push is stored and committed before it is acknowledged (REQ G5)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from bot import metrics
from bot.channels.base import Inbound
from bot.clock import Clock
from bot.db import Database
from bot.language.danger.urgent import urgent_kind
from bot.models import Author, Conversation, Identity, Inbox, Message, Owner
from bot.services.customer.customers import find_or_create_identity
from bot.services.sending.delivery_policy import answers_in_push
from bot.services.thread.conversations import conversation_of, locked
from bot.services.thread.messages import offered_payload
from bot.settings import Settings

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Received:
    """Where a push went; ``is_new`` is False for a repetition, which changed nothing; ``is_bots``:
    the bot will answer it."""

    conversation_id: int
    inbox_id: int
    is_new: bool
    is_bots: bool = False


def receive(
    database: Database,
    inbound: Inbound,
    *,
    clock: Clock,
    settings: Settings,
    media_id: int | None = None,
) -> Received:
    """Store one message of a customer once, however often it is delivered."""

    def work() -> Received:
        with database.write(durable=True) as session:
            return store(session, inbound, now=clock.now(), settings=settings, media_id=media_id)

    received = beside_others(work)
    count(inbound, is_new=received.is_new, conversation=received.conversation_id)
    return received


def count(inbound: Inbound, *, is_new: bool, conversation: int | None = None) -> None:
    """For figures and log: what came, once it is committed."""
    result = "new" if is_new else "repeated"
    log.info(
        "inbound",
        conversation=conversation,
        channel=inbound.channel,
        kind=inbound.kind,
        result=result,
    )
    metrics.INBOUND.labels(inbound.channel, inbound.kind, result).inc()


def beside_others[T](work: Callable[[], T]) -> T:
    """Do ``work``, a transaction of its own, again where another was quicker.

    Two first messages collide at the customer; a push and its repetition at the inbox row: both
    can happen to one push, neither can happen to it twice.
    """
    for _ in range(2):
        try:
            return work()
        except DBAPIError as error:
            if not (isinstance(error, IntegrityError) or _was_sacrificed(error)):
                raise
    return work()


def _was_sacrificed(error: DBAPIError) -> bool:
    """PostgreSQL ended a deadlock by ending this transaction."""
    return getattr(error.orig, "sqlstate", None) == "40P01"


def store(
    session: Session,
    inbound: Inbound,
    *,
    now: datetime,
    settings: Settings,
    media_id: int | None = None,
) -> Received:
    """Store in the caller's transaction; two at once collide on the unique key."""
    known = session.scalar(
        select(Inbox).where(
            Inbox.channel == inbound.channel, Inbox.external_id == inbound.external_id
        )
    )
    if known is not None:
        return Received(known.conversation_id, known.id, is_new=False)
    identity = find_or_create_identity(
        session, channel=inbound.channel, external_id=inbound.sender, now=now
    )
    conversation = locked(session, conversation_of(session, identity, now).id)
    identity.last_inbound_at, identity.reachable = now, True
    message = _message(inbound, conversation, now, media_id)
    if inbound.kind == "button" and not inbound.text:
        # a channel may have forgotten what the button was called
        message.text = offered_payload(session, conversation.id, inbound.payload or "") or ""
    session.add(message)
    session.flush()
    row = Inbox(
        channel=inbound.channel,
        external_id=inbound.external_id,
        raw=inbound.raw,
        received_at=now,
        conversation_id=conversation.id,
        message_id=message.id,
        handled_at=now if conversation.owner == Owner.PERSON else None,
    )
    session.add(row)
    _schedule(conversation, inbound, now, settings)
    session.flush()
    is_bots = conversation.owner != Owner.PERSON
    return Received(conversation.id, row.id, is_new=True, is_bots=is_bots)


def store_event(session: Session, identity: Identity, inbound: Inbound, *, now: datetime) -> bool:
    """Keep an event in the thread, for agents to see; False when it is there already."""
    if is_stored(session, inbound):
        return False
    conversation = conversation_of(session, identity, now)
    message = _message(inbound, conversation, now, None)
    session.add(message)
    session.flush()
    session.add(
        Inbox(
            channel=inbound.channel,
            external_id=inbound.external_id,
            raw=inbound.raw,
            received_at=now,
            conversation_id=conversation.id,
            message_id=message.id,
            handled_at=now,
        )
    )
    session.flush()
    return True


def is_stored(session: Session, inbound: Inbound) -> bool:
    """Whether a push was stored before."""
    known = select(Inbox.id).where(
        Inbox.channel == inbound.channel, Inbox.external_id == inbound.external_id
    )
    return session.scalar(known) is not None


def _message(
    inbound: Inbound, conversation: Conversation, now: datetime, media_id: int | None
) -> Message:
    payload = {"payload": inbound.payload} if inbound.payload else {}
    return Message(
        conversation_id=conversation.id,
        author=Author.CUSTOMER,
        kind=inbound.kind,
        text=inbound.text,
        data={**inbound.data, **payload} or None,
        media_id=media_id,
        media_reference=_reference(inbound) if media_id is None else None,
        media_due_at=now if media_id is None and _reference(inbound) else None,
        at=now,
    )


def _reference(inbound: Inbound) -> str | None:
    return inbound.media.reference if inbound.media and inbound.media.content is None else None


def _schedule(
    conversation: Conversation, inbound: Inbound, now: datetime, settings: Settings
) -> None:
    """When the bubbles are answered: words and pictures wait for more, nothing else does."""
    conversation.last_message_at = now
    conversation.unread += 1
    if conversation.owner == Owner.PERSON:
        return
    first = conversation.first_waiting_at or now
    conversation.first_waiting_at = first
    is_passive = answers_in_push(inbound.channel, settings)
    is_urgent = urgent_kind(inbound.text) is not None
    conversation.is_urgent = conversation.is_urgent or is_urgent
    waits = inbound.kind in ("text", "image") and not is_passive and not is_urgent
    pause = timedelta(seconds=settings.bubble_seconds if waits else 0)
    cap = first + timedelta(seconds=settings.bubble_cap_seconds)
    conversation.turn_due_at = min(now + pause, cap) if waits else now
