"""What a worker cannot settle alone: late, nobody opens, something broke, leaving in the middle."""

from datetime import timedelta

from bot.clock import local
from bot.models import CaseKind, Flag, Visit, VisitState
from bot.services import phrasing
from bot.services.dispatch import redispatch
from bot.services.handoff.cases import open_case
from bot.services.history import record
from bot.services.sending.notices import language_of, notify
from bot.services.thread.conversations import flag
from bot.services.wording import Reply
from bot.services.worker import worker_jobs
from bot.services.worker.worker_desk import WorkerDesk

_WITHIN = timedelta(minutes=10)


def pass_on(desk: WorkerDesk, text: str) -> Reply:
    """A person helps at once; the case names the job that the worker is at."""
    flag(desk.session, desk.conversation, Flag.PERSON_WANTED, now=desk.now)
    visit = _at_hand(desk)
    order = visit.order if visit else None
    about = f"订单 {order.number}，" if order else ""
    open_case(
        desk.session,
        key=f"worker:{desk.worker.id}:turn:{desk.seed}",
        kind=CaseKind.ORDER,
        subject=f"服务人员 {desk.worker.number} 需要协助，{about}原话：{text.strip()[:200]}",
        now=desk.now,
        due_in=_WITHIN,
        conversation=desk.conversation,
        order_id=order.id if order else None,
        priority="high",
    )
    return desk.say("utter_worker_trouble")


def _at_hand(desk: WorkerDesk) -> Visit | None:
    """The job of the hour: under way, else the next of today."""
    mine = worker_jobs.jobs(desk.session, desk.worker, desk.now)
    under_way = [visit for visit in mine if visit.state == VisitState.UNDER_WAY]
    today = worker_jobs.on_day(mine, local(desk.now).date())
    return next(iter([*under_way, *today]), None)


def in_the_middle(desk: WorkerDesk, visit: Visit, reason: str | None) -> Reply:
    """A worker who has to leave a job that has begun: only a person can mend that."""
    flag(desk.session, desk.conversation, Flag.PERSON_WANTED, now=desk.now)
    why = f"服务人员 {desk.worker.number} 中途无法继续：{reason or '未说明原因'}"
    redispatch.ask_person(desk.session, visit, why, now=desk.now, priority="high")
    return desk.say("utter_worker_trouble")


def late(desk: WorkerDesk, visit: Visit, reason: str | None) -> Reply:
    """The customer is told at once, once per visit and start; the alarm stays as it is."""
    if visit.state not in (VisitState.ASSIGNED, VisitState.ACCEPTED):
        return desk.about("utter_worker_already", visit)
    order = visit.order
    record(
        desk.session,
        "visit",
        visit.id,
        "late",
        actor=desk.actor,
        now=desk.now,
        reason=reason,
    )
    language = language_of(desk.session, order.conversation_id)
    notify(
        desk.session,
        Reply(
            desk.wording.say(
                "utter_visit_late",
                seed=visit.id,
                language=language,
                service=phrasing.service_name(order.service, language),
                when=phrasing.deadline(visit.start_at, language),
            )
        ),
        key=f"visit:{visit.id}:late:{int(visit.start_at.timestamp())}",
        conversation_id=order.conversation_id,
        customer_id=order.customer_id,
        now=desk.now,
        order_id=order.id,
    )
    return desk.about("utter_worker_late_noted", visit)
