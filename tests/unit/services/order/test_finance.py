"""The month's export adds up with the orders, to the cent (REQ C7)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.clock import LOCAL
from bot.db import Database
from bot.models import Order, Service, VisitState
from bot.services.order import finance, orders
from bot.services.sheets import files
from bot.settings import Settings
from tests.factories import NOW, at, book, make_company, make_conversation, make_service

CENTS = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
PLACED = st.datetimes(datetime(2026, 9, 25), datetime(2027, 2, 5)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=LOCAL)
)
ORDERS = st.lists(
    st.tuples(CENTS, CENTS, CENTS, st.booleans(), st.booleans(), CENTS, PLACED), max_size=8
)


def store(session: Session, service: Service, number: int, drawn: tuple[object, ...]) -> Order:
    base, surcharge, discount, is_priced, is_cancelled, fee, placed = drawn
    assert isinstance(base, Decimal)
    assert isinstance(surcharge, Decimal)
    assert isinstance(discount, Decimal)
    order = Order(
        number=f"D{number:04}",
        request_key=f"k{number}",
        customer=make_conversation(session).identity.customer,
        service=service,
        state=VisitState.CANCELLED if is_cancelled else VisitState.COMPLETED,
        address="",
        phone="",
        amount=base + surcharge - discount if is_priced else None,
        surcharge=surcharge,
        discount=discount,
        fee=fee if is_cancelled else None,
        created_at=placed,
    )
    session.add(order)
    return order


def due(order: Order) -> Decimal:
    """What the customer owes, told by the order itself."""
    owed = order.fee if order.state == VisitState.CANCELLED else order.amount
    return owed or Decimal(0)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@hypothesis_settings(
    max_examples=40, derandomize=True, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(ORDERS)
def test_the_months_add_up_to_all_orders(
    database: Database, drawn: list[tuple[object, ...]]
) -> None:
    with database.read() as session:
        service = make_service(session)
        placed = [store(session, service, n, values) for n, values in enumerate(drawn)]
        session.flush()
        session.expire_all()
        months = [(2026, month) for month in range(9, 13)] + [(2027, 1), (2027, 2)]
        found = [line for month in months for line in finance.lines(session, *month)]
        assert sorted(line.number for line in found) == [order.number for order in placed]
        assert sum(line.due for line in found) == sum(map(due, placed))
        for line in found:
            if line.base is not None:
                assert line.base + line.surcharge - line.discount == line.amount


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_file_adds_up_column_by_column(
    database: Database, settings: Settings, ending: str
) -> None:
    with database.write() as session:
        service = make_company(session, workers=3)
        for hour in (9, 13, 17):
            order = book(session, service, at(f"11-25 {hour:02}:00"), settings)
            order.amount, order.discount = Decimal("90.10") * hour, Decimal("0.03") * hour
        grids = finance.grids(finance.lines(session, 2026, 11))
        data = files.to_csv(grids[0]) if ending == "csv" else files.to_xlsx(grids)
        sheet = files.read(data)[0]
        *rows, total = [dict(zip(sheet.head, cells, strict=True)) for _, cells in sheet.rows]
        assert (len(rows), total["订单号"]) == (3, "合计")
        for title in (
            "基价（元）",
            "加价（元）",
            "优惠（元）",
            "订单金额（元）",
            "取消费（元）",
            "应收（元）",
        ):
            assert sum(Decimal(row[title]) for row in rows) == Decimal(total[title])
        assert Decimal(total["应收（元）"]) == Decimal("90.10") * 39


@pytest.mark.parametrize(("hours_before", "fee"), [(23, "18.00"), (25, "0.00")])
def test_of_a_cancelled_order_the_fee_is_due(
    database: Database, settings: Settings, hours_before: int, fee: str
) -> None:
    with database.write() as session:
        order = book(session, make_company(session), at("11-25 09:00"), settings)
        when = at("11-25 09:00") - timedelta(hours=hours_before)
        orders.cancel_order(
            session, order, actor="customer", now=when, settings=settings, reason="不需要了"
        )
        [line] = finance.lines(session, 2026, 11)
        assert (line.amount, line.fee, line.due) == (90, Decimal(fee), Decimal(fee))


def test_midnight_in_shanghai_parts_the_months(database: Database, settings: Settings) -> None:
    with database.write() as session:
        order = book(session, make_company(session), at("12-05 09:00"), settings, now=NOW)
        for placed, month in (("11-30 23:59", 11), ("12-01 00:00", 12)):
            order.created_at = at(placed)
            session.flush()
            assert [len(finance.lines(session, 2026, m)) for m in (11, 12)].index(1) == month - 11
