"""Satisfaction surveys; worker, agent and order are noted when the question goes out (REQ E2)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Money, Sealed, UtcDateTime


class SurveyKind(StrEnum):
    """What is rated: the service by 1-5, the same in the callback, the agent by 1-5; ``nps`` is the
    likelihood to recommend us, 0-10. Which is asked when: services/surveys.py."""

    SERVICE = "service"
    CALLBACK = "callback"
    AGENT = "agent"
    NPS = "nps"


class SurveyState(StrEnum):
    """``asked`` until it is answered or superseded by an answer to the same question; ``closed``
    with ``answered_at`` is one that the customer would not answer."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


class Survey(Base):
    """One question asked and its answer; ``score`` is on the scale of its kind.

    ``chase_at`` is when an unanswered one is looked at again: a reminder (``reminded_at``), then
    a person calls. Those about a visit are followed up by its callback instead.
    """

    __tablename__ = "surveys"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[SurveyKind] = mapped_column(String(10))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visits.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("workers.id"))
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[SurveyState] = mapped_column(String(10), default=SurveyState.ASKED)
    score: Mapped[Decimal | None] = mapped_column(Money)
    reason: Mapped[str | None] = mapped_column(Sealed("surveys.reason"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    chase_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
