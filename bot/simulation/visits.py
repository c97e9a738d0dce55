"""Workers on the day, and those at the desk who mend what goes wrong."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import ConflictError, RefusedError
from bot.jobs.telling import desk_of
from bot.models import Case, Staff, Visit, VisitState
from bot.services.dispatch import dispatch, redispatch
from bot.services.handoff.cases import close_case
from bot.services.order import machine, order_desk, orders, standing
from bot.services.worker import worker_answers
from bot.simulation.world import World

_S = VisitState
_AGENT = "agent1"


def expect(world: World, visit_id: int, start: datetime, end: datetime) -> None:
    """What will happen around the time of a visit, if it is still at that time by then."""

    def at(moment: datetime, deed: Callable[[World, int], None]) -> None:
        world.later(moment, lambda: _if_still(world, visit_id, start, deed))

    if world.happens(world.odds.calls_off):
        ahead = timedelta(hours=world.dice.choice((1, 3, 10, 26)))
        at(start - ahead, _call_off)
    if world.happens(world.odds.no_show):
        return
    if world.happens(world.odds.late):
        at(start + timedelta(minutes=world.dice.randint(12, 40)), _arrive)
    elif not world.happens(world.odds.forgets_arrival):
        at(start - timedelta(minutes=world.dice.randint(0, 15)), _arrive)
    if not world.happens(world.odds.forgets_end):
        at(end + timedelta(minutes=world.dice.randint(0, 20)), _end)


def _if_still(
    world: World, visit_id: int, start: datetime, deed: Callable[[World, int], None]
) -> None:
    with world.house.database.read() as session:
        is_so = session.get_one(Visit, visit_id).start_at == start
    if is_so:
        deed(world, visit_id)


def _call_off(world: World, visit_id: int) -> None:
    report(world, visit_id, "off")


def _arrive(world: World, visit_id: int) -> None:
    report(world, visit_id, "arrived")


def _end(world: World, visit_id: int) -> None:
    """Only who was there can be done."""
    with world.house.database.read() as session:
        if session.get_one(Visit, visit_id).state != _S.UNDER_WAY:
            return
    report(world, visit_id, "done")


def report(world: World, visit_id: int, verb: str) -> None:
    """A worker's word, in the chat or by phone to the desk."""
    with world.house.database.write() as session:
        visit = machine.locked_visit(session, visit_id)
        if visit.worker is None:
            return
        desk = desk_of(world.house, session, visit.worker, world.dice.randrange(1000))
        before = visit.state
        if desk is not None:
            worker_answers.answer(desk, "", f"job:{verb}:{visit_id}")
        else:
            _by_phone(world, session, visit, verb)
        moved = visit.state != before
    world.done[f"workers said {verb}"] += moved


def _by_phone(world: World, session: Session, visit: Visit, verb: str) -> None:
    """The desk notes what a worker without a chat has told."""
    to = {"accept": _S.ACCEPTED, "arrived": _S.UNDER_WAY, "done": _S.COMPLETED}.get(verb)
    if to is None:
        _replace(world, session, visit)
        return
    for step in (_S.ACCEPTED, _S.UNDER_WAY, _S.COMPLETED):
        if visit.state != to and step in order_desk.steps_from(VisitState(visit.state)):
            order_desk.advance_visit(
                session, visit.id, _agent(session), step, now=world.now,
                settings=world.house.settings,
            )  # fmt: skip


def _replace(world: World, session: Session, visit: Visit) -> None:
    if visit.state in (_S.ASSIGNED, _S.ACCEPTED):
        redispatch.replace(
            session, visit, redispatch.RefusalKind.CALLED_OFF, actor=f"staff:{_AGENT}",
            now=world.now, settings=world.house.settings, reason="来不了",
        )  # fmt: skip


def _agent(session: Session) -> Staff:
    return session.scalars(select(Staff).where(Staff.username == _AGENT)).one()


def was_told(world: World, visit_id: int, kind: str) -> None:
    """A worker got an offer, a reminder, or the question whether it is done."""
    odds = world.odds
    if kind == "offer" and world.happens(odds.accepts_offer):
        world.soon(1, 240, lambda: report(world, visit_id, "accept"))
    elif kind == "offer" and world.happens(odds.declines_offer / (1 - odds.accepts_offer)):
        world.soon(1, 240, lambda: report(world, visit_id, "decline"))
    elif kind == "reminder" and world.happens(odds.accepts_reminder):
        world.soon(1, 110, lambda: report(world, visit_id, "accept"))
    elif kind == "finish" and world.happens(odds.answers_finish):
        world.soon(1, 60, lambda: _end(world, visit_id))


def take_case(world: World, case_id: int) -> None:
    """Somebody at the desk phones, mends and closes a case about a visit."""
    with world.house.database.write() as session:
        case = session.get_one(Case, case_id)
        if case.state != "open":
            return
        about = case.key.split(":")
        moved = None
        if about[0] == "visit" and about[2] == "worker":
            moved = _mend(world, session, machine.locked_visit(session, int(about[1])))
        try:
            if case.state == "open":  # a visit that was moved or cancelled has settled it
                close_case(session, case_id, _agent(session), cause="已处理", now=world.now)
        except ConflictError:  # not settled yet: looked at again
            return world.soon(20, 60, lambda: take_case(world, case_id))
    world.done["cases closed by people"] += 1
    if moved is not None:
        expect(world, *moved)
    return None


def _mend(world: World, session: Session, visit: Visit) -> tuple[int, datetime, datetime] | None:
    """What a person does: confirm by phone, find somebody, wait, note the end, or give up."""
    if visit.state in (_S.COMPLETED, _S.REVIEWED, _S.CANCELLED):
        return None
    came = visit.worker_id is not None and world.happens(0.6)
    if visit.state == _S.UNDER_WAY or (world.now > visit.end_at and came):
        _by_phone_done(world, session, visit)
        return None
    if world.now >= visit.start_at and came:
        _by_phone(world, session, visit, "arrived")
        return None
    if world.now < visit.start_at and visit.worker_id is not None:
        _by_phone(world, session, visit, "accept")
        return None
    return _find_or_move(world, session, visit)


def _by_phone_done(world: World, session: Session, visit: Visit) -> None:
    if world.now >= visit.end_at:
        _by_phone(world, session, visit, "done")


def _find_or_move(
    world: World, session: Session, visit: Visit
) -> tuple[int, datetime, datetime] | None:
    """Another worker, another time, or an apology and no visit."""
    order, settings = visit.order, world.house.settings
    if world.now < visit.start_at and dispatch.reserve(
        session, visit, order.service, order.district
    ):
        return None
    starts = dispatch.free_starts(
        session, order.service, district=order.district,
        near=world.now + timedelta(days=1), length=visit.end_at - visit.start_at,
        now=world.now, settings=settings, leave_out=visit.id,
    )  # fmt: skip
    try:
        if starts and standing.next_visit(order) is visit:
            orders.reschedule(session, order, starts[-1], actor=f"staff:{_AGENT}", now=world.now,
                              settings=settings)  # fmt: skip
            world.done["visits moved by the desk"] += 1
            return visit.id, visit.start_at, visit.end_at
    except (ConflictError, RefusedError):
        pass
    machine.move_visit(session, visit, _S.CANCELLED, actor=f"staff:{_AGENT}", now=world.now,
                      settings=settings, reason="没有人可派")  # fmt: skip
    world.done["visits cancelled by the desk"] += 1
    return None
