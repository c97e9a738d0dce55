"""The desk's clocks and their alarms (REQ A2, A7, A8)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.house import House
from bot.models import Alarm, ClockKind, Flag, Group, Role, SlaClock
from bot.services.wording import load_wording
from tests.conftest import MakeSettings
from tests.factories import NOW, at
from tests.integration.test_double_booking import at_once
from tests.unit.services.people import People

FIRST, NEXT, RESOLUTION = ClockKind


@pytest.fixture
def people(house: House, clock: ManualClock) -> People:
    people = People(house, clock)
    people.lead()
    people.hire("a")
    return people


def clocks(people: People, conversation: int) -> dict[str, SlaClock]:
    """The newest clock of each kind."""
    wish = select(SlaClock).where(SlaClock.conversation_id == conversation).order_by(SlaClock.id)
    with people.database.read() as session:
        return {str(clock.kind): clock for clock in session.scalars(wish)}


def span(clock: SlaClock) -> tuple[datetime, datetime, datetime]:
    return clock.started_at, clock.aim_at, clock.limit_at


def test_a_flag_starts_first_reply_and_resolution(people: People) -> None:
    waiting = people.wants()
    people.tick()
    found = clocks(people, waiting)
    assert set(found) == {FIRST, RESOLUTION}
    assert span(found[FIRST]) == (NOW, NOW + timedelta(minutes=1), NOW + timedelta(minutes=10))
    assert found[RESOLUTION].limit_at == NOW + timedelta(hours=8)


def test_the_first_answer_stops_its_clock_at_its_own_time(people: People) -> None:
    """Not at the time of the next look."""
    waiting = people.wants()
    people.tick()
    people.take(waiting, "a")
    people.clock.advance(timedelta(seconds=30))
    people.say(waiting, "a")
    people.pass_time("a", seconds=40)
    found = clocks(people, waiting)
    assert found[FIRST].stopped_at == NOW + timedelta(seconds=30)
    assert found[RESOLUTION].stopped_at is None
    assert "aim" not in people.told("a")


def test_a_customers_next_line_starts_a_clock_and_more_lines_do_not_start_it_anew(
    people: People,
) -> None:
    waiting = people.wants()
    people.take(waiting, "a")
    people.say(waiting, "a")
    people.pass_time("a", seconds=5)
    assert NEXT not in clocks(people, waiting)
    asked = people.now
    people.writes(waiting)
    people.pass_time("a", seconds=20)
    people.writes(waiting, "？")
    people.pass_time("a", seconds=20)
    next_reply = clocks(people, waiting)[NEXT]
    assert span(next_reply) == (
        asked,
        asked + timedelta(minutes=2),
        asked + timedelta(minutes=10),
    )
    people.say(waiting, "a", "马上好")
    answered = people.now
    people.pass_time("a", seconds=5)
    assert clocks(people, waiting)[NEXT].stopped_at == answered


def test_the_release_stops_all(people: People) -> None:
    waiting = people.wants()
    people.take(waiting, "a")
    people.pass_time("a", seconds=10)
    people.back(waiting, "a")
    released = people.now
    people.pass_time("a", hours=9)
    found = clocks(people, waiting)
    assert {clock.stopped_at for clock in found.values()} == {released}
    assert people.told("a") == []
    assert people.told("lead") == []


def test_alarms_at_the_aim_the_limit_and_the_steps_each_once(people: People) -> None:
    """REQ A8: the agent at the aim; agent and lead at the limit; then supervisor, manager."""
    people.hire("boss", role=Role.SUPERVISOR, seen_at=None)
    people.hire("chief", role=Role.MANAGER, seen_at=None)
    waiting = people.wants()
    people.take(waiting, "a")
    people.tick()
    seen = []
    for seconds in (59, 1, 539, 1, 599, 1, 1199, 1):
        people.pass_time("a", seconds=seconds)
        people.tick()
        told = {name: people.told(name) for name in ("a", "lead", "boss", "chief")}
        seen.append({name: [k for k in got if k in {"aim", "limit"}] for name, got in told.items()})
    none: list[str] = []
    assert seen[0] == {"a": none, "lead": none, "boss": none, "chief": none}
    assert seen[1] == {"a": ["aim"], "lead": none, "boss": none, "chief": none}
    assert seen[2] == seen[1]
    assert seen[3] == {"a": ["aim", "limit"], "lead": ["limit"], "boss": none, "chief": none}
    assert seen[4] == seen[3]
    assert seen[5]["boss"] == ["limit"]
    assert seen[6]["chief"] == []
    assert seen[7]["chief"] == ["limit"]
    assert seen[7]["a"] == ["aim", "limit"]


def test_after_a_night_down_everything_missed_is_told_once(people: People) -> None:
    waiting = people.wants()
    people.tick()
    people.clock.set(at("11-23 09:00"))
    people.set("a", seen_at=people.now)
    for _ in range(3):
        people.tick()
    assert people.told("lead").count("limit") == 2, "first reply and resolution, once each"
    assert clocks(people, waiting)[FIRST].next_at is None, "all its steps are behind it"


def test_the_alarm_is_raised_for_the_chats_under_the_same_key(people: People) -> None:
    waiting = people.wants()
    people.tick()
    people.pass_time("a", minutes=1)
    first = clocks(people, waiting)[FIRST]
    with people.database.read() as session:
        keys = set(session.scalars(select(Alarm.key)))
    assert f"clock:{first.id}:0" in keys


def test_several_schedulers_at_once_raise_each_alarm_once(people: People) -> None:
    waiting = [people.wants() for _ in range(3)]
    for key in waiting:
        people.take(key, "a")
    people.tick()
    people.clock.advance(timedelta(minutes=10))
    people.set("a", seen_at=people.now)

    def work(_: int) -> str:
        people.tick()
        return "done"

    assert at_once(4, work) == {"done": 4}
    people.tick()
    assert people.told("lead").count("limit") == 3
    assert people.told("a").count("aim") == 3


def test_at_night_the_clock_waits_for_the_morning_but_danger_does_not(
    people: People, clock: ManualClock
) -> None:
    """REQ D3."""
    clock.set(at("11-23 02:00"))
    calm, urgent = people.wants(), people.wants(flag=Flag.URGENT)
    people.tick()
    assert clocks(people, calm)[FIRST].aim_at == at("11-23 08:31")
    assert clocks(people, urgent)[FIRST].aim_at == at("11-23 02:01")


def test_a_raised_group_has_its_own_limits(
    people: People, make_settings: MakeSettings, clock: ManualClock
) -> None:
    settings = make_settings(service_levels={"complaint": {"reply_limit_seconds": 300}})
    house = House(people.database, clock, settings, load_wording(settings))
    own = People(house, clock, people.staff)
    waiting = own.wants()
    own.tick()
    assert clocks(own, waiting)[FIRST].limit_at == NOW + timedelta(minutes=10)
    with own.database.write() as session:
        from bot.services.thread import conversations

        conversation = conversations.locked(session, waiting)
        conversations.flag(session, conversation, Flag.COMPLAINT, now=NOW)
    own.tick()
    found = clocks(own, waiting)
    assert found[FIRST].limit_at == NOW + timedelta(minutes=5)
    assert found[FIRST].group == Group.COMPLAINT


def test_an_answer_takes_the_alarms_out_of_view(people: People) -> None:
    waiting = people.wants()
    people.take(waiting, "a")
    people.tick()
    people.pass_time("a", minutes=10)
    assert {"aim", "limit"} <= set(people.told("a", open_only=True))
    people.take(waiting, "a")
    people.say(waiting, "a")
    assert people.told("a", open_only=True) == []
    assert "limit" not in people.told("lead", open_only=True)
