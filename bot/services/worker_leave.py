"""A worker's leave by chat: the day is asked back, then kept free, and its jobs go to others."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.clock import LOCAL, local
from bot.language.worker_words import WorkerSaid
from bot.models import Absence, RefusalKind, Visit, VisitState
from bot.services import orders, redispatch, rhythm, worker_jobs
from bot.services.history import record
from bot.services.wording import Reply
from bot.services.worker_desk import WorkerDesk

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
    today = local(desk.now).date()
    if said.day is None or not today <= said.day <= today + timedelta(days=_MOST_DAYS):
        return desk.say("utter_worker_leave_which_day")
    concerned = worker_jobs.on_day(worker_jobs.jobs(desk.session, desk.worker, desk.now), said.day)
    return desk.say(
        "utter_worker_leave_ask",
        desk.button("leave", f"leave:{said.day.isoformat()}"),
        day=f"{said.day:%m-%d}",
        count=len(concerned),
    )


def take(desk: WorkerDesk, text: str) -> Reply | None:
    """Keep a day free and give its jobs to others; once per day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if not local(desk.now).date() <= day <= local(desk.now).date() + timedelta(days=_MOST_DAYS):
        return None
    _keep_free(desk, day)
    given = [visit.id for visit in worker_jobs.jobs(desk.session, desk.worker, desk.now)
             if local(visit.start_at).date() == day]  # fmt: skip
    count = sum(_give_away(desk, visit_id) for visit_id in given)
    return desk.say("utter_worker_leave_noted", day=f"{day:%m-%d}", count=count)


def _keep_free(desk: WorkerDesk, day: date) -> None:
    start = datetime.combine(day, datetime.min.time(), LOCAL)
    known = desk.session.scalar(
        select(Absence.id).where(Absence.worker_id == desk.worker.id, Absence.start_at == start)
    )
    if known is not None:
        return
    end = start + timedelta(days=1)
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
        after=day.isoformat(),
    )
    desk.session.flush()


def _give_away(desk: WorkerDesk, visit_id: int) -> bool:
    visit = orders.locked_visit(desk.session, visit_id)
    if visit.worker_id != desk.worker.id or visit.state not in orders.OPEN:
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
