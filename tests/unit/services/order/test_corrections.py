"""Corrections carry a cause, and only the desk's own errors count (REQ C9)."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Database
from bot.errors import ConflictError, NotFoundError
from bot.models import History, Order, VisitState
from bot.services.order.corrections import Accuracy, Cause, Correction, accuracy, correct
from bot.settings import Settings
from tests.factories import NOW, at, book, bring, make_company, make_staff

DAY = timedelta(days=1)


def company(session: Session, settings: Settings, number: int) -> list[Order]:
    service = make_company(session, workers=number)
    placed = [book(session, service, at("11-22 12:00"), settings) for _ in range(number)]
    for order in placed:
        bring(session, order.visits[0], VisitState.COMPLETED, settings)
    return placed


def figure(session: Session) -> Accuracy:
    return accuracy(session, NOW - DAY, NOW + DAY)


def test_only_a_desk_error_lowers_the_figure(database: Database, settings: Settings) -> None:
    with database.write() as session:
        placed, staff = company(session, settings, 4), make_staff(session)
        assert figure(session).percent == 100
        for order, cause in zip(placed, (Cause.CUSTOMER, Cause.WORKER, Cause.DESK), strict=False):
            correct(
                session, order.id, staff, Correction(cause, "改地址"), now=NOW, settings=settings
            )
        found = figure(session)
        assert (found.orders, found.desk_errors, found.percent) == (4, 1, 75)
        assert found.by_cause == {Cause.CUSTOMER: 1, Cause.WORKER: 1, Cause.DESK: 1}


def test_an_order_corrected_twice_counts_once(database: Database, settings: Settings) -> None:
    with database.write() as session:
        [order], staff = company(session, settings, 1), make_staff(session)
        for what in ("电话抄错一位", "门牌也错了"):
            correct(
                session, order.id, staff, Correction(Cause.DESK, what), now=NOW, settings=settings
            )
        correct(
            session,
            order.id,
            staff,
            Correction(Cause.CUSTOMER, "加一项"),
            now=NOW,
            settings=settings,
        )
        assert figure(session).desk_errors == 1
        assert order.correction == Cause.DESK


def test_orders_outside_the_span_or_not_carried_out_do_not_count(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        [order] = company(session, settings, 1)
        book(session, order.service, at("11-25 09:00"), settings)
        assert figure(session).orders == 1
        assert accuracy(session, NOW + DAY, NOW + 2 * DAY).percent is None


def test_old_and_new_stand_in_the_history(database: Database, settings: Settings) -> None:
    """REQ G1."""
    with database.write() as session:
        [order], staff = company(session, settings, 1), make_staff(session)
        wish = Correction(Cause.DESK, "抄错", "上海市徐汇区漕溪路19号", "138 0013 8001", "有猫")
        correct(session, order.id, staff, wish, now=NOW, settings=settings)
        assert (order.address, order.phone, order.note) == (
            "上海市徐汇区漕溪路19号", "+8613800138001", "有猫",
        )  # fmt: skip
        [row] = session.scalars(select(History).where(History.action == "corrected"))
        assert (row.actor, row.after) == ("staff:lin", "desk")
        assert "漕溪路18号3栋501室 → 上海市徐汇区漕溪路19号" in (row.reason or "")
        assert "要求：无 → 有猫" in (row.reason or "")


def test_a_correction_says_what_was_wrong(database: Database, settings: Settings) -> None:
    with database.write() as session:
        [order], staff = company(session, settings, 1), make_staff(session)
        with pytest.raises(ConflictError, match="写明"):
            correct(
                session, order.id, staff, Correction(Cause.DESK, " "), now=NOW, settings=settings
            )
        with pytest.raises(ConflictError, match="电话"):
            correct(
                session,
                order.id,
                staff,
                Correction(Cause.DESK, "错", phone="12"),
                now=NOW,
                settings=settings,
            )
        with pytest.raises(NotFoundError):
            correct(
                session,
                order.id + 9,
                staff,
                Correction(Cause.DESK, "错"),
                now=NOW,
                settings=settings,
            )
