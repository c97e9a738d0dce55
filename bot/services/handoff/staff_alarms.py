"""Alarms to the people at the desk (REQ A8, D3): once per key, into the chat that each has bound.

An alarm is raised in the transaction that finds its cause; sending it is the outbox's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.models import Alarm, AlarmKind, Group, Purpose, Role, Staff, StaffChat
from bot.services.phrasing import deadline
from bot.services.thread import messages
from bot.services.thread.conversations import conversation_of
from bot.services.wording import Reply, Wording
from bot.settings import Settings

CHANNELS = frozenset({"telegram", "wechat"})
"""Where a chat can be bound: a web page that is closed tells nobody."""
_ROLES = list(Role)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is to know: the members of ``group`` and everybody from ``at_least`` upwards, or the
    people of ``staff_ids`` and nobody else."""

    group: Group | None = None
    at_least: Role | None = None
    staff_ids: frozenset[int] = frozenset()

    def includes(self, staff: Staff) -> bool:
        """Whether an alarm for this audience is for ``staff``."""
        if self.staff_ids:
            return staff.id in self.staff_ids
        leads = self.at_least is not None and _rank(staff.role) >= _rank(self.at_least)
        return leads or (self.group is not None and staff.group == self.group)


def _rank(role: str) -> int:
    return _ROLES.index(Role(role))


def raise_alarm(
    session: Session,
    kind: AlarmKind,
    audience: Audience,
    key: str,
    values: dict[str, Any],
    *,
    wording: Wording,
    now: datetime,
) -> int | None:
    """Tell everybody of ``audience`` who is on duty and has bound a chat; the number of them.

    ``values`` fill the places of ``utter_alarm_<kind>``; they must hold no phone and no address.
    None when ``key`` was raised before: that changes nothing, also for two at once.
    """
    alarm = note(session, kind, key, now)
    if alarm is None:
        return None
    told = [chat for chat in _bound(session) if audience.includes(chat.staff)]
    for chat in told:
        _tell(session, alarm, chat, values, wording, now)
    return len(told)


def console_url(settings: Settings, path: str = "") -> str:
    """Where an alarm leads: the console, or a page of it such as ``cases``."""
    return f"{settings.base_url}/console/{path}"


def note(session: Session, kind: AlarmKind, key: str, now: datetime) -> Alarm | None:
    """Keep that an alarm was raised; None when it was before."""
    if session.scalar(select(Alarm.id).where(Alarm.key == key)) is not None:
        return None
    alarm = Alarm(key=key, kind=kind, raised_at=now)
    try:
        with session.begin_nested():
            session.add(alarm)
    except IntegrityError:
        return None
    return alarm


def _bound(session: Session) -> list[StaffChat]:
    """Who can be told: on duty, with a chat."""
    wish = (
        select(StaffChat)
        .join(Staff, Staff.id == StaffChat.staff_id)
        .where(Staff.active, StaffChat.identity_id.is_not(None))
        .order_by(StaffChat.staff_id)
    )
    return [chat for chat in session.scalars(wish) if is_on_duty(session, chat.staff)]


def is_on_duty(session: Session, staff: Staff) -> bool:
    """Whether alarms are for this person now: everybody with a live account."""
    return staff.active


def _tell(
    session: Session,
    alarm: Alarm,
    chat: StaffChat,
    values: dict[str, Any],
    wording: Wording,
    now: datetime,
) -> None:
    assert chat.identity is not None
    text = wording.say(f"utter_alarm_{alarm.kind}", **values)
    messages.push(
        session,
        conversation_of(session, chat.identity, now),
        Reply(text),
        key=f"alarm:{alarm.id}:{chat.staff_id}",
        purpose=Purpose.ALARM,
        now=now,
        data={"fields": {"what": text, "when": deadline(now, "zh")}},
    )
