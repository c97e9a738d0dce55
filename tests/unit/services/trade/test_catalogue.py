"""The catalogue: exact prices, coupons by their conditions, where we work (REQ B1, B2, C7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.db import Database
from bot.language.place.address import find_addresses
from bot.models import Coupon, Order, Service, VisitState
from bot.services.order import orders
from bot.services.trade import catalogue
from bot.services.trade.catalogue import Quote, money
from bot.settings import Settings
from tests.factories import (
    NOW,
    at,
    book,
    make_area,
    make_company,
    make_conversation,
    make_service,
)

TODAY = NOW.date()


def quote(session: Session, service: Service, **more: object) -> Quote:
    values: dict[str, object] = {"hours": None, "quantity": None, "customer_id": 0}
    return catalogue.quote(session, service, today=TODAY, **{**values, **more})  # type: ignore[arg-type]


def add_coupon(session: Session, code: str, amount: str, **more: object) -> None:
    values = {"title": code, "threshold": Decimal(0), "amount": Decimal(amount)}
    session.add(Coupon(code=code, **{**values, **more}))
    session.flush()


# -- prices ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "price", "minimum", "hours", "quantity", "amount"),
    [
        ("小时", "45", "90", "3", None, "135"),
        ("小时", "45", "90", "1", None, "90"),
        ("小时", "45", "90", None, None, "90"),
        ("小时", "33.33", "0", "3", None, "99.99"),
        ("小时", "45.10", "0", "2.5", None, "112.75"),
        ("平方米", "8", "300", None, "89.5", "716.0"),
        ("平方米", "8", "300", None, "10", "300"),
        ("平方米", "8", "300", None, None, None),
        ("台", "98", "0", None, "3", "294"),
        ("台", "98", "0", None, None, "98"),
        ("月", "9800", "0", None, None, "9800"),
    ],
)
def test_a_quote_is_exact(
    database: Database,
    unit: str,
    price: str,
    minimum: str,
    hours: str | None,
    quantity: str | None,
    amount: str | None,
) -> None:
    """REQ C7: price by unit, the minimum, nothing where it must be measured first."""
    with database.write() as session:
        service = make_service(session, unit=unit, price=Decimal(price), minimum=Decimal(minimum))
        found = quote(
            session,
            service,
            hours=Decimal(hours) if hours else None,
            quantity=Decimal(quantity) if quantity else None,
        )
        assert found.amount == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@hypothesis_settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    price=st.decimals(min_value=1, max_value=2000, places=2),
    minimum=st.decimals(min_value=0, max_value=500, places=2),
    quantity=st.decimals(min_value=1, max_value=999, places=1),
    off=st.decimals(min_value=0, max_value=300, places=2),
)
def test_the_amount_shown_is_the_amount_stored(
    database: Database, price: Decimal, minimum: Decimal, quantity: Decimal, off: Decimal
) -> None:
    """REQ C7: to the last cent, never below nothing, and with its discount it adds up."""
    with database.read() as session:
        service = make_service(session, unit="平方米", price=price, minimum=minimum)
        add_coupon(session, "C", str(off))
        found = quote(session, service, quantity=quantity)
        assert found.amount is not None
        assert found.amount >= 0
        assert abs(found.amount + found.discount - max(price * quantity, minimum)) < Decimal("0.01")
        order = _stored(session, service, found)
        assert order.amount is not None
        assert money(order.amount) == money(found.amount)


def _stored(session: Session, service: Service, price: Quote) -> Order:
    conversation = make_conversation(session)
    order = Order(
        number="D",
        request_key="k",
        customer=conversation.identity.customer,
        service=service,
        state=VisitState.CONFIRMED,
        address="",
        phone="",
        amount=price.amount,
        discount=price.discount,
        created_at=NOW,
    )
    session.add(order)
    session.flush()
    session.expire(order)
    return order


@pytest.mark.parametrize(
    ("amount", "text"),
    [("90", "90"), ("90.00", "90"), ("90.50", "90.5"), ("0.005", "0.01"), ("1200", "1200")],
)
def test_yuan_are_written_without_needless_decimals(amount: str, text: str) -> None:
    assert money(Decimal(amount)) == text


# -- coupons --------------------------------------------------------------------------------------


def test_the_best_coupon_that_applies_is_taken(database: Database) -> None:
    """REQ C7."""
    with database.write() as session:
        service = make_service(session, price=Decimal(100))
        add_coupon(session, "SMALL", "10")
        add_coupon(session, "LARGE", "30")
        add_coupon(session, "TOO_MUCH", "99", threshold=Decimal("200.01"))
        found = quote(session, service, hours=Decimal(2))
        assert (found.amount, found.discount, found.coupon) == (170, 30, "LARGE")


@pytest.mark.parametrize(("threshold", "applies"), [("200", True), ("200.01", False)])
def test_a_coupon_needs_its_threshold(database: Database, threshold: str, applies: bool) -> None:
    """REQ C7."""
    with database.write() as session:
        service = make_service(session, price=Decimal(100))
        add_coupon(session, "C", "10", threshold=Decimal(threshold))
        assert (quote(session, service, hours=Decimal(2)).coupon == "C") is applies


@pytest.mark.parametrize(("days", "applies"), [(-1, False), (0, True), (1, True)])
def test_a_coupon_is_valid_through_its_last_day(
    database: Database, days: int, applies: bool
) -> None:
    """REQ C7."""
    with database.write() as session:
        add_coupon(session, "C", "10", valid_until=TODAY + timedelta(days=days))
        assert (quote(session, make_service(session)).coupon == "C") is applies
        assert bool(catalogue.valid_coupons(session, TODAY)) is applies


def test_a_first_order_coupon_is_for_the_first_order_only(
    database: Database, settings: Settings
) -> None:
    """REQ C7."""
    with database.write() as session:
        service = make_company(session)
        conversation = make_conversation(session)
        add_coupon(session, "NEW", "20", first_order_only=True)
        mine = conversation.identity.customer_id
        assert quote(session, service, customer_id=mine).coupon == "NEW"
        first = book(session, service, at("11-25 09:00"), settings, conversation=conversation)
        assert quote(session, service, customer_id=mine).coupon is None
        assert quote(session, service, customer_id=mine + 1).coupon == "NEW"
        orders.cancel_order(
            session, first, actor="customer", now=NOW, settings=settings, reason="改期"
        )
        assert quote(session, service, customer_id=mine).coupon == "NEW", "nothing was used up"


def test_the_basis_tells_how_the_price_came_about(database: Database) -> None:
    """REQ C2."""
    with database.write() as session:
        service = make_service(session)
        assert quote(session, service, hours=Decimal(3)).basis == "45 元/小时 × 3"
        assert "最低消费 90 元" in quote(session, service, hours=Decimal(1)).basis


# -- quantities, names, areas ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "quantity"),
    [
        ("房子89平方米", "平方米", "89"),
        ("大概 120.5 平", "平方米", "120.5"),
        ("90㎡", "平方米", "90"),
        ("两台空调", "台", "2"),
        ("3台", "台", "3"),
        ("三个小时", "小时", None),
        ("89平", "台", None),
        ("没说", "平方米", None),
    ],
)
def test_how_much_a_text_names(text: str, unit: str, quantity: str | None) -> None:
    """REQ C1."""
    expected = Decimal(quantity) if quantity else None
    assert catalogue.quantity_in(text, unit) == expected


def test_a_service_that_is_not_on_offer_is_not_found(database: Database) -> None:
    """REQ B1, B2."""
    with database.write() as session:
        make_service(session, "old", name="旧服务", active=False)
        assert catalogue.by_code(session, "old") is None
        assert catalogue.by_code(session, None) is None
        assert not catalogue.active_services(session)
        assert not catalogue.lexicon(session)


def test_the_catalogue_keeps_its_order_and_its_names(sample: Database) -> None:
    """REQ B1."""
    with sample.read() as session:
        services = catalogue.active_services(session)
        assert [s.position for s in services] == sorted(s.position for s in services)
        names = {name.code: name for name in catalogue.lexicon(session)}
        assert names["daily_clean"].name == "日常保洁"
        found = catalogue.by_name(session, "月嫂")
        assert found is not None
        assert found.code == "maternity_nurse"


@pytest.mark.parametrize(
    ("address", "served"),
    [
        ("上海市徐汇区漕溪路18号", True),
        ("徐汇区漕溪路18号", True),
        ("上海市金山区亭林路1号", False),
        ("北京市朝阳区建国路1号", False),
        ("漕溪路18号", None),
    ],
)
def test_where_we_come_to(database: Database, address: str, served: bool | None) -> None:
    """REQ C1: None where the address does not say enough."""
    with database.write() as session:
        make_area(session, "徐汇区")
        [found] = find_addresses(address, "上海市")
        assert catalogue.serves(session, found, "上海市") is served


def test_the_areas_are_told_by_city(database: Database) -> None:
    with database.write() as session:
        make_area(session, "黄浦区")
        make_area(session, "姑苏区", "苏州市")
        make_area(session, "徐汇区")
        assert catalogue.areas_text(session) == "上海市（黄浦区、徐汇区）；苏州市（姑苏区）"
