"""Follow-ups are planned at the right times, outside the quiet hours (REQ C5, C6, E1, E5)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.clock import LOCAL, local
from bot.db import Database
from bot.models import FollowUp, FollowUpKind, FollowUpState, Visit, VisitState
from bot.services.order import follow_ups, orders
from bot.settings import Settings
from tests.factories import at, book, bring, follow_up, make_company

K = FollowUpKind
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001
).map(lambda moment: moment.replace(tzinfo=LOCAL))
QUIET: dict[str, Any] = {
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
    "deadline": None,
}


def plan(database: Database, settings: Settings, done_at: datetime) -> dict[str, datetime]:
    """When each row of a visit that ended then is due; nothing is kept."""
    with database.read() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        follow_ups.schedule_after_service(session, visit, done_at=done_at, settings=settings)
        rows = session.scalars(
            select(FollowUp).where(FollowUp.kind.not_in(follow_ups.BEFORE))
        ).all()
        return {str(row.kind): row.due_at for row in rows}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@hypothesis_settings(max_examples=30, derandomize=True, **QUIET)
@given(done_at=MOMENTS)
def test_whenever_a_service_ends_its_callback_is_over_before_the_third_day_is(
    database: Database, settings: Settings, done_at: datetime
) -> None:
    """REQ C6, E1, E5: rating within 24 h; two tries, then a person, all within 72 h; never at
    night."""
    due = plan(database, settings, done_at)
    assert set(due) == {K.RATING, K.CALLBACK, K.CALLBACK_AGAIN, K.CALLBACK_PHONE, K.NPS}
    assert timedelta(days=7) <= due[K.NPS] - done_at < timedelta(days=8)
    assert timedelta(hours=2) <= due[K.RATING] - done_at <= timedelta(hours=24)
    assert due[K.CALLBACK] - done_at >= timedelta(hours=24)
    assert due[K.CALLBACK] < due[K.CALLBACK_AGAIN] < due[K.CALLBACK_PHONE]
    assert due[K.CALLBACK_PHONE] < done_at + timedelta(hours=72)
    assert not [kind for kind, moment in due.items() if not 8 <= local(moment).hour < 22]


@pytest.mark.parametrize(
    ("done_at", "rating"),
    [
        ("11-25 11:00", "11-25 13:00"),
        ("11-25 19:59", "11-25 21:59"),
        ("11-25 20:00", "11-26 08:00"),
        ("11-25 23:30", "11-26 08:00"),
        ("11-26 03:00", "11-26 08:00"),
        ("11-26 06:00", "11-26 08:00"),
    ],
)
def test_the_rating_is_asked_two_hours_after_or_in_the_morning(
    database: Database, settings: Settings, done_at: str, rating: str
) -> None:
    """REQ C6, E5."""
    assert plan(database, settings, at(done_at))[K.RATING] == at(rating)


def test_completing_a_visit_plans_everything_once(database: Database, settings: Settings) -> None:
    """REQ C6, E1, G5."""
    with database.write() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        bring(session, visit, VisitState.COMPLETED, settings, now=at("11-25 11:00"))
        follow_ups.schedule_after_service(
            session, visit, done_at=at("11-25 11:00"), settings=settings
        )
        rows = session.scalars(select(FollowUp).order_by(FollowUp.id)).all()
        kinds = [row.kind for row in rows]
        assert sorted(kinds) == sorted(set(K) - {K.RELEASED, K.REPLACED, K.CHANGED})
        assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("start", "booked", "due"),
    [
        ("11-25 09:00", "11-22 10:00", "11-24 18:00"),
        ("11-25 23:59", "11-22 10:00", "11-24 18:00"),
        ("11-26 00:00", "11-22 10:00", "11-25 18:00"),
        ("11-23 09:00", "11-22 17:59", "11-22 18:00"),
        ("11-23 09:00", "11-22 18:00", None),
        ("11-22 15:00", "11-22 10:00", None),
    ],
)
def test_the_reminder_is_due_at_six_on_the_eve(
    database: Database, settings: Settings, start: str, booked: str, due: str | None
) -> None:
    """REQ C5."""
    with database.write() as session:
        service = make_company(session)
        visit = book(session, service, at(start), settings, now=at(booked)).visits[0]
        reminders = select(FollowUp).where(FollowUp.kind == K.REMINDER)
        row = session.scalar(reminders.where(FollowUp.visit_id == visit.id))
        assert (row.due_at if row else None) == (at(due) if due else None)


def test_what_was_asked_is_not_planned_again(database: Database, settings: Settings) -> None:
    """REQ G5."""
    with database.write() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        bring(session, visit, VisitState.COMPLETED, settings)
        follow_up(session, visit, K.RATING).state = FollowUpState.DONE
        follow_ups.schedule_after_service(
            session, visit, done_at=at("11-25 11:00"), settings=settings
        )
        assert follow_up(session, visit, K.RATING).state == FollowUpState.DONE


def test_a_visit_that_is_moved_after_its_reminder_is_reminded_of_again(
    database: Database, settings: Settings
) -> None:
    """REQ C5."""
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        follow_up(session, order.visits[0], K.REMINDER).state = FollowUpState.DONE
        orders.reschedule(
            session,
            order,
            at("11-27 09:00"),
            actor="customer",
            now=at("11-24 19:00"),
            settings=settings,
        )
        pending = select(FollowUp.due_at).where(
            FollowUp.state == FollowUpState.PENDING, FollowUp.kind == K.REMINDER
        )
        assert session.scalars(pending).all() == [at("11-26 18:00")]


def test_only_the_named_kinds_are_withdrawn(database: Database, settings: Settings) -> None:
    with database.write() as session:
        visit = book(session, make_company(session), at("11-25 09:00"), settings).visits[0]
        bring(session, visit, VisitState.COMPLETED, settings)
        follow_ups.withdraw(session, visit.id, reason="answered", kinds={K.RATING})
        states = {row.kind: (row.state, row.reason) for row in session.scalars(select(FollowUp))}
        assert states.pop(K.RATING) == (FollowUpState.WITHDRAWN, "answered")
        for kind in (K.CALLBACK, K.CALLBACK_AGAIN, K.CALLBACK_PHONE):
            assert states[kind] == (FollowUpState.PENDING, None)


# -- quiet hours ----------------------------------------------------------------------------------


def test_a_visit_keeps_its_follow_ups_apart_from_anothers(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        service = make_company(session, workers=2)
        mine, other = (
            book(session, service, at("11-25 09:00"), settings).visits[0] for _ in range(2)
        )
        follow_ups.withdraw(session, mine.id, reason="cancelled")
        assert follow_up(session, other, K.REMINDER).state == FollowUpState.PENDING
        assert session.get_one(Visit, other.id).state == VisitState.CONFIRMED
