"""Who gets what waits (REQ A4): group, roster, presence, capacity, acquaintance, load."""

from typing import Any

import pytest

from bot.clock import ManualClock
from bot.house import House
from bot.models import Flag, Group, Owner, Role, Shift, ShiftKind
from bot.services.handoff import assignment
from bot.services.staff import presence
from tests.factories import at, count
from tests.integration.test_double_booking import at_once
from tests.unit.services.people import People

G = Group


@pytest.fixture
def people(house: House, clock: ManualClock) -> People:
    return People(house, clock)


@pytest.mark.parametrize(
    "not_there",
    [
        {"group": G.ORDER},
        {"is_away": True},
        {"seen_at": None},
        {"seen_at": at("11-22 09:58")},
        {"capacity": 0},
        {"active": False},
        {"role": Role.SUPERVISOR},
    ],
)
def test_it_goes_to_who_is_there_and_to_nobody_else(
    people: People, not_there: dict[str, Any]
) -> None:
    people.hire("absent", **not_there)
    waiting = people.wants()
    people.tick()
    assert people.holder(waiting) is None
    people.hire("there")
    people.tick()
    assert people.holder(waiting) == "there"
    assert people.conversation(waiting).owner == Owner.QUEUE, "the bot goes on until it is taken"
    assert people.told("there") == ["assigned"]


def test_a_complaint_goes_to_its_group_and_who_helps_out_counts(people: People) -> None:
    people.hire("general")
    waiting = people.wants(flag=Flag.COMPLAINT)
    people.tick()
    assert people.holder(waiting) is None
    people.hire("helper", G.ORDER, helps=["complaint"])
    people.tick()
    assert people.holder(waiting) == "helper"


def test_danger_goes_to_anybody_where_its_group_is_not_there(people: People) -> None:
    """REQ D3."""
    people.hire("general")
    waiting = people.wants(flag=Flag.URGENT)
    people.tick()
    assert people.holder(waiting) == "general"


def test_only_who_is_on_shift_gets_it_where_there_is_a_roster(people: People) -> None:
    """REQ A9: no roster for the day, no restriction; being on call is not being at the desk."""
    people.hire("early")
    people.hire("late")
    people.hire("on_call")
    with people.database.write() as session:
        session.add_all(
            Shift(staff_id=people.staff[name], kind=kind, start_at=at(start), end_at=at(end))
            for name, kind, start, end in (
                ("early", ShiftKind.DAY, "11-22 08:30", "11-22 16:30"),
                ("late", ShiftKind.EVENING, "11-22 16:30", "11-22 23:30"),
                ("on_call", ShiftKind.ON_CALL, "11-22 08:30", "11-22 16:30"),
            )
        )
    first, second = people.wants(), people.wants()
    people.tick()
    assert people.holder(first) == people.holder(second) == "early"


def test_least_loaded_gets_it_and_nobody_more_than_the_capacity(people: People) -> None:
    people.hire("a", capacity=2)
    people.hire("b", capacity=1)
    waiting = [people.wants() for _ in range(4)]
    for _ in waiting:
        people.tick()
    holders = [people.holder(key) for key in waiting]
    assert sorted(filter(None, holders)) == ["a", "a", "b"]
    assert holders[3] is None
    people.set("b", capacity=2)
    people.tick()
    assert people.holder(waiting[3]) == "b"


def test_the_more_pressing_gets_the_last_free_place(people: People) -> None:
    people.hire("a", capacity=1)
    first = people.wants()
    urgent = people.wants(flag=Flag.URGENT)
    people.tick()
    assert (people.holder(urgent), people.holder(first)) == ("a", None)


def test_who_knows_the_customer_comes_first(people: People) -> None:
    people.hire("a")
    people.hire("b", capacity=9)
    known = people.wants("zhou")
    people.take(known, "b")
    people.say(known, "b")
    people.back(known, "b")
    for _ in range(3):
        people.take(people.wants(), "b")
    assert people.wants("zhou") == known
    people.tick()
    assert people.holder(known) == "b", "although a has nothing in hand"
    people.set("b", is_away=True)
    people.tick()
    assert people.holder(known) == "a", "whoever is not there does not keep the customer waiting"


def test_unanswered_it_goes_to_a_colleague_and_the_lead_is_told_once(people: People) -> None:
    people.lead()
    people.hire("a")
    waiting = people.wants()
    people.tick()
    people.hire("b")
    people.pass_time("a", "b", minutes=9)
    assert people.holder(waiting) == "a"
    people.pass_time("a", "b", minutes=1)
    assert people.holder(waiting) == "b"
    assert people.told("lead").count("reassigned") == 1
    assert "assigned" not in people.told("a", open_only=True)
    people.tick()
    assert people.told("b").count("assigned") == 1


