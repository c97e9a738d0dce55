"""Who is at the desk by the roster (REQ A9)."""

import pytest
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Group, Shift, ShiftKind, Staff
from bot.services.staff.shifts import on_call, on_shift, times_of
from bot.settings import Settings
from tests.factories import at, make_staff


def plan(session: Session, staff: Staff, day: str, kind: ShiftKind, settings: Settings) -> Shift:
    start, end = times_of(at(f"{day} 00:00").date(), kind, settings)
    shift = Shift(staff_id=staff.id, kind=kind, start_at=start, end_at=end)
    session.add(shift)
    session.flush()
    return shift


@pytest.mark.parametrize(
    ("moment", "names"),
    [
        ("11-23 08:29", set[str]()),
        ("11-23 08:30", {"early"}),
        ("11-23 16:29", {"early"}),
        ("11-23 16:30", {"late"}),
        ("11-23 23:29", {"late"}),
        ("11-23 23:30", set[str]()),
    ],
)
def test_the_shifts_follow_each_other_without_a_gap(
    database: Database, settings: Settings, moment: str, names: set[str]
) -> None:
    """REQ A9: 08:30-16:30, 16:30-23:30."""
    with database.write() as session:
        people = {name: make_staff(session, name) for name in ("early", "late")}
        plan(session, people["early"], "11-23", ShiftKind.DAY, settings)
        plan(session, people["late"], "11-23", ShiftKind.EVENING, settings)
        here = on_shift(session, at(moment))
        assert {name for name, person in people.items() if here.has(person)} == names


def test_a_group_that_nobody_planned_is_all_on_shift(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        planned, absent = make_staff(session, "a"), make_staff(session, "b")
        other = make_staff(session, "c", group=Group.COMPLAINT)
        plan(session, planned, "11-23", ShiftKind.DAY, settings)
        here = on_shift(session, at("11-23 10:00"))
        assert (here.has(planned), here.has(absent), here.has(other)) == (True, False, True)


def test_who_is_on_call_is_reached_through_the_night_and_not_at_the_desk(
    database: Database, settings: Settings
) -> None:
    """REQ A9: an urgent case still reaches the one on call."""
    with database.write() as session:
        guard, early = make_staff(session, "guard"), make_staff(session, "early")
        plan(session, guard, "11-23", ShiftKind.ON_CALL, settings)
        plan(session, early, "11-24", ShiftKind.DAY, settings)
        night = at("11-24 03:00")
        assert list(on_call(session, night)) == [guard]
        assert not on_shift(session, night).has(guard)
        assert list(on_call(session, at("11-24 08:30"))) == []
