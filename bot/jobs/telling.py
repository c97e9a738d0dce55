"""Who is told what about a visit, from within the transaction that settles its follow-up."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.house import House
from bot.language.place.address import mask_address
from bot.language.when import to_phrase
from bot.models import CaseKind, Conversation, Purpose, Visit, Worker
from bot.services.handoff.cases import open_case
from bot.services.thread import messages
from bot.services.wording import Reply
from bot.services.worker.worker_desk import WorkerDesk
from bot.services.worker.worker_jobs import may_see

PHONE_WITHIN = timedelta(hours=4)


def tell_customer(
    house: House, session: Session, visit: Visit, reply: Reply, key: str, purpose: Purpose
) -> None:
    """Queue a message; a customer without a chat is phoned."""
    conversation, now = conversation_of(session, visit), house.clock.now()
    if conversation is None:
        open_case(
            session,
            key=f"{key}:call",
            kind=CaseKind.CALL,
            subject=f"请电话告知客户：{reply.text[:300]}",
            now=now,
            due_in=PHONE_WITHIN,
            customer_id=visit.order.customer_id,
            order_id=visit.order_id,
        )
        return
    messages.push(
        session,
        conversation,
        reply,
        key=key,
        purpose=purpose,
        now=now,
        data={"fields": _facts(visit, now)},
    )


def _facts(visit: Visit, now: datetime) -> dict[str, str]:
    """What the message says, for channels that only take templates."""
    return {
        "service": visit.order.service.name,
        "when": to_phrase(visit.start_at, now),
        "address": visit.order.address,
        "number": visit.order.number,
    }


def conversation_of(session: Session, visit: Visit) -> Conversation | None:
    """Where the customer was last seen to write, if anywhere."""
    if visit.order.conversation_id is None:
        return None
    return session.get(Conversation, visit.order.conversation_id)


def language_of(session: Session, visit: Visit) -> str:
    """The customer's language."""
    conversation = conversation_of(session, visit)
    return conversation.identity.language if conversation else "zh"


def desk_of(house: House, session: Session, worker: Worker, seed: int) -> WorkerDesk | None:
    """The chat of a worker; None for one who is only reached by phone."""
    if worker.identity_id is None or not worker.active:
        return None
    conversation = session.scalar(
        select(Conversation).where(Conversation.identity_id == worker.identity_id)
    )
    if conversation is None:
        return None
    now = house.clock.now()
    return WorkerDesk(session, worker, conversation, house.wording, house.settings, now, seed=seed)


def tell_worker(desk: WorkerDesk, visit: Visit, reply: Reply, key: str) -> None:
    """Queue a message to a worker; templates get no more than the worker may see."""
    order, shown = visit.order, may_see(visit, desk.now)
    fields = {
        "service": order.service.name,
        "when": to_phrase(visit.start_at, desk.now),
        "address": order.address if shown else mask_address(order.address),
        "number": order.number,
    }
    messages.push(
        desk.session,
        desk.conversation,
        reply,
        key=key,
        purpose=Purpose.REMINDER,
        now=desk.now,
        data={"fields": fields},
    )
