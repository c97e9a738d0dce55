"""One visit of several, or all that are left, moved or cancelled (REQ C7, C8)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, RefusedError
from bot.models import FollowUp, FollowUpState, Order, VisitState
from bot.services.order import finance, orders, series_changes
from bot.settings import Settings
from tests.factories import NOW, at, book, bring, count, make_company

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FIRST = at("11-25 09:00")


def weekly(session: Session, settings: Settings, visits: int = 4) -> Order:
    """Four weekly visits for 90 yuan in all."""
    service = make_company(session)
    starts = [FIRST + timedelta(weeks=n) for n in range(1, visits)]
    further = tuple((start, start + timedelta(hours=2)) for start in starts)
    return book(session, service, FIRST, settings, further=further)


def pending(session: Session, visit_id: int) -> int:
    return count(
        session, FollowUp, FollowUp.visit_id == visit_id, FollowUp.state == FollowUpState.PENDING
    )


def due(session: Session) -> Decimal:
    [line] = finance.lines(session, 2026, 11)
    return line.due


def test_one_visit_is_cancelled_and_the_others_stay(database: Database, settings: Settings) -> None:
    """Its follow-ups go, its part of the price is not due (REQ C7, C8)."""
    with database.write() as session:
        order = weekly(session, settings)
        second = order.visits[1]
        series_changes.cancel_visit(
            session, second, actor="customer", now=NOW, settings=settings, reason="away"
        )
        assert [visit.state for visit in order.visits].count(VisitState.CANCELLED) == 1
        assert order.state == VisitState.CONFIRMED
        assert (pending(session, second.id), pending(session, order.visits[2].id)) == (0, 4)
        assert due(session) == Decimal("67.50")


def test_a_late_cancelled_visit_costs_a_part_of_its_own_price(
    database: Database, settings: Settings
) -> None:
    """REQ B1, C8: 20 % of a quarter of 90 yuan."""
    with database.write() as session:
        order = weekly(session, settings)
        series_changes.cancel_visit(
            session, order.visits[0], actor="customer", now=FIRST - timedelta(hours=2),
            settings=settings, reason="ill",
        )  # fmt: skip
        assert (order.fee, due(session)) == (Decimal("4.50"), Decimal("72.00"))


def test_when_all_were_cancelled_one_by_one_only_the_fees_are_due(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        order = weekly(session, settings, visits=3)
        for visit in order.visits:
            series_changes.cancel_visit(
                session, visit, actor="customer", now=FIRST - timedelta(hours=2),
                settings=settings, reason="away",
            )  # fmt: skip
        assert order.state == VisitState.CANCELLED
        assert due(session) == Decimal("6.00")


def test_the_rest_of_a_series_is_cancelled_and_what_was_served_is_due(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        order = weekly(session, settings)
        bring(session, order.visits[0], VisitState.COMPLETED, settings, now=order.visits[0].end_at)
        series_changes.cancel_visits(
            session, order.visits[1:], actor="customer", now=order.visits[0].end_at,
            settings=settings, reason="moving",
        )  # fmt: skip
        assert order.state == VisitState.COMPLETED
        assert due(session) == Decimal("22.50")
        with pytest.raises(ConflictError):
            series_changes.cancel_visit(
                session, order.visits[0], actor="customer", now=NOW, settings=settings, reason="-"
            )


def test_the_rest_of_a_series_moves_by_as_much(database: Database, settings: Settings) -> None:
    """A week later: every visit comes where the next one was, with the same worker."""
    with database.write() as session:
        order = weekly(session, settings)
        before = [visit.start_at for visit in order.visits]
        to = before[1] + timedelta(weeks=1)
        series_changes.move_visits(
            session, order.visits[1:], to, actor="customer", now=NOW, settings=settings
        )
        after = [visit.start_at for visit in order.visits]
        assert after == [before[0], *(start + timedelta(weeks=1) for start in before[1:])]
        assert len({visit.worker_id for visit in order.visits}) == 1


def test_some_visits_of_a_series_are_cancelled_or_moved_and_the_others_stay(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        order = weekly(session, settings)
        before = [visit.start_at for visit in order.visits]
        series_changes.cancel_visits(
            session, order.visits[:2], actor="customer", now=NOW, settings=settings, reason="away"
        )
        assert [v.state for v in order.visits[:2]] == [VisitState.CANCELLED] * 2
        assert (order.state, order.waived) == (VisitState.CONFIRMED, Decimal("45.00"))
        series_changes.move_visits(
            session, [order.visits[3]], before[3] + timedelta(days=1), actor="customer", now=NOW,
            settings=settings,
        )  # fmt: skip
        assert [v.start_at for v in order.visits[2:]] == [before[2], before[3] + timedelta(days=1)]


def test_where_one_of_the_rest_cannot_move_none_does(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        order = weekly(session, settings)
        book(session, order.service, order.visits[2].start_at + timedelta(days=1), settings)
        before = [visit.start_at for visit in order.visits]
        with pytest.raises(RefusedError):
            series_changes.move_visits(
                session, order.visits, FIRST + timedelta(days=1), actor="customer", now=NOW,
                settings=settings,
            )  # fmt: skip
        session.expire_all()
        assert [visit.start_at for visit in order.visits] == before


def test_one_visit_of_a_series_moves_alone(database: Database, settings: Settings) -> None:
    with database.write() as session:
        order = weekly(session, settings)
        third = order.visits[2]
        to = third.start_at + timedelta(days=1)
        moved = orders.reschedule(
            session, order, to, visit=third, actor="customer", now=NOW, settings=settings
        )
        assert (moved.id, moved.start_at) == (third.id, to)
        assert order.visits[0].start_at == FIRST
