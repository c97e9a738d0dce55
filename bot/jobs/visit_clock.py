"""The clock of a visit (REQ C5): offer, reminder, confirmation, arrival, finish, and alarms.

Each function fires one kind of follow-up and gives why it was withdrawn instead, or None. The visit
is locked and read afresh; nothing here leaves the database.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.house import House
from bot.jobs.telling import PHONE_WITHIN, desk_of, language_of, tell_customer, tell_worker
from bot.models import CaseKind, FollowUp, FollowUpKind, Order, Purpose, Visit, VisitState, Worker
from bot.services import phrasing
from bot.services.dispatch import redispatch
from bot.services.handoff.cases import open_case
from bot.services.order import machine
from bot.services.trade import rhythm
from bot.services.wording import Button, Reply
from bot.services.worker import worker_jobs
from bot.services.worker.worker_desk import WorkerDesk

Fire = Callable[[House, Session, Visit, FollowUp], str | None]
_SOON = timedelta(hours=24)
_NO_CHAT = "the worker has no chat"
_S = VisitState
_BEGUN = (_S.UNDER_WAY, _S.COMPLETED, _S.REVIEWED)
_COURSE = (_S.ASSIGNED, _S.ACCEPTED, _S.UNDER_WAY, _S.COMPLETED)


def _offer(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """A new job to its worker; of several visits of one order only the first is told now."""
    if visit.state != _S.ASSIGNED or visit.worker_id != row.worker_id:
        return f"the visit is {visit.state}"
    if not _is_first_of_worker(visit):
        return "told with the first visit of the order"
    desk = _desk(house, session, visit, row)
    if desk is None:
        return _NO_CHAT
    reply = _with_answers(desk, visit, "utter_worker_offer")
    tell_worker(desk, visit, reply, row.key)
    return None


def _changed(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """Phone, door or wishes are other than the worker was told."""
    if visit.state not in (_S.ASSIGNED, _S.ACCEPTED) or visit.worker_id != row.worker_id:
        return f"the visit is {visit.state}"
    if not _is_first_of_worker(visit):
        return "told with the first visit of the order"
    desk = _desk(house, session, visit, row)
    if desk is None:
        worker = session.get_one(Worker, row.worker_id)
        _phone_worker(house, session, visit, worker, row, "有变动，请按订单上的最新信息")
    else:
        tell_worker(desk, visit, _with_answers(desk, visit, "utter_worker_changed"), row.key)
    return None


def _is_first_of_worker(visit: Visit) -> bool:
    return not any(
        other.worker_id == visit.worker_id
        and other.start_at < visit.start_at
        and other.state in (*machine.OPEN, _S.UNDER_WAY)
        for other in visit.order.visits
    )


def _desk(house: House, session: Session, visit: Visit, row: FollowUp) -> WorkerDesk | None:
    return desk_of(house, session, visit.worker, row.id) if visit.worker else None


def _with_answers(desk: WorkerDesk, visit: Visit, key: str) -> Reply:
    places = worker_jobs.places(
        desk.session, visit, desk.wording, now=desk.now, language=desk.language
    )
    buttons: tuple[Button, ...] = ()
    if visit.state == _S.ASSIGNED:
        buttons = (
            desk.button("accept", f"job:accept:{visit.id}"),
            desk.button("decline", f"job:decline:{visit.id}"),
        )
    elif visit.state == _S.ACCEPTED:
        buttons = (desk.button("off", f"job:off:{visit.id}"),)
    return desk.say(key, *buttons, **places)


def _released(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """The worker need not come; one without a chat had been phoned and is phoned again."""
    if visit.worker_id == row.worker_id and visit.state != _S.CANCELLED:
        return "the worker has the visit again"
    worker = session.get_one(Worker, row.worker_id)
    desk = desk_of(house, session, worker, row.id)
    if desk is None:
        _phone_worker(house, session, visit, worker, row, "不用去了")
    else:
        tell_worker(desk, visit, desk.about("utter_worker_released", visit), row.key)
    return None


def _phone_worker(
    house: House, session: Session, visit: Visit, worker: Worker, row: FollowUp, what: str
) -> None:
    when = phrasing.deadline(visit.start_at)
    open_case(
        session,
        key=f"{row.key}:call",
        kind=CaseKind.CALL,
        subject=f"请电话告诉服务人员 {worker.number}：{when} 的{visit.order.service.name}{what}",
        now=house.clock.now(),
        due_in=PHONE_WITHIN,
        customer_id=visit.order.customer_id,
        order_id=visit.order_id,
    )


def _replaced(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """Somebody else comes: told, and asked where the customer had counted on the first (C5)."""
    if visit.state not in machine.OPEN or visit.worker_id != row.worker_id:
        return f"the visit is {visit.state}"
    now, language = house.clock.now(), language_of(session, visit)
    asks = visit.start_at - now < _SOON or _wanted_person(visit.order)
    key = "utter_replaced_ask" if asks else "utter_replaced"
    worker = session.get_one(Worker, row.worker_id)
    title = house.wording.say(
        "utter_worker", language=language, family=worker.name[:1], number=worker.number
    )
    text = house.wording.say(
        key,
        seed=row.id,
        language=language,
        service=phrasing.service_name(visit.order.service, language),
        when=phrasing.moment(visit.start_at, now, language),
        worker=title,
    )
    buttons = _choices(house, visit.order, language) if asks else ()
    tell_customer(house, session, visit, Reply(text, buttons), row.key, Purpose.NOTICE)
    return None


def _wanted_person(order: Order) -> bool:
    """“还是上次那位”: the customer asked for a person, not for a service."""
    return any(word in (order.note or "") for word in ("上次", "上回", "指定", "固定", "老师傅"))


def _choices(house: House, order: Order, language: str) -> tuple[Button, ...]:
    """Fine, another time, or not at all: the buttons that the customer's desk knows."""
    return tuple(
        Button(house.wording.say(f"utter_replaced_{name}", language=language), payload)
        for name, payload in (
            ("fine", "yes"),
            ("move", f"reschedule:{order.number}"),
            ("cancel", f"cancel:{order.number}"),
        )
    )


