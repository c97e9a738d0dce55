"""The desk for workers (REQ A1, C5): their jobs, yes, no, there, done, and not coming after all."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from bot.clock import local
from bot.errors import ConflictError
from bot.language.staff.worker_words import Verb, WorkerSaid, read_worker
from bot.models import Author, Flag, Message, Refusal, RefusalKind, Visit, VisitState
from bot.services.dispatch import redispatch
from bot.services.order import machine
from bot.services.thread.conversations import flag
from bot.services.wording import Button, Reply
from bot.services.worker import worker_jobs, worker_leave, worker_trouble
from bot.services.worker.worker_desk import WorkerDesk

_S = VisitState
_OPEN = (_S.ASSIGNED, _S.ACCEPTED)
_ASKED = timedelta(minutes=15)
_MOST_BUTTONS = 6


def answer(desk: WorkerDesk, text: str, payload: str | None) -> Reply | None:
    """Do what a worker wrote or pressed; None when it was not understood."""
    if payload is not None:
        return _pressed(desk, payload)
    said = read_worker(text, desk.now)
    if said.verb is None:
        return _take_reason(desk, text)
    if said.verb == Verb.JOBS:
        return show_jobs(desk, said.day)
    if said.verb == Verb.LEAVE:
        return worker_leave.ask(desk, said, text)
    if said.verb == Verb.PERSON:
        return call_person(desk)
    if said.verb == Verb.TROUBLE:
        return worker_trouble.pass_on(desk, text)
    return _about_job(desk, said, text)


def _pressed(desk: WorkerDesk, payload: str) -> Reply | None:
    kind, _, rest = payload.partition(":")
    if kind == "jobs":
        return show_jobs(desk, None)
    if kind == "person":
        return call_person(desk)
    if kind == "leave":
        return worker_leave.take(desk, rest)
    verb, _, number = rest.partition(":")
    if kind != "job" or verb not in _STEPS or not number.isdecimal() or len(number) > 12:
        return None
    return _step(desk, Verb(verb), int(number), None)


def show_jobs(desk: WorkerDesk, day: date | None) -> Reply:
    """The jobs of a day, or all that are known; the open ones can be accepted at once."""
    mine = worker_jobs.jobs(desk.session, desk.worker, desk.now)
    shown = worker_jobs.on_day(mine, day) if day else mine
    if not shown:
        return desk.say("utter_worker_no_jobs")
    blocks = [_block(desk, visit) for visit in shown[:8]]
    buttons = [
        Button(
            f"{desk.button('accept', '').title} {local(visit.start_at):%m-%d %H:%M}",
            f"job:accept:{visit.id}",
        )
        for visit in shown[:_MOST_BUTTONS]
        if visit.state == _S.ASSIGNED
    ]
    return desk.say("utter_worker_jobs", *buttons, count=len(shown), lines="\n\n".join(blocks))


def _block(desk: WorkerDesk, visit: Visit) -> str:
    known = worker_jobs.places(
        desk.session, visit, desk.wording, now=desk.now, language=desk.language
    )
    state = desk.wording.say(f"utter_worker_state_{visit.state}", language=desk.language)
    return desk.say("utter_worker_job", **known, state=state).text


def call_person(desk: WorkerDesk) -> Reply:
    """A person takes the conversation."""
    flag(desk.session, desk.conversation, Flag.PERSON_WANTED, now=desk.now)
    return desk.say("utter_worker_person")


# -- which job ------------------------------------------------------------------------------------


def _about_job(desk: WorkerDesk, said: WorkerSaid, text: str) -> Reply:
    """Find the job that is meant, or ask which one."""
    assert said.verb is not None
    found = _meant(desk, said)
    if not found:
        return desk.say("utter_worker_nothing")
    if said.is_all:
        replies = [_step(desk, said.verb, visit.id, None) for visit in found]
        return Reply("\n".join(reply.text for reply in replies))
    if len(found) > 1 and said.verb in (Verb.ACCEPT, Verb.DECLINE):
        found = _just_spoken_of(desk, found)
    if len(found) > 1:
        return _which(desk, said.verb, found)
    return _step(desk, said.verb, found[0].id, text if said.has_reason else None)


def _just_spoken_of(desk: WorkerDesk, found: Sequence[Visit]) -> Sequence[Visit]:
    """“好的” to the offer of one job is about that job."""
    last = desk.session.scalar(
        select(Message)
        .where(Message.conversation_id == desk.conversation.id, Message.author == Author.BOT)
        .order_by(Message.id.desc())
        .limit(1)
    )
    buttons = (last.data or {}).get("buttons", []) if last else []
    named = {button["payload"].rpartition(":")[2] for button in buttons}
    spoken_of = [visit for visit in found if str(visit.id) in named]
    return spoken_of if len(spoken_of) == 1 else found


def _which(desk: WorkerDesk, verb: Verb, found: Sequence[Visit]) -> Reply:
    buttons = [
        Button(worker_jobs.line(visit, desk.now, desk.language)[:30], f"job:{verb}:{visit.id}")
        for visit in found[:_MOST_BUTTONS]
    ]
    return desk.say("utter_worker_which", *buttons)


def _meant(desk: WorkerDesk, said: WorkerSaid) -> list[Visit]:
    """The jobs that a message can be about: by state, by what it says of the time, by the clock."""
    assert said.verb is not None
    mine = worker_jobs.jobs(desk.session, desk.worker, desk.now)
    fitting = [visit for visit in mine if visit.state in _FITS[said.verb]]
    if said.day is not None:
        fitting = worker_jobs.on_day(fitting, said.day)
    if said.clock is not None:
        exact = [visit for visit in fitting if local(visit.start_at).time() == said.clock]
        fitting = exact or fitting
    if said.verb in (Verb.ARRIVED, Verb.DONE, Verb.LATE):
        return _now(desk, said.verb, fitting)
    return fitting


_FITS: dict[Verb, tuple[VisitState, ...]] = {
    Verb.ACCEPT: (_S.ASSIGNED,),
    Verb.DECLINE: _OPEN,
    Verb.OFF: _OPEN,
    Verb.LATE: _OPEN,
    Verb.ARRIVED: _OPEN,
    Verb.DONE: (_S.UNDER_WAY, *_OPEN),
}


def _now(desk: WorkerDesk, verb: Verb, fitting: Sequence[Visit]) -> list[Visit]:
    """What is said on the spot is about the job under way, else about the one of the hour."""
    under_way = [visit for visit in fitting if visit.state == _S.UNDER_WAY]
    if verb == Verb.DONE and under_way:
        return under_way
    near = [visit for visit in fitting if visit.start_at - machine.EARLY <= desk.now]
    today = worker_jobs.on_day(fitting, local(desk.now).date())
    return near or today[:1] or list(fitting[:1])


# -- the steps ------------------------------------------------------------------------------------


def _step(desk: WorkerDesk, verb: Verb, visit_id: int, reason: str | None) -> Reply:
    """Take one step with a job that may have changed since it was shown."""
    if desk.session.get(Visit, visit_id) is None:
        return desk.say("utter_worker_gone")
    visit = machine.locked_visit(desk.session, visit_id)
    if visit.worker_id != desk.worker.id or visit.state == _S.CANCELLED:
        return desk.say("utter_worker_gone")
    return _STEPS[verb](desk, visit, reason)


def _move(desk: WorkerDesk, visit: Visit, *states: VisitState) -> None:
    for state in states:
        machine.move_visit(
            desk.session, visit, state, actor=desk.actor, now=desk.now, settings=desk.settings
        )


def _accept(desk: WorkerDesk, visit: Visit, _: str | None) -> Reply:
    if visit.state == _S.ASSIGNED:
        for each in worker_leave.together(visit):
            _move(desk, each, _S.ACCEPTED)
    elif visit.state != _S.ACCEPTED:
        return desk.about("utter_worker_already", visit)
    return desk.about("utter_worker_accepted", visit, desk.button("off", f"job:off:{visit.id}"))


def _arrived(desk: WorkerDesk, visit: Visit, _: str | None) -> Reply:
    if visit.state not in (*_OPEN, _S.UNDER_WAY):
        return desk.about("utter_worker_already", visit)
    try:
        with desk.session.begin_nested():
            _move(desk, visit, *_way_to(visit, _S.UNDER_WAY))
    except ConflictError:
        return desk.about("utter_worker_too_early", visit)
    return desk.about("utter_worker_arrived", visit, desk.button("done", f"job:done:{visit.id}"))


def _done(desk: WorkerDesk, visit: Visit, _: str | None) -> Reply:
    if visit.state in (_S.COMPLETED, _S.REVIEWED):
        return desk.about("utter_worker_done", visit)
    if desk.now < visit.start_at:
        return desk.about("utter_worker_too_early", visit)
    _move(desk, visit, *_way_to(visit, _S.COMPLETED))
    return desk.about("utter_worker_done", visit)


def _way_to(visit: Visit, to: VisitState) -> Sequence[VisitState]:
    """The steps in between that nobody reported."""
    course = (_S.ASSIGNED, _S.ACCEPTED, _S.UNDER_WAY, _S.COMPLETED)
    return course[course.index(VisitState(visit.state)) + 1 : course.index(to) + 1]


def _off(desk: WorkerDesk, visit: Visit, reason: str | None) -> Reply:
    """Not coming: before the yes it is declined, after it called off; another is found at once."""
    if visit.state not in _OPEN:
        return worker_trouble.in_the_middle(desk, visit, reason)
    kind = RefusalKind.DECLINED if visit.state == _S.ASSIGNED else RefusalKind.CALLED_OFF
    redispatch.replace(
        desk.session,
        visit,
        kind,
        actor=desk.actor,
        now=desk.now,
        settings=desk.settings,
        reason=reason,
    )
    return desk.about("utter_worker_off_noted" if reason else "utter_worker_off", visit)


def _late(desk: WorkerDesk, visit: Visit, reason: str | None) -> Reply:
    return worker_trouble.late(desk, visit, reason)


_STEPS: dict[Verb, Callable[[WorkerDesk, Visit, str | None], Reply]] = {
    Verb.ACCEPT: _accept,
    Verb.DECLINE: _off,
    Verb.OFF: _off,
    Verb.ARRIVED: _arrived,
    Verb.DONE: _done,
    Verb.LATE: _late,
}


def _take_reason(desk: WorkerDesk, text: str) -> Reply | None:
    """What is said right after a job was given back is why."""
    refusal = desk.session.scalar(
        select(Refusal)
        .where(
            Refusal.worker_id == desk.worker.id,
            Refusal.reason.is_(None),
            Refusal.at >= desk.now - _ASKED,
        )
        .order_by(Refusal.id.desc())
        .limit(1)
    )
    if refusal is None or not 2 <= len(text.strip()) <= 300:
        return None
    refusal.reason = text.strip()
    return desk.say("utter_worker_reason_noted")
