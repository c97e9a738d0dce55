"""Surcharges and the conditions of coupons, exact to the cent (REQ C7)."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Condition, Coupon, Service, Surcharge, VisitState
from bot.services.trade import catalogue
from bot.services.trade.catalogue import Quote
from bot.services.trade.surcharges import Occasion
from bot.settings import Settings
from tests.factories import NOW, at, book, make_company, make_conversation, make_service


def rule(session: Session, condition: Condition, **more: Any) -> None:
    values: dict[str, Any] = {
        "code": condition,
        "title": f"{condition}加价",
        "percent": Decimal(20),
    }
    session.add(Surcharge(condition=condition, **{**values, **more}))
    session.flush()


def quote(session: Session, service: Service, start: datetime, **more: Any) -> Quote:
    values: dict[str, Any] = {"hours": Decimal(2), "quantity": None, "customer_id": 0}
    where = Occasion(start, more.pop("asked_at", NOW), more.pop("district", "徐汇区"))
    return catalogue.quote(
        session, service, today=NOW.date(), occasions=[where], **{**values, **more}
    )


@pytest.mark.parametrize(
    ("condition", "more", "start", "district", "surcharge"),
    [
        (Condition.WEEKEND, {}, "11-28 09:00", "徐汇区", "18.00"),
        (Condition.WEEKEND, {}, "11-27 09:00", "徐汇区", "0.00"),
        (Condition.HOLIDAY, {}, "10-01 09:00", "徐汇区", "18.00"),
        (Condition.HOLIDAY, {}, "11-25 09:00", "徐汇区", "0.00"),
        (Condition.URGENT, {"hours": Decimal(4)}, "11-22 13:59", "徐汇区", "18.00"),
        (Condition.URGENT, {"hours": Decimal(4)}, "11-22 14:00", "徐汇区", "0.00"),
        (Condition.AREA, {"districts": ["崇明区"]}, "11-25 09:00", "崇明区", "18.00"),
        (Condition.AREA, {"districts": ["崇明区"]}, "11-25 09:00", "徐汇区", "0.00"),
        (Condition.AREA, {"districts": ["崇明区"]}, "11-25 09:00", None, "0.00"),
        (Condition.WEEKEND, {"services": ["drain"]}, "11-28 09:00", "徐汇区", "0.00"),
        (Condition.WEEKEND, {"active": False}, "11-28 09:00", "徐汇区", "0.00"),
        (Condition.WEEKEND, {"percent": Decimal(0), "amount": Decimal("9.99")}, "11-28 09:00", "徐汇区", "9.99"),
    ],
)  # fmt: skip
def test_a_surcharge_applies_by_its_condition(
    database: Database, condition: Condition, more: dict[str, Any], start: str, district: str | None,
    surcharge: str,
) -> None:  # fmt: skip
    with database.write() as session:
        rule(session, condition, **more)
        found = quote(session, make_service(session), at(start), district=district)
        assert found.surcharge == Decimal(surcharge)
        assert found.amount == Decimal(90) + Decimal(surcharge)
        assert (f"{condition}加价" in found.extra) is bool(Decimal(surcharge))


def test_a_holiday_at_the_weekend_is_charged_once(database: Database) -> None:
    with database.write() as session:
        rule(session, Condition.WEEKEND)
        rule(session, Condition.HOLIDAY, percent=Decimal(50))
        found = quote(session, make_service(session), at("10-03 09:00"), asked_at=at("09-20 09:00"))
        assert (found.surcharge, found.amount) == (45, 135)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@hypothesis_settings(
    max_examples=60, derandomize=True, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    price=st.decimals("0.01", "2000", places=2),
    minimum=st.decimals(0, 500, places=2),
    percent=st.decimals(0, 100, places=2),
    fixed=st.decimals(0, 300, places=2),
    off=st.decimals("0.01", "300", places=2),
    hours=st.decimals("0.5", "12", places=1),
)
def test_base_and_surcharge_less_discount_is_the_amount(
    database: Database, price: Decimal, minimum: Decimal, percent: Decimal, fixed: Decimal,
    off: Decimal, hours: Decimal,
) -> None:  # fmt: skip
    with database.read() as session:
        service = make_service(session, price=price, minimum=minimum)
        rule(session, Condition.WEEKEND, percent=percent, amount=fixed)
        session.add(Coupon(code="C", title="", threshold=Decimal(0), amount=off))
        session.flush()
        found = quote(session, service, at("11-28 09:00"), hours=hours)
        plain = quote(session, service, at("11-27 09:00"), hours=hours)
        assert found.amount is not None
        assert plain.amount is not None
        assert found.amount - found.surcharge + found.discount == plain.amount + plain.discount
        for part in (found.amount, found.surcharge, found.discount):
            assert part == part.quantize(Decimal("0.01"))
            assert part >= 0


@pytest.mark.parametrize(
    ("more", "days", "applies"),
    [
        ({"services": ["drain"]}, 0, False),
        ({"services": ["drain", "daily_clean"]}, 0, True),
        ({"valid_from": NOW.date()}, 0, True),
        ({"valid_from": NOW.date() + timedelta(days=1)}, 0, False),
    ],
)
def test_a_coupon_applies_by_its_conditions(
    database: Database, more: dict[str, Any], days: int, applies: bool
) -> None:
    with database.write() as session:
        values = {"title": "", "threshold": Decimal(0), "amount": Decimal(10)}
        session.add(Coupon(code="C", **{**values, **more}))
        session.flush()
        assert (quote(session, make_service(session), at("11-25 09:00")).coupon == "C") is applies


def test_a_coupon_for_once_is_taken_once_unless_the_order_was_cancelled(
    database: Database, settings: Settings
) -> None:
    with database.write() as session:
        service = make_company(session)
        conversation = make_conversation(session)
        session.add(
            Coupon(code="C", title="", threshold=Decimal(0), amount=Decimal(10), once_only=True)
        )
        order = book(session, service, at("11-25 09:00"), settings, conversation=conversation)
        order.coupon = "C"
        session.flush()
        mine = conversation.identity.customer_id
        assert quote(session, service, at("11-26 09:00"), customer_id=mine).coupon is None
        assert quote(session, service, at("11-26 09:00"), customer_id=mine + 1).coupon == "C"
        order.state = VisitState.CANCELLED
        session.flush()
        assert quote(session, service, at("11-26 09:00"), customer_id=mine).coupon == "C"