def test_taken_but_not_answered_it_goes_on_too(people: People) -> None:
    people.lead()
    people.hire("a")
    people.hire("b")
    silent, answered = people.wants(), people.wants()
    people.take(silent, "a")
    people.take(answered, "a")
    people.say(answered, "a")
    people.pass_time("a", "b", minutes=10)
    assert people.holder(silent) == "b"
    assert people.conversation(silent).owner == Owner.QUEUE
    assert people.holder(answered) == "a"
    assert people.told("lead").count("reassigned") == 1


def test_with_nobody_else_it_stays_and_the_lead_is_told_once(people: People) -> None:
    people.lead()
    people.hire("a")
    waiting = people.wants()
    people.tick()
    for _ in range(3):
        people.pass_time("a", minutes=10)
    assert people.holder(waiting) == "a"
    assert people.told("lead").count("reassigned") == 1


def test_going_offline_puts_the_open_ones_back_to_who_is_there(people: People) -> None:
    people.hire("a")
    taken, given = people.wants(), people.wants()
    people.take(taken, "a")
    people.say(taken, "a")
    people.tick()
    assert people.holder(given) == "a"
    people.hire("b")
    people.pass_time("b", seconds=61)
    assert people.holder(taken) == people.holder(given) == "b"
    assert people.conversation(taken).owner == Owner.QUEUE
    owner = people.conversation(taken).owner_staff_id
    assert owner == people.staff["a"], "whoever came first stays responsible (REQ A4)"


def test_offline_with_nobody_there_it_waits_for_the_next(people: People) -> None:
    people.hire("a")
    taken = people.wants()
    people.take(taken, "a")
    people.pass_time(seconds=61)
    assert people.holder(taken) is None
    assert people.conversation(taken).owner == Owner.QUEUE
    people.set("a", seen_at=people.now)
    people.tick()
    assert people.holder(taken) == "a"


def test_who_never_opened_a_console_has_not_gone_offline(people: People) -> None:
    people.hire("a", seen_at=None)
    taken = people.wants()
    people.take(taken, "a")
    people.pass_time(seconds=300)
    assert people.holder(taken) == "a"


def test_away_gives_back_what_is_not_taken_and_keeps_the_rest(people: People) -> None:
    people.hire("a")
    taken, given = people.wants(), people.wants()
    people.take(taken, "a")
    people.tick()
    with people.database.write() as session:
        person = session.get_one(assignment.Staff, people.staff["a"])
        presence.set_away(session, person, is_away=True, now=people.now)
    people.tick()
    assert people.holder(taken) == "a"
    assert people.holder(given) is None


@pytest.mark.parametrize("capacity", [1, 3])
def test_two_assigners_at_once_give_each_to_one_and_nobody_too_much(
    people: People, capacity: int
) -> None:
    for name in ("a", "b"):
        people.hire(name, capacity=capacity)
    waiting = [people.wants() for _ in range(6)]
    now, settings = people.now, people.house.settings

    def work(number: int) -> str:
        for key in waiting if number % 2 else reversed(waiting):
            with people.database.write() as session:
                assignment.assign(session, key, now=now, settings=settings)
        return "done"

    assert at_once(4, work) == {"done": 4}
    holders = [people.holder(key) for key in waiting]
    assert {name: holders.count(name) for name in ("a", "b")} == {"a": capacity, "b": capacity}
    with people.database.read() as session:
        assert count(session, assignment.Conversation) == 6
    assert len(people.told("a")) == capacity, "nobody is told of what another got"


def test_an_agent_and_the_assigner_at_once_leave_one_holder(people: People) -> None:
    """Whoever takes it by hand wins over the assignment, before or after it."""
    people.hire("a")
    people.hire("b")
    waiting = people.wants()

    def work(number: int) -> str:
        if number:
            people.take(waiting, "b")
        else:
            people.tick()
        return "done"

    assert at_once(2, work) == {"done": 2}
    assert people.holder(waiting) == "b"
    people.pass_time("a", "b", seconds=10)
    assert people.holder(waiting) == "b"
    assert people.told("a", open_only=True) == []


def test_signing_out_is_going_offline_unless_another_browser_is_open(people: People) -> None:
    people.hire("a")
    with people.database.write() as session:
        person = session.get_one(assignment.Staff, people.staff["a"])
        presence.leave(session, person, now=people.now, settings=people.house.settings)
        assert presence.is_gone(person, now=people.now, settings=people.house.settings)
    taken = people.wants()
    people.take(taken, "a")
    people.pass_time(seconds=1)
    assert people.holder(taken) is None
