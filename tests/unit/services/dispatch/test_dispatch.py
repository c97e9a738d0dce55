"""Finding the right worker: hard rules, then a ranking; nobody is booked twice (REQ C4)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.clock import local
from bot.db import Database
from bot.models import Heard, SurveyKind, VisitState
from bot.services.dispatch import dispatch
from bot.services.order import orders
from bot.services.survey import callbacks, surveys
from bot.settings import Settings
from tests.factories import (
    DISTRICT,
    NOW,
    at,
    book,
    bring,
    make_company,
    make_conversation,
    make_service,
    make_staff,
    make_worker,
)
from tests.integration.test_double_booking import overlaps

BUSY = (at("11-25 10:00"), at("11-25 12:00"))


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        ("11-25 07:30", "11-25 09:30", True),
        ("11-25 07:31", "11-25 09:31", False),
        ("11-25 10:30", "11-25 11:00", False),
        ("11-25 09:00", "11-25 13:00", False),
        ("11-25 12:29", "11-25 14:00", False),
        ("11-25 12:30", "11-25 14:00", True),
        ("11-26 10:00", "11-26 12:00", True),
    ],
)
def test_half_an_hour_of_travel_lies_between_two_visits(
    database: Database, settings: Settings, start: str, end: str, free: bool
) -> None:
    """REQ C4."""
    with database.write() as session:
        service = make_company(session)
        visit = book(session, service, BUSY[0], settings).visits[0]
        assert visit.worker_id is not None
        assert dispatch.is_free(session, visit.worker_id, at(start), at(end)) is free


@pytest.mark.parametrize(
    ("state", "free"),
    [
        (VisitState.CONFIRMED, False),
        (VisitState.ASSIGNED, False),
        (VisitState.ACCEPTED, False),
        (VisitState.UNDER_WAY, False),
        (VisitState.COMPLETED, True),
        (VisitState.REVIEWED, True),
        (VisitState.CANCELLED, True),
    ],
)
def test_only_what_is_still_to_be_done_keeps_a_worker_busy(
    database: Database, settings: Settings, state: VisitState, free: bool
) -> None:
    """REQ C4."""
    with database.write() as session:
        visit = book(session, make_company(session), BUSY[0], settings).visits[0]
        bring(session, visit, state, settings)
        assert visit.worker_id is not None
        assert dispatch.is_free(session, visit.worker_id, *BUSY) is free
        assert dispatch.is_free(session, visit.worker_id, *BUSY, leave_out=visit.id)


def test_skill_area_and_leave_are_hard_rules(database: Database) -> None:
    """REQ C4."""
    with database.write() as session:
        service = make_service(session)
        fit = make_worker(session, "fit")
        make_worker(session, "no skill", skills=["cook"])
        make_worker(session, "no area", areas=["崇明区"])
        make_worker(session, "away", active=False)
        found = dispatch.candidates(session, service, district=DISTRICT, start=BUSY[0], end=BUSY[1])
        assert found == [fit]


def test_without_a_district_every_area_will_do(database: Database) -> None:
    with database.write() as session:
        service = make_service(session)
        make_worker(session, "W1", areas=["崇明区"])
        found = dispatch.candidates(session, service, district=None, start=BUSY[0], end=BUSY[1])
        assert len(found) == 1


def test_the_same_worker_again_then_rating_then_years(
    database: Database, settings: Settings
) -> None:
    """REQ C4: the customer's wishes before our own order."""
    with database.write() as session:
        service = make_company(session)
        conversation = make_conversation(session)
        known = book(
            session, service, at("11-24 09:00"), settings, conversation=conversation
        ).visits[0]
        make_worker(session, "good", rating=Decimal("5"), years=3)
        make_worker(session, "old", rating=Decimal("5"), years=9)
        make_worker(session, "new", rating=Decimal("4.5"), years=20)
        assert known.worker is not None
        known.worker.rating = Decimal("4")
        found = dispatch.candidates(
            session,
            service,
            district=DISTRICT,
            start=BUSY[0],
            end=BUSY[1],
            customer_id=conversation.identity.customer_id,
        )
        assert [w.number for w in found] == ["W001", "old", "good", "new"]


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        ("served", ["W001", "W002"]),
        ("cancelled", ["W002", "W001"]),
        ("rated low", ["W002"]),
        ("rated low on the phone", ["W002"]),
        ("does not recommend us", ["W001", "W002"]),
    ],
)
def test_who_came_before_comes_again_unless_the_customer_was_not_content(
    database: Database, settings: Settings, what: str, wanted: list[str]
) -> None:
    """REQ C4, E2: of two workers, the first of whom has fewer points of her own."""
    with database.write() as session:
        service = make_company(session)
        conversation, now = make_conversation(session), at("11-22 12:00")
        visit = book(session, service, now, settings, conversation=conversation).visits[0]
        make_worker(session, "W002", years=9)
        if what == "cancelled":
            orders.cancel_order(session, visit.order, actor="test", now=NOW - timedelta(days=9),
                                settings=settings, reason="test")  # fmt: skip
        else:
            bring(session, visit, VisitState.COMPLETED, settings, now=now)
        if what == "rated low on the phone":
            visit.order.conversation_id = None
            callbacks.note_call(session, visit.id, make_staff(session), Heard.REACHED,
                                score=Decimal(2), now=now, settings=settings)  # fmt: skip
        elif what in ("rated low", "does not recommend us"):
            survey = (
                surveys.ask_about_visit(session, conversation, visit, kind=SurveyKind.SERVICE,
                                        now=now)
                if what == "rated low"
                else surveys.ask_nps(session, conversation, visit, now=now)
            )  # fmt: skip
            surveys.answer(session, survey, score=Decimal(2), reason=None, now=now,
                           conversation=conversation, settings=settings)  # fmt: skip
        found = dispatch.candidates(
            session, service, district=DISTRICT, start=BUSY[0], end=BUSY[1],
            customer_id=conversation.identity.customer_id,
        )  # fmt: skip
        assert [worker.number for worker in found] == wanted


