"""What customers do besides writing: follow, leave, block, agree to notices (REQ A1, E6).

An event takes effect once: those that agents should see are stored like messages, the others do
nothing that a repetition would do again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.base import Inbound
from bot.conversation.inbox import store_event
from bot.house import House
from bot.models import Conversation, Delivery, Identity, Outbox, Purpose
from bot.services.sending import consents
from bot.services.sending.delivery_policy import answers_in_push
from bot.services.sending.late_results import NOT_ARRIVED, keep_failure
from bot.services.sending.undelivered import hand_to_person
from bot.services.thread.conversations import conversation_of
from bot.services.thread.messages import push
from bot.services.wording import Reply

_LATE = timedelta(minutes=1)
_WELCOMES = {"subscribe": "utter_wechat_welcome", "group": "utter_group_declined"}


@dataclass(frozen=True, slots=True)
class Events:
    """Acts upon the events of all channels, in the transaction that takes their push."""

    house: House

    def apply(self, session: Session, identity: Identity, inbound: Inbound) -> bool:
        """Do what an event asks for; False for a repetition, which changes nothing."""
        now, event = self.house.clock.now(), str(inbound.data.get("event", ""))
        if inbound.text and not store_event(session, identity, inbound, now=now):
            return False
        if act := _ACTS.get(event):
            act(session, identity, inbound, now)
        self._greet(session, identity, inbound, now)
        return True

    def welcome(self, inbound: Inbound) -> str | None:
        """What is said to a new follower or to a group; None for other events."""
        key = _WELCOMES.get(str(inbound.data.get("event", "")))
        return self.house.wording.say(key) if key else None

    def _greet(self, session: Session, identity: Identity, inbound: Inbound, now: datetime) -> None:
        text = self.welcome(inbound)
        if text is None or answers_in_push(inbound.channel, self.house.settings):
            return  # an account without any push is welcomed in the answer
        # a group is declined once, not for each of its messages
        is_group = inbound.data.get("event") == "group"
        name = f"group:{inbound.sender}" if is_group else inbound.external_id
        push(
            session,
            conversation_of(session, identity, now),
            Reply(text),
            key=f"event:{inbound.channel}:{name}",
            purpose=Purpose.REPLY,
            now=now,
        )


def _left(session: Session, identity: Identity, inbound: Inbound, now: datetime) -> None:
    identity.reachable = False


def _returned(session: Session, identity: Identity, inbound: Inbound, now: datetime) -> None:
    identity.reachable = True


def _consent(session: Session, identity: Identity, inbound: Inbound, now: datetime) -> None:
    for template in inbound.data.get("given", []):
        consents.give(session, identity.id, template, reference=inbound.external_id, now=now)
    for template in inbound.data.get("refused", []):
        consents.withdraw(session, identity.id, template, now=now)


def _template_finished(
    session: Session, identity: Identity, inbound: Inbound, now: datetime
) -> None:
    """WeChat tells later that a template did not arrive: a person's task then (REQ E6)."""
    if inbound.data.get("status") != "success":
        _failed_later(session, identity, f"template:{inbound.data.get('msgid')}", now)


def _notice_finished(session: Session, identity: Identity, inbound: Inbound, now: datetime) -> None:
    for template in inbound.data.get("failed", []):
        _failed_later(session, identity, f"notice:{template}", now)


def _failed_later(session: Session, identity: Identity, result: str, now: datetime) -> None:
    """The customer's last message with that result did not arrive after all. The report may come
    before the answer to the sending did: then it is kept for whoever settles that."""
    conversation = conversation_of(session, identity, now)
    row = session.scalar(
        select(Outbox)
        .where(
            Outbox.conversation_id == conversation.id,
            Outbox.channel_result == result,
            Outbox.state == Delivery.SENT,
        )
        .order_by(Outbox.id.desc())
        .limit(1)
    )
    is_old = row is None or (row.sent_at is not None and now - row.sent_at > _LATE)
    if is_old and _is_sending(session, conversation):
        keep_failure(session, conversation.id, result, now=now)
    elif row is not None:
        row.state = Delivery.FAILED
        hand_to_person(session, row, NOT_ARRIVED, now=now)


def _is_sending(session: Session, conversation: Conversation) -> bool:
    under_way = select(Outbox.id).where(
        Outbox.conversation_id == conversation.id, Outbox.state == Delivery.SENDING
    )
    return session.scalar(under_way.limit(1)) is not None


_ACTS: dict[str, Callable[[Session, Identity, Inbound, datetime], None]] = {
    "unsubscribe": _left,
    "blocked": _left,
    "returned": _returned,
    "consent": _consent,
    "template_finished": _template_finished,
    "notice_finished": _notice_finished,
}
