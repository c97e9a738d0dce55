"""Alarms to staff: who gets them, once (REQ A8, D3, G5)."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import AlarmKind, Group, Outbox, Purpose, Role, Staff, StaffChat
from bot.services.handoff.staff_alarms import Audience, raise_alarm
from bot.services.wording import load_wording
from bot.settings import Settings
from tests.factories import NOW, make_identity, make_staff

VALUES: dict[str, object] = {"count": 3, "link": "https://desk.example/console/outbox"}
EVERYBODY = Audience(at_least=Role.AGENT)


def _colleague(
    session: Session, username: str, role: Role = Role.AGENT, group: Group = Group.GENERAL
) -> Staff:
    staff = make_staff(session, username, role=role, group=group)
    identity = make_identity(session, channel="telegram", sender=f"chat-{username}")
    session.add(StaffChat(staff_id=staff.id, identity_id=identity.id, bound_at=NOW))
    session.flush()
    return staff


def _raise(
    database: Database, settings: Settings, audience: Audience = EVERYBODY, key: str = "k"
) -> int | None:
    with database.write() as session:
        return raise_alarm(
            session,
            AlarmKind.UNDELIVERED,
            audience,
            key,
            VALUES,
            wording=load_wording(settings),
            now=NOW,
        )


def _told(database: Database) -> list[str]:
    with database.read() as session:
        names = {staff.id: staff.username for staff in session.scalars(select(Staff))}
        keys = session.scalars(select(Outbox.key).where(Outbox.purpose == Purpose.ALARM))
        return sorted(names[int(key.rpartition(":")[2])] for key in keys)


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (EVERYBODY, ["a", "b", "c"]),
        (Audience(group=Group.COMPLAINT), ["b"]),
        (Audience(group=Group.COMPLAINT, at_least=Role.LEAD), ["b", "c"]),
    ],
)
def test_an_alarm_goes_to_its_audience(
    database: Database, settings: Settings, audience: Audience, expected: list[str]
) -> None:
    with database.write() as session:
        _colleague(session, "a")
        _colleague(session, "b", group=Group.COMPLAINT)
        _colleague(session, "c", role=Role.SUPERVISOR, group=Group.ORDER)
    assert _raise(database, settings, audience) == len(expected)
    assert _told(database) == expected


def test_an_alarm_can_be_for_one_person(database: Database, settings: Settings) -> None:
    with database.write() as session:
        _colleague(session, "a", role=Role.MANAGER)
        only = _colleague(session, "b").id
    assert _raise(database, settings, Audience(staff_ids=frozenset({only}))) == 1
    assert _told(database) == ["b"]


def test_it_says_what_is_wrong_and_where_to_look(database: Database, settings: Settings) -> None:
    with database.write() as session:
        _colleague(session, "a")
    _raise(database, settings)
    with database.read() as session:
        row = session.scalars(select(Outbox)).one()
        assert "3 条消息" in row.message.text
        assert "https://desk.example/console/outbox" in row.message.text
        assert row.message.data == {"fields": {"what": row.message.text, "when": "11月22日 10:00"}}


def test_who_left_or_has_no_chat_is_not_told(database: Database, settings: Settings) -> None:
    with database.write() as session:
        _colleague(session, "a").active = False
        make_staff(session, "b")
    assert _raise(database, settings) == 0
    assert _told(database) == []


def test_the_same_alarm_is_raised_once_also_by_two_at_once(
    database: Database, settings: Settings
) -> None:
    """REQ G5: two processes see the same cause in the same tick."""
    with database.write() as session:
        _colleague(session, "a")
    results: list[int | None] = []
    gate = threading.Barrier(2)

    def run() -> None:
        gate.wait()
        results.append(_raise(database, settings))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results, key=str) == [1, None]
    assert _told(database) == ["a"]
    assert _raise(database, settings, key="another") == 1