def test_a_full_day_gives_every_worker_no_overlap(database: Database, settings: Settings) -> None:
    """REQ C4: as many visits as fit with travel, and not one more."""
    with database.write() as session:
        service = make_company(session, workers=2)
        starts = dispatch.free_starts(
            session,
            service,
            district=DISTRICT,
            near=at("11-25 08:00"),
            length=timedelta(hours=2),
            now=NOW,
            settings=settings,
            count=40,
        )
        booked = 0
        for start in starts:
            if dispatch.candidates(
                session, service, district=DISTRICT, start=start, end=start + timedelta(hours=2)
            ):
                book(session, service, start, settings)
                booked += 1
        assert booked >= 2 * 4
        assert overlaps(session) == []


def test_the_nearest_free_starts_are_offered_in_order(
    database: Database, settings: Settings
) -> None:
    """REQ C1."""
    with database.write() as session:
        service = make_company(session)
        book(session, service, at("11-25 14:00"), settings)
        starts = dispatch.free_starts(
            session,
            service,
            district=DISTRICT,
            near=at("11-25 14:00"),
            length=timedelta(hours=2),
            now=NOW,
            settings=settings,
        )
        assert starts == [at("11-25 11:00"), at("11-25 11:30"), at("11-25 16:30")]


def test_offers_keep_the_lead_time_and_the_service_hours(
    database: Database, settings: Settings
) -> None:
    """REQ C1."""
    with database.write() as session:
        service = make_company(session, workers=3)
        starts = dispatch.free_starts(
            session,
            service,
            district=DISTRICT,
            near=NOW,
            length=timedelta(hours=2),
            now=NOW,
            settings=settings,
            count=60,
        )
    assert min(starts) == NOW + timedelta(minutes=settings.book_lead_minutes)
    assert {local(s).hour for s in starts} <= set(range(8, 19))
    assert max((local(s) + timedelta(hours=2)).time() for s in starts) <= settings.open_until


def test_nothing_is_offered_where_nobody_works(database: Database, settings: Settings) -> None:
    with database.write() as session:
        service = make_company(session)
        assert not dispatch.free_starts(
            session,
            service,
            district="崇明区",
            near=NOW,
            length=timedelta(hours=2),
            now=NOW,
            settings=settings,
        )


def test_what_is_longer_than_the_day_is_not_offered(database: Database, settings: Settings) -> None:
    with database.write() as session:
        service = make_company(session)
        assert not dispatch.free_starts(
            session,
            service,
            district=DISTRICT,
            near=NOW,
            length=timedelta(hours=13),
            now=NOW,
            settings=settings,
        )
