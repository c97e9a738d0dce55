"""Sending: one message of a conversation at a time, in order, each row sent at most once.

States: queued → sending (committed before the call) → sent | unknown | failed | handed. A row whose
holder died while sending becomes ``unknown`` and is never repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.channels.base import (
    Channel,
    NotAllowedError,
    Outgoing,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
)
from bot.clock import Clock
from bot.db import Database
from bot.models import (
    CaseKind,
    Conversation,
    Delivery,
    Identity,
    Outbox,
    Owner,
    Purpose,
)
from bot.services.cases import open_case
from bot.services.wording import Button

log = structlog.get_logger()
LEASE = timedelta(seconds=90)
TRIES = 5
_BACKOFF = (2, 10, 60, 300)


@dataclass(frozen=True, slots=True)
class _Job:
    """A claimed row, read out of its session: the sending itself holds no transaction."""

    row_id: int
    identity: Identity
    text: str
    buttons: tuple[Button, ...]
    purpose: Purpose
    parts_sent: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is queued; ``worker`` names the holder of its leases."""

    database: Database
    channels: Mapping[str, Channel]
    clock: Clock
    worker: str

    def send_next(self) -> bool:
        """Send one message; False when nothing is due."""
        self._settle_abandoned()
        job = self._claim()
        if job is None:
            return False
        self._settle(job, *self._deliver(job))
        return True

    def _settle_abandoned(self) -> None:
        now = self.clock.now()
        with self.database.read() as session:
            lost = session.scalars(_abandoned(now)).all()
        for row_id in lost:
            with self.database.write() as session:
                row = session.get_one(Outbox, row_id, with_for_update=True)
                if row.state == Delivery.SENDING and row.lease_until and row.lease_until < now:
                    row.state, row.channel_result = Delivery.UNKNOWN, "the sender stopped"

    def _claim(self) -> _Job | None:
        with self.database.read() as session:
            waiting = session.scalars(self._due()).all()
        for row_id in waiting:
            with self.database.write() as session:
                job = self._claim_row(session, row_id)
                if job is not None:
                    return job
        # every row was dropped or taken by another: what stood behind them may be due now
        return self._claim() if waiting else None

    def _due(self) -> Select[int]:
        earlier = aliased(Outbox)
        first = ~exists().where(
            earlier.conversation_id == Outbox.conversation_id,
            earlier.id < Outbox.id,
            earlier.state.in_([Delivery.SENDING, Delivery.QUEUED]),
            # what is meant for later holds up nothing, nor does a bot message that failed hold up
            # a person's words
            ~and_(
                earlier.state == Delivery.QUEUED,
                earlier.not_before > self.clock.now(),
                or_(
                    earlier.tries == 0,
                    and_(Outbox.purpose == Purpose.PERSON, earlier.purpose != Purpose.PERSON),
                ),
            ),
        )
        return (
            select(Outbox.id)
            .where(Outbox.state == Delivery.QUEUED, Outbox.not_before <= self.clock.now(), first)
            .order_by(Outbox.not_before, Outbox.id)
            .limit(16)
        )

    def _claim_row(self, session: Session, row_id: int) -> _Job | None:
        """Mark a row as sending, unless a person came in between and it is the bot's reply."""
        now = self.clock.now()
        row = session.get_one(Outbox, row_id, with_for_update=True)
        conversation = session.get_one(Conversation, row.conversation_id)
        if row.state != Delivery.QUEUED:
            return None
        if row.purpose == Purpose.REPLY and conversation.owner == Owner.PERSON:
            row.state, row.channel_result = Delivery.DROPPED, "a person took over"
            return None
        claimed = session.execute(
            update(Outbox)
            .where(Outbox.id == row_id, Outbox.state == Delivery.QUEUED)
            .values(
                state=Delivery.SENDING,
                tries=Outbox.tries + 1,
                lease_until=now + LEASE,
                lease_by=self.worker,
            )
        )
        if getattr(claimed, "rowcount", 0) != 1:
            return None
        buttons = (row.message.data or {}).get("buttons", [])
        return _Job(
            row_id=row.id,
            identity=conversation.identity,
            text=row.message.text,
            buttons=tuple(Button(b["title"], b["payload"]) for b in buttons),
            purpose=Purpose(row.purpose),
            parts_sent=row.parts_sent,
            fields=(row.message.data or {}).get("fields", {}),
        )

    def _deliver(self, job: _Job) -> tuple[Delivery, str, float]:
        """The new state, the channel's word, and the seconds until another try."""
        channel = self.channels.get(job.identity.channel)
        if channel is None:
            return Delivery.HANDED, f"channel {job.identity.channel} is not set up", 0
        try:
            return Delivery.SENT, self._send_parts(channel, job), 0
        except TemporaryError as error:
            return Delivery.QUEUED, str(error), error.retry_after
        except UnknownOutcomeError as error:
            return Delivery.UNKNOWN, str(error), 0
        except NotAllowedError as error:
            return Delivery.HANDED, str(error), 0
        except PermanentError as error:
            if error.unreachable:
                self._mark_unreachable(job)
            return Delivery.FAILED, str(error), 0

    def _send_parts(self, channel: Channel, job: _Job) -> str:
        parts = channel.split(job.text)
        result = ""
        for index, part in enumerate(parts[job.parts_sent :], start=job.parts_sent):
            buttons = job.buttons if index == len(parts) - 1 else ()
            result = channel.send(job.identity, Outgoing(part, buttons, job.purpose, job.fields))
            with self.database.write() as session:
                session.get_one(Outbox, job.row_id).parts_sent = index + 1
        return result

    def _mark_unreachable(self, job: _Job) -> None:
        with self.database.write() as session:
            session.get_one(Identity, job.identity.id).reachable = False

    def _settle(self, job: _Job, state: Delivery, result: str, retry_after: float) -> None:
        now = self.clock.now()
        with self.database.write() as session:
            row = session.get_one(Outbox, job.row_id, with_for_update=True)
            if row.state != Delivery.SENDING or row.lease_by != self.worker:
                return
            if state == Delivery.QUEUED and row.tries >= TRIES:
                state = Delivery.FAILED
            row.state, row.channel_result = state, result
            row.lease_until = row.lease_by = None
            if state == Delivery.QUEUED:
                backoff = _BACKOFF[min(row.tries - 1, len(_BACKOFF) - 1)]
                row.not_before = now + timedelta(seconds=retry_after or backoff)
            if state == Delivery.SENT:
                row.sent_at = now
            if state in (Delivery.FAILED, Delivery.HANDED):
                hand_to_person(session, row, result, now=now)


def hand_to_person(session: Session, row: Outbox, why: str, *, now: datetime) -> None:
    """What cannot go out becomes a person's task (REQ E6)."""
    log.warning("not delivered", outbox=row.id, purpose=str(row.purpose), why=why)
    conversation = session.get_one(Conversation, row.conversation_id)
    open_case(
        session,
        key=f"outbox:{row.id}",
        kind=CaseKind.CALL,
        subject=f"未能送达，请电话联系客户：{row.message.text[:200]}",
        now=now,
        due_in=timedelta(hours=2),
        conversation=conversation,
    )


def _abandoned(now: datetime) -> Select[int]:
    return select(Outbox.id).where(Outbox.state == Delivery.SENDING, Outbox.lease_until < now)
