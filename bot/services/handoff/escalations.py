"""Escalating by hand (REQ A8): upwards to the lead, supervisors or manager, with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import ConflictError
from bot.models import AlarmKind, Conversation, Group, NudgeKind, Owner, Role, Staff
from bot.services.handoff import nudges, staff_alarms
from bot.services.handoff.staff_alarms import Audience, console_url
from bot.services.history import record
from bot.services.thread.conversations import locked, note_event
from bot.services.wording import Wording
from bot.settings import Settings

STEPS = {Role.LEAD: "组长", Role.SUPERVISOR: "主管", Role.MANAGER: "经理"}


def escalate(
    session: Session,
    conversation_id: int,
    me: Staff,
    to: Role,
    reason: str,
    *,
    wording: Wording,
    now: datetime,
    settings: Settings,
) -> Conversation:
    """Tell who is above, in the console and in their chats; the thread and the history keep who
    was told of what. It stays where it is: whoever is told takes it or helps.

    Raises:
        ConflictError: no reason, the bot has it, or there is nobody above.
    """
    why = reason.strip()
    if not why:
        raise ConflictError("请写明升级原因")
    conversation = locked(session, conversation_id)
    if conversation.owner == Owner.BOT:
        raise ConflictError("这个会话由机器人接待，请先接管再升级")
    people = set(nudges.above(session, Group(conversation.group), to)) - {me.id}
    if not people:
        raise ConflictError(f"没有可以通知的{STEPS[to]}或更高一级")
    key = f"escalated:{conversation_id}:{me.id}:{now.timestamp():.3f}"
    nudges.nudge(session, people, NudgeKind.ESCALATED, conversation_id, key=key, now=now)
    note_event(session, conversation, f"{me.display_name} 升级给{STEPS[to]}：{why}", now=now)
    record(
        session,
        "conversation",
        conversation_id,
        "escalated",
        actor=f"staff:{me.username}",
        now=now,
        after=str(to),
    )
    staff_alarms.raise_alarm(
        session,
        AlarmKind.ESCALATED,
        Audience(staff_ids=frozenset(people)),
        key,
        {
            "conversation": conversation_id,
            "link": console_url(settings, f"?c={conversation_id}"),
        },
        wording=wording,
        now=now,
    )
    return conversation
