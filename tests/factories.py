"""Makes records with what a test does not care about filled in, and plays our own ports."""

import hashlib
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channels.base import Inbound, Media, Outgoing, PermanentError
from bot.clock import LOCAL
from bot.conversation.engine import Engine, Parsed
from bot.crypto import Vault
from bot.db import Base
from bot.models import (
    Area,
    Complaint,
    Conversation,
    Customer,
    FollowUp,
    FollowUpKind,
    Group,
    Identity,
    Order,
    Outbox,
    Purpose,
    Role,
    Service,
    Staff,
    Visit,
    VisitState,
    Worker,
)
from bot.models.complaint import Category
from bot.services.complaint.complaints import file_complaint
from bot.services.customer.customers import find_or_create_identity
from bot.services.order import machine, orders
from bot.services.thread import messages
from bot.services.thread.conversations import conversation_of
from bot.services.trade.catalogue import Quote
from bot.services.wording import Reply
from bot.settings import Settings

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LOCAL)
VAULT = Vault(hashlib.sha256(b"the key of the tests").digest())
PHONE = "+8613800138000"
ADDRESS = "上海市徐汇区漕溪路18号3栋501室"
DISTRICT = "徐汇区"
_numbers = itertools.count(1)


def at(text: str) -> datetime:
    """“11-23 14:00” of 2026 in Shanghai."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)


# -- records --------------------------------------------------------------------------------------


def make_identity(
    session: Session, channel: str = "web", sender: str | None = None, now: datetime = NOW
) -> Identity:
    sender = sender or f"customer-{next(_numbers)}"
    return find_or_create_identity(session, channel=channel, external_id=sender, now=now)


def make_conversation(
    session: Session, channel: str = "web", sender: str | None = None, now: datetime = NOW
) -> Conversation:
    return conversation_of(session, make_identity(session, channel, sender, now), now)


def make_staff(session: Session, username: str = "lin", **more: Any) -> Staff:
    """An account that nobody signs in to: its password is no hash."""
    values = {"display_name": f"客服{username}", "role": Role.AGENT, "group": Group.GENERAL}
    staff = Staff(username=username, password_hash="-", **{**values, **more})
    session.add(staff)
    session.flush()
    return staff


def make_service(session: Session, code: str = "daily_clean", **more: Any) -> Service:
    values: dict[str, Any] = {
        "name": "日常保洁",
        "price": Decimal("45"),
        "unit": "小时",
        "minimum": Decimal("90"),
        "hours": Decimal("2"),
        "duration": "2 小时起",
        "includes": "地面、台面",
        "excludes": "外窗",
        "prepare": "请准备拖把",
        "qualification": "岗前培训合格",
        "booking": "提前一天",
        "cancellation": "提前 24 小时免费取消",
    }
    service = Service(code=code, **{**values, **more})
    session.add(service)
    session.flush()
    return service


def make_worker(session: Session, number: str = "W001", **more: Any) -> Worker:
    values: dict[str, Any] = {
        "name": "白小净",
        "phone": "13800001001",
        "skills": ["daily_clean"],
        "areas": [DISTRICT],
    }
    worker = Worker(number=number, **{**values, **more})
    session.add(worker)
    session.flush()
    return worker


def make_area(session: Session, district: str = DISTRICT, city: str = "上海市") -> Area:
    area = Area(city=city, district=district)
    session.add(area)
    session.flush()
    return area


def make_company(session: Session, workers: int = 1) -> Service:
    """The smallest company: one service, one district, a few workers."""
    make_area(session)
    for number in range(1, workers + 1):
        make_worker(session, f"W{number:03}")
    return make_service(session)


def wish_for(service: Service, start: datetime, **more: Any) -> orders.Wish:
    values: dict[str, Any] = {
        "end": start + timedelta(hours=float(service.hours)),
        "address": ADDRESS,
        "district": DISTRICT,
        "phone": PHONE,
    }
    return orders.Wish(service=service, start=start, **{**values, **more})


def price(amount: str | None = "90") -> Quote:
    return Quote(Decimal(amount) if amount else None, Decimal(0), None, "")


def book(
    session: Session,
    service: Service,
    start: datetime,
    settings: Settings,
    *,
    conversation: Conversation | None = None,
    customer: Customer | None = None,
    key: str | None = None,
    now: datetime = NOW,
    **more: Any,
) -> Order:
    """An order in a conversation; a new customer's unless one is given."""
    if conversation is None and customer is None:
        conversation = make_conversation(session, now=now)
    if customer is None:
        assert conversation is not None
        customer = conversation.identity.customer
    return orders.book_order(
        session,
        customer=customer,
        conversation=conversation,
        wish=wish_for(service, start, **more),
        price=price(),
        request_key=key or f"booking:{next(_numbers)}",
        now=now,
        settings=settings,
    )