def _remind(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """The day before, to the customer and to the worker (REQ C5)."""
    if visit.state not in machine.OPEN:
        return f"the visit is {visit.state}"
    if visit.start_at <= house.clock.now():
        return "too late"
    if not rhythm.opens(visit):
        return "somebody comes every day"
    language = language_of(session, visit)
    text = house.wording.say(
        "utter_reminder",
        seed=row.id,
        language=language,
        service=phrasing.service_name(visit.order.service, language),
        when=phrasing.moment(visit.start_at, house.clock.now(), language),
        address=visit.order.address,
        note=visit.order.note or house.wording.say("utter_no_note", language=language),
        prepare=phrasing.text(visit.order.service, "prepare", language),
    )
    tell_customer(house, session, visit, Reply(text), row.key, Purpose.REMINDER)
    desk = _desk(house, session, visit, row)
    if desk is not None and visit.state in (_S.ASSIGNED, _S.ACCEPTED):
        reply = _with_answers(desk, visit, "utter_reminder_worker")
        tell_worker(desk, visit, reply, f"{row.key}:worker")
    return None


def _confirmation(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """No yes in time is a person's task with the candidates (REQ C5)."""
    if visit.state != _S.ASSIGNED or visit.worker_id != row.worker_id:
        return f"the visit is {visit.state}"
    if not rhythm.opens(visit):
        return "somebody comes every day"
    assert visit.worker is not None
    has_chat = _desk(house, session, visit, row) is not None
    why = "还没有确认，请电话确认" if has_chat else "没有绑定聊天，请电话通知并确认"
    redispatch.ask_person(
        session, visit, f"服务人员 {visit.worker.number} {why}", now=house.clock.now()
    )
    return None


def _arrival(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """Nobody there ten minutes after the start: an apology and a person's task (REQ C5).

    Of a worker without a chat nothing is known: the person phones first, nobody is alarmed.
    """
    if visit.state not in machine.OPEN:
        return f"the visit is {visit.state}"
    if not rhythm.opens(visit):
        return "somebody comes every day"
    now, worker = house.clock.now(), visit.worker
    if visit.end_at <= now:
        return "too late"
    why = f"服务人员 {worker.number} 没有报到" if worker else "到点了还没有服务人员"
    redispatch.ask_person(session, visit, f"{why}，请马上处理", now=now, priority="high")
    if worker is None or _desk(house, session, visit, row) is not None:
        _apologise(house, session, visit, row)
    return None


def _apologise(house: House, session: Session, visit: Visit, row: FollowUp) -> None:
    language = language_of(session, visit)
    text = house.wording.say(
        "utter_not_arrived",
        seed=row.id,
        language=language,
        service=phrasing.service_name(visit.order.service, language),
        when=phrasing.deadline(visit.start_at, language),
    )
    tell_customer(house, session, visit, Reply(text), row.key, Purpose.NOTICE)


def _finish(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """The worker is asked whether it is done; the days of a daily service pass by themselves, also
    where only the first was agreed on by phone."""
    if _passes(visit):
        settings, now = house.settings, house.clock.now()
        for step in _COURSE[_COURSE.index(VisitState(visit.state)) + 1 :]:
            machine.move_visit(session, visit, step, actor="job", now=now, settings=settings)
        return None
    if visit.state not in (_S.ACCEPTED, _S.UNDER_WAY):
        return f"the visit is {visit.state}"
    desk = _desk(house, session, visit, row)
    if desk is None:
        return _NO_CHAT
    button = desk.button("done", f"job:done:{visit.id}")
    tell_worker(desk, visit, desk.about("utter_worker_finish", visit, button), row.key)
    return None


def _passes(visit: Visit) -> bool:
    """A day of several that has begun; a single meeting is reported like any visit."""
    if not rhythm.is_daily(visit.order.service) or visit.state not in _COURSE[:-1]:
        return False
    others = [o for o in visit.order.visits if o.state != _S.CANCELLED and o.id != visit.id]
    if visit.state == _S.ASSIGNED:
        others = [o for o in others if o.state in _BEGUN and o.worker_id == visit.worker_id]
    return bool(others) and (visit.state == _S.UNDER_WAY or not rhythm.opens(visit))


def _overdue(house: House, session: Session, visit: Visit, row: FollowUp) -> str | None:
    """Nobody said that it was done: without that, nobody would be asked how it was (REQ E1)."""
    if visit.state not in (*machine.OPEN, _S.UNDER_WAY):
        return f"the visit is {visit.state}"
    why = "服务时间已过，还没有完成记录，请核实并登记"
    redispatch.ask_person(session, visit, why, now=house.clock.now(), with_candidates=False)
    return None


FIRE: dict[FollowUpKind, Fire] = {
    FollowUpKind.OFFER: _offer,
    FollowUpKind.CHANGED: _changed,
    FollowUpKind.RELEASED: _released,
    FollowUpKind.REPLACED: _replaced,
    FollowUpKind.REMINDER: _remind,
    FollowUpKind.CONFIRMATION: _confirmation,
    FollowUpKind.ARRIVAL: _arrival,
    FollowUpKind.FINISH: _finish,
    FollowUpKind.OVERDUE: _overdue,
}
