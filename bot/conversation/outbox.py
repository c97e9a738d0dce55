"""Sending: one message of a conversation at a time, in order, each row sent at most once.

States: queued → sending (committed before the call) → sent | unknown | failed | handed. A row whose
holder died while sending becomes ``unknown`` and is never repeated. Whether a message may go out,
and by which means, is services/delivery_policy.py's to say.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from bot import metrics
from bot.channels.base import (
    Channel,
    NotAllowedError,
    NotYetError,
    Outgoing,
    PermanentError,
    TemporaryError,
    UnknownOutcomeError,
)
from bot.clock import Clock
from bot.conversation import send_queue
from bot.db import Database
from bot.models import Conversation, Delivery, Identity, Outbox, Owner, Purpose
from bot.services.sending import delivery, undelivered
from bot.services.sending.delivery_policy import BY_TEMPLATE, RULES, Means, Verdict, Why
from bot.services.sending.late_results import NOT_ARRIVED, take_failure
from bot.services.thread import conversations, messages
from bot.services.wording import Button
from bot.settings import Settings

log = structlog.get_logger()
LEASE = timedelta(seconds=90)
_NOTINGS = 12
"""Tries to write down what came of a sending, over about 20 seconds."""
TRIES = 5
_BACKOFF = (2, 10, 60, 300)
_LOST = frozenset({Delivery.FAILED, Delivery.HANDED})


@dataclass(frozen=True, slots=True)
class _Job:
    """A claimed row, read out of its session: the sending itself holds no transaction."""

    row_id: int
    conversation_id: int
    identity: Identity
    text: str
    buttons: tuple[Button, ...]
    purpose: Purpose
    means: tuple[Means, ...]
    parts_sent: int
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a try ended: the new state, the channel's word, the seconds until another try, whether
    the next means may be tried at once, and whether it was a try at all."""

    state: Delivery
    result: str
    retry_after: float = 0
    goes_on: bool = False
    is_try: bool = True


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is queued; ``worker`` names the holder of its leases."""

    database: Database
    channels: Mapping[str, Channel]
    clock: Clock
    settings: Settings
    worker: str
    pause: Callable[[float], None] = time.sleep

    def send_next(self) -> bool:
        """Send one message; False when nothing is due."""
        self._settle_abandoned()
        job = self._claim()
        if job is None:
            return False
        self._settle_surely(job, self._deliver(job))
        return True

    def _settle_abandoned(self) -> None:
        now = self.clock.now()
        with self.database.read() as session:
            lost = session.scalars(send_queue.abandoned(now)).all()
        for row_id in lost:
            with self.database.write() as session:
                row = session.get_one(Outbox, row_id, with_for_update=True)
                if row.state == Delivery.SENDING and row.lease_until and row.lease_until < now:
                    row.state, row.channel_result = Delivery.UNKNOWN, "the sender stopped"
                    log.warning("outcome unknown", conversation=row.conversation_id, outbox=row.id)

    def _claim(self) -> _Job | None:
        """The next row that may go out now; those that may not are settled on the way."""
        while True:
            with self.database.read() as session:
                waiting = session.scalars(send_queue.due(self.clock.now())).all()
            if not waiting:
                return None
            for row_id in waiting:
                with self.database.write(durable=True) as session:
                    job = self._claim_row(session, row_id)
                if job is not None:
                    return job
            # all were dropped or taken by another: what stood behind them may be due now

    def _claim_row(self, session: Session, row_id: int) -> _Job | None:
        """Mark a row as sending, unless a person came in between or the policy refuses it now."""
        now = self.clock.now()
        row = session.get_one(Outbox, row_id, with_for_update=True)
        if row.state != Delivery.QUEUED:
            return None
        row.created_at = min(row.created_at, now)  # ahead when the clock was set back meanwhile
        conversation = session.get_one(Conversation, row.conversation_id)
        if row.purpose == Purpose.REPLY and (why := _stale(session, row, conversation)):
            row.state, row.channel_result = Delivery.DROPPED, why
            _count(conversation.identity.channel, row)
            return None
        verdict = delivery.judge(
            session,
            conversation.identity,
            Purpose(row.purpose),
            now=now,
            settings=self.settings,
        )
        if verdict.state != Delivery.SENDING:
            _obey(session, row, verdict, now)
            _count(conversation.identity.channel, row)
            return None
        row.state, row.tries = Delivery.SENDING, row.tries + 1
        row.lease_until, row.lease_by = now + LEASE, self.worker
        return _job(row, conversation, verdict.means)

    def _deliver(self, job: _Job) -> _Ended:
        """Try the means in order until one takes the message."""
        channel = self.channels.get(job.identity.channel)
        if channel is None:
            return _Ended(Delivery.HANDED, Why.NO_CHANNEL)
        ended = _Ended(Delivery.HANDED, Why.IN_PART)
        for means in job.means:
            if job.parts_sent and means in BY_TEMPLATE:
                continue
            ended = self._deliver_by(channel, job, means)
            if not ended.goes_on or self._is_begun(job):
                break
        return ended

    def _deliver_by(self, channel: Channel, job: _Job, means: Means) -> _Ended:
        try:
            return _Ended(Delivery.SENT, self._send_parts(channel, job, means))
        except NotYetError as error:
            return _Ended(Delivery.QUEUED, str(error), error.retry_after, is_try=False)
        except TemporaryError as error:
            return _Ended(Delivery.QUEUED, str(error), error.retry_after)
        except UnknownOutcomeError as error:
            return _Ended(Delivery.UNKNOWN, str(error))
        except NotAllowedError as error:
            return _Ended(Delivery.HANDED, str(error), goes_on=True)
        except PermanentError as error:
            if error.unreachable:
                self._mark_unreachable(job)
            return _Ended(Delivery.FAILED, str(error), goes_on=not error.unreachable)

    def _send_parts(self, channel: Channel, job: _Job, means: Means) -> str:
        parts = [job.text] if means in BY_TEMPLATE else channel.split(job.text)
        result = ""
        for index, part in enumerate(parts[job.parts_sent :], start=job.parts_sent):
            buttons = job.buttons if index == len(parts) - 1 else ()
            message = Outgoing(part, buttons, job.purpose, means, job.fields)
            result = channel.send(job.identity, message)
            if index < len(parts) - 1:
                self._note_sent(job, index + 1)
        return result

    def _note_sent(self, job: _Job, parts: int) -> None:
        """Remember how far a message went, so that another try goes on from there."""
        with self.database.write() as session:
            session.get_one(Outbox, job.row_id).parts_sent = parts

    def _is_begun(self, job: _Job) -> bool:
        """Whether a part is with the customer: another means would say it all over again."""
        with self.database.read() as session:
            return session.get_one(Outbox, job.row_id).parts_sent > 0

    def _mark_unreachable(self, job: _Job) -> None:
        with self.database.write() as session:
            session.get_one(Identity, job.identity.id).reachable = False

    def _settle_surely(self, job: _Job, ended: _Ended) -> None:
        """A database that is away for moments makes no outcome unknown."""
        patience = Retrying(
            retry=retry_if_exception_type((OperationalError, InterfaceError)),
            stop=stop_after_attempt(_NOTINGS),
            wait=wait_exponential(multiplier=0.2, max=2),
            sleep=self.pause,
            reraise=True,
        )
        patience(self._settle, job, ended)

    def _settle(self, job: _Job, ended: _Ended) -> None:
        now = self.clock.now()
        with self.database.write() as session:
            conversations.locked(session, job.conversation_id)
            row = session.get_one(Outbox, job.row_id, with_for_update=True)
            if row.state != Delivery.SENDING or row.lease_by != self.worker:
                return
            row.lease_until = row.lease_by = None
            row.state, row.channel_result = _outcome(session, row, ended, now)
            if row.state == Delivery.QUEUED:
                backoff = _BACKOFF[min(row.tries - 1, len(_BACKOFF) - 1)]
                row.not_before = now + timedelta(seconds=ended.retry_after or backoff)
            if row.state == Delivery.SENT:
                row.sent_at = now
                undelivered.settle_case(
                    session, row, cause="重新发送后已送达", actor="outbox", now=now
                )
            if row.state in _LOST:
                undelivered.hand_to_person(session, row, row.channel_result or "", now=now)
            _tell(row, job.identity.channel)
        _count(job.identity.channel, row)


def _outcome(session: Session, row: Outbox, ended: _Ended, now: datetime) -> tuple[Delivery, str]:
    """The state after a try, and the word for it."""
    state, result = ended.state, ended.result
    if state == Delivery.SENT and take_failure(session, row.conversation_id, result, now=now):
        state, result = Delivery.FAILED, NOT_ARRIVED
    if not ended.is_try:  # but more than 0: what is behind it keeps its place
        row.tries = max(1, row.tries - 1)
    if state == Delivery.QUEUED and row.tries >= TRIES:
        state = Delivery.FAILED
    is_greeting = RULES[Purpose(row.purpose)].lost == Delivery.DROPPED  # nobody phones for it
    return (Delivery.DROPPED if state in _LOST and is_greeting else state), result


def _stale(session: Session, row: Outbox, conversation: Conversation) -> Why | None:
    """Why a reply of the bot is out of date; None when it is not."""
    if conversation.owner == Owner.PERSON:
        return Why.TAKEN_OVER
    return Why.OVERTAKEN if messages.is_overtaken(session, row) else None


def _obey(session: Session, row: Outbox, verdict: Verdict, now: datetime) -> None:
    """The policy refuses a message now: later, never, or a person's task (REQ E5, E6)."""
    row.channel_result = verdict.why
    if verdict.state == Delivery.QUEUED:
        # from here on it is meant for later and holds up nothing
        row.not_before, row.tries = verdict.until or now, 0
        return
    row.state = verdict.state
    if verdict.state == Delivery.HANDED:
        undelivered.hand_to_person(session, row, verdict.why, now=now)


def _job(row: Outbox, conversation: Conversation, means: tuple[Means, ...]) -> _Job:
    data = row.message.data or {}
    return _Job(
        row_id=row.id,
        conversation_id=conversation.id,
        identity=conversation.identity,
        text=row.message.text,
        buttons=tuple(Button(b["title"], b["payload"]) for b in data.get("buttons", [])),
        purpose=Purpose(row.purpose),
        means=means,
        parts_sent=row.parts_sent,
        fields=data.get("fields", {}),
    )


def _count(channel: str, row: Outbox) -> None:
    metrics.OUTBOUND.labels(channel, str(row.purpose), str(row.state)).inc()


def _tell(row: Outbox, channel: str) -> None:
    log.info(
        "outbox",
        conversation=row.conversation_id,
        outbox=row.id,
        channel=channel,
        purpose=str(row.purpose),
        state=str(row.state),
        tries=row.tries,
    )
