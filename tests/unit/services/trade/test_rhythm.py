"""After which visits a customer is asked, so that nobody is drowned (REQ C6, E1)."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import FollowUp, FollowUpKind, FollowUpState, Order, VisitState
from bot.services.order import orders
from bot.services.survey import callbacks
from bot.services.trade import rhythm
from bot.services.trade.rhythm import Asking
from bot.settings import Settings
from tests.factories import at, book, bring, make_company, make_service, make_worker

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FIRST = at("11-25 09:00")


def series(session: Session, settings: Settings, gap: timedelta, visits: int) -> Order:
    service = make_company(session)
    starts = [FIRST + gap * n for n in range(1, visits)]
    further = tuple((start, start + timedelta(hours=2)) for start in starts)
    return book(session, service, FIRST, settings, further=further)


def asked(order: Order, settings: Settings, session: Session) -> list[str]:
    """What each visit plans when one after the other is carried out."""
    found: list[str] = []
    for visit in order.visits:
        bring(session, visit, VisitState.COMPLETED, settings, now=visit.end_at)
        rows = session.query(FollowUp).filter(
            FollowUp.visit_id == visit.id, FollowUp.state == FollowUpState.PENDING
        )
        kinds = {row.kind for row in rows}
        found.append(
            "all" if FollowUpKind.CALLBACK_PHONE in kinds
            else "rating" if FollowUpKind.RATING in kinds else "-"
        )  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("days", "visits", "expected"),
    [
        (7, 1, ["all"]),
        (7, 4, ["all", "rating", "rating", "all"]),
        (1, 9, ["all", *"------", "rating", "all"]),
        (3, 5, ["all", "-", "-", "rating", "all"]),
    ],
)
def test_a_series_is_called_back_first_and_last_and_rated_once_a_week_between(
    database: Database, settings: Settings, days: int, visits: int, expected: list[str]
) -> None:
    with database.write() as session:
        order = series(session, settings, timedelta(days=days), visits)
        assert asked(order, settings, session) == expected


def test_when_the_rest_is_cancelled_the_last_one_served_is_called_back(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        order = series(session, settings, timedelta(days=7), 4)
        for visit in order.visits[:2]:
            bring(session, visit, VisitState.COMPLETED, settings, now=visit.end_at)
        now = order.visits[1].end_at + timedelta(days=1)
        assert not rhythm.is_called_back(order.visits[1])
        orders.cancel_order(
            session, order, actor="customer", now=now, settings=settings, reason="away"
        )
        assert rhythm.to_ask_about(order.visits[3]) == (order.visits[1], Asking.ALL)
        phone = session.query(FollowUp).filter_by(
            visit_id=order.visits[1].id, kind=FollowUpKind.CALLBACK_PHONE
        )
        assert phone.one().due_at <= now + timedelta(hours=72)
        rows = callbacks.board(session, FIRST - timedelta(days=1), now)
        assert {row.visit_id for row in rows} == {visit.id for visit in order.visits[:2]}


def test_days_in_a_row_are_asked_about_when_the_last_is_over(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        make_worker(session, "W009", skills=["nanny"])
        service = make_service(session, "nanny", unit="月")
        starts = [FIRST + timedelta(days=n) for n in range(1, 3)]
        further = tuple((start, start + timedelta(hours=2)) for start in starts)
        order = book(session, service, FIRST, settings, further=further)
        assert asked(order, settings, session) == ["-", "-", "all"]
