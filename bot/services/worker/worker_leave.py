"""A worker's leave by chat: the days are asked back, then kept free, and its jobs go to others."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.clock import LOCAL, local
from bot.language.staff.worker_words import WorkerSaid
from bot.models import Absence, RefusalKind, Visit, VisitState
from bot.services.dispatch import redispatch
from bot.services.history import record
from bot.services.order import machine
from bot.services.trade import rhythm
from bot.services.wording import Reply
from bot.services.worker import worker_jobs
from bot.services.worker.worker_desk import WorkerDesk

_MOST_DAYS = 60


def together(visit: Visit) -> Sequence[Visit]:
    """The visits that one yes is for: every day of a daily service, else the one."""
    if not rhythm.is_daily(visit.order.service):
        return [visit]
    return [
        each
        for each in visit.order.visits
        if each.state == VisitState.ASSIGNED and each.worker_id == visit.worker_id
    ]


def ask(desk: WorkerDesk, said: WorkerSaid, text: str) -> Reply:
    """Read the leave back; nothing is given away before the yes."""
    leave = (said.day, said.until or said.day) if said.day else None
    if leave is None or not _is_possible(desk, *leave):
        return desk.say("utter_worker_leave_which_day")
    first, last = leave
    return desk.say(
        "utter_worker_leave_ask",
        desk.button("leave", f"leave:{first.isoformat()}:{last.isoformat()}"),
        day=_named(desk, first, last),
        count=len(_concerned(desk, first, last)),
    )


def take(desk: WorkerDesk, text: str) -> Reply | None:
    """Keep some days free and give their jobs to others; once per day."""
    begin, _, end = text.partition(":")
    try:
        first = date.fromisoformat(begin)
        last = date.fromisoformat(end or begin)
    except ValueError:
        return None
    if not _is_possible(desk, first, last):
        return None
    _keep_free(desk, first, last)
    given = [visit.id for visit in _concerned(desk, first, last)]
    count = sum(_give_away(desk, visit_id) for visit_id in given)
    return desk.say("utter_worker_leave_noted", day=_named(desk, first, last), count=count)


def _is_possible(desk: WorkerDesk, first: date, last: date) -> bool:
    today = local(desk.now).date()
    return today <= first <= last <= today + timedelta(days=_MOST_DAYS)


def _concerned(desk: WorkerDesk, first: date, last: date) -> list[Visit]:
    mine = worker_jobs.jobs(desk.session, desk.worker, desk.now)
    return [v for v in mine if first <= local(v.start_at).date() <= last]


def _named(desk: WorkerDesk, first: date, last: date) -> str:
    if first == last:
        return f"{first:%m-%d}"
    return desk.wording.say(
        "utter_worker_leave_days",
        language=desk.language,
        first=f"{first:%m-%d}",
        last=f"{last:%m-%d}",
    )


def _keep_free(desk: WorkerDesk, first: date, last: date) -> None:
    start = datetime.combine(first, datetime.min.time(), LOCAL)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), LOCAL)
    known = desk.session.scalar(
        select(Absence.id).where(
            Absence.worker_id == desk.worker.id, Absence.start_at <= start, Absence.end_at >= end
        )
    )
    if known is not None:
        return
    desk.session.add(
        Absence(worker_id=desk.worker.id, start_at=start, end_at=end, noted_at=desk.now)
    )
    record(
        desk.session,
        "worker",
        desk.worker.id,
        "on leave",
        actor=desk.actor,
        now=desk.now,
        after=first.isoformat() if first == last else f"{first}/{last}",
    )
    desk.session.flush()


def _give_away(desk: WorkerDesk, visit_id: int) -> bool:
    visit = machine.locked_visit(desk.session, visit_id)
    if visit.worker_id != desk.worker.id or visit.state not in machine.OPEN:
        return False
    redispatch.replace(
        desk.session,
        visit,
        RefusalKind.CALLED_OFF,
        actor=desk.actor,
        now=desk.now,
        settings=desk.settings,
        reason="请假",
    )
    return True
