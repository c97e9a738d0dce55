"""What a replay prints: what was said, who has the conversation, the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import local
from bot.models import (
    Author,
    Case,
    Complaint,
    Conversation,
    Delivery,
    FollowUp,
    History,
    Message,
    Order,
    Outbox,
    Survey,
    Visit,
)
from bot.replay.stage import Stage


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a scenario had come: the last message and the last change."""

    message: int
    history: int


def mark(stage: Stage) -> Mark:
    """The present end of the thread and of the history."""
    with stage.desk.house.database.read() as session:
        return Mark(
            session.scalar(select(func.max(Message.id))) or 0,
            session.scalar(select(func.max(History.id))) or 0,
        )


def said_since(stage: Stage, since: Mark) -> list[dict[str, Any]]:
    """What jobs, surveys or a person sent to the customer."""
    with stage.desk.house.database.read() as session:
        return [
            {**_message(m), "from": "person" if m.author == Author.PERSON else "bot"}
            for m in _sent(session, stage, since)
        ]


def replies_since(stage: Stage, since: Mark) -> list[dict[str, Any]]:
    """The bot's answers."""
    with stage.desk.house.database.read() as session:
        return [_message(m) for m in _sent(session, stage, since) if m.turn_id is not None]


def _sent(session: Session, stage: Stage, since: Mark) -> Sequence[Message]:
    return session.scalars(
        select(Message)
        .join(Outbox, Outbox.message_id == Message.id)
        .where(
            Message.id > since.message,
            Message.conversation_id == stage.mouth.conversation_id,
            Outbox.state.not_in([Delivery.DROPPED, Delivery.FAILED, Delivery.HANDED]),
        )
        .order_by(Message.id)
    ).all()


def _message(message: Message) -> dict[str, Any]:
    return {"text": message.text, "buttons": (message.data or {}).get("buttons", [])}


def owner(stage: Stage) -> str:
    """bot, queue or person."""
    with stage.desk.house.database.read() as session:
        return str(session.get_one(Conversation, stage.mouth.conversation_id).owner)


def flags_since(stage: Stage, since: Mark) -> list[str]:
    """The flags that were raised."""
    with stage.desk.house.database.read() as session:
        raised = session.scalars(
            select(History.after)
            .where(History.id > since.history, History.action == "flagged")
            .order_by(History.id)
        )
        return list(dict.fromkeys(flag for flag in raised if flag))


_COUNTED: dict[str, type[Any]] = {
    "orders": Order,
    "visits": Visit,
    "complaints": Complaint,
    "cases": Case,
    "surveys": Survey,
    "follow_ups": FollowUp,
}


def count_rows(stage: Stage) -> dict[str, int]:
    """How many rows there are; drafts are no rows."""
    with stage.desk.house.database.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(model)) or 0
            for name, model in _COUNTED.items()
        }


def rows_left(stage: Stage) -> dict[str, Any]:
    """The rows that a scenario left."""
    with stage.desk.house.database.read() as session:
        return {
            "orders": [_order(o) for o in session.scalars(select(Order).order_by(Order.id))],
            "complaints": [_complaint(c) for c in session.scalars(select(Complaint))],
            "cases": [_case(c) for c in session.scalars(select(Case).order_by(Case.id))],
            "surveys": [_survey(session, s) for s in session.scalars(select(Survey))],
            "follow_ups": [
                _follow_up(f) for f in session.scalars(select(FollowUp).order_by(FollowUp.due_at))
            ],
        }


def _order(order: Order) -> dict[str, Any]:
    return {
        "number": order.number,
        "service": order.service.name,
        "start": iso(order.visits[0].start_at),
        "address": order.address,
        "phone": order.phone.removeprefix("+86"),
        "state": str(order.state),
        "note": order.note,
        "amount": str(order.amount) if order.amount is not None else None,
        "visits": [{"start": iso(v.start_at), "state": str(v.state)} for v in order.visits],
    }


def _complaint(complaint: Complaint) -> dict[str, Any]:
    return {
        "number": complaint.number,
        "category": str(complaint.category),
        "priority": complaint.priority,
        "state": str(complaint.state),
        "order": complaint.order.number if complaint.order else None,
        "service": complaint.order.service.name if complaint.order else None,
        "phone": (complaint.contact or "").removeprefix("+86") or None,
        "note": complaint.detail,
    }


def _case(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "category": str(case.kind),
        "priority": case.priority,
        "state": str(case.state),
        "note": case.subject,
        "due": iso(case.due_at),
    }


def _survey(session: Session, survey: Survey) -> dict[str, Any]:
    order = session.get(Order, survey.order_id) if survey.order_id else None
    return {
        "kind": str(survey.kind),
        "state": str(survey.state),
        "score": float(survey.score) if survey.score is not None else None,
        "note": survey.reason,
        "service": order.service.name if order else None,
    }


def _follow_up(row: FollowUp) -> dict[str, Any]:
    return {
        "kind": str(row.kind),
        "state": str(row.state),
        "start": iso(row.due_at),
        "note": row.reason,
    }


def iso(moment: datetime) -> str:
    """With the company's offset."""
    return local(moment).isoformat()