def bring(
    session: Session, visit: Visit, to: VisitState, settings: Settings, now: datetime = NOW
) -> None:
    """Walk a visit along its usual course."""
    machine.advance_to(session, visit, to, actor="test", now=now, settings=settings)


def complain(
    session: Session,
    conversation: Conversation,
    settings: Settings,
    *,
    detail: str = "阿姨迟到了一个小时",
    key: str = "complaint:1",
    now: datetime = NOW,
    order: Order | None = None,
) -> Complaint:
    return file_complaint(
        session,
        conversation=conversation,
        category=Category.LATE,
        detail=detail,
        contact=PHONE,
        order=order,
        priority="normal",
        request_key=key,
        now=now,
        settings=settings,
    )


def queue_message(
    session: Session,
    conversation: Conversation,
    text: str = "您好",
    *,
    key: str | None = None,
    purpose: Purpose = Purpose.REPLY,
    now: datetime = NOW,
    **more: Any,
) -> Outbox:
    row = messages.push(
        session,
        conversation,
        Reply(text),
        key=key or f"test:{next(_numbers)}",
        purpose=purpose,
        now=now,
        **more,
    )
    assert row is not None
    return row


def says(text: str, *, sender: str = "li", id: str | None = None, **more: Any) -> Inbound:
    """A message of a customer as the web channel parses it."""
    values = {"channel": "web", "raw": text, "text": text}
    return Inbound(external_id=id or f"m{next(_numbers)}", sender=sender, **{**values, **more})


def count(session: Session, model: type[Base], *where: Any) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def follow_up(session: Session, visit: Visit, kind: FollowUpKind) -> FollowUp:
    """The visit's row of a kind, read afresh."""
    return session.scalars(
        select(FollowUp)
        .where(FollowUp.visit_id == visit.id, FollowUp.kind == kind)
        .execution_options(populate_existing=True)
    ).one()


# -- ports ----------------------------------------------------------------------------------------


@dataclass
class FakeChannel:
    """Takes messages; ``faults`` are raised by the next sends (None: this one goes through)."""

    name: str = "web"
    limit: int = 4000
    faults: list[Exception | None] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[int] = field(default_factory=list)
    before_send: Callable[[], None] | None = None
    typed: list[str] = field(default_factory=list)

    def share(self, processes: int) -> None:
        """This channel has no pace."""

    def split(self, text: str) -> list[str]:
        return [text[i : i + self.limit] for i in range(0, len(text), self.limit)] or [""]

    def send(self, to: Identity, message: Outgoing) -> str:
        if self.before_send is not None:
            self.before_send()
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None:
            raise fault
        self.sent.append((to.external_id, message.text))
        self.buttons.append(len(message.buttons))
        return f"id-{len(self.sent)}"

    def on_inbound(
        self, session: Session, identity: Identity, inbound: Inbound, now: datetime
    ) -> None:
        """This channel has no rules."""

    def typing(self, sender: str) -> None:
        self.typed.append(sender)

    def fetch(self, media: Media) -> bytes:
        raise PermanentError("this channel has no media")

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.sent]


class FakeEngine(Engine):
    """Reads texts by a table, answers turns by a script; what it was asked is kept."""

    def __init__(self, meanings: dict[str, str] | None = None) -> None:
        self.model = "test-model"
        self.meanings = meanings or {}
        self.asked: list[str] = []
        self.turns: list[tuple[str, str]] = []
        self.script: list[Exception | Callable[[str, str], list[Reply]] | list[Reply]] = []

    def status(self) -> str:
        return str(self.model)

    def parse(self, text: str) -> Parsed:
        self.asked.append(text)
        meaning = self.meanings.get(text)
        return Parsed([(meaning, 0.95)] if meaning else [("out_of_scope", 0.1)], {})

    def take_turn(self, sender: str, intent: str) -> list[Reply]:
        self.turns.append((sender, intent))
        step = self.script.pop(0) if self.script else [Reply(f"reply to {intent}")]
        if isinstance(step, Exception):
            raise step
        return step if isinstance(step, list) else step(sender, intent)

    def close(self) -> None:
        """Nothing to close."""

    def answers(self, *steps: Exception | Callable[[str, str], list[Reply]] | str) -> None:
        """What the next turns get: texts, errors to raise, or functions to call."""
        self.script += [[Reply(s)] if isinstance(s, str) else s for s in steps]


def texts_of(rows: Iterable[Outbox]) -> list[str]:
    return [row.message.text for row in rows]
