"""When WeChat lets us write first: windows and quotas, kept with the identity.

A customer's message opens 48 h for 5 messages; a menu click, a follow or a scan 1 minute for 3.
Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html
Who may use how much of the quota is services/delivery_policy.py's to say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, exists, select, update
from sqlalchemy.orm import Session

from bot.channels.base import Inbound, NotAllowedError
from bot.db import Database
from bot.models import Identity, Inbox, Purpose
from bot.services.sending.delivery import window_of
from bot.services.sending.delivery_policy import Why
from bot.settings import Settings

MESSAGE = (timedelta(hours=48), 5)
CONTACT = (timedelta(minutes=1), 3)
_CONTACTS = frozenset({"subscribe", "scan"})


def opened_window(session: Session, identity: Identity, event_kind: str, now: datetime) -> None:
    """Write down what an inbound opens; ``event_kind`` is message, contact, gone or nothing.

    A short window never closes a longer one: then only its messages count.
    """
    if event_kind == "gone":
        identity.window_until, identity.window_left, identity.reachable = None, 0, False
    elif event_kind == "message":
        identity.window_until, identity.window_left = now + MESSAGE[0], MESSAGE[1]
    elif event_kind == "contact":
        open_until = identity.window_until if _is_open(identity, now) else now
        left = identity.window_left if _is_open(identity, now) else 0
        identity.window_until = max(open_until or now, now + CONTACT[0])
        identity.window_left = max(left, CONTACT[1])
    if event_kind in ("message", "contact"):
        identity.reachable = True
    session.flush()


def _is_open(identity: Identity, now: datetime) -> bool:
    return identity.window_until is not None and identity.window_until > now


def event_kind(inbound: Inbound) -> str:
    """What ``inbound`` means for the window."""
    if "menu" in inbound.data or inbound.data.get("event") in _CONTACTS | {"click"}:
        return "contact"
    if inbound.kind != "event":
        return "message"
    return "gone" if inbound.data.get("event") == "unsubscribe" else "nothing"


def is_repetition(session: Session, inbound: Inbound, now: datetime) -> bool:
    """Whether the push was stored before ``now``: a repetition opens nothing."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Inbox.channel == inbound.channel,
                    Inbox.external_id == inbound.external_id,
                    Inbox.received_at < now,
                )
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """One message taken from the quota of the window that ends at ``until``."""

    database: Database
    identity_id: int
    until: datetime

    def give_back(self) -> None:
        """The message did not go out."""
        with self.database.write() as session:
            session.execute(
                self._update()
                .where(Identity.window_left < MESSAGE[1])
                .values(window_left=Identity.window_left + 1)
            )

    def close(self, *, window: bool) -> None:
        """WeChat says that the quota, or with ``window`` the whole window, is over."""
        values = {"window_left": 0, "window_until": None} if window else {"window_left": 0}
        with self.database.write() as session:
            session.execute(self._update().values(**values))

    def _update(self) -> Update:
        """Only while the customer has not written again in between."""
        return update(Identity).where(
            Identity.id == self.identity_id, Identity.window_until == self.until
        )


def take_slot(
    database: Database, identity_id: int, purpose: Purpose, now: datetime, settings: Settings
) -> Slot:
    """Take one message from the quota before it is sent, so that two senders cannot both.

    Raises:
        NotAllowedError: the window is closed or the quota used up.
    """
    with database.write() as session:
        identity = session.get_one(Identity, identity_id, with_for_update=True)
        refused = window_of(identity).refuses(purpose, now, settings)
        if refused or identity.window_until is None:
            raise NotAllowedError(refused or Why.CLOSED)
        identity.window_left -= 1
        return Slot(database, identity_id, identity.window_until)
