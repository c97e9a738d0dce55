"""Which open cases the people at the desk must be told of, and have not been (REQ A8, D3, E6).

What stands here is level-triggered: whoever asks again after a crash gets what is still to be told.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, cast, exists, func, literal, select
from sqlalchemy.orm import Session

from bot.models import Alarm, AlarmKind, Case, CaseKind, CaseState, Role
from bot.services import phrasing
from bot.services.handoff.staff_alarms import Audience, console_url, note, raise_alarm
from bot.services.wording import Wording
from bot.settings import Settings

EVERYBODY = Audience(at_least=Role.AGENT)
PAUSE = timedelta(minutes=10)
"""Messages that were not delivered are told of together, at most so often."""
_BATCH = 100


def untold(session: Session, kind: AlarmKind, now: datetime) -> Sequence[int]:
    """The open cases that want an alarm of a kind and have had none."""
    told = exists().where(
        Alarm.key == literal("case:") + cast(Case.id, String) + literal(f":{kind}")
    )
    wish = select(Case.id).where(Case.state == CaseState.OPEN, *_wanting(kind, now), ~told)
    return session.scalars(wish.order_by(Case.id).limit(_BATCH)).all()


def _wanting(kind: AlarmKind, now: datetime) -> tuple[ColumnElement[bool], ...]:
    match kind:
        case AlarmKind.URGENT:
            return (Case.kind == CaseKind.URGENT,)
        case AlarmKind.TROUBLE:
            return (Case.priority == "high", Case.kind != CaseKind.URGENT)
        case AlarmKind.UNDELIVERED:
            return (Case.key.startswith("outbox:"),)
        case _:
            return (Case.kind == CaseKind.CALL, Case.due_at <= now)


def tell(
    session: Session,
    kind: AlarmKind,
    case_id: int,
    *,
    wording: Wording,
    settings: Settings,
    now: datetime,
) -> None:
    """Raise the alarm of a case, unless it is closed by now."""
    case = session.get_one(Case, case_id, with_for_update=True)
    if case.state != CaseState.OPEN:
        return
    page = f"?c={case.conversation_id}" if case.conversation_id else "cases"
    values = {
        "number": case.number,
        "what": wording.say(f"utter_case_{case.kind}"),
        "due": phrasing.deadline(case.due_at),
        "link": console_url(settings, page),
    }
    who = EVERYBODY if kind == AlarmKind.URGENT else _leads_and(case)
    raise_alarm(session, kind, who, f"case:{case.id}:{kind}", values, wording=wording, now=now)


def _leads_and(case: Case) -> Audience:
    return Audience(group=case.group, at_least=Role.LEAD)


def undelivered(session: Session, now: datetime) -> Sequence[int]:
    """The calls that messages became and nobody was told of; none while the last alarm about such
    is a moment ago."""
    last = session.scalar(
        select(func.max(Alarm.raised_at)).where(Alarm.kind == AlarmKind.UNDELIVERED)
    )
    is_recent = last is not None and now - last < PAUSE
    return [] if is_recent else untold(session, AlarmKind.UNDELIVERED, now)


def tell_of_undelivered(
    session: Session, *, wording: Wording, settings: Settings, now: datetime
) -> int | None:
    """One alarm for all that :func:`undelivered` finds; None when it finds nothing."""
    kind = AlarmKind.UNDELIVERED
    keys = [f"case:{case_id}:{kind}" for case_id in undelivered(session, now)]
    if not keys:
        return None
    for key in keys[1:]:
        note(session, kind, key, now)
    values = {"count": len(keys), "link": console_url(settings, "outbox")}
    leads = Audience(at_least=Role.LEAD)
    return raise_alarm(session, kind, leads, keys[0], values, wording=wording, now=now)
