"""The month's roster (REQ A9): planning it, copying it, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import LOCAL, local
from bot.errors import ConflictError, ForbiddenError, NotFoundError
from bot.models import Group, Role, Shift, ShiftKind, Staff
from bot.services.history import record
from bot.services.staff.permissions import Right, may
from bot.services.staff.shifts import AT_DESK, times_of
from bot.services.trade.working_days import is_working_day
from bot.settings import Settings

_MONTH = timedelta(days=31)
_DUE_BEFORE = 3


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the roster: ``shifts`` by person and day; ``days`` are all of its days."""

    days: tuple[date, ...]
    people: tuple[Staff, ...]
    shifts: dict[tuple[int, date], tuple[ShiftKind, ...]]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing on a day: nobody at the desk in a shift, or no senior on a holiday."""

    day: date
    kind: ShiftKind | None


def month_of(day: date) -> tuple[date, ...]:
    """All days of the month in which a day lies."""
    first = day.replace(day=1)
    after = (first + _MONTH).replace(day=1)
    return tuple(first + timedelta(days=n) for n in range((after - first).days))


def read_month(session: Session, day: date, group: Group | None = None) -> Month:
    """The roster of a month, of one group or of all."""
    days = month_of(day)
    wish = select(Staff).where(Staff.active.is_(True)).order_by(Staff.group, Staff.id)
    people = session.scalars(wish if group is None else wish.where(Staff.group == group)).all()
    found: dict[tuple[int, date], list[ShiftKind]] = {}
    for shift in _shifts(session, days[0], days[-1]):
        key = shift.staff_id, local(shift.start_at).date()
        found.setdefault(key, []).append(ShiftKind(shift.kind))
    return Month(days, tuple(people), {key: tuple(kinds) for key, kinds in found.items()})


def _shifts(session: Session, first: date, last: date) -> Sequence[Shift]:
    start = datetime.combine(first, datetime.min.time(), LOCAL)
    end = datetime.combine(last + timedelta(days=1), datetime.min.time(), LOCAL)
    return session.scalars(
        select(Shift)
        .where(Shift.start_at >= start, Shift.start_at < end)
        .order_by(Shift.start_at, Shift.id)
    ).all()


def plan(
    session: Session,
    staff_id: int,
    day: date,
    kinds: Sequence[ShiftKind],
    *,
    by: Staff,
    now: datetime,
    settings: Settings,
) -> None:
    """Let somebody have exactly these shifts on a day.

    Raises:
        NotFoundError: no such person.
        ForbiddenError: ``by`` does not plan that group.
        ConflictError: the day is over, or the shifts touch each other's time.
    """
    person = session.get(Staff, staff_id, with_for_update=True)
    if person is None or not person.active:
        raise NotFoundError("这个账号已不存在或已停用")
    check_planner(by, Group(person.group))
    if day < local(now).date():
        raise ConflictError("过去的排班不能改")
    wanted = set(kinds)
    known = {ShiftKind(s.kind): s for s in _shifts(session, day, day) if s.staff_id == staff_id}
    for kind in known.keys() - wanted:
        session.delete(known[kind])
    session.flush()
    for kind in sorted(wanted - known.keys()):
        _add(session, person, day, kind, settings)
    if wanted != known.keys():
        _note(session, person, day, known.keys(), wanted, by, now)
    session.flush()


def _add(session: Session, person: Staff, day: date, kind: ShiftKind, settings: Settings) -> bool:
    start, end = times_of(day, kind, settings)
    there = select(Shift.id).where(Shift.staff_id == person.id, Shift.start_at == start)
    if session.scalar(there) is not None:
        return False
    session.add(Shift(staff_id=person.id, kind=kind, start_at=start, end_at=end))
    return True


def _note(
    session: Session,
    person: Staff,
    day: date,
    before: set[ShiftKind] | object,
    after: set[ShiftKind],
    by: Staff,
    now: datetime,
) -> None:
    record(
        session,
        "roster",
        person.id,
        f"planned {day.isoformat()}",
        actor=f"staff:{by.username}",
        now=now,
        before=_named(before),
        after=_named(after),
    )


def _named(kinds: object) -> str:
    return ",".join(sorted(map(str, kinds))) or "-"  # pyright: ignore[reportArgumentType]


def copy_month(
    session: Session, to: date, group: Group, *, by: Staff, now: datetime, settings: Settings
) -> int:
    """Fill a month's free days from the weeks before it, weekday by weekday; how many shifts.

    A day takes after the same weekday four weeks earlier, at the month's end five, so that it lies
    in the month before. What is planned already stays as it is.

    Raises:
        ForbiddenError: ``by`` does not plan that group.
    """
    check_planner(by, group)
    days = [day for day in month_of(to) if day >= local(now).date()]
    people = {p.id: p for p in session.scalars(select(Staff).where(Staff.group == group))}
    before = _by_day(session, to - timedelta(days=35), month_of(to)[-1] - timedelta(days=28))
    there = _by_day(session, days[0], days[-1]) if days else {}
    added = 0
    for day in days:
        for shift in before.get(_pattern_of(day), ()):
            person = people.get(shift.staff_id)
            taken = {s.staff_id for s in there.get(day, ())}
            if person is not None and person.active and person.id not in taken:
                added += _add(session, person, day, ShiftKind(shift.kind), settings)
    if added:
        actor, what = f"staff:{by.username}", f"copied {to:%Y-%m} {group}"
        record(session, "roster", 0, what, actor=actor, now=now, after=str(added))
    session.flush()
    return added


def _pattern_of(day: date) -> date:
    return day - timedelta(days=28 if day.day <= 28 else 35)


def _by_day(session: Session, first: date, last: date) -> dict[date, list[Shift]]:
    found: dict[date, list[Shift]] = {}
    for shift in _shifts(session, first, last):
        found.setdefault(local(shift.start_at).date(), []).append(shift)
    return found


def gaps(session: Session, day: date, now: datetime) -> list[Gap]:
    """What is missing in the planned rest of a month: an unmanned shift, a holiday without a lead
    or somebody above. A month without any shift is not planned yet: no gaps, see `is_due`."""
    days = month_of(day)
    shifts = _by_day(session, days[0], days[-1])
    today = local(now).date()
    return [gap for d in days if shifts and d >= today for gap in _gaps_of(d, shifts.get(d, []))]


def _gaps_of(day: date, shifts: Sequence[Shift]) -> Iterator[Gap]:
    kinds = {ShiftKind(shift.kind) for shift in shifts}
    for kind in ShiftKind:
        if kind not in kinds:
            yield Gap(day, kind)
    at_desk = [shift for shift in shifts if shift.kind in AT_DESK]
    is_led = any(shift.staff.role != Role.AGENT for shift in at_desk)
    if at_desk and not is_working_day(day) and not is_led:
        yield Gap(day, None)


def is_due(session: Session, now: datetime) -> bool:
    """Whether the next month's roster is missing in the last days of this one."""
    today = local(now).date()
    days = month_of(today)
    if (days[-1] - today).days >= _DUE_BEFORE:
        return False
    after = month_of(days[-1] + timedelta(days=1))
    return not _shifts(session, after[0], after[-1])


def check_planner(by: Staff, group: Group) -> None:
    """Raises:
    ForbiddenError: leads plan their own group, supervisors and above all of them.
    """
    leads_it = may(by, Right.PLAN_ROSTER) and by.group == group
    if not leads_it and not may(by, Right.PLAN_ALL_ROSTERS):
        raise ForbiddenError("只能排自己组的班，跨组请联系主管")
